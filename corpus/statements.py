"""What can be said by itself: the sentences, list items and table rows of a passage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Passage
from corpus.sentences import sentence_spans, unwrapped
from corpus.structure import blocks, cells, trimmed

LONGEST_ITEM = 45
"""Words. A longer list item is taken sentence by sentence."""


@dataclass(frozen=True)
class Statement:
    """A sentence, a list item or a table row."""

    text: str
    """As it is read: without bullets, emphasis and the bars of a table."""
    words: str
    """As it stands in the passage, to the letter."""
    start: int
    """Of the words, in the passage."""
    item: bool = False
    """Whether it stands in a list."""
    cells: tuple[tuple[str, str], ...] = ()
    """Of a table row: the heading of each column, and what stands beneath it."""


def statements(passage: Passage) -> list[Statement]:
    """Everything a passage says, in its order."""
    if passage.kind == "code":
        return []
    if passage.kind == "table row":
        return [_row(passage)]
    return list(_prose(passage))


def _row(passage: Passage) -> Statement:
    heads = cells(passage.context.rsplit("\n", 1)[-1])
    said = [plain(cell) for cell in cells(passage.text)]
    heads = [plain(head) for head in heads] + [""] * (len(said) - len(heads))
    pairs = tuple((head, cell) for head, cell in zip(heads, said, strict=False) if cell)
    return Statement(in_a_line(pairs), passage.text, 0, cells=pairs)


def in_a_line(pairs: tuple[tuple[str, str], ...]) -> str:
    """`Level: Senior; Base: $250k`."""
    return "; ".join(f"{head}: {cell}" if head else cell for head, cell in pairs)


def _prose(passage: Passage) -> Iterator[Statement]:
    text = passage.text
    for block in blocks(text, title=passage.title):
        if block.kind in ("heading", "code", "row"):
            continue
        whole = unwrapped(text[block.start : block.end])
        if block.kind == "item" and len(whole.split()) <= LONGEST_ITEM and "\n" not in whole:
            spans = [(block.start, block.end)]
        else:
            spans = [
                (block.start + first, block.start + last) for first, last in sentence_spans(whole)
            ]
        for start, end in spans:
            start, end = _bare(text, *trimmed(text, start, end))
            read = plain(text[start:end])
            if re.search(r"\w", read):
                yield Statement(read, text[start:end], start, item=block.kind == "item")


_LEAD = re.compile(r"(?:>\s*)?(?:[-*+•]\s+|\d+[.)]\s+)?")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without a bullet, a number or a quotation sign before it."""
    lead = _LEAD.match(text, start, end)
    return (lead.end() if lead else start), end


def plain(words: str) -> str:
    """Words as they are read: without emphasis, code signs, links and line breaks."""
    words = _LINK.sub(r"\1", words).replace("`", "")
    words = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", words))
    words = re.sub(r"\s*\n\s*>?\s*", " ", words)
    return " ".join(words.split())
