"""A brief as Markdown, with its record in a comment at its end."""

import re
from collections.abc import Iterator

from assistant.briefs.brief import Brief, Part, Source
from assistant.briefs.errors import BriefUnreadable
from assistant.briefs.record import Record, from_kept, kept

_OPENS = "<!-- hiring-assistant brief: for replay, please leave it as it is"
_COMMENT = re.compile(rf"{re.escape(_OPENS)}\n(.*?)\n-->", re.DOTALL)
# What would be markup in the middle of a line; marks such as [1] are not.
_MARKUP = re.compile(r"[\\`*_~<]|&(?=#?\w+;)|\[(?!\d{1,4}\])|(?<!\d)\]|!(?=\[)")
# What would be markup at its start: a heading, a list, a quotation, a table.
_OPENING = re.compile(r"^([#>+=|-]|\d{1,9}(?=[.)]))")
_ESCAPED = re.compile(r"\\([\\`*_~<&\[\]!#>+=|.)-])")


def to_markdown(brief: Brief) -> str:
    """Write it as one page of Markdown."""
    text = "\n\n".join(_blocks(brief))
    # Two dashes could end the comment.
    record = kept(brief.record, text=_unescaped(text)).replace("--", "-\\u002d")
    return f"{text}\n\n{_OPENS}\n{record}\n-->\n"


def from_markdown(content: str) -> tuple[Record, bool]:
    """The record in a page of Markdown, and whether the words around it were changed.

    Raises:
        BriefUnreadable: There is none, there are two, or it cannot be trusted.
    """
    found = list(_COMMENT.finditer(content))
    if len(found) != 1:
        reason = "It is no brief" if not found else f"It holds {len(found)} briefs"
        raise BriefUnreadable(f"{reason}: name a file that `decide --brief` wrote.")
    around = content[: found[0].start()] + content[found[0].end() :]
    return from_kept(found[0].group(1), _unescaped(around), by_line=True)


def _blocks(brief: Brief) -> Iterator[str]:
    yield f"# {_opening(brief.title)}"
    yield f"**{_plain(brief.recommendation.marked)}**"
    for part in brief.parts:
        yield f"## {part.heading}"
        yield "\n".join(_items(part))
    yield "## Sources"
    yield "\n".join(map(_source, brief.sources))
    yield "## About this brief"
    yield "\n".join(f"- {_opening(line)}" for line in brief.stamp)


def _items(part: Part) -> Iterator[str]:
    for number, line in enumerate(part.lines, start=1):
        sign = f"{number}." if part.manner == "numbered" else "-"
        yield f"{sign} {_opening(line.marked)}"


def _source(source: Source) -> str:
    return f'- [{source.number}] {_plain(source.place)}: "{_plain(source.words)}"'


def _plain(text: str) -> str:
    """Text that shows as it is, on one line."""
    return _MARKUP.sub(lambda sign: f"\\{sign.group()}", " ".join(text.split()))


def _opening(text: str) -> str:
    """The same at the start of a line or an item."""
    plain = _plain(text)
    first = _OPENING.match(plain)
    if first is None:
        return plain
    return re.sub(r"^(\d*)(.)", r"\1\\\2", plain, count=1)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
