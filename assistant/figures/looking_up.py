"""Looking up what the documents give, and telling when they give the same thing again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from assistant.figures.wording import (
    PAY,
    measure,
    measures_of,
    place_of_level,
    place_of_measure,
)
from assistant.understanding import same_roles
from corpus import Figure, named
from index import terms

_LOOSE = frozenset({"range", "band", "typical"})
"""Words for one kind of figure: from here to there."""


def look_up(
    figures: Iterable[Figure],
    *,
    roles: Collection[str] = (),
    levels: Collection[str] = (),
    measure: str = "",
    place: str = "",
    tier: str = "",
    period: str = "",
) -> tuple[Figure, ...]:
    """What the documents give, in the order of roles, levels, measures and values.

    `pay` stands for every measure of pay; with a single role, the equity of its rows comes along.
    """
    measures = measures_of(measure) if measure else ()
    fit = [
        one
        for one in figures
        if (not roles or one.role in roles)
        and (not levels or one.level in levels)
        and (not place or place in one.region.split(", "))
        and (not tier or one.tier == tier)
        and (not period or period in one.period)
    ]
    found = [one for one in fit if not measures or one.measure in measures]
    if measure == PAY and len(roles) == 1:
        rows = {_row(one) for one in found}
        found += [one for one in fit if one.measure == "equity" and _row(one) in rows]
    return in_order(found, roles=tuple(roles))


def in_order(figures: Iterable[Figure], *, roles: Sequence[str] = ()) -> tuple[Figure, ...]:
    """Sorted by role, as they are asked for, then level, measure and value."""

    def key(one: Figure) -> tuple[int, str, bool, int, int, float, float, str, int]:
        place = roles.index(one.role) if one.role in roles else len(roles)
        value = (one.low if one.low is not None else 0.0, one.high or float("inf"))
        level, of_measure = place_of_level(one.level), place_of_measure(one.measure)
        # What holds at some employers only comes behind what holds at a level.
        special = bool(one.tier) and not one.level
        return (place, one.role, special, level, of_measure, *value, one.document, one.start)

    return tuple(sorted(figures, key=key))


def one_role(role: str) -> tuple[str, ...]:
    """A role, and those that are the same under another name, either way round."""
    others = sorted(same_roles(role) - {role})
    return (role, *(other for other in others if role in same_roles(other)))


def distinct(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Each thing once, in the words that say most about it; in the order given."""
    by_value: dict[object, list[list[Figure]]] = defaultdict(list)
    classes: list[list[Figure]] = []
    for one in figures:
        near = by_value[one.document, one.role, one.low, one.high, one.unit]
        same = next((each for each in near if all(alike(one, other) for other in each)), None)
        if same is None:
            same = []
            near.append(same)
            classes.append(same)
        same.append(one)
    return tuple(max(same, key=_worth) for same in classes)


def alike(one: Figure, other: Figure) -> bool:
    """Whether a document says the same thing twice."""
    if (one.document, one.role, one.low, one.high, one.unit) != (
        other.document, other.role, other.low, other.high, other.unit,
    ):  # fmt: skip
        return False
    if one.measure != other.measure and "compensation" not in (one.measure, other.measure):
        return False
    if measure(one.measure).kind != measure(other.measure).kind:
        return False
    if measure(one.measure).several and one.words != other.words:
        return False
    return (
        agree(one.level, other.level)
        and _alike_in_kind(one, other)
        and agree(one.tier, other.tier)
        and agree(one.region, other.region)
        and agree(one.period, other.period)
    )


def on_one_basis(one: Figure, other: Figure) -> bool:
    """Whether the two can be held against each other; what only one of them says keeps them apart.

    Not so a year: documents give it once for many figures.
    """
    return (
        one.measure == other.measure
        and _alike_in_kind(one, other)
        and (one.tier, one.region) == (other.tier, other.region)
        and agree(one.period, other.period)
    )


def agree(one: str, other: str) -> bool:
    """Whether both can be true: nothing is said, or the same, or more of the same."""
    return one in other or other in one


def _alike_in_kind(one: Figure, other: Figure) -> bool:
    return agree(one.basis, other.basis) or {one.basis, other.basis} <= _LOOSE


def about(figures: Sequence[Figure], question: str) -> tuple[Figure, ...]:
    """Of figures of several things the one the question is about; all, if it does not say."""
    whole = [one for one in figures if is_sentence(one) and named(one.words, "role") == (one.role,)]
    some = sorted(whole or figures, key=lambda one: (one.document, one.start))
    words = [set(terms(one.words)) for one in some]
    known = {term for one in some for term in terms(f"{one.measure} {one.role} {one.unit}")}
    telling = set(terms(question)) & set().union(*words) - known - words[0].intersection(*words)
    near = [(len(telling & said), len(telling & said) / len(said)) for said in words]
    return (some[near.index(max(near))],) if max(near)[0] else tuple(some)


def is_row(figure: Figure) -> bool:
    """Whether it stands in a table."""
    return figure.words.startswith("|")


def is_sentence(figure: Figure) -> bool:
    """Whether its words can be shown as they are."""
    words = figure.words
    return words[:1].isupper() and words.endswith(".") and len(words.split()) <= _MOST_WORDS


_MOST_WORDS = 40


def _row(figure: Figure) -> tuple[str, int, str, str]:
    return figure.document, figure.start, figure.role, figure.level


def _worth(figure: Figure) -> tuple[bool, int, bool, int]:
    """How well the words serve to say the figure."""
    said = (figure.level, figure.basis, figure.tier, figure.region, figure.period)
    own_words = not measure(figure.measure).first and is_sentence(figure)
    known = figure.measure != "compensation"
    return own_words, sum(map(bool, said)) + known, is_row(figure), -len(figure.words)
