import numpy as np

from assistant.understanding import understood
from assistant.understanding.intents import intents
from assistant.worked.learned import learned
from assistant.worked.matching import SIGNS, TRUST_SIGNS


def test_there_is_a_weight_for_each_sign() -> None:
    assert learned().ranking.shape == (len(SIGNS),)
    assert learned().trust.shape == (len(TRUST_SIGNS),)


def test_nothing_is_likely_to_another_model() -> None:
    likely = intents().likely(understood("hello"), np.ones(7, dtype=np.float32))
    assert set(likely.values()) == {0.0}
