"""Typed figures: what a document's tables, lists and sentences give as figures, and of what.

Nothing is listed by hand: a table that is added adds its figures. What a document leaves open stays
empty, because a wrong role or basis is far worse than none.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus import names
from corpus.amounts import Amount, amounts_in
from corpus.around import Around, Quoted, figure
from corpus.attribution import Attribution, roles_in
from corpus.documents import Document, Figure
from corpus.sentences import prose_spans
from corpus.stated import (
    basis_of,
    between_semicolons,
    is_difference,
    measure_in,
    parts_counted,
)
from corpus.structure import Block, blocks, trimmed
from corpus.table_figures import figures_of_row

_VERSION = 1
_SOME = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten)[ -](?:block|round)", re.I
)
_MARKER = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_LONGEST_SENTENCE = 1_000


def figures_version() -> str:
    """Changes when other figures would be read out of the same documents."""
    return f"{_VERSION}-{names.version()}"


def figures_of(document: Document) -> tuple[Figure, ...]:
    """The figures of a document, in its order; those in its editor's notes are not its own."""
    return tuple(
        figure
        for block in blocks(document.text, title=document.title)
        for figure in _of_block(document, block)
    )


def _of_block(document: Document, block: Block) -> Iterator[Figure]:
    text = document.text[block.start : block.end]
    if not _SOME.search(text) or text.startswith(">"):
        return
    if block.kind == "row":
        yield from figures_of_row(document, block)
    elif block.kind in ("paragraph", "item"):
        for start, end in prose_spans(document.text, block.start, block.end):
            marker = _MARKER.match(document.text, start, end)
            start, end = trimmed(document.text, marker.end() if marker else start, end)
            if end - start <= _LONGEST_SENTENCE and _SOME.search(document.text, start, end):
                yield from _of_sentence(document, block.section, start, end)


def _of_sentence(
    document: Document, section: tuple[str, ...], start: int, end: int
) -> Iterator[Figure]:
    sentence = document.text[start:end]
    heading = section[-1] if section else ""
    amounts = [one for one in amounts_in(sentence) if one.unit]
    said = Attribution(sentence, amounts, heading)
    for amount in amounts:
        clause = said.clause_of(amount)
        words = sentence[clause.start : clause.end]
        here = replace(amount, start=amount.start - clause.start, end=amount.end - clause.start)
        measure = parts_counted(amount, (sentence, heading)) or _measure(
            (words, here), (sentence, amount), heading
        )
        if not measure or is_difference(amount, sentence):
            continue
        if measure == "compensation" and not roles_in(sentence):
            continue  # "Moving is paid up to $5,000": not what somebody earns
        yield figure(
            Quoted(document, section, start, end),
            amount,
            Around(
                measure,
                near=(words, between_semicolons(sentence, amount)),
                wider=(sentence,),
                statements=(heading, document.basis),
                reports=(words, sentence),
                alone=len(amounts) == 1,
            ),
            role=said.role_of(amount),
            level=said.level_of(amount),
            basis=basis_of(amount, measure, (words, sentence)),
            shown=sentence[amount.start : amount.end],
        )


def _measure(clause: tuple[str, Amount], sentence: tuple[str, Amount], heading: str) -> str:
    """As the clause says, else the sentence; its heading only where that is plain."""
    unit = clause[1].unit
    found = measure_in(clause[0], unit, near=clause[1])
    if found in ("", "compensation"):
        found = measure_in(sentence[0], unit, near=sentence[1]) or found
    of_heading = measure_in(heading, unit)
    return found or ("" if of_heading == "compensation" else of_heading)
