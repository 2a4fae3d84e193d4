"""What stands around an amount and is said of it: near by, in a caption, in the front matter.

Of two things of a kind none is taken.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from corpus.amounts import Amount
from corpus.documents import Document, Figure
from corpus.names import mentions
from corpus.stated import PAY, one_of, periods_in, places_in, reporter_in, said_only, tiers_in

# "Median ...; and time to fill is ...": the parts of a caption or of the front matter.
_PART = re.compile(r";|, and ")
_SUBJECT_WITHIN = 30


@dataclass(frozen=True)
class _Part:
    """A part of a statement about many figures at once, and which of them it is about."""

    text: str
    measures: frozenset[str]
    """Its own or, when it names none, those of the part before; empty means all."""
    tier: str


@lru_cache(maxsize=64)
def _parts(statement: str) -> tuple[_Part, ...]:
    found: list[_Part] = []
    measures: frozenset[str] = frozenset()
    for text in _PART.split(said_only(statement)):
        own = frozenset(
            one.name
            for one in mentions(text)
            if one.kind == "measure" and one.start <= _SUBJECT_WITHIN
        )
        measures = own | PAY if own & PAY else own or measures
        found.append(_Part(text, measures, one_of(tiers_in(text))))
    return tuple(found)


@dataclass(frozen=True)
class Around:
    """What the texts around an amount say of it."""

    measure: str
    near: tuple[str, ...]
    """Nearest first. The first that says something counts, and when it says two things, none."""
    statements: tuple[str, ...]
    """About many figures: a caption, what the front matter says. Read only when `near` is mute."""
    reports: tuple[str, ...]
    """Where the source may be named."""
    wider: tuple[str, ...] = ()
    """Read after `near`, and only for the period."""
    alone: bool = True
    """Whether several places may be meant together: `in Toronto, Austin or Europe`."""

    @cached_property
    def tier(self) -> str:
        """The employers it is of."""
        return _first(tiers_in(text) for text in self.near) or one_of(
            [one.tier for one in self._parts if one.tier]
        )

    @cached_property
    def region(self) -> str:
        """Where; several places are joined."""
        for text in self.near:
            if found := list(dict.fromkeys(places_in(text))):
                return ", ".join(found) if self.alone or len(found) == 1 else ""
        return _first(places_in(text) for text in self.told)

    @cached_property
    def period(self) -> str:
        """When: `2026`, `Q1 2026`, `2026-05`."""
        found = _first(periods_in(text) for text in (*self.near, *self.wider))
        return found or one_of([one for part in self._parts for one in periods_in(part.text)])

    @cached_property
    def reported_by(self) -> str:
        """Who says so."""
        return next(filter(None, map(reporter_in, (*self.reports, *self.told))), "")

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The parts of the statements that are about this measure, and not of other employers."""
        return tuple(one.text for one in self._parts if one.tier in ("", self.tier))

    @property
    def _parts(self) -> Iterator[_Part]:
        for statement in self.statements:
            for part in _parts(statement):
                if not part.measures or self.measure in part.measures:
                    yield part


@dataclass(frozen=True)
class Quoted:
    """Words of a document that a figure stands in."""

    document: Document
    section: tuple[str, ...]
    start: int
    end: int


def figure(
    quoted: Quoted,
    amount: Amount,
    around: Around,
    *,
    role: str,
    level: str,
    basis: str,
    shown: str,
) -> Figure:
    """An amount with all that is said of it."""
    return Figure(
        role=role,
        level=level,
        measure=around.measure,
        low=amount.low,
        high=amount.high,
        unit=amount.unit,
        basis=basis,
        tier=around.tier,
        region=around.region,
        period=around.period,
        reported_by=around.reported_by,
        document=quoted.document.id,
        section=quoted.section,
        words=quoted.document.text[quoted.start : quoted.end],
        start=quoted.start,
        end=quoted.end,
        shown=shown,
    )


def _first(found: Iterable[Sequence[str]]) -> str:
    return one_of(next((one for one in found if one), ()))
