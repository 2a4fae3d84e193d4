"""What a document says about itself between two `---` lines at its start."""

import re
from dataclasses import dataclass

import yaml

from corpus.dates import iso_date

MAX_LENGTH = 16_384
_CLOSED = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")


@dataclass(frozen=True)
class FrontMatter:
    """The few values we know; what is not said is empty."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    source: str = ""
    basis: str = ""
    end: int = 0
    """Where the text proper starts; 0 when there is no front matter."""


def front_matter(text: str) -> FrontMatter:
    """Read it; what is not well-formed is text, and comes back as nothing said."""
    if not text.startswith("---"):
        return FrontMatter()
    head = text[:MAX_LENGTH]
    opened = head.find("\n")
    closed = (
        _CLOSED.search(head, opened) if opened >= 0 and head[:opened].strip() == "---" else None
    )
    if closed is None:
        return FrontMatter()
    values = _mapping(head[opened : closed.start()])
    if values is None:
        return FrontMatter()
    source = values.get("source", "") or values.get("url", "")
    return FrontMatter(
        title=values.get("title", ""),
        publisher=values.get("publisher", ""),
        date=iso_date(values.get("date", "")) or values.get("date", ""),
        # It becomes a link for readers: no other scheme may pass.
        source=source if re.match(r"https?://[^\s<>\"']+\Z", source) else "",
        basis=values.get("basis", ""),
        end=closed.end(),
    )


def _mapping(text: str) -> dict[str, str] | None:
    try:
        # The base loader knows strings, lists and mappings only: dates stay as they were written,
        # and no tag can ask for anything else.
        found = yaml.load(text, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return {
        str(key).lower(): " ".join(value.split())
        for key, value in found.items()
        if isinstance(value, str)
    }
