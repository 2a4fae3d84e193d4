"""Where the sentences of a text begin and end."""

import re
from collections.abc import Iterator
from itertools import pairwise

Span = tuple[int, int]

# A full stop with what closes it, then white space; a line break, also one written out as `\n`.
_BREAK = re.compile(r"(?<=[.!?])[\"'”’)\]]{0,3}(?:\s+|(?:\\n)+)|\n+|(?:\\n)+")
# "Dr. Ng", "e.g. Ray", "J. Doe": the stop belongs to the word.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|Dr|Mr|Mrs|Ms|Prof|Sr|Jr|St|Inc|Co|Corp|Ltd|No|Fig|Figs|al|vs|cf|ca|"
    r"approx|incl|etc|e\.g|i\.e|U\.S|U\.K|Ph\.D|B\.Sc|M\.Sc)\.$"
)
_LONGEST_ABBREVIATION = 10


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield spans that cover the text; each takes the white space behind it along."""
    end = len(text) if end is None else end
    begin = start
    for match in _BREAK.finditer(text, start, end):
        if match.group().strip(" ") == "" and _is_abbreviation(text, begin, match.start()):
            continue
        if ")" in match.group() and text[match.end() : match.end() + 1].islower():
            continue  # "AI researchers (Ph.D.) earn more"
        if text[begin : match.end()].strip():
            yield begin, match.end()
            begin = match.end()
    if text[begin:end].strip():
        yield begin, end


def prose_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The spans of a paragraph of a document, where a line may end in the middle of a sentence."""
    end = len(text) if end is None else end
    for first, last in sentence_spans(unwrapped(text[start:end])):
        yield start + first, start + last


_WIDTHS = range(50, 121)
"""Characters. Editors wrap lines at such a width."""
_LONG = 40
_MARKED = re.compile(r"\s*(?:[-*+•|#]|\d+[.)]\s)")
_QUOTED = re.compile(r"\A\s*>")


def unwrapped(text: str) -> str:
    """The text with spaces where it goes on in the next line, every character in its place.

    A line goes on where it was too long for the next word, or where that is in small letters.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    pieces = lines[:1]
    for line, below in pairwise(lines):
        if _goes_on(line.rstrip(), below, width):
            pieces.append(" " + _QUOTED.sub(lambda sign: " " * len(sign[0]), below))
        else:
            pieces.append("\n" + below)
    return "".join(pieces)


def _goes_on(line: str, below: str, width: int) -> bool:
    words = _QUOTED.sub("", below).split(maxsplit=1)
    if not line or not words or _MARKED.match(below) or "|" in line:
        return False
    too_long = width in _WIDTHS and len(line) + 1 + len(words[0]) > width
    return too_long or (len(line) >= _LONG and words[0][0].islower())


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    return bool(_ABBREVIATION.search(text[max(begin, stop - _LONGEST_ABBREVIATION) : stop]))
