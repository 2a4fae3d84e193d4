import numpy as np

from assistant.understanding import understood
from assistant.understanding.intents import intents
from assistant.worked.learned import learned


def test_questions_are_compared_by_what_was_learned() -> None:
    vectors = np.eye(384, dtype=np.float32)[:3]
    turned = learned().turned(vectors)
    assert turned.shape == vectors.shape
    assert np.allclose(np.linalg.norm(turned, axis=1), 1, atol=1e-3)
    assert not np.allclose(turned, vectors, atol=1e-3)


def test_the_vectors_of_another_model_are_compared_as_they_are() -> None:
    vectors = np.eye(7, dtype=np.float32)
    assert learned().turned(vectors) is vectors


def test_nothing_is_likely_to_another_model() -> None:
    likely = intents().likely(understood("hello"), np.ones(7, dtype=np.float32))
    assert set(likely.values()) == {0.0}
