"""Figures in words: sentences that name their basis, with the words they rest on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.figures import wording
from assistant.figures.looking_up import distinct, is_sentence
from assistant.figures.wording import PAY, level_as_noun, measure, opened, people, written
from assistant.grounding import Evidence, checked, marked
from assistant.listing import listed
from corpus import Cite, Figure, Passage, Sentence

Place = Callable[[Cite], tuple[Passage, int] | None]
"""Where cited words stand, as `Guides.place` knows."""


def in_words(figures: Iterable[Figure], place: Place | None = None) -> tuple[Sentence, ...]:
    """A sentence for each row, or for what can be held side by side.

    With `place`, what a reader of the cited words would not find there is not said.
    """
    found = distinct(figures)
    sentences = [_sentence(group, place) for group in _groups(found)]
    return tuple(one for one in dict.fromkeys(sentences) if one)


@dataclass(frozen=True)
class _Item:
    """A figure, and the equity that stands in the same row."""

    figure: Figure
    equity: Figure | None = None


def _groups(figures: Sequence[Figure]) -> Iterator[tuple[_Item, ...]]:
    """Items that one sentence can say: a basis, and several roles or several levels."""
    paired = list(_paired(figures))
    groups: dict[object, list[_Item]] = {}
    for number, item in enumerate(paired):
        one = item.figure
        together = measure(one.measure).first and one.role and not item.equity
        key = (
            one.document, one.measure, one.basis, one.tier, one.region, one.period, one.reported_by,
        )  # fmt: skip
        groups.setdefault(key if together else number, []).append(item)
    for group in groups.values():
        yield from _one_by_one_dimension(group)


def _one_by_one_dimension(group: list[_Item]) -> Iterator[tuple[_Item, ...]]:
    """The levels of one role, or the roles of one level; what is there twice stands alone."""
    whose = [(item.figure.role, item.figure.level) for item in group]
    roles = {role for role, _ in whose}
    alone = len(set(whose)) < len(whose) or (len(roles) == 1 and ("" in dict(whose).values()))
    if alone:
        yield from ((item,) for item in group)
    elif len(roles) == 1:
        yield tuple(group)
    else:
        by_level = sorted(group, key=lambda item: wording.place_of_level(item.figure.level))
        for _, items in groupby(by_level, key=lambda item: item.figure.level):
            yield tuple(items)


def _paired(figures: Sequence[Figure]) -> Iterator[_Item]:
    equities = [one for one in figures if one.measure == "equity"]
    taken = []
    for one in figures:
        if one.measure != "base salary":
            continue
        same = [other for other in equities if _same_row(one, other)]
        if same:
            taken.append((one, same[0]))
    pairs = dict(taken)
    for one in figures:
        if one not in pairs.values():
            yield _Item(one, pairs.get(one))


def _same_row(one: Figure, other: Figure) -> bool:
    place = (one.document, one.start, one.role, one.level)
    return place == (other.document, other.start, other.role, other.level)


def _sentence(group: tuple[_Item, ...], place: Place | None) -> Sentence | None:
    """The fullest that its words bear; None when they bear none."""
    cites = tuple(dict.fromkeys(Cite(one.figure.document, one.figure.words) for one in group))
    said = (text for text in _ways_to_say(group) if holds(text, cites, place))
    return next((Sentence(text, cites) for text in said), None)


def holds(text: str, cites: Iterable[Cite], place: Place | None) -> bool:
    """Whether the cited words bear a sentence, in their places; without `place` all do."""
    if place is None:
        return True
    evidence = Evidence()
    for cite in cites:
        at = place(cite)
        if at is None:
            return False
        evidence.add(cite, *at)
    return not checked(marked(text, evidence.quotes), evidence).cut


def _ways_to_say(group: tuple[_Item, ...]) -> Iterator[str]:
    first = group[0].figure
    if not measure(first.measure).first and is_sentence(first):
        yield first.words
        return
    said = _said(group)
    basis, *others = _asides(first, several=len(group) > 1)
    source = f"; {first.reported_by}" if first.reported_by else ""
    everything = ", ".join(filter(None, (basis, *others)))
    without_numbers = ", ".join(
        part for part in (basis, *others) if part and not any(map(str.isdigit, part))
    )
    for aside in dict.fromkeys((everything + source, everything, without_numbers + source, "")):
        aside = aside.removeprefix("; ")
        yield f"{opened(said)} ({aside})." if aside else f"{opened(said)}."


def _asides(figure: Figure, *, several: bool) -> tuple[str, ...]:
    how = measure(figure.measure)
    # That days are a range is seen; of pay a range is not a median, nor a band.
    tells = figure.basis != "range" or how.kind == PAY
    basis = figure.basis if tells and figure.basis != "premium" else ""
    return (
        f"{basis}s" if basis in _COUNTABLE and several else basis,
        how.aside,
        figure.tier,
        listed(written(place) for place in figure.region.split(", ")),
        figure.period,
    )


_COUNTABLE = ("range", "median", "band")


def _said(group: tuple[_Item, ...]) -> str:
    first = group[0].figure
    how = measure(first.measure)
    if not how.first or not first.role:
        whose = f" of {people(first.role, first.level)}" if first.role else ""
        return f"{first.measure}{whose}: {first.shown}"
    roles = {item.figure.role for item in group}
    if len(group) > 1 and len(roles) == 1:
        values = [f"{item.figure.shown} ({_level(item.figure)})" for item in group]
        parts = [_filled(how.first, first, listed(values), levelled=False)]
    else:
        parts = [
            _filled(how.next if number else how.first, item.figure, item.figure.shown)
            for number, item in enumerate(group)
        ]
    equity = group[0].equity
    after = f"{how.after} plus {equity.shown} equity" if equity else how.after
    return f"{listed(parts)} {after}".strip()


def _level(figure: Figure) -> str:
    return level_as_noun(figure.level, forms=wording.forms_of_level(figure))


def _filled(template: str, figure: Figure, shown: str, *, levelled: bool = True) -> str:
    level = figure.level if levelled else ""
    forms = wording.forms_of_level(figure) if levelled else ()
    return template.format(
        people=people(figure.role, level, forms=forms),
        person=wording.person(figure.role, level, forms=forms),
        figure=shown.removesuffix(" of experience"),
    )
