"""What kind of thing a question wants: a reason, a date, a person, a figure, whatever about."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

KINDS = Path(__file__).with_suffix(".toml")
REASON = "reason"
_WITH_FIGURE = re.compile(r"\b(?=\w*\d)\w[\w.,:/-]*\w\b|\b\d\b")


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    rows = tomllib.loads(KINDS.read_text("utf-8"))
    return {
        kind: (re.compile(row["asked"], re.IGNORECASE), re.compile(row["shows"], re.IGNORECASE))
        for kind, row in rows.items()
    }


@lru_cache(maxsize=64)
def wanted_kinds(question: str) -> tuple[str, ...]:
    """The kinds of thing that a question wants; most want none in particular."""
    return tuple(kind for kind, (asked, _) in _patterns().items() if asked.search(question))


def asks_why(question: str) -> bool:
    """Whether a question wants a reason."""
    return bool(_patterns()[REASON][0].search(question))


def shows_kind(kind: str, text: str) -> bool:
    """Whether a text holds something of a kind."""
    return bool(_patterns()[kind][1].search(text))


def codes(text: str) -> tuple[str, ...]:
    """The words of it with a figure in them: `E20`, `2022`, `18:00`."""
    return tuple(word.lower() for word in _WITH_FIGURE.findall(text))
