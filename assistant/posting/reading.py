"""A posting as it was pasted -> sentences and list items, each with its place in the posting."""

import html
import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

LONGEST_UNIT = 600
"""Characters. Patterns see no more at a time, so the time they take grows with the text only."""

_PIECE = re.compile(
    r"(?P<run>[^<&\x80-\U0010ffff*_\r\t]+)"
    r"|(?P<tag>(?:<|&lt;)(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?:[^<>&]{0,500})(?:>|&gt;))"
    r"|(?P<comment><!--)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,12}\d{0,2});)"
    r"|(?P<emphasis>\*\*|__)"
    r"|(?P<one>.)",
    re.DOTALL,
)
_INLINE = frozenset(
    ("a", "abbr", "b", "big", "code", "em", "font", "i", "mark", "s", "small", "span", "strong")
    + ("sub", "sup", "u", "wbr")
)
_HIDDEN = frozenset(("script", "style"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# The last two are what word processors paste for a bullet.
_BULLETS = "•▪●◦‣\uf0b7\uf0a7"
_SIGNS = {**dict.fromkeys(_BULLETS, "\n• "), "\r": "", "\t": " "}
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2044": "/"})

_MARKER = re.compile(r"\s*(?:#{1,6}\s*|\(?\d{1,2}[.)]\s+|\(?[a-h]\)\s+|(?:[^\w\s(\"'$#]{1,4}\s+)+)")
_SENTENCE_END = re.compile(
    r"(?<=[.!?;])(?<!\bPh\.)(?<!\bDr\.)(?<!\be\.g\.)\s+(?=[A-Z0-9(\"'])|;\s+"
)
_WRAPPED = 45
"""A line at least so long, without a stop at its end, may go on in the next."""
_FULL = 65
"""One so long may go on with a capital."""


@dataclass(frozen=True)
class Plain:
    """A posting without markup, accents and characters nobody can see."""

    text: str
    starts: "array[int]"
    """Where each character begins in the posting as it was pasted."""
    ends: "array[int]"

    def pasted(self, start: int, end: int) -> tuple[int, int]:
        """The same span in the posting as it was pasted."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True)
class Line:
    """A line without its sign, or several that were wrapped."""

    start: int
    end: int
    sign: str
    """What it begins with as a list item (`-`, `1.`) or as a heading (`#`), or nothing."""
    alone: bool
    """Whether the line above is empty."""


@dataclass
class _Writing:
    """The plain text as it grows."""

    pieces: list[str] = field(default_factory=list)
    starts: "array[int]" = field(default_factory=lambda: array("L"))
    ends: "array[int]" = field(default_factory=lambda: array("L"))

    def add(self, text: str, start: int, end: int) -> None:
        self.pieces.append(text)
        self.starts.extend([start] * len(text))
        self.ends.extend([end] * len(text))

    def add_run(self, text: str, start: int) -> None:
        self.pieces.append(text)
        self.starts.extend(range(start, start + len(text)))
        self.ends.extend(range(start + 1, start + len(text) + 1))


def plain(posting: str) -> Plain:
    """Take markup out of a posting, and write its letters in one way."""
    written = _Writing()
    unclosed: set[str] = set()
    at = 0
    while at < len(posting):
        piece = _PIECE.match(posting, at)
        if piece is None:
            raise ValueError(f"No piece of text at {at}, though any character is one.")
        at = piece.end()
        if piece["run"]:
            written.add_run(piece["run"], piece.start())
        elif piece["tag"]:
            name = piece["name"].lower()
            if name in _HIDDEN and not piece["close"]:
                at = _after(posting, f"</{name}", at, unclosed)
            elif name not in _INLINE:
                written.add(_break(name, closing=bool(piece["close"])), *piece.span())
        elif piece["comment"]:
            at = _after(posting, "-->", at, unclosed)
        elif not piece["emphasis"]:
            said = html.unescape(piece["entity"]) if piece["entity"] else piece["one"]
            written.add("".join(map(_letter, said)), *piece.span())
    return Plain("".join(written.pieces), written.starts, written.ends)


def lines(text: str) -> tuple[Line, ...]:
    """The lines of a plain text; those that were wrapped are one."""
    found: list[Line] = []
    above = ""
    at = 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if line.strip():
            marker = _MARKER.match(line)
            if found and not marker and _goes_on(above, line):
                found[-1] = replace(found[-1], end=end)
            elif marker is None or marker.end() < len(line):
                sign = marker.group().strip() if marker else ""
                behind = start + (marker.end() if marker else 0)
                found.append(Line(behind, end, sign, alone=not above.strip()))
        above = line
    return tuple(found)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a line, none longer than patterns look at."""
    at = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        yield from _short(text, at, stop.start())
        at = stop.end()
    yield from _short(text, at, end)


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_UNIT:
        cut = text.rfind(" ", start + 1, start + LONGEST_UNIT)
        cut = cut if cut > start else start + LONGEST_UNIT
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = text[start:end]
    if said.strip():
        yield start + len(said) - len(said.lstrip()), start + len(said.rstrip())


def _goes_on(above: str, line: str) -> bool:
    """Whether a line is the rest of the one above."""
    above, line = above.rstrip(), line.strip()
    if len(above) < _WRAPPED or above[-1] in ".!?:;":
        return False
    if not line[0].isupper():
        return True
    return len(above) >= _FULL and len(line) >= _WRAPPED and ":" not in line[:_WRAPPED]


def _after(posting: str, closing: str, at: int, unclosed: set[str]) -> int:
    """Behind what closes; what closes nowhere is looked for only once."""
    found = -1 if closing in unclosed else posting.find(closing, at)
    if found < 0:
        unclosed.add(closing)
        return at
    return found if closing.startswith("</") else found + len(closing)


def _break(tag: str, *, closing: bool) -> str:
    if tag == "li" and not closing:
        return "\n- "
    if tag in _HEADINGS and not closing:
        return "\n\n# "
    if tag in ("td", "th"):
        return " "
    return "\n\n" if tag in _HEADINGS or (tag == "p" and not closing) else "\n"


@lru_cache(maxsize=4_096)
def _letter(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    kept = []
    for one in unicodedata.normalize("NFKD", letter.translate(_QUOTES)):
        kind = unicodedata.category(one)
        if kind == "Pd":
            kept.append("-")
        elif kind == "Zs":
            kept.append(" ")
        elif kind in ("Zl", "Zp"):
            kept.append("\n")
        elif kind in ("Cc", "Cs", "Co", "Cn"):
            kept.append(one if one == "\n" else " ")
        elif kind not in ("Mn", "Me", "Cf"):
            kept.append(one)
    return "".join(kept)
