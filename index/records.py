"""What an index holds as lines of JSON, and the points that lead to a passage."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from corpus import Cite, Document, Figure, Passage, Sentence, WorkedAnswer
from index.wording import written_out


def to_lines(records: Iterable[Document | Passage | WorkedAnswer | Figure]) -> bytes:
    """Every field of each."""
    return b"".join(
        json.dumps(asdict(record), ensure_ascii=False).encode() + b"\n" for record in records
    )


def to_documents(lines: bytes) -> tuple[Document, ...]:
    """What `to_lines` was given."""
    return tuple(Document(**row) for row in _rows(lines))


def to_passages(lines: bytes) -> tuple[Passage, ...]:
    """What `to_lines` was given."""
    return tuple(Passage(**row) for row in _rows(lines))


def to_answers(lines: bytes) -> tuple[WorkedAnswer, ...]:
    """What `to_lines` was given."""
    return tuple(
        WorkedAnswer(**{**row, "sentences": tuple(map(_sentence, row["sentences"]))})
        for row in _rows(lines)
    )


def to_figures(lines: bytes) -> tuple[Figure, ...]:
    """What `to_lines` was given."""
    return tuple(Figure(**row) for row in _rows(lines))


def _sentence(row: dict[str, Any]) -> Sentence:
    return Sentence(row["text"], tuple(Cite(**one) for one in row["cites"]))


def _rows(lines: bytes) -> Iterator[dict[str, Any]]:
    for line in lines.split(b"\n")[:-1]:
        yield {name: _frozen(value) for name, value in json.loads(line).items()}


def _frozen(value: Any) -> Any:
    """JSON knows lists only, and our values hold tuples only."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


POINTS = 2
"""Raise it when the same passages would give other points."""


@dataclass(frozen=True)
class Point:
    """A text that is embedded and leads to a passage: its words, or a question it answers."""

    id: str
    position: int
    """Of the passage."""
    document: str
    text: str
    """As it is embedded: a question with its short forms written out."""


def points(passages: Iterable[Passage]) -> list[Point]:
    """Every passage's own words, each followed by the questions it is known to answer."""
    return [
        Point(f"{passage.id}?{number}" if number else passage.id, position, passage.document, text)
        for position, passage in enumerate(passages)
        for number, text in enumerate(
            (passage.searchable, *map(written_out, passage.questions))  # as a question is searched
        )
    ]


def key(point: Point, *, identity: str) -> str:
    """The same key, the same vector: a hash of the words and of the model that embeds them."""
    return hashlib.sha256(f"{identity}\0{point.text}".encode()).hexdigest()
