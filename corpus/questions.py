"""Questions a document is known to answer: `pay.questions.jsonl` beside `pay.md`.

Each line is `{"words": "...", "questions": ["...", ...]}`: words of the document, to the letter,
that stand where these questions are answered.
"""

import json
from pathlib import Path

from corpus.cleaning import drop_invisible
from corpus.documents import Document
from corpus.errors import UnreadableDocument

ENDING = ".questions.jsonl"
MAX_BYTES = 8 * 1024 * 1024

Known = tuple[tuple[str, str], ...]
"""Pairs of words and question."""


def known_questions(document: Path) -> Known:
    """Read the questions beside a document; none when there is no such file.

    Raises:
        UnreadableDocument: There is one, and it is not of that form.
    """
    path = document.with_suffix(ENDING)
    if not path.is_file():
        return ()
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise UnreadableDocument("It is larger than 8 MB: keep the questions that matter.")
        lines = content.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise UnreadableDocument(f"It cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableDocument("It is not UTF-8 text: save it as UTF-8.") from error
    return tuple(
        pair
        for number, line in enumerate(lines, start=1)
        if line.strip()
        for pair in _pairs(line, number)
    )


def lost_questions(document: Document) -> list[str]:
    """The questions whose words the document does not have any more: they point at nothing."""
    return [question for words, question in document.questions if words not in document.text]


def _pairs(line: str, number: int) -> Known:
    try:
        row = json.loads(line)
        words, questions = row["words"], row["questions"]
        if not (words and isinstance(words, str) and isinstance(questions, list)):
            raise TypeError
        return tuple((words, " ".join(drop_invisible(question).split())) for question in questions)
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableDocument(
            f'Line {number} is not a JSON object with "words" and "questions".'
        ) from error
