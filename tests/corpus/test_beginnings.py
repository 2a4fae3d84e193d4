from pathlib import Path

import pytest

from corpus import names, read_folder
from corpus.beginnings import beginnings_in, beginnings_of

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
        pytest.param("\\$", None, id="no letter"),
    ],
)
def test_how_a_pattern_begins_is_read_from_it(way: str, begins: set[str] | None) -> None:
    assert beginnings_of([way]) == begins


def test_one_way_that_may_begin_otherwise_leaves_all_open() -> None:
    assert beginnings_of(["base pay", "\\w+ pay"]) is None


def test_a_text_begins_as_its_words_do() -> None:
    known = {"m", "ml", "pa", "pay", "pays", "ays"}
    assert {one: set(at) for one, at in (beginnings_in("ML pays", known) or {}).items()} == {
        "ml": {0},
        "pa": {3},
        "pay": {3},
        "pays": {3},
    }


def test_letters_that_have_other_small_ones_elsewhere_are_left_open() -> None:
    assert beginnings_in("İstanbul", {"ist"}) is None


@pytest.mark.parametrize("kind", ["", "role", "place"])
def test_no_name_is_missed_for_how_it_begins(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line for one in read_folder(GUIDES).documents for line in one.text.splitlines()]
    lines += [
        f"in {name}s" for some in names._said()["as_written"].values() for name in some.split(",")
    ]
    lines += [line.upper() for line in lines[::3]] + [line.title() for line in lines[::3]]
    found = [names._mentions.__wrapped__(line, kind) for line in lines]
    monkeypatch.setattr(names, "beginnings_in", lambda *_: None)
    assert found == [names._mentions.__wrapped__(line, kind) for line in lines]
    assert any(found)
