"""Documents and passages as lines of JSON, one each, and what decides a passage's vector."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from corpus import Document, Passage


def to_lines(records: Iterable[Document | Passage]) -> bytes:
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


def _rows(lines: bytes) -> Iterator[dict[str, Any]]:
    for line in lines.split(b"\n")[:-1]:
        yield {name: _frozen(value) for name, value in json.loads(line).items()}


def _frozen(value: Any) -> Any:
    """JSON knows lists only, and our values hold tuples only."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def key(passage: Passage, *, identity: str) -> str:
    """The same key, the same vector: a hash of the words and of the model that embeds them."""
    return hashlib.sha256(f"{identity}\0{passage.searchable}".encode()).hexdigest()
