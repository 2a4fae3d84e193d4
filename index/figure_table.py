"""Figures as a table for a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus import Figure

_NOTHING = "-"
_HEADER = ("role", "level", "measure", "figure", "basis", "tier", "region", "period", "reported by")


def as_table(figures: Sequence[Figure]) -> Iterator[str]:
    """Lines of aligned columns, document by document."""
    rows = [_HEADER, *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for document, group in groupby(figures, key=lambda figure: figure.document):
        yield document
        for row in (_HEADER, *map(_row, group)):
            yield "  " + "  ".join(map(str.ljust, row, widths)).rstrip()
        yield ""


def _row(figure: Figure) -> tuple[str, ...]:
    said = (
        figure.role,
        figure.level,
        figure.measure,
        figure.shown,
        figure.basis,
        figure.tier,
        figure.region,
        figure.period,
        figure.reported_by,
    )
    return tuple(cell or _NOTHING for cell in said)
