"""Who asks who says so is told what the answer before rests on."""

import pytest

from assistant import Assistant

pytestmark = pytest.mark.models

FIRST_HIRE = (
    "“AI Researcher vs ML Engineer: Who Should You Hire First in 2026?” "
    "(VAMI Editorial, 2026-03-06)"
)
TORONTO = (
    "we want to bring on an ml engineer in toronto, mid level. what should i budget?",
    "and for a senior?",
)


@pytest.mark.parametrize(
    "turn",
    ["where is that from?", "which article?", "hm, ok. link?", "Quelle?", "woher hast du das"],
)
def test_the_guide_of_the_answer_before_is_named(assistant: Assistant, turn: str) -> None:
    before, answer = assistant.ask(*TORONTO), assistant.ask(*TORONTO, turn)
    assert answer.kind == "answer"
    assert answer.text.endswith(f"It rests on {FIRST_HIRE}.")
    assert {one.quote for one in answer.citations} <= {one.quote for one in before.citations}


def test_of_figures_every_guide_is_named(assistant: Assistant) -> None:
    before = assistant.ask("levels ml2/ml3 pay")
    answer = assistant.ask("levels ml2/ml3 pay", "who says so?")
    assert (before.layer, answer.layer) == ("figures", "figures")
    assert all(one.title in answer.text for one in before.citations)


def test_only_what_has_the_number_that_is_asked_about_is_repeated(assistant: Assistant) -> None:
    answer = assistant.ask(*TORONTO, "source?", "no I mean which source says that, the 15-25%")
    assert "15-25%" in answer.text
    assert "$250k" not in answer.text
    assert FIRST_HIRE in answer.text


def test_a_number_nobody_has_said_rests_on_nothing(assistant: Assistant) -> None:
    assert "It rests on" not in assistant.ask(*TORONTO, "which guide says 77%?").text


def test_a_decision_rests_on_guides_too(assistant: Assistant) -> None:
    told = "seed stage, a notebook prototype, customers would not use it. whom do we hire first?"
    before, answer = assistant.ask(told), assistant.ask(told, "which guide says that?")
    assert (before.kind, answer.kind) == ("decision", "decision")
    assert answer.text.endswith(f"It rests on {FIRST_HIRE}.")


def test_what_the_guides_tell_of_the_source_comes_first(assistant: Assistant) -> None:
    answer = assistant.ask("AS median comp vs MLE", "who says so")
    assert "calibrated against Levels.fyi" in answer.text
    assert "It rests on “ML engineer vs applied scientist in 2026" in answer.text


def test_what_is_asked_behind_it_goes_on_from_what_was_said(assistant: Assistant) -> None:
    asked = ("how much equity does a senior ML engineer get?", "which article is that from?")
    answer = assistant.ask(*asked, "and a research engineer?")
    assert "1.5-3% equity" in answer.text


@pytest.mark.parametrize(
    "turn",
    [
        "who reported the equity of ML engineers?",
        "which guide says that PhDs are optional for ML engineers?",
        "where do I find them",
    ],
)
def test_who_names_a_matter_of_its_own_is_answered(assistant: Assistant, turn: str) -> None:
    answer = assistant.ask("how much equity does a senior ML engineer get?", turn)
    assert answer.kind == "answer"
    assert "It rests on" not in answer.text


@pytest.mark.parametrize("before", [(), ("hello",)], ids=["first", "behind a greeting"])
def test_before_anything_is_said_nothing_rests_on_a_guide(
    assistant: Assistant, before: tuple[str, ...]
) -> None:
    assert "It rests on" not in assistant.ask(*before, "where are your numbers from?").text
