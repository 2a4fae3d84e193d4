"""What the guides pay, as bands that a posting can be held against."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.posting.findings import in_words
from corpus import Cite, Figure

Basis = Literal["base", "total"]

BASES: dict[str, Basis] = {"base salary": "base", "total compensation": "total"}
_MARKS_NO_BAND = ("median", "average", "premium")


@dataclass(frozen=True)
class PayBand:
    """A range of yearly pay in US dollars, and all that must be the same to compare with it."""

    role: str
    level: str
    basis: Basis
    low: float
    high: float | None
    """None when it is open: `$650K-$1.3M+`."""
    tier: str
    """`frontier labs`, or nothing when the guide names no employers."""
    region: str
    period: str
    shown: str
    cite: Cite

    @property
    def told(self) -> str:
        """The band with its basis, in words."""
        kind = "base salary" if self.basis == "base" else "total compensation"
        parts = (self.tier, self.region, self.period)
        said = ", ".join(one for one in (kind, *parts) if one)
        return f"{self.level} {in_words(self.role)}s {self.shown} ({said})".strip()


def pay_bands(figures: Iterable[Figure]) -> tuple[PayBand, ...]:
    """The figures that are bands; a median is none."""
    return tuple(
        PayBand(
            role=one.role,
            level=one.level,
            basis=BASES[one.measure],
            low=one.low,
            high=None if one.open_ended else one.high,
            tier=one.tier if one.tier.startswith("frontier") else "",
            region=one.region,
            period=one.period[:4],
            shown=one.shown,
            cite=Cite(one.document, one.words),
        )
        for one in figures
        if one.measure in BASES and one.unit == "USD" and one.role and one.low is not None
        if one.low != one.high and not any(mark in one.basis for mark in _MARKS_NO_BAND)
    )
