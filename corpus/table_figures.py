"""The figures of a table's row: its header and its first cell say what each is a figure of."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from corpus.amounts import Amount, amounts_in
from corpus.around import Around, Quoted, figure
from corpus.attribution import only_role, roles_in, speaks_of_people
from corpus.documents import Document, Figure
from corpus.names import named
from corpus.stated import (
    basis_of,
    measure_in,
    names_in,
    one_of,
    parts_counted,
)
from corpus.structure import Block, cells

_ROLE_COLUMN = re.compile(r"\b(?:role|title|position|job)s?\b", re.IGNORECASE)
_LEVEL_COLUMN = re.compile(r"\b(?:level|grade|seniority)s?\b", re.IGNORECASE)
_BARE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# "Salary (USD, thousands)": the numbers beneath are not what they look like.
_SCALED = re.compile(r"thousands?|millions?|billions?|\bin k\b|[$€£]\s?[km]\b|000s?\b", re.I)
_OWN_UNIT = re.compile(r"\(([^\W\d]\w{0,5})\)\Z")
_LONGEST_LABEL = 30
_FAR_IN = 3


def figures_of_row(document: Document, block: Block) -> Iterator[Figure]:
    """The figures in every cell of the row."""
    row = _Row(document, block)
    for column in range(len(row.cells)):
        for amount in row.amounts(column):
            if measure := row.measure(column, amount):
                yield row.figure(column, amount, measure)


class _Row:
    """A row, and what its header, its caption and the document say of it."""

    def __init__(self, document: Document, block: Block) -> None:
        self._document = document
        self._block = block
        self.text = document.text[block.start : block.end]
        self.cells = cells(self.text)
        self._caption, _, header = block.context.rpartition("\n")
        headers = cells(header)
        self.headers = headers + [""] * (len(self.cells) - len(headers))
        self._heading = block.section[-1] if block.section else ""

    def amounts(self, column: int) -> list[Amount]:
        """Those with a unit; a cell that is nothing but a number has that of its header."""
        cell, header = self.cells[column], self.headers[column]
        found = amounts_in(cell)
        bare = column > 0 and _BARE.fullmatch(cell) and not _YEAR.fullmatch(cell)
        if bare and not _SCALED.search(header):
            own = _OWN_UNIT.search(header)
            unit = one_of(named(header, "unit")) or (own[1] if own else "count")
            return [replace(one, unit=unit) for one in found]
        return [one for one in found if one.unit]

    def measure(self, column: int, amount: Amount) -> str:
        """As the header says, else the first cell, the cell itself, the caption, the section."""
        cell, header, head = self.cells[column], self.headers[column], self.cells[0]
        return (
            parts_counted(amount, (self.text, *self.headers, self._heading))
            or measure_in(header, amount.unit)
            or measure_in(head, amount.unit)
            or measure_in(cell, amount.unit, near=amount)
            or measure_in(self._caption, amount.unit)
            or measure_in(self._heading, amount.unit)
            or self._label(column, amount)
        )

    def figure(self, column: int, amount: Amount, measure: str) -> Figure:
        """One amount of the row, with all that is said of it."""
        cell, header, head = self.cells[column], self.headers[column], self.cells[0]
        around = Around(
            measure,
            near=tuple(dict.fromkeys((cell, header, head, *self._labels))),
            statements=(self._caption, self._heading, self._document.basis),
            reports=(cell, self.text),
        )
        levels = self._levels(column)
        return figure(
            Quoted(self._document, self._block.section, self._block.start, self._block.end),
            amount,
            around,
            role=self._role(column),
            level=one_of(
                levels or [one for text in around.told for one in names_in(text, "level")]
            ),
            basis=basis_of(amount, measure, (header, head, *around.told)),
            shown=cell[amount.start : amount.end],
        )

    @cached_property
    def _labels(self) -> tuple[str, ...]:
        """Short cells that say where or when, and nothing else: `Austin`, `2025`."""
        return tuple(
            cell
            for cell in self.cells[1:]
            if len(cell) <= _LONGEST_LABEL and not any(one.unit for one in amounts_in(cell))
        )

    def _label(self, column: int, amount: Amount) -> str:
        """What the table itself calls a figure that is most of its cell."""
        cell, header = self.cells[column], self.headers[column]
        if amount.start > _FAR_IN and 2 * (amount.end - amount.start) < len(cell):
            return ""
        return (self.cells[0] if roles_in(header) or not header else header).strip("*_` ")

    def _column(self, pattern: re.Pattern[str]) -> str | None:
        for header, cell in zip(self.headers, self.cells, strict=False):
            if pattern.search(header):
                return cell
        return None

    def _role(self, column: int) -> str:
        role_cell = self._column(_ROLE_COLUMN)
        row = self.cells[0] if role_cell is None else role_cell
        found = [*roles_in(self.headers[column]), *roles_in(row)]
        if found:
            own = roles_in(self.cells[column]) if self.cells[column] != row else []
            return one_of([*found, *own])
        if role_cell is not None or speaks_of_people(row) or any(map(roles_in, self.headers)):
            return ""
        return only_role(self._caption) if roles_in(self._caption) else only_role(self._heading)

    def _levels(self, column: int) -> list[str]:
        texts = (
            self.headers[column],
            self.cells[0],
            self._column(_ROLE_COLUMN) or "",
            self._column(_LEVEL_COLUMN) or "",
        )
        return [one for text in texts for one in names_in(text, "level")]
