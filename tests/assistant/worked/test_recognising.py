"""A recogniser is arrays of numbers: what it says follows from them."""

from pathlib import Path

import numpy as np
import pytest

from assistant.worked.recognising import LEARNED, LEAST, NOTHING, UNTAUGHT, Recogniser

NORTH, EAST = np.array([1, 0], dtype=np.float32), np.array([0, 1], dtype=np.float32)


@pytest.fixture
def small() -> Recogniser:
    return Recogniser(
        ids=("pay", "time", NOTHING),
        words=("day", "salari"),
        meaning=np.array([[7, 0], [0, 7], [0, 0]], dtype=np.float32),
        said=np.array([[0, 6, 0], [6, 0, 0]], dtype=np.float32),
        always=np.array([0, 0, 5], dtype=np.float32),
    )


def likeliest(recogniser: Recogniser, vector: np.ndarray, *terms: str) -> str:
    return recogniser.ids[int(recogniser.chances(vector, terms).argmax())]


def test_an_answer_is_recognised_by_what_a_question_means(small: Recogniser) -> None:
    assert [likeliest(small, vector) for vector in (NORTH, EAST)] == ["pay", "time"]


def test_words_tell_apart_what_means_the_same(small: Recogniser) -> None:
    between = (NORTH + EAST) / np.float32(2**0.5)
    assert likeliest(small, between, "day") == "time"
    assert likeliest(small, between, "salari") == "pay"


def test_what_nobody_asked_for_is_nothing(small: Recogniser) -> None:
    assert likeliest(small, np.zeros(2, dtype=np.float32), "weather") == NOTHING


def test_chances_add_up_to_one_and_none_is_less_likely_than_the_least(small: Recogniser) -> None:
    chances = small.chances(NORTH, ["salari"])
    assert np.exp(chances).sum() == pytest.approx(1, abs=1e-4)
    assert chances.min() == LEAST


def test_the_order_of_the_words_changes_nothing(small: Recogniser) -> None:
    one, other = small.chances(EAST, ["day", "salari"]), small.chances(EAST, ["salari", "day"])
    assert one.tobytes() == other.tobytes()


def test_an_answer_it_never_heard_of_may_be_meant(small: Recogniser) -> None:
    chances, nothing = small.for_answers(["new", "time"]).chances(EAST, [])
    assert chances[0] == UNTAUGHT
    assert chances[1] > nothing


def test_with_another_model_it_says_nothing(small: Recogniser) -> None:
    chances, nothing = small.for_answers(["pay", "time"]).chances(np.ones(3, np.float32), ["day"])
    assert (chances.tolist(), nothing) == ([0, 0], 0)


def test_what_was_saved_is_read_nearly_as_it_was(small: Recogniser, tmp_path: Path) -> None:
    small.save(tmp_path / "small.npz")
    again = Recogniser.load(tmp_path / "small.npz")
    assert (again.ids, again.words) == (small.ids, small.words)
    assert again.chances(EAST, ["day"]) == pytest.approx(small.chances(EAST, ["day"]), abs=0.1)


def test_what_ships_knows_the_answers_that_ship() -> None:
    assert LEARNED.stat().st_size < 1_100_000
    assert NOTHING in Recogniser.load().ids


def test_it_tells_which_answers_it_was_taught(small: Recogniser) -> None:
    some = small.for_answers(["new", "time"])
    assert some.taught(dimension=2).tolist() == [False, True]
    assert some.taught(dimension=3).tolist() == [False, False]
