import json
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from assistant.web import shown
from assistant.web.errors import Refused
from assistant.web.page.exporting import to_markdown
from assistant.web.page.printing import to_pdf
from assistant.web.page.records import opened
from assistant.web.page.talking import messages_of
from corpus import Passage
from tests.assistant.web.page.told import BRACKETS, EARNS, FULL, HOSTILE, HOSTILE_SAID, ROW, TEAM

DAY = date(2026, 3, 6)


class Some:
    """Guides of two passages; the table row is in them no more."""

    def passage(self, id: str) -> Passage:
        return {EARNS.id: EARNS, TEAM.id: TEAM}[id]


def conversation(**change: Any) -> dict[str, Any]:
    turns = [
        {"question": "What do they earn?", "answer": dict(shown.answer(FULL)), "stopped": False},
        {"question": "And now?", "answer": None, "stopped": True},
    ]
    return {
        "format": "hiring-assistant conversation",
        "version": 1,
        "id": "a1",
        "title": "What do they earn?",
        "audience": "candidate",
        "turns": turns,
        **change,
    }


def test_a_conversation_is_read_back_and_its_words_are_looked_up() -> None:
    kept = opened(json.dumps(conversation()), Some())
    answer = kept.turns[0].answer
    assert answer is not None
    assert [(one.n, one.gone) for one in answer.citations] == [(1, False), (2, True), (3, False)]
    assert [one["content"] for one in messages_of(kept)] == [
        "What do they earn?",
        "Senior research engineers earn **$250k** a year\N{NO-BREAK SPACE}"
        "[1](#/guides/Pay/Pay%231?from=0&to=46) "
        "&#91;2]. The team decides\N{NO-BREAK SPACE}"
        "[3](#/guides/Interviews/Interviews%231?from=0&to=17).",
        "And now?",
        "*Stopped.*",
    ]
    assert opened(kept.model_dump(by_alias=True), Some()) == kept


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        pytest.param("{", "the file: Invalid JSON", id="no JSON"),
        pytest.param("[" * 100_000, "the file: Invalid JSON", id="nested without end"),
        pytest.param("null", "the file: Input should be an object", id="nothing"),
        pytest.param(conversation(version=2), "version: ", id="of another version"),
        pytest.param(conversation(format="x"), "format: ", id="of another program"),
        pytest.param(conversation(more=1), "more: Extra inputs", id="with more"),
        pytest.param(conversation(turns=[{"question": "a"}] * 201), "turns: ", id="endless"),
        pytest.param(
            conversation(turns=[{"question": "a" * 10_001}]), "turns.0.question", id="too long"
        ),
        pytest.param(
            conversation(turns=[{"question": "a", "answer": {"kind": "order", "text": ""}}]),
            "turns.0.answer.kind",
            id="of a kind that is none",
        ),
    ],
)
def test_what_is_no_conversation_is_refused(sent: str | dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=f"This is no conversation of this page: {says}"):
        opened(sent if isinstance(sent, str) else json.dumps(sent), Some())


def test_forged_sources_lead_nowhere() -> None:
    forged = conversation()
    first = forged["turns"][0]["answer"]["citations"][0]
    first["quote"] = "Everybody earns a million."
    first["title"] = "A guide that is none"
    answer = opened(json.dumps(forged), Some()).turns[0].answer
    assert answer is not None
    assert (answer.citations[0].gone, answer.citations[0].title) == (True, "Pay")


def test_a_conversation_is_taken_along_as_markdown() -> None:
    assert to_markdown(opened(conversation(), Some()), DAY) == (
        "# What do they earn?\n\n"
        "*Exported 2026-03-06*\n\n"
        "## What do they earn?\n\n"
        "Senior research engineers earn **$250k** a year \\[1\\] \\[2\\]. The team decides \\[3\\]."
        "\n\n"
        "> Note: guides differ\n\n"
        "> Note: VAMI is of 2025\n\n"
        "- \\[1\\] Pay › Salary: “A senior research engineer earns $250k a year.”\n\n"
        "- \\[2\\] Pay › Salary (no longer in the guides): “Senior · $250k”\n\n"
        "- \\[3\\] Interviews: “The team decides.”\n\n"
        "## And now?\n\n"
        "> No answer.\n"
    )


def test_a_conversation_is_taken_along_as_pdf() -> None:
    pages = PdfReader(BytesIO(to_pdf(opened(conversation(), Some()), DAY))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "What do they earn? Senior research engineers earn $250k a year [1] [2]." in text
    assert "[2] Pay › Salary (no longer in the guides): “Senior · $250k”" in text
    assert "Note: guides differ" in text


def test_a_pdf_of_anything_can_be_made() -> None:
    turns = [
        {"question": HOSTILE + "\u4f60\u597d", "answer": dict(shown.answer(HOSTILE_SAID))},
        {"question": BRACKETS, "answer": {"kind": "answer", "text": "| a | b |\n|---|---|\n| c |"}},
        {"question": "a" * 10_000, "answer": {"kind": "answer", "text": "**x" * 9_000}},
    ]
    made = to_pdf(opened(conversation(turns=turns, title=HOSTILE), Some()), DAY)
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    assert "<script>alert(1)</script>" in text.replace("\n", "")
    assert ROW.text not in text
