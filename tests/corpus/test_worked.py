import json
from pathlib import Path
from typing import Any

import pytest

from corpus import Cite, Reading, Sentence, WorkedAnswer, read_folder

GUIDES = Path(__file__).parents[2] / "corpus" / "guides"
PAY = """\
# Pay in 2026

## Ranges

Table: base salary.

| Role | Base |
|---|---|
| Engineer | $180k-$220k |
"""


def _row(**other: Any) -> dict[str, Any]:
    return {
        "id": "pay-engineer",
        "kind": "figure",
        "asked": ["What does an engineer earn?", "engineer pay"],
        "roles": ["engineer"],
        "attribute": "pay",
        "answer": [
            {
                "text": "Engineers earn $180k-$220k base salary in 2026.",
                "cites": [{"guide": "pay", "words": "| Engineer | $180k-$220k |"}],
            }
        ],
        **other,
    }


def _said(text: str, words: str = "| Engineer | $180k-$220k |") -> list[dict[str, Any]]:
    return [{"text": text, "cites": [{"guide": "pay", "words": words}]}]


def _read(folder: Path, *rows: Any) -> Reading:
    (folder / "pay.md").write_text(PAY, "utf-8")
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    (folder / "all.answers.jsonl").write_text(lines, "utf-8")
    return read_folder(folder)


def test_an_answer_is_read_with_what_each_sentence_rests_on(tmp_path: Path) -> None:
    assert _read(tmp_path, _row(level="mid-level")).answers == (
        WorkedAnswer(
            id="pay-engineer",
            kind="figure",
            asked=("What does an engineer earn?", "engineer pay"),
            roles=("engineer",),
            attribute="pay",
            level="mid-level",
            sentences=(
                Sentence(
                    "Engineers earn $180k-$220k base salary in 2026.",
                    (Cite("pay", "| Engineer | $180k-$220k |"),),
                ),
            ),
        ),
    )


def test_what_people_ask_leads_to_the_words_of_the_answer(tmp_path: Path) -> None:
    (document,) = _read(tmp_path, _row()).documents
    assert document.questions == (
        ("| Engineer | $180k-$220k |", "What does an engineer earn?"),
        ("| Engineer | $180k-$220k |", "engineer pay"),
        ("| Engineer | $180k-$220k |", "Engineers earn $180k-$220k base salary in 2026."),
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param(
            _row(answer=_said("Engineers earn $180k-$230k base salary.")),
            "Answer pay-engineer: the words it cites have no 230000: "
            "'Engineers earn $180k-$230k base salary.'.",
            id="a figure that is not there",
        ),
        pytest.param(
            _row(answer=_said("Engineers earn.", "| Scientist |")),
            "Answer pay-engineer: pay does not say '| Scientist |'.",
            id="words that are not there",
        ),
        pytest.param(
            _row(answer=[{"text": "Yes.", "cites": [{"guide": "gone", "words": "a"}]}]),
            "Answer pay-engineer: gone does not say 'a'.",
            id="a document that is not there",
        ),
    ],
)
def test_an_answer_that_does_not_hold_is_left_out_and_told(
    tmp_path: Path, row: dict[str, Any], reason: str
) -> None:
    reading = _read(tmp_path, row)
    assert reading.answers == ()
    assert [(one.path, one.reason) for one in reading.skipped] == [("all.answers.jsonl", reason)]
    assert reading.documents[0].questions == ()


def test_the_second_of_two_answers_with_one_id_is_left_out(tmp_path: Path) -> None:
    reading = _read(tmp_path, _row(), _row(asked=["Again?"]))
    assert [answer.asked[0] for answer in reading.answers] == ["What does an engineer earn?"]
    assert [one.reason for one in reading.skipped] == [
        "Answer pay-engineer: another answer has its id."
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        pytest.param("{", "is not a worked answer", id="no JSON"),
        pytest.param(_row(kind="guess"), "'guess' is not a kind of answer", id="an unknown kind"),
        pytest.param(_row(asked=[1]), "1 is not text", id="a question that is no text"),
        pytest.param(_row(asked=[]), "has no question", id="no question"),
        pytest.param(_row(answer=[]), "no sentence", id="no sentence"),
        pytest.param(
            _row(answer=[{"text": "Yes.", "cites": []}]), "no cited words", id="no cited words"
        ),
    ],
)
def test_a_file_of_another_form_is_told_with_its_line(
    tmp_path: Path, row: Any, reason: str
) -> None:
    reading = _read(tmp_path, _row(), row)
    assert reading.answers == ()
    (skipped,) = reading.skipped
    assert skipped.reason.startswith("Line 2 ")
    assert reason in skipped.reason


def test_every_worked_answer_of_the_guides_holds() -> None:
    reading = read_folder(GUIDES)
    assert reading.skipped == ()
    assert len(reading.answers) >= 400
    assert [one.id for one in reading.answers if len(one.asked) < 5] == []
