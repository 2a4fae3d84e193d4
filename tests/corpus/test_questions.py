import json
from pathlib import Path

import pytest

from corpus import Skipped, lost_questions, read_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pay.md").write_text("# Pay\n\nThe pay is good.\n", "utf-8")
    return tmp_path


def _known(folder: Path, content: str | bytes) -> Path:
    path = folder / "pay.questions.jsonl"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_document_brings_the_questions_beside_it(folder: Path) -> None:
    rows = [
        {"words": "pay is good", "questions": ["Is the  pay good?", "good pay"]},
        {"words": "not there", "questions": ["Lost?"]},
    ]
    _known(folder, "\n".join(json.dumps(row) for row in rows) + "\n\n")
    (document,) = read_folder(folder).documents
    assert document.questions == (
        ("pay is good", "Is the pay good?"),
        ("pay is good", "good pay"),
        ("not there", "Lost?"),
    )
    assert lost_questions(document) == ["Lost?"]


def test_a_document_without_questions_has_none(folder: Path) -> None:
    assert read_folder(folder).documents[0].questions == ()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(
            '{"words": "a", "questions": []}\n[]',
            'Line 2 is not a JSON object with "words" and "questions".',
            id="not an object",
        ),
        pytest.param(
            '{"words": "", "questions": ["a"]}',
            'Line 1 is not a JSON object with "words" and "questions".',
            id="no words",
        ),
        pytest.param(
            '{"words": "a", "questions": [1]}',
            'Line 1 is not a JSON object with "words" and "questions".',
            id="a question that is no text",
        ),
        pytest.param(b"\xff\xfe", "It is not UTF-8 text: save it as UTF-8.", id="another encoding"),
        pytest.param(
            b" " * (16 * 1024 * 1024 + 1),
            "It is larger than 16 MB: split it.",
            id="too large",
        ),
    ],
)
def test_questions_that_cannot_be_read_cost_the_document_nothing(
    folder: Path, content: str | bytes, reason: str
) -> None:
    _known(folder, content)
    reading = read_folder(folder)
    assert [document.id for document in reading.documents] == ["pay"]
    assert reading.skipped == (Skipped("pay.questions.jsonl", reason),)


def test_a_changed_question_changes_the_document(folder: Path) -> None:
    before = read_folder(folder).documents[0].sha256
    _known(folder, '{"words": "pay", "questions": ["Pay?"]}')
    assert read_folder(folder).documents[0].sha256 != before


GUIDES = Path(__file__).parents[2] / "corpus" / "guides"


def test_every_question_of_the_guides_points_at_words_that_are_there() -> None:
    assert {one.id: lost_questions(one) for one in read_folder(GUIDES).documents} == {
        one.stem: [] for one in sorted(GUIDES.glob("*.md"))
    }
