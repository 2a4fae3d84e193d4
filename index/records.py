"""What an index holds as lines of JSON, and the points that lead to a passage."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from corpus import Cite, Document, Figure, Passage, Sentence, WorkedAnswer, statements
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


POINTS = 3
"""Raise it when the same passages would give other points."""
MOST_STATEMENTS = 10_000
"""Of more, none has a vector of its own: they would take the place of passages in memory."""


@dataclass(frozen=True)
class Point:
    """A text that is embedded: the words of a passage, a question it answers, or a statement."""

    id: str
    position: int
    """Of the passage."""
    document: str
    text: str
    """As it is embedded: a question with its short forms written out."""


def points(passages: Sequence[Passage]) -> list[Point]:
    """Every passage's own words, each followed by the questions it answers; then all statements."""
    found = [
        Point(f"{passage.id}?{number}" if number else passage.id, position, passage.document, text)
        for position, passage in enumerate(passages)
        for number, text in enumerate(
            (passage.searchable, *map(written_out, passage.questions))  # as a question is searched
        )
    ]
    return [*found, *_statements(passages)]


def leads(point: Point) -> bool:
    """Whether a passage is found by it; by a statement none is."""
    return not _STATEMENT.search(point.id)


_STATEMENT = re.compile(r"!\d+\Z")


def _statements(passages: Sequence[Passage]) -> list[Point]:
    found: list[Point] = []
    # Each passage says something, so of very many not one needs to be read.
    for position, passage in enumerate(passages if len(passages) <= MOST_STATEMENTS else ()):
        for number, one in enumerate(statements(passage)):
            if one.text != passage.searchable:
                id = f"{passage.id}!{number}"
                found.append(Point(id, position, passage.document, one.text))
        if len(found) > MOST_STATEMENTS:
            return []
    return found


def key(point: Point, *, identity: str) -> str:
    """The same key, the same vector: a hash of the words and of the model that embeds them."""
    return hashlib.sha256(f"{identity}\0{point.text}".encode()).hexdigest()
