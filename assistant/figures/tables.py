"""Figures side by side: a small Markdown table for what is on one basis, levels by roles."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.figures import wording
from assistant.figures.looking_up import distinct, in_order, on_one_basis
from assistant.figures.wording import opened, people, place_of_level, written
from assistant.listing import listed
from corpus import Cite, Figure, Sentence


@dataclass(frozen=True)
class Table:
    """Roles side by side, on one basis."""

    head: tuple[str, str]
    """Two lines of Markdown: what the columns are, and what makes it a table."""
    rows: tuple[Sentence, ...]
    """One a level. Its marks, set behind it, fill the last column."""
    figures: tuple[Figure, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """Those of its columns."""
        return tuple(dict.fromkeys(one.role for one in self.figures))


def tables(figures: Iterable[Figure]) -> tuple[tuple[Table, ...], tuple[Figure, ...]]:
    """A table for each basis that has several roles or levels, and what fits in none."""
    kept: list[Table] = []
    left: list[Figure] = []
    for group in by_basis(distinct(figures)):
        if len({(one.role, one.level) for one in group}) > 1 and all(one.role for one in group):
            kept.append(_table(group))
        else:
            left += group
    return tuple(kept), tuple(left)


def by_basis(figures: Iterable[Figure]) -> list[list[Figure]]:
    """Groups of figures that can be held against each other, in the order given."""
    groups: list[list[Figure]] = []
    for one in figures:
        fit = (group for group in groups if all(on_one_basis(one, other) for other in group))
        group = next(fit, None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return groups


def _table(group: Sequence[Figure]) -> Table:
    roles = list(dict.fromkeys(one.role for one in group))
    levels = sorted({one.level for one in group}, key=place_of_level)
    heads = [basis(group), *(opened(people(role)) for role in roles), "Source"]
    head = (_line(heads), _line(["---"] * len(heads)))
    rows = tuple(_row([one for one in group if one.level == level], roles) for level in levels)
    return Table(head, rows, in_order(group, roles=roles))


def _row(figures: Sequence[Figure], roles: Sequence[str]) -> Sentence:
    forms = max((wording.forms_of_level(one) for one in figures), key=len)
    level = opened(wording.level_as_noun(figures[0].level, forms=forms)) or "Level not said"
    values = (" or ".join(one.shown for one in figures if one.role == role) for role in roles)
    cites = dict.fromkeys(Cite(one.document, one.words) for one in figures)
    return Sentence(_line([level, *(value or "-" for value in values)]), tuple(cites))


def basis(group: Sequence[Figure]) -> str:
    """`Base salary (range, Bay Area, 2026)`: what holds of all of a group."""
    # What only one of them says is said of it alone, in a sentence.
    first = max(group, key=lambda one: len(one.tier + one.region + one.period))
    kind = "" if first.basis in ("", "premium") else first.basis
    places = listed(written(place) for place in first.region.split(", "))
    aside = ", ".join(filter(None, (kind, first.tier, places, first.period)))
    return opened(f"{first.measure} ({aside})" if aside else first.measure)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
