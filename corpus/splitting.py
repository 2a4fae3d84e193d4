"""Documents to passages: by structure first, by size second."""

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.documents import Document, Kind, Passage
from corpus.sentences import prose_spans
from corpus.structure import Block, blocks, cells, trimmed
from corpus.tokens import count_tokens

VERSION = 4
"""Raise it when the same document would be split another way: every index is then built again."""

MAX_TOKENS = 160
"""The best of those compared in tests/quality/retrieval.md."""
MAX_PIECES = 256
"""What all-MiniLM-L6-v2 reads; the rest of a longer text it ignores in silence."""

# Characters. Tokenizers grow slow on long text without a break, so it is cut before it is counted.
_LONGEST_UNIT = 2_000
# The words come first: title, section and context get what the words leave, and at most a third.
_CONTEXT_SHARE = 3

CountPieces = Callable[[str], int]
Span = tuple[int, int]


def split(
    document: Document,
    *,
    max_tokens: int = MAX_TOKENS,
    max_pieces: int = MAX_PIECES,
    count_pieces: CountPieces = count_tokens,
) -> list[Passage]:
    """Cut a document into passages that an embedding model can read whole.

    `count_pieces` counts a text as the model does, its special tokens included.
    """
    reach = _Reach(max_pieces, count_pieces)
    passages = [
        passage
        for part in _parts(document)
        for start, end in _packed(document.text, part.spans, max_tokens)
        for passage in _within_reach(document, part, start, end, reach)
    ]
    return _with_questions(document, _with_ids(passages))


@dataclass(frozen=True)
class _Reach:
    """How much the model reads of one text."""

    max_pieces: int
    count_pieces: CountPieces

    def room(self, text: str) -> int:
        """How many word pieces are left when this has been read; negative when it is too long."""
        return self.max_pieces - self.count_pieces(text)


@dataclass(frozen=True)
class _Part:
    """What may share a passage: the prose of a section, one table row, one piece of code."""

    kind: Kind
    section: tuple[str, ...]
    spans: tuple[tuple[Span, ...], ...]
    """Of its blocks; those that should stay together are one group."""
    context: str = ""


def _parts(document: Document) -> Iterator[_Part]:
    prose: list[Block] = []
    heading: Block | None = None
    section: tuple[str, ...] = ()
    for block in blocks(document.text, title=document.title):
        # A section also ends where the title stands once more, which is no block.
        if prose and not (block.kind in ("paragraph", "item") and block.section == section):
            yield _prose(heading, prose)
            prose, heading = [], None
        if heading and block.kind != "heading" and block.section != heading.section:
            yield _alone(heading)
            heading = None
        section = block.section
        if block.kind in ("paragraph", "item"):
            prose.append(block)
            continue
        if block.kind != "heading":
            kind: Kind = "table row" if block.kind == "row" else "code"
            yield _Part(kind, block.section, (((block.start, block.end),),), block.context)
            heading = None
        else:
            if heading and len(block.section) <= len(heading.section):
                yield _alone(heading)
            heading = block
    if prose:
        yield _prose(heading, prose)
    elif heading:
        yield _alone(heading)


def _prose(heading: Block | None, prose: Sequence[Block]) -> _Part:
    section = prose[0].section
    if heading and section and section[-1].endswith("?"):
        # A question and its answer are a pair.
        return _Part("question", section, tuple(_groups([heading, *prose])))
    kind: Kind = "list" if all(block.kind == "item" for block in prose) else "prose"
    return _Part(kind, section, tuple(_groups(prose)))


def _groups(prose: Sequence[Block]) -> Iterator[tuple[Span, ...]]:
    """Each paragraph by itself; a list with the lines that announce it."""
    group: list[Block] = []
    for block in prose:
        if group and not (block.kind == "item" and group[-1].kind in ("item", "paragraph")):
            yield tuple((one.start, one.end) for one in group)
            group = []
        group.append(block)
    yield tuple((one.start, one.end) for one in group)


def _alone(heading: Block) -> _Part:
    """A heading with nothing under it still says something."""
    return _Part("prose", heading.section[:-1], (((heading.start, heading.end),),))


@dataclass(frozen=True)
class _Unit:
    """What is not cut again while passages are filled."""

    start: int
    end: int
    tokens: int


def _packed(text: str, groups: Sequence[Sequence[Span]], max_tokens: int) -> Iterator[Span]:
    """Fill passages with whole groups; only what is too long for one is cut."""
    start = end = tokens = 0
    for unit in _units(text, groups, max_tokens):
        if tokens and tokens + unit.tokens > max_tokens:
            yield start, end
            tokens = 0
        if not tokens:
            start = unit.start
        end = unit.end
        tokens += max(unit.tokens, 1)
    if tokens:
        yield start, end


def _units(text: str, groups: Sequence[Sequence[Span]], max_tokens: int) -> Iterator[_Unit]:
    """Groups, or their blocks, or the sentences of those: whatever is short enough."""
    for group in groups:
        whole = _unit(text, group[0][0], group[-1][1], max_tokens)
        if whole:
            yield whole
            continue
        for start, end in group:
            block = _unit(text, start, end, max_tokens)
            yield from (block,) if block else _sentences(text, start, end, max_tokens)


def _unit(text: str, start: int, end: int, max_tokens: int) -> _Unit | None:
    """What stands there, if it is short enough."""
    if end - start > _LONGEST_UNIT:
        return None
    tokens = count_tokens(text[start:end])
    return _Unit(start, end, tokens) if tokens <= max_tokens else None


def _sentences(text: str, start: int, end: int, max_tokens: int) -> Iterator[_Unit]:
    for first, last in prose_spans(text, start, end):
        for begin, stop in _pieces(text, first, last):
            yield from _counted(text, begin, stop, max_tokens)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a sentence without end into lengths that can be counted, at white space if any."""
    while end - start > _LONGEST_UNIT:
        cut = max(text.rfind(sign, start, start + _LONGEST_UNIT) for sign in " \n\t") + 1
        cut = cut if cut > start else start + _LONGEST_UNIT
        yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


def _counted(text: str, start: int, end: int, max_tokens: int) -> Iterator[_Unit]:
    tokens = count_tokens(text[start:end])
    if tokens <= max_tokens or end - start < 2:
        yield _Unit(start, end, tokens)
        return
    middle = _middle(text, start, end)
    yield from _counted(text, start, middle, max_tokens)
    yield from _counted(text, middle, end, max_tokens)


def _middle(text: str, start: int, end: int) -> int:
    """The white space nearest the middle, or the middle."""
    half = (start + end) // 2
    spaces = (text.find(" ", half, end - 1), text.rfind(" ", start + 1, half))
    cuts = [space + 1 for space in spaces if space > 0]
    return min(cuts, key=lambda cut: abs(cut - half), default=half)


def _within_reach(
    document: Document, part: _Part, start: int, end: int, reach: _Reach
) -> Iterator[Passage]:
    start, end = trimmed(document.text, start, end)
    if start >= end:
        return
    words = document.text[start:end]
    if part.kind == "table row":
        words = _row_in_words(part.context, words)
    room = reach.room(words)
    if room < 0 and end - start > 1:
        middle = _middle(document.text, start, end)
        yield from _within_reach(document, part, start, middle, reach)
        yield from _within_reach(document, part, middle, end, reach)
        return
    lead = _lead(document, part, min(room, reach.max_pieces // _CONTEXT_SHARE), reach.count_pieces)
    yield Passage(
        id=document.id,
        document=document.id,
        title=document.title,
        section=part.section,
        start=start,
        end=end,
        text=document.text[start:end],
        kind=part.kind,
        context=part.context,
        searchable=f"{lead}\n{words}" if lead else words,
    )


def _lead(document: Document, part: _Part, room: int, count_pieces: CountPieces) -> str:
    """Title, sections and caption, from the outermost inwards, as far as there is room."""
    section = part.section[:-1] if part.kind == "question" else part.section
    caption = part.context.split("\n|", 1)[0] if not part.context.startswith("|") else ""
    # The innermost heading tells most about the words, so the others give way first.
    said = [one for one in (document.title, *section, caption) if one]
    while said and count_pieces(". ".join(said)) > room:
        said.pop(0)
    return ". ".join(said)


def _row_in_words(context: str, row: str) -> str:
    """`| Senior | $250k |` under `| Level | Base |` -> `Level: Senior; Base: $250k`."""
    names = cells(context.rsplit("\n", 1)[-1])
    said = cells(row)
    names += [""] * (len(said) - len(names))
    return "; ".join(
        f"{name}: {cell}" if name else cell for name, cell in zip(names, said, strict=False) if cell
    )


def _with_ids(passages: list[Passage]) -> list[Passage]:
    """Name each passage for its section and words: an edit elsewhere leaves the name alone."""
    seen: Counter[str] = Counter()
    named = []
    for passage in passages:
        said = "\0".join((*passage.section, passage.context, passage.text))
        name = f"{passage.document}#{hashlib.sha256(said.encode()).hexdigest()[:12]}"
        seen[name] += 1
        again = f"-{seen[name]}" if seen[name] > 1 else ""
        named.append(replace(passage, id=name + again))
    return named


def _with_questions(document: Document, passages: list[Passage]) -> list[Passage]:
    """Give each anticipated question to the passage that holds the words it was written for."""
    starts = [passage.start for passage in passages]
    known: dict[int, list[str]] = defaultdict(list)
    for words, question in document.questions:
        place = document.text.find(words)
        number = bisect_right(starts, place) - 1
        # Words that are gone, or stand in a heading, have nothing to point at.
        if place >= 0 <= number and place < passages[number].end:
            known[number].append(question)
    return [
        replace(passage, questions=tuple(known[number])) if number in known else passage
        for number, passage in enumerate(passages)
    ]
