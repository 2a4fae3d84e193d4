"""Where the sentences of a text begin and end."""

import re
from collections.abc import Iterator

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


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    return bool(_ABBREVIATION.search(text[max(begin, stop - _LONGEST_ABBREVIATION) : stop]))
