from pathlib import Path

import numpy as np
import pytest

from index import open_model
from index.encoders import SentenceTransformersEncoder
from index.export import DEFAULT_CACHE
from index.model_files import PUBLISHED, verified
from index.tuning import TUNING, Tuning, tuning

PAIR = [
    "What does a senior ML engineer earn?",
    "How much are experienced machine learning engineers paid?",
]


def test_what_is_kept_comes_back_in_half_precision(tmp_path: Path) -> None:
    into, out = np.ones((2, 3), dtype=np.float32), np.full((4, 2), 0.25, dtype=np.float32)
    kept = Tuning("fingerprint", {"layer.0": (into, out)})
    kept.save(tmp_path / "tuning.npz")
    found = Tuning.load(tmp_path / "tuning.npz")
    assert (found.made_for, list(found.layers)) == ("fingerprint", ["layer.0"])
    for mine, theirs in zip(found.layers["layer.0"], (into, out), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_the_product_of_both_is_added_to_the_weights() -> None:
    import torch

    layer = torch.nn.Linear(2, 2, bias=False)
    before = layer.weight.detach().clone()
    into = np.array([[1, 2]], dtype=np.float32)
    out = np.array([[3], [4]], dtype=np.float32)
    Tuning("", {"layer": (into, out)}).add_to(torch.nn.ModuleDict({"layer": layer}))
    added = (layer.weight.detach() - before).numpy()
    np.testing.assert_allclose(added, [[3, 6], [4, 8]], atol=1e-6)


def test_what_ships_was_made_for_the_default_model() -> None:
    assert tuning().made_for == PUBLISHED["model.safetensors"]


def test_it_is_part_of_what_the_model_is_called() -> None:
    published, tuned = verified(tuned=False).label, verified().label
    assert tuned.startswith(f"{published}+")


def test_a_tuning_for_something_else_makes_another_model(tmp_path: Path) -> None:
    other = tmp_path / "other.npz"
    Tuning(PUBLISHED["model.safetensors"], {}).save(other)
    assert verified(tuning=other).label not in (verified().label, verified(tuned=False).label)


@pytest.mark.models
def test_the_model_opens_again_with_another_tuning() -> None:
    model = open_model(cache=DEFAULT_CACHE)
    again = model.tuned_for(TUNING)
    assert again
    assert again.identity == model.identity
    np.testing.assert_array_equal(again.vectors(PAIR), model.vectors(PAIR))
    published = open_model(cache=DEFAULT_CACHE, tuned=False)
    assert published.tuned_for(TUNING) is None


@pytest.mark.models
def test_ways_to_ask_the_same_are_closer_than_before() -> None:
    before, after = (
        SentenceTransformersEncoder(verified(tuned=tuned)).vectors(PAIR) for tuned in (False, True)
    )
    assert after[0] @ after[1] > before[0] @ before[1]
