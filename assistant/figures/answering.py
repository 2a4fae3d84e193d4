"""Answering a question for figures: what there is, what is missing, what must be said with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.figures.comparing import Note, compared
from assistant.figures.looking_up import about, distinct, look_up, one_role
from assistant.figures.saying import Place, holds, in_words
from assistant.figures.tables import Table, tables
from assistant.figures.wanting import Wanted, as_missing, kinds, larger, wanted
from assistant.figures.wording import DISCOUNT, PAY, measure, measures_of, places
from assistant.listing import listed
from assistant.understanding import Asked, same_roles
from corpus import Figure, Sentence, named
from index import written_out

MOST_SENTENCES = 5
MOST_FIGURES = 100
"""So many are put into words and held against each other; a large folder may have thousands."""


@dataclass(frozen=True)
class FigureAnswer:
    """What the figures say to a question."""

    sentences: tuple[Sentence, ...] = ()
    notes: tuple[Note, ...] = ()
    closing: str = ""
    """Rests on what the sentences rest on; put their marks behind it."""
    missing: tuple[str, ...] = ()
    """What was asked for and has no figure: `pay of early-career applied scientists`."""
    near: tuple[Sentence, ...] = ()
    """What there is instead, where something is missing."""
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class _Part:
    """One kind of figure of one role."""

    role: str
    kind: str
    exact: tuple[Figure, ...]
    partly: tuple[Figure, ...]
    """Of a larger place, or without a level."""
    near: tuple[Figure, ...]
    """Of the same role and kind, whatever the level, the place and the rest."""


def covers(asked: Asked, figures: Sequence[Figure]) -> bool | None:
    """Whether figures answer a question; None when it asks for none, or they do in part."""
    want = wanted(asked)
    parts = list(_parts(want, figures)) if want else []
    if not want or not parts:
        return None
    if any(one.exact for one in parts):
        return None if any(True for one in parts for _ in _missing(want, one)) else True
    return None if any(one.partly for one in parts) else False


def figure_answer(
    asked: Asked, figures: Sequence[Figure], place: Place | None = None
) -> FigureAnswer | None:
    """The figures a question asks for, in words; None when it asks for none."""
    want = wanted(asked)
    parts = list(_parts(want, figures)) if want else []
    if not want or not parts:
        return None
    given = tuple(dict.fromkeys(one for part in parts for one in part.exact or part.partly))
    if any(measure(one.measure).several for one in given):
        given = about(given, asked.question)
    near = tuple(dict.fromkeys(one for part in parts if not part.exact for one in part.near))
    given, near = distinct(given)[:MOST_FIGURES], distinct(near)[:MOST_FIGURES]
    sentences = in_words(given, place)[:MOST_SENTENCES]
    comparison = compared(given)
    return FigureAnswer(
        sentences=sentences,
        notes=comparison.notes,
        closing=_first_that_holds(comparison.closings, sentences, place),
        missing=tuple(dict.fromkeys(one for part in parts for one in _missing(want, part))),
        near=tuple(one for one in in_words(near, place) if one not in sentences)[:MOST_SENTENCES],
        tables=tuple(one for one in tables(given)[0] if len(one.roles) > 1),
    )


def looked_up(
    figures: Sequence[Figure], place: Place, *, role: str, measure: str, level: str = ""
) -> FigureAnswer:
    """What there is for a role, a measure and a level, each as a person would write it."""
    roles = named(written_out(role), "role")
    kind = _kind(measure)
    levels = named(level, "level")
    if not roles or not kind or (level and not levels):
        return FigureAnswer()
    found = [
        one
        for each in roles
        for name in one_role(each)
        for one in look_up(figures, roles=(name,), levels=levels, measure=kind)
    ]
    given = distinct(found)[:MOST_FIGURES]
    comparison = compared(given)
    sentences = in_words(given, place)
    closing = _first_that_holds(comparison.closings, sentences, place)
    return FigureAnswer(sentences, comparison.notes, closing)


def _kind(measure: str) -> str:
    """What is meant by a measure, as one asks for it; nothing for a word nobody knows."""
    said = measure.strip().lower()
    for kind in kinds():
        if kind.lower() == said:
            return kind
    found = named(said, "measure")
    if set(found) & _UNQUALIFIED:
        return PAY
    return found[0] if found else ""


_UNQUALIFIED = frozenset({"salary", "compensation"})


def _first_that_holds(
    closings: Sequence[str], sentences: Sequence[Sentence], place: Place | None
) -> str:
    """The first that rests on what the sentences rest on."""
    cites = [cite for sentence in sentences for cite in sentence.cites]
    return next((one for one in closings if cites and holds(one, cites, place)), "")


def _parts(want: Wanted, figures: Sequence[Figure]) -> Iterator[_Part]:
    """Only for kinds that some role has figures of: other documents may tell in words alone."""
    for kind in want.kinds:
        given = [one for one in figures if one.measure in measures_of(kind) and one.role]
        for role in want.roles if given else ():
            own = tuple(_of_role(role, kind, figures))
            if kind == _TOTAL:
                own = tuple(one for one in own if one.measure == _TOTAL)
            fit = [one for one in own if _fits(want, one)]
            exact = tuple(one for one in fit if _at_level(want, one) and _in_place(want, one))
            partly = () if exact else tuple(_in_part(want, fit, own, figures))
            near = own or look_up(figures, roles=(role,), measure=_KIND_OF.get(kind, kind))
            yield _Part(role, kind, exact, partly, near)


def _of_role(role: str, kind: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Its own; where it has none, those of a role that is nearly the same."""
    same = one_role(role)
    found = [one for name in same for one in look_up(figures, roles=(name,), measure=kind)]
    nearly = sorted(same_roles(role) - set(same)) if not found else ()
    yield from found
    for name in nearly:
        yield from look_up(figures, roles=(name,), measure=kind)


_TOTAL = "total compensation"
_KIND_OF = {"base salary": "pay", _TOTAL: "pay"}


def _fits(want: Wanted, figure: Figure) -> bool:
    """In all that must be said by the figure itself."""
    if want.tiers and figure.tier not in want.tiers:
        return False
    if want.when and want.when not in figure.period:
        return False
    if want.unknown_level and want.unknown_level.lower() not in figure.words.lower():
        return False
    return not want.basis or figure.basis == want.basis


def _at_level(want: Wanted, figure: Figure) -> bool:
    return not want.levels or figure.level in want.levels


def _in_place(want: Wanted, figure: Figure) -> bool:
    regions = figure.region.split(", ")
    return not want.places or any(_reaches(regions, place) for place in want.places)


def _reaches(regions: Sequence[str], place: Sequence[str]) -> bool:
    return any(name in regions or name in map(larger, regions) for name in place)


def _in_part(
    want: Wanted, fit: Sequence[Figure], own: Sequence[Figure], figures: Sequence[Figure]
) -> Iterator[Figure]:
    """Without a level where one was asked for, or of a larger place, or with its discount."""
    levelled = any(one.level for one in own)
    here = [one for one in fit if _at_level(want, one) or not (one.level or levelled)]
    if not want.places:
        yield from here
        return
    around = {larger(name) for place in want.places for name in place} - {""}
    yield from (one for one in here if one.region in around)
    discounts = [one for one in look_up(figures, measure=DISCOUNT) if _in_place(want, one)]
    if discounts and any(measure(one.measure).kind == "pay" for one in here):
        yield from (*discounts, *here)


def _missing(want: Wanted, part: _Part) -> Iterator[str]:
    """What has no figure, in words; of several levels or places those that have none."""
    if not part.exact:
        yield _in_full(want, part)
        return
    levels = {one.level for one in part.exact}
    without = tuple(one for one in want.levels if one not in levels)
    if without:
        yield _in_full(replace(want, levels=without), part)
    regions = [one.region.split(", ") for one in part.exact]
    elsewhere = tuple(
        place for place in want.places if not any(_reaches(one, place) for one in regions)
    )
    if elsewhere:
        yield _in_full(replace(want, places=elsewhere), part)


def _in_full(want: Wanted, part: _Part) -> str:
    """`pay of senior research scientists in Nairobi`."""
    level = listed(want.levels) if want.levels else want.unknown_level
    where = listed(places(_titled(place[0])) for place in want.places)
    numbered = want.when[:2].isdigit()
    parts = (
        want.basis,
        as_missing(part.kind, part.role, level),
        f"at {listed(want.tiers)}" if want.tiers else "",
        f"in {where}" if where else "",
        f"in {want.when}" if numbered else want.when,
    )
    return " ".join(filter(None, parts))


def _titled(place: str) -> str:
    return place if place != place.lower() else place.title()
