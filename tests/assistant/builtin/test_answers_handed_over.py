"""Answers to a tree that a turn hands over in the page's link: exact, whatever else was said."""

from typing import Any

import pytest

from assistant import Assistant, BuiltInModel, Guides
from assistant.decisions import decide, to_link, ways
from assistant.decisions.filling import recognised

pytestmark = pytest.mark.models

HALF = "#/decide/first-hire?prototype=yes&customers=yes"
ASKED = "Can the prototype be integrated into a product?"
SENIOR = "What does a senior ML engineer earn?"


def link(tree: str, answers: dict[str, str]) -> str:
    """As the page writes it."""
    return f"#/decide/{tree}?{to_link(tree, answers).partition('&')[2]}"


def test_every_way_through_every_tree_comes_back_whole(
    assistant: Assistant, guides: Guides
) -> None:
    walked = 0
    for tree in guides.trees.values():
        for way in ways(tree):
            said = " · ".join(f"{one.question.ask} {one.choice.label}" for one in way.steps)
            answer = assistant.ask(SENIOR, f"{tree.title} {said} {link(tree.id, way.answers)}")
            path = answer.path
            assert path is not None, said
            assert (answer.kind, path.tree, path.answers, path.asks, path.taken) == (
                "decision",
                tree.id,
                way.answers,
                "",
                (),
            )
            assert answer.text.startswith(way.outcome.recommendation.text.rstrip(".")), said
            walked += 1
    assert walked > 70


def test_every_way_is_walked_answer_by_answer_in_a_conversation(guides: Guides) -> None:
    for tree in guides.trees.values():
        for way in ways(tree):
            turns, answers = [tree.title], {}
            for step in way.steps:
                answers[step.question.id] = step.choice.id
                said = f"{step.question.ask} {step.choice.label}"
                turns.append(f"{said} {link(tree.id, answers)}")
                found = recognised(turns, guides.trees)
                assert found is not None
                assert (found.tree_id, found.answers) == (tree.id, answers)
            assert decide(tree, answers).outcome == way.outcome


@pytest.mark.parametrize(
    ("turns", "answers", "asks", "taken"),
    [
        pytest.param([HALF], {"prototype": "yes", "customers": "yes"}, ASKED, (), id="half"),
        pytest.param(
            ["Who should we hire first? We have no prototype.", f"There is one. {HALF}"],
            {"prototype": "yes", "customers": "yes"},
            ASKED,
            (),
            id="they count for more than what was said before",
        ),
        pytest.param(
            [HALF, "no"],
            {"prototype": "yes", "customers": "yes", "integration": "no"},
            "",
            ("integration = no: “no”",),
            id="the next answer may be typed",
        ),
        pytest.param(
            [HALF, "Sorry, there are no customers yet."],
            {"prototype": "yes", "customers": "no"},
            "",
            ("customers = no: “no customers”",),
            id="and one that was handed over corrected",
        ),
        pytest.param(
            ["https://intranet.example/assistant/#/decide/first-hire?prototype=no"],
            {"prototype": "no"},
            "",
            (),
            id="a whole address",
        ),
    ],
)
def test_a_conversation_goes_on_from_them(
    assistant: Assistant,
    turns: list[str],
    answers: dict[str, str],
    asks: str,
    taken: tuple[str, ...],
) -> None:
    path = assistant.ask(*turns).path
    assert path is not None
    assert (path.answers, path.asks, path.taken) == (answers, asks, taken)


@pytest.mark.parametrize(
    "turn",
    [
        f"{SENIOR} #/decide/no-such-tree?prototype=yes",
        f"{SENIOR} #/decide/first-hire?prototype=perhaps",
        f"{SENIOR} #/decide/first-hire?prototype=yes&prototype=no",
        f"{SENIOR} #/decide/first-hire?{'a=b&' * 600}prototype=yes",
        f"{SENIOR} #/decide/first-hire?prototype=<img>",
        f"{SENIOR} #/decide/../first-hire?prototype=yes",
    ],
)
def test_what_no_tree_takes_is_no_answer(assistant: Assistant, turn: str) -> None:
    assert assistant.ask(turn).path is None


def test_another_question_is_understood_without_them(assistant: Assistant) -> None:
    assert assistant.ask(HALF, SENIOR).text == assistant.ask(SENIOR).text


def test_exact_answers_are_not_for_a_language_model(guides: Guides) -> None:
    class Untouched:
        def __getattr__(self, name: str) -> Any:
            raise AssertionError(f"the language model is asked: {name}")

    asked = Assistant(guides, BuiltInModel(guides=guides), author=Untouched())  # type: ignore[arg-type]
    assert asked.ask("#/decide/first-hire?prototype=no").layer == "decision tree"
