from collections.abc import Callable

import numpy as np
import pytest

from assistant.decisions import Trees
from assistant.decisions.clauses import clauses
from assistant.decisions.cues import Fact
from assistant.decisions.filling import recognised
from assistant.decisions.hearing import Hearing, Numbers, Weights, told_in, units_of

FACTS = ("prototype", "customers")


class Words:
    """A vector tells of which words a text has any."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def prepared(self, text: str) -> Callable[[], Numbers]:
        self.asked.append(text)
        has = np.array([one in text for one in ("gizmo", "no gizmo", "fans")], dtype=np.float32)
        return lambda: has


def _hearing(words: Words | None = None) -> Hearing:
    """It hears `gizmo` for a prototype, and `fans` for customers, but those less loudly."""
    says = np.array([[9, -9, 0, 0], [-18, 18, 0, 0], [0, 0, 4, 0], [-3, -3, -3, -3]])
    sure = np.zeros(21, dtype=np.float32)
    sure[0], sure[-1] = 3.0, -2.0
    weights = Weights(
        FACTS,
        says.astype(np.float32),
        sure,
        least=0.9,
        least_read=0.2,
        heard=0.2,
        replied=sure,
        least_replied=0.25,
    )
    return Hearing(words or Words(), weights)


def test_what_no_pattern_lists_is_heard() -> None:
    turn = "In the shed there stands a gizmo that sorts pears by itself."
    assert _hearing().facts_in(turn) == (
        Fact("prototype", True, "In the shed there stands a gizmo that sorts pears by itself."),
    )


def test_what_is_heard_less_loudly_is_doubted() -> None:
    turn = "Of all the things that were said there were fans, or something."
    heard = _hearing().facts_in(turn)
    assert [(one.name, one.holds, one.doubted) for one in heard] == [("customers", True, True)]


def test_what_was_asked_for_is_heard_sooner() -> None:
    turn = "Of all the things that were said there were fans, or something."
    heard = _hearing().facts_in(turn, asked=frozenset({"customers"}))
    assert [(one.name, one.holds, one.doubted) for one in heard] == [("customers", True, False)]


def test_the_words_are_those_of_the_clause_that_says_it() -> None:
    turn = "We are four, the gizmo stands in the shed, and that is all there is."
    assert [one.words for one in _hearing().facts_in(turn)] == ["the gizmo stands in the shed"]


def test_what_is_not_learned_is_left_to_the_patterns() -> None:
    turn = "We can pay for a single person here, and we have budget for one hire."
    assert "single-hire" in {one.name for one in _hearing().facts_in(turn)}


def test_a_few_words_are_left_to_the_patterns(trees: Trees) -> None:
    words = Words()
    hearing = _hearing(words)
    turns = ("Who should we hire first?", "no way")
    found = recognised(turns, trees, hearing=hearing)
    assert found
    assert found.answers["prototype"] == "no"
    assert "no way" not in words.asked


def test_what_is_doubted_is_told_with_its_question(trees: Trees) -> None:
    turns = ("Of all the things said there were fans, or something. Who should we hire first?",)
    found = recognised(turns, trees, hearing=_hearing())
    assert found
    assert (found.answers, set(found.doubted)) == ({}, {"customers"})
    assert found.doubted["customers"] in turns[0]


@pytest.mark.parametrize(
    ("requests", "told"),
    [
        (frozenset[int](), "We are four. Who first?"),
        (frozenset((1,)), "We are four."),
        (frozenset((0, 1)), "We are four. Who first?"),
    ],
)
def test_what_asks_for_a_decision_is_not_told(requests: frozenset[int], told: str) -> None:
    assert told_in("We are four. Who first?", requests) == told


def test_a_sentence_is_heard_whole_and_in_its_clauses() -> None:
    text = "We are four, and we sell pears. Yes."
    units = units_of(text, clauses(text))
    assert [(one.text, one.clauses) for one in units] == [
        ("We are four, and we sell pears.", range(2)),
        ("We are four", range(1)),
        ("and we sell pears.", range(1, 2)),
        ("Yes.", range(2, 3)),
    ]


@pytest.mark.models
def test_what_is_filled_in_like_a_form_is_read_as_it_stands(hearing: Hearing) -> None:
    facts = hearing.facts_in("PhD: yes. Papers: yes. Love shipping: yes. Love research: no.")
    read = {fact.name: fact.holds for fact in facts if not fact.doubted}
    assert read["credentials"] and read["enjoys-product"] and not read["enjoys-research"]


@pytest.mark.models
@pytest.mark.parametrize(
    ("turn", "fact", "holds"),
    [
        ("I'm fine if nothing works for a month", "patient", True),
        ("a month or more with nothing is ok for me", "patient", True),
        ("i hate it when an experiment leads nowhere for weeks", "patient", False),
        ("I get excited when i find out why a model fails", "enjoys-research", True),
        ("i'd rather be close to the product", "enjoys-product", True),
        ("i love it when people use what I built", "enjoys-product", True),
        ("i love making training run on a thousand gpus", "enjoys-systems", True),
        ("i wrote the cluster scheduler for our lab", "systems-background", True),
        ("my ML is thin, i've never trained a model", "systems-background", False),
        ("the claims handlers at our own company are dying to use it", "customers", True),
        ("rival banks now catch more", "competitors", True),
        ("I'm not fine if nothing works for a month", "patient", None),
        ("i'm not sure i'd be fine if nothing works for a month", "patient", None),
        ("i'd rather not be close to the product", "enjoys-product", None),
        ("they want me to be close to the product", "enjoys-product", None),
        ("our team has a guy who built the cluster scheduler", "systems-background", None),
        ("our investors are dying to see customers use it", "customers", None),
    ],
)
def test_what_is_plainly_said_counts_however_it_sounds(
    turn: str, fact: str, holds: bool | None, hearing: Hearing
) -> None:
    plainly = [one for one in hearing.facts_in(turn) if one.name == fact and one.plainly]
    assert [one.holds for one in plainly if not one.doubted] == ([] if holds is None else [holds])


@pytest.mark.models
def test_what_somebody_else_would_do_answers_nothing(trees: Trees, hearing: Hearing) -> None:
    asks = "I like getting models into products. Which track is right for me?"
    for turn, answered in (("i'd ask who could use it", True), ("my boss asks who uses it", False)):
        found = recognised((asks, turn), trees, hearing=hearing)
        assert found is None or ("instinct" in found.answers) == answered
        assert found or not answered


@pytest.mark.parametrize(
    ("turn", "answers"),
    [
        (
            "i guess making stuff that runs fast and doesnt fall over",
            {"work": "systems"},
        ),
        ("I guess I like writing papers more", {"work": "research"}),
        ("i think ML engineer is more me", {"work": "product"}),
        ("users and product are kinda whatever to me", {}),
        ("no i meant the pay, research engineer vs ml engineer", {}),
    ],
)
def test_what_a_candidate_guesses_to_like_they_like(
    turn: str, answers: dict[str, str], trees: Trees
) -> None:
    found = recognised(("Which track fits me?", turn), trees)
    assert (dict(found.answers) if found else {}) == answers
