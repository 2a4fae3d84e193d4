"""Questions a document is known to answer: `pay.questions.jsonl` beside `pay.md`.

Each line is `{"words": "...", "questions": ["...", ...]}`: words of the document, to the letter,
that stand where these questions are answered.
"""

import json
from pathlib import Path

from corpus.beside import numbered_lines
from corpus.cleaning import drop_invisible
from corpus.documents import Document
from corpus.errors import UnreadableDocument

ENDING = ".questions.jsonl"

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
    return tuple(pair for number, line in numbered_lines(path) for pair in _pairs(line, number))


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
