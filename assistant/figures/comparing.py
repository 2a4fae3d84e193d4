"""Where figures disagree, and where they cannot be held against each other.

Found from the figures alone. Nothing is averaged, and nothing subtracted.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from assistant.figures import wording
from assistant.figures.looking_up import agree, distinct, is_row, on_one_basis, one_role
from assistant.figures.wording import measure, opened
from assistant.listing import listed
from corpus import Figure

Note = Literal["guides differ", "not comparable"]


@dataclass(frozen=True)
class Conflict:
    """Figures for one role and matter that are not the same."""

    note: Note
    """`guides differ`: on the same basis; `not comparable`: on different ones."""
    role: str
    level: str
    figures: tuple[Figure, ...]
    closing: str
    """In plain words, without a mark."""


@dataclass(frozen=True)
class Comparison:
    """What must be said of figures that stand side by side."""

    conflicts: tuple[Conflict, ...] = ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """Each once, what weighs more first."""
        return tuple(sorted({one.note for one in self.conflicts}))

    @property
    def note(self) -> Note | Literal[""]:
        """The one that weighs most, or nothing."""
        return next(iter(self.notes), "")

    @property
    def closings(self) -> tuple[str, ...]:
        """Sentences to end with; the first says what weighs most."""
        ordered = sorted(self.conflicts, key=lambda one: one.note)
        return tuple(dict.fromkeys(one.closing for one in ordered))


def compared(figures: Iterable[Figure]) -> Comparison:
    """What differs, and why."""
    found = [one for one in distinct(figures) if not measure(one.measure).several]
    conflicts = (_disagreeing, _not_adding_up, _on_different_bases, _without_ground)
    return Comparison(tuple(one for conflict in conflicts for one in conflict(found)))


def _disagreeing(figures: Sequence[Figure]) -> Iterator[Conflict]:
    """Two values for one thing."""
    for same in _classes(figures, _disagree):
        first = same[0]
        values = listed(one.shown for one in same)
        one_guide = len({one.document for one in same}) == 1
        who = "One guide gives" if one_guide else "The guides give"
        closing = f"{who} {values} for the same {first.measure}."
        yield Conflict("guides differ", first.role, first.level, same, closing)


def _disagree(one: Figure, other: Figure) -> bool:
    return (
        bool(one.role)
        and (one.role, one.level, one.unit) == (other.role, other.level, other.unit)
        and on_one_basis(one, other)
        and (one.low, one.high) != (other.low, other.high)
    )


def _not_adding_up(figures: Sequence[Figure]) -> Iterator[Conflict]:
    """A part of a pool that is not the share of it that the same document gives."""
    for share in figures:
        same = [one for one in figures if one.document == share.document and one.low]
        wholes = {one.low: one for one in same if one.measure == "pool size" and not one.role}
        if share.measure != "share of users" or not share.role or not share.low or len(wholes) > 1:
            continue
        for whole in wholes.values():
            for part in same:
                if (part.measure, part.role) != ("pool size", share.role):
                    continue
                if abs(100 * (part.low or 0) / (whole.low or 1) - share.low) > _ROUNDING:
                    closing = f"{part.shown} of {whole.shown} are not {share.shown}."
                    three = (part, whole, share)
                    yield Conflict("guides differ", share.role, share.level, three, closing)


_ROUNDING = 1.5
"""In percent: "roughly 4 percent" may be a little more."""


def _on_different_bases(figures: Sequence[Figure]) -> Iterator[Conflict]:
    """One role, measured in different ways."""
    whose = ((min(one_role(one.role)), measure(one.measure).kind) for one in figures if one.role)
    for role, kind in dict.fromkeys(whose):
        same = tuple(
            one
            for one in figures
            if one.role in one_role(role) and measure(one.measure).kind == kind
        )
        if any(_measured_otherwise(*pair) for pair in combinations(same, 2)):
            levels = {one.level for one in same}
            level = levels.pop() if len(levels) == 1 else ""
            yield Conflict("not comparable", same[0].role, level, same, _apart(same))


def _measured_otherwise(one: Figure, other: Figure) -> bool:
    return agree(one.level, other.level) and not on_one_basis(one, other)


def _without_ground(figures: Sequence[Figure]) -> Iterator[Conflict]:
    """Several roles, and no basis that two of them share."""
    for kind in dict.fromkeys(measure(one.measure).kind for one in figures):
        of_kind = [one for one in figures if one.role and measure(one.measure).kind == kind]
        pairs = [
            pair for pair in combinations(of_kind, 2) if pair[1].role not in one_role(pair[0].role)
        ]
        if pairs and not any(on_one_basis(*pair) for pair in pairs):
            yield Conflict("not comparable", "", "", tuple(of_kind), _apart(of_kind))


def _classes(
    figures: Sequence[Figure], together: Callable[[Figure, Figure], bool]
) -> Iterator[tuple[Figure, ...]]:
    """Figures that are each together with another one; those of a table first."""
    left = list(figures)
    while left:
        same = [left.pop(0)]
        for one in left:
            if any(together(one, other) for other in same):
                same.append(one)
        left = [one for one in left if one not in same]
        if len(same) > 1:
            yield tuple(sorted(same, key=lambda one: not is_row(one)))


def _apart(figures: Sequence[Figure]) -> str:
    """Name each basis once."""
    bases: list[Figure] = []
    for one in figures:
        if not any(on_one_basis(one, other) for other in bases):
            bases.append(one)
    return f"{opened(listed(_labels(bases)))} are different bases, so they do not contradict."


def _labels(bases: Sequence[Figure]) -> list[str]:
    """Each basis by as little as tells them apart, the measure first."""
    labels = [_matter(one) for one in bases]
    first = [_with_median, _with_tier]
    if all(one.tier for one in bases):
        first.reverse()
    for more in (*first, _with_region, _with_period, _with_kind):
        if len(set(labels)) == len(labels):
            break
        labels = [
            more(label, one) if labels.count(label) > 1 else label
            for label, one in zip(labels, bases, strict=True)
        ]
    return list(dict.fromkeys(labels))


def _with_median(label: str, figure: Figure) -> str:
    return f"a median of {label}" if figure.basis == "median" else label


def _matter(figure: Figure) -> str:
    if measure(figure.measure).aside:
        return f"unqualified {figure.measure} ({figure.shown})"
    return figure.measure


def _with_kind(label: str, figure: Figure) -> str:
    return f"a {figure.basis} of {label}" if figure.basis else label


def _with_tier(label: str, figure: Figure) -> str:
    return f"{label} at {figure.tier}" if figure.tier else label


def _with_region(label: str, figure: Figure) -> str:
    return f"{label} in {wording.places(figure.region)}" if figure.region else label


def _with_period(label: str, figure: Figure) -> str:
    return f"{label} in {figure.period}" if figure.period else label
