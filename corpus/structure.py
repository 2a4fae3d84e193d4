"""What a document is made of: headings, paragraphs, lists, tables and code, with their spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.front_matter import front_matter

BlockKind = Literal["heading", "paragraph", "item", "row", "code"]


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, one list item, one table row or a piece of code."""

    kind: BlockKind
    start: int
    end: int
    section: tuple[str, ...] = ()
    """The headings it stands under; for a heading, those above it and itself."""
    context: str = ""
    """For a table row: the table's caption and header row."""


def blocks(text: str, *, title: str = "") -> Iterator[Block]:
    """Yield the blocks of Markdown or plain text; a heading equal to the title opens nothing."""
    lines = _Lines(text)
    headings: list[tuple[int, str]] = []
    for level, block in _flat(lines, _parse(text)):
        if block.kind == "heading":
            words = heading_words(text[block.start : block.end])
            headings = [one for one in headings if one[0] < level]
            if words.casefold() == title.casefold():
                continue
            headings.append((level, words))
        section = tuple(words for _, words in headings)
        yield Block(block.kind, block.start, block.end, section, block.context)


def heading_words(line: str) -> str:
    """`## Pay ##` -> `Pay`, `= = Pay = =` -> `Pay`."""
    first = line.strip().split("\n", 1)[0]
    return re.sub(r"[*_`]+", "", first.strip("#= \t")).strip() or first.strip()


# Wiki text: `== Pay ==`, also with spaces between the signs. The number of signs is the level.
_WIKI_HEADING = re.compile(r"((?:= ?)+)([^=]+)((?: ?=)+)")
_LONGEST_HEADING = 300
_PLAIN_LEVEL = 2
"""Of a heading that no sign tells the level of."""
_LONGEST_PLAIN_HEADING = 80
_CAPITALS = re.compile(r"[^\W\d_]{2}")
_ENDED = re.compile(r"[.!,;:…|][\"')\]”’]*\Z")
_UNDERLINE = re.compile(r"\n[=\- \t]+\Z")
_CAPTION = re.compile(r"\*{0,2}(?:Table|Figure)\b|.*:\s*$", re.IGNORECASE | re.DOTALL)
_LONGEST_CAPTION = 600


def _flat(lines: "_Lines", tokens: list[Token]) -> Iterator[tuple[int, Block]]:
    """Yield every block with its heading level, 0 for what is no heading."""
    before: Block | None = None
    for at, token in enumerate(tokens):
        if token.level != 0 or token.map is None:
            continue
        for level, block in _top_level(lines, tokens, at, before):
            yield level, block
            before = block


def _top_level(
    lines: "_Lines", tokens: list[Token], at: int, before: Block | None
) -> Iterator[tuple[int, Block]]:
    token = tokens[at]
    if token.type == "heading_open":
        start, end = lines.span(token)
        if _UNDERLINE.sub("", lines.text[start:end]).count("\n") or end - start > _LONGEST_HEADING:
            yield 0, Block("paragraph", start, end)  # whatever stands beneath it
        else:
            yield int(token.tag[1]), Block("heading", start, end)
    elif token.type == "paragraph_open":
        yield from _paragraph(lines.text, *lines.span(token))
    elif token.type in ("bullet_list_open", "ordered_list_open"):
        items = [lines.span(one) for one in _within(tokens, at, "list_item_open", level=1)]
        head = _numbered_heading(lines, tokens, at, items) if token.tag == "ol" else 0
        if head:
            start, end = items[0]
            yield _PLAIN_LEVEL, Block("heading", *trimmed(lines.text, start, head))
            if lines.text[head:end].strip():
                yield from _paragraph(lines.text, *trimmed(lines.text, head, end))
            return
        for item in items:
            yield 0, Block("item", *item)
    elif token.type == "table_open":
        for row in _rows(lines, tokens, at, before):
            yield 0, row
    elif token.type == "blockquote_open":
        yield 0, Block("paragraph", *lines.span(token))
    elif token.type == "fence":
        yield 0, Block("code", *lines.span(token))


def _paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, Block]]:
    """A paragraph, cut where a line of it is a heading of wiki text or stands in capitals."""
    begin = at = start
    for line in text[start:end].split("\n"):
        level = _wiki_level(line) or (_PLAIN_LEVEL if at == start and _in_capitals(line) else 0)
        if level:
            if text[begin:at].strip():
                yield 0, Block("paragraph", *trimmed(text, begin, at))
            yield level, Block("heading", *trimmed(text, at, at + len(line)))
            begin = at + len(line) + 1
        at += len(line) + 1
    if text[begin:end].strip():
        yield 0, Block("paragraph", *trimmed(text, begin, end))


def _wiki_level(line: str) -> int:
    """How many signs enclose a heading of wiki text; 0 for any other line."""
    line = line.strip()
    if not (line.startswith("=") and line.endswith("=") and len(line) <= _LONGEST_HEADING):
        return 0
    match = _WIKI_HEADING.fullmatch(line)
    if not match or not match[2].strip() or match[1].count("=") != match[3].count("="):
        return 0
    return min(match[1].count("="), 6)


def _in_capitals(line: str) -> bool:
    """Whether it is a heading as plain texts have them: `OPENING TIMES`."""
    line = line.strip()
    return bool(
        len(line) <= _LONGEST_PLAIN_HEADING
        and line.isupper()
        and _CAPITALS.search(line)
        and not _ENDED.search(line)
    )


def _numbered_heading(
    lines: "_Lines", tokens: list[Token], at: int, items: list[tuple[int, int]]
) -> int:
    """Where a heading ends that looks like an only item: `3. FEES`, `3. Fees` with a line under it.

    0 where it is none.
    """
    start, end = items[0]
    first, _, below = lines.text[start:end].partition("\n")
    if len(items) > 1 or len(first) > _LONGEST_PLAIN_HEADING or _ENDED.search(first):
        return 0
    ruler = below.partition("\n")[0]
    if ruler and _UNDERLINE.fullmatch(f"\n{ruler}"):
        return start + len(first) + 1 + len(ruler)
    behind = next((one for one in _behind(tokens, at) if one.level == 0 and one.nesting >= 0), None)
    ruled = behind is not None and behind.type == "hr" and lines.span(behind)[0] == end + 1
    return end if not below and (ruled or _in_capitals(first)) else 0


def _rows(lines: "_Lines", tokens: list[Token], at: int, before: Block | None) -> Iterator[Block]:
    """The rows below the header, each with the table's caption and header as its context."""
    caption = ""
    if before is not None and before.kind == "paragraph":
        words = lines.text[before.start : before.end]
        if len(words) <= _LONGEST_CAPTION and _CAPTION.match(words):
            caption = words + "\n"
    header, *rows = _within(tokens, at, "tr_open", level=2)
    start, end = lines.span(header)
    for row in rows:
        yield Block("row", *lines.span(row), context=caption + lines.text[start:end])


def _within(tokens: list[Token], at: int, kind: str, *, level: int) -> list[Token]:
    """The tokens of a kind and level inside the block that opens at a place."""
    found = []
    for token in _behind(tokens, at):
        if token.level == 0:
            break
        if token.type == kind and token.level == level:
            found.append(token)
    return found


def _behind(tokens: list[Token], at: int) -> Iterator[Token]:
    """The tokens behind a place; a slice would copy all the rest each time."""
    return (tokens[number] for number in range(at + 1, len(tokens)))


def _parse(text: str) -> list[Token]:
    """Read the blocks only: what stands inside a line does not matter here."""
    markdown = MarkdownIt("commonmark").enable("table")
    # Indented text and tags in a plain text file are text.
    markdown.disable(["code", "html_block"])
    markdown.core.ruler.enableOnly(["normalize", "block"])
    # Front matter is said of the document, not by it.
    end = front_matter(text).end
    return markdown.parse(re.sub(r"[^\n]", " ", text[:end]) + text[end:])


class _Lines:
    """Line numbers to character spans."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        for match in re.finditer("\n", text):
            self._starts.append(match.end())

    def span(self, token: Token) -> tuple[int, int]:
        """The token's span without the white space around it."""
        first, last = token.map or (0, 0)
        start = self._starts[first]
        end = self._starts[last] if last < len(self._starts) else len(self.text)
        return trimmed(self.text, start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def cells(row: str) -> list[str]:
    r"""`| a | b \| c |` -> `["a", "b | c"]`."""
    inner = row.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]
