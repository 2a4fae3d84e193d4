from pathlib import Path

import pytest

from corpus import names, read_folder
from corpus.beginnings import beginnings_of, beginnings_with, words_of

GUIDES = Path(__file__).parents[2] / "corpus" / "guides"


@pytest.mark.parametrize(
    ("way", "begins"),
    [
        pytest.param("research scientists?", {"research"}, id="a whole word"),
        pytest.param("mles?", {"mle"}, id="the letters that are sure"),
        pytest.param("ml ?-?ops", {"ml"}, id="a space that may be missing"),
        pytest.param("(?-i:RSs?)", {"rs"}, id="only as it is written"),
        pytest.param("(?-i:USA?|U\\.S\\.)", {"us", "u"}, id="either of two"),
        pytest.param("(?<!ux )researchers?", {"res"}, id="not behind something"),
        pytest.param("(total )?pay", {"total", "pay"}, id="what may be missing"),
        pytest.param("(ux|user) writers?", {"ux", "user"}, id="one of several"),
        pytest.param("((a|b) )?(co)?pays", {"a", "b", "copays", "pays"}, id="one within another"),
        pytest.param("(very )*good", None, id="what may come again"),
        pytest.param("\\$|usd", {"$", "usd"}, id="a sign"),
        pytest.param('"?top', {'"', "top"}, id="a sign that may be missing"),
        pytest.param("(five|[5-9]|1[0-5])\\+? yoe", {"fiv", "a digit"}, id="a digit"),
        pytest.param("\\d+,\\d{3}", {"a digit"}, id="any digit"),
        pytest.param("\\d?x", None, id="a digit that may be missing"),
        pytest.param(".pay", None, id="anything"),
    ],
)
def test_how_a_pattern_begins_is_read_from_it(way: str, begins: set[str] | None) -> None:
    assert beginnings_of([way]) == begins


def test_one_way_that_may_begin_otherwise_leaves_all_open() -> None:
    assert beginnings_of(["base pay", "\\w+ pay"]) is None


def test_a_pattern_may_begin_with_a_word_its_first_letters_or_a_sign() -> None:
    assert words_of("ML pays 5%") == [("ml", 0), ("pays", 3), ("5", 8), ("%", 9)]
    assert set(beginnings_with("pays")) == {"pa", "pay", "pays"}
    assert set(beginnings_with("5")) == {"5", "a digit"}
    assert set(beginnings_with("%")) == {"%"}


def test_letters_that_have_other_small_ones_elsewhere_are_left_open() -> None:
    assert words_of("İstanbul") is None


@pytest.mark.parametrize("kind", ["", "role", "place"])
def test_no_name_is_missed_for_how_it_begins(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for one in read_folder(GUIDES).documents for line in one.text.splitlines()]
    lines += [
        f"in {name}s" for some in names._said()["as_written"].values() for name in some.split(",")
    ]
    lines += [line.upper() for line in lines[::3]] + [line.title() for line in lines[::3]]
    found = [names._mentions.__wrapped__(line, kind) for line in lines]
    monkeypatch.setattr(names, "words_of", lambda _: None)
    assert found == [names._mentions.__wrapped__(line, kind) for line in lines]
    assert any(found)
