import json
import time
from collections.abc import Callable, Mapping
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.decisions import (
    Change,
    Decision,
    Question,
    Tree,
    Trees,
    WrongAnswer,
    branches,
    decide,
    foregone,
    from_link,
    grounded,
    to_link,
    ways,
    what_would_change,
)
from assistant.decisions.links import MAX_ANSWERS, MAX_CHARACTERS

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def _decide(tree: Tree, answers: Any) -> Decision:
    return decide(tree, cast(Mapping[str, str], answers))


def _asked(tree: Tree, answers: Mapping[str, str]) -> str:
    question = decide(tree, answers).question
    return question.id if isinstance(question, Question) else "nothing"


def test_too_few_answers_lead_to_the_next_question(colours: Tree) -> None:
    assert _asked(colours, {}) == "dark"
    decision = decide(colours, {"dark": "no"})
    assert decision == Decision(
        tree=colours,
        steps=decision.steps,
        question=colours.questions["north"],
        outcome=None,
        answers={"dark": "no"},
    )
    assert [(step.node, step.claim.text) for step in decision.steps] == [
        ("dark", "The room is bright.")
    ]


def test_enough_answers_lead_to_the_outcome_by_cited_steps(colours: Tree) -> None:
    decision = decide(colours, {"dark": "no", "north": "no"})
    assert decision.question is None
    assert decision.outcome == colours.outcomes["blue"]
    assert [
        (step.node, step.choice.id, [cite.words for cite in step.claim.cites])
        for step in decision.steps
    ] == [
        ("dark", "no", ["Bright rooms take 2 coats of blue."]),
        ("north-when-bright", "no", ["Bright rooms take 2 coats of blue."]),
    ]


def test_answers_off_the_path_are_kept_and_change_nothing(trees: Trees) -> None:
    tree = trees["first-hire"]
    answers = {"prototype": "no", "deployed": "yes", "plateau": "no"}
    decision = decide(tree, answers)
    assert decision.answers == answers
    assert [step.question.id for step in decision.steps] == ["prototype"]
    assert decision.outcome == decide(tree, {"prototype": "no"}).outcome
    # Correcting one answer lets the others count again.
    assert _asked(tree, {**answers, "prototype": "yes"}) == "customers"


def test_the_answers_are_copied(colours: Tree) -> None:
    answers = {"dark": "yes"}
    decision = decide(colours, answers)
    answers["dark"] = "no"
    assert decision.answers == {"dark": "yes"}


WRONG = [
    pytest.param(None, "Something of type NoneType is no set", id="nothing"),
    pytest.param([("a", "yes")], "Something of type list is no set", id="a list"),
    pytest.param("yes", "'yes' is no set", id="a text"),
    pytest.param(3, "Something of type int is no set", id="a number"),
    pytest.param({"zodiac": "yes"}, "'zodiac' is not asked by", id="an unknown question"),
    pytest.param({"": "yes"}, "'' is not asked by", id="a question without a name"),
    pytest.param({7: "yes"}, "Something of type int is not asked by", id="a number for a question"),
    pytest.param({None: None}, "Something of type NoneType is not asked", id="nothing for both"),
    pytest.param({"q" * 10_000: "yes"}, "'qqqq", id="a very long question"),
    pytest.param({f"q{n}": "yes" for n in range(10_000)}, "'q0' is not", id="10,000 answers"),
]


@pytest.mark.parametrize(("answers", "message"), WRONG)
def test_every_tree_refuses_wrong_answers_and_lists_its_questions(
    trees: Trees, answers: Any, message: str
) -> None:
    for tree in trees.values():
        for asked in (_decide, lambda one, two: what_would_change(one, two)):
            with pytest.raises(WrongAnswer) as caught:
                asked(tree, answers)
            told = str(caught.value)
            assert told.startswith(message)
            assert all(question in told for question in tree.questions)
            assert len(told) < 400


@pytest.mark.parametrize(
    "answer", ["maybe", "", "YES", "y" * 10_000, True, False, None, 1, 1.5, [], ["yes"], {}, b"yes"]
)
def test_every_question_refuses_what_is_no_answer_and_lists_its_answers(
    trees: Trees, answer: Any
) -> None:
    for tree in trees.values():
        for question in tree.questions.values():
            with pytest.raises(WrongAnswer) as caught:
                _decide(tree, {question.id: answer})
            told = str(caught.value)
            assert f" does not answer {question.id}: answer " in told
            assert all(choice in told for choice in question.choices)
            assert len(told) < 400


def test_an_error_lists_what_is_valid(colours: Tree) -> None:
    with pytest.raises(WrongAnswer, match=r"^'dusk' does not answer dark: answer yes or no\.$"):
        decide(colours, {"dark": "dusk"})
    with pytest.raises(
        WrongAnswer, match=r"^'size' is not asked by colours: it asks dark and north\.$"
    ):
        decide(colours, {"size": "big"})


@given(answers=ANYTHING)
@settings(max_examples=200, deadline=None)
def test_nothing_but_a_wrong_answer_is_ever_raised(trees: Trees, answers: Any) -> None:
    for tree in trees.values():
        try:
            decision = _decide(tree, answers)
        except WrongAnswer:
            continue
        assert (decision.question is None) != (decision.outcome is None)


def _changes(changes: tuple[Change, ...]) -> list[tuple[dict[str, str], str]]:
    return [(change.answers, change.outcome.id) for change in changes]


def test_what_would_change_names_the_smallest_sets_first(colours: Tree) -> None:
    assert _changes(what_would_change(colours, {"dark": "no", "north": "no"})) == [
        ({"dark": "yes"}, "white"),
        ({"north": "yes"}, "white"),
    ]
    assert _changes(what_would_change(colours, {"dark": "yes", "north": "yes"})) == [
        ({"dark": "no", "north": "no"}, "blue")
    ]


def test_what_would_change_counts_on_answers_that_are_kept(trees: Trees) -> None:
    tree = trees["first-hire"]
    at_plateau = {"customers": "yes", "integration": "yes", "deployed": "yes", "plateau": "yes"}
    assert _changes(what_would_change(tree, {"prototype": "no", **at_plateau})) == [
        ({"prototype": "yes"}, "ai-researcher")
    ]


def test_nothing_would_change_what_is_not_decided_yet(colours: Tree) -> None:
    assert what_would_change(colours, {"dark": "no"}) == ()


def test_every_change_of_every_way_leads_where_it_says(trees: Trees) -> None:
    for tree in trees.values():
        for way in ways(tree):
            changes = what_would_change(tree, way.answers)
            assert changes, (tree.id, way.outcome.id)
            sizes = [len(change.answers) for change in changes]
            assert sizes == sorted(sizes)
            for change in changes:
                assert all(step.claim.cites for step in change.steps)
                after = decide(tree, {**way.answers, **change.answers})
                assert after.outcome == change.outcome
                assert change.outcome.recommendation != way.outcome.recommendation
                for name in change.answers:
                    fewer = {k: v for k, v in change.answers.items() if k != name}
                    outcome = decide(tree, {**way.answers, **fewer}).outcome
                    assert (
                        outcome is None or outcome.recommendation == way.outcome.recommendation
                    ), "a smaller set would do"


def test_answers_come_back_from_a_link(trees: Trees) -> None:
    for tree in trees.values():
        for way in ways(tree):
            link = to_link(tree.id, way.answers)
            assert from_link(link) == (tree.id, way.answers)
            assert len(link) < 200
    assert to_link("first-hire", {"prototype": "no"}) == "tree=first-hire&prototype=no"


@pytest.mark.parametrize(
    "text",
    [
        "tree=first-hire&prototype=yes",
        "?tree=first-hire&prototype=yes",
        "https://example.org/decide?tree=first-hire&prototype=yes#steps",
    ],
)
def test_an_address_may_stand_before_the_answers(text: str) -> None:
    assert from_link(text) == ("first-hire", {"prototype": "yes"})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(None, "A link is text", id="nothing"),
        pytest.param({"tree": "first-hire"}, "A link is text", id="no text"),
        pytest.param("", "This link names no tree", id="empty"),
        pytest.param("first-hire", "This link is not of the form", id="no pairs"),
        pytest.param("tree=a&b", "This link is not of the form", id="half a pair"),
        pytest.param("tree=%ff", "This link is not of the form", id="not UTF-8"),
        pytest.param("prototype=yes", "This link names no tree", id="no tree"),
        pytest.param("tree=&a=b", "This link names no tree", id="an empty tree"),
        pytest.param("tree=a&tree=b", "This link answers a question twice", id="two trees"),
        pytest.param("tree=a&b=c&b=d", "This link answers a question twice", id="two answers"),
        pytest.param("tree=a&b=", "'' is not the name", id="an empty answer"),
        pytest.param("tree=a&b=%3Cscript%3E", "'<script>' is not the name", id="markup"),
        pytest.param("tree=..%2F..%2Fetc", "'../../etc' is not the name", id="a path"),
        pytest.param("tree=a&" + "b" * 61 + "=c", "'bbbbbbbbbbbb", id="a long name"),
        pytest.param("x" * (MAX_CHARACTERS + 1), "A link has at most", id="a long text"),
        pytest.param(
            "tree=a&" + "&".join(f"q{n}=y" for n in range(MAX_ANSWERS + 1)),
            "This link is not of the form",
            id="too many answers",
        ),
        pytest.param(
            "tree=a&" + "&".join(f"q{n}=y" for n in range(10_000)),
            "A link has at most",
            id="10,000 answers",
        ),
    ],
)
def test_a_link_that_cannot_be_right_is_refused(text: Any, message: str) -> None:
    with pytest.raises(WrongAnswer) as caught:
        from_link(text)
    assert str(caught.value).startswith(message)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("tree", "answers"), [("A tree", {}), ("a", {"b": 1}), ("a", {2: "b"}), ("a", {"b": "\ud800"})]
)
def test_no_link_is_made_of_what_no_link_could_carry(tree: str, answers: Any) -> None:
    with pytest.raises(WrongAnswer, match="is not the name of a tree"):
        to_link(tree, answers)


@given(text=st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_as_a_link(text: str) -> None:
    for link in (text, f"tree=a&{text}"):
        try:
            tree, answers = from_link(link)
        except WrongAnswer:
            continue
        assert from_link(to_link(tree, answers)) == (tree, answers)


def _fastest(task: Callable[[], object]) -> float:
    """Seconds of the fastest of many runs, which other work on the machine disturbs least."""
    taken = []
    for _ in range(200):
        start = time.perf_counter()
        task()
        taken.append(time.perf_counter() - start)
    return min(taken)


def test_deciding_takes_no_longer_than_a_few_round_trips_through_json(trees: Trees) -> None:
    # A round trip is about 5 microseconds, so 100 of them are half a millisecond.
    for tree in trees.values():
        answers = max((way.answers for way in ways(tree)), key=len)
        round_trip = _fastest(lambda answers=answers: json.loads(json.dumps(answers)))  # type: ignore[misc]
        deciding = _fastest(lambda tree=tree, answers=answers: decide(tree, answers))  # type: ignore[misc]
        assert deciding < 100 * round_trip


# --- What is certain before all is answered -------------------------------------------------------


def test_a_role_that_no_open_answer_changes_is_given_at_once(trees: Trees) -> None:
    tree = trees["mle-or-applied-scientist"]
    found = foregone(decide(tree, {"tier": "startup"}))
    assert found is not None
    assert (found.outcome, found.question) == (tree.outcomes["too-early"], None)
    assert [(step.question.id, step.choice.id) for step in found.steps] == [("tier", "startup")]
    assert found.answers == {"tier": "startup"}


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        pytest.param("first-hire", {}, id="nothing is known"),
        pytest.param("first-hire", {"prototype": "yes"}, id="the rest matters"),
        pytest.param("first-hire", {"prototype": "no"}, id="it is decided already"),
        pytest.param("posting", {"duties": "production"}, id="roles are not what it chooses"),
        pytest.param("next-hire", {"production": "no"}, id="no role for different reasons"),
    ],
)
def test_nothing_else_is_given_early(name: str, answers: dict[str, str], trees: Trees) -> None:
    assert foregone(decide(trees[name], answers)) is None


def test_whatever_is_answered_afterwards_the_role_stays(trees: Trees) -> None:
    for tree in trees.values():
        every = list(ways(tree))
        for way in every:
            for question, answer in way.answers.items():
                found = foregone(decide(tree, {question: answer}))
                if found and found.outcome:
                    ends = {
                        one.outcome.roles
                        for one in every
                        if one.answers.get(question, answer) == answer
                    }
                    assert ends == {found.outcome.roles}


def test_the_last_question_tells_where_each_answer_leads(trees: Trees) -> None:
    tree = trees["next-hire"]
    known = {"signs": "models", "production": "yes"}
    found = branches(decide(tree, known))
    assert [([one.id for one in choices], outcome.id) for choices, outcome in found] == [
        (["yes"], "first-researcher"),
        (["no"], "no-runway"),
    ]


def test_what_is_only_likely_is_a_condition(trees: Trees) -> None:
    tree = trees["next-hire"]
    known, likely = {"signs": "models"}, {"production": "yes"}
    found = branches(decide(tree, known), likely)
    assert [([one.means for one in choices], outcome.id) for choices, outcome in found] == [
        (["a model is in production", "there is adequate runway for research"], "first-researcher"),
        (["a model is in production", "there is no adequate runway for research"], "no-runway"),
    ]
    assert branches(decide(tree, {"signs": "models", "production": "no"}), likely) == ()


@pytest.mark.parametrize("answers", [{}, {"prototype": "yes"}, {"prototype": "no"}])
def test_before_the_last_question_and_behind_it_there_are_no_branches(
    answers: dict[str, str], trees: Trees
) -> None:
    assert branches(decide(trees["first-hire"], answers)) == ()


# --- What a guide finds enough --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        pytest.param({"credentials": "no", "systems": "yes"}, "research-engineer", id="systems"),
        pytest.param({"work": "product", "credentials": "no"}, "ml-engineer", id="product"),
        pytest.param(
            {"work": "research", "credentials": "yes", "slow-results": "yes"},
            "research-scientist",
            id="research",
        ),
        pytest.param({"work": "product", "credentials": "yes"}, "", id="not enough"),
        pytest.param(
            {"work": "undecided", "credentials": "no", "systems": "yes"}, "", id="said otherwise"
        ),
    ],
)
def test_grounds_that_a_guide_finds_enough_decide(
    answers: dict[str, str], outcome: str, trees: Trees
) -> None:
    found = grounded(decide(trees["which-track"], answers))
    assert (found.outcome.id if found and found.outcome else "") == outcome
