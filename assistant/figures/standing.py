"""How an amount that somebody asks about stands to the figures of its role, in our own words.

The amount stands in no document, so no quote bears such a sentence out. It is worked out here from
the amount and the figure as they are written, and of nothing but them.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypedDict

from assistant.figures.looking_up import look_up, one_role
from assistant.figures.wanting import ASKED, larger
from assistant.figures.wording import DISCOUNT, listed, opened, people, written
from assistant.understanding import Asked
from corpus import Figure, amounts_in, mentions
from corpus.figures import SPELT


class Bounds(TypedDict):
    """A figure that an amount can be held against. Plain values, so that it can be sent."""

    shown: str
    """As its document writes it."""
    median: bool
    of: str
    """`total compensation, top-50 employers`."""
    whose: str
    document: str
    words: str
    """Those it stands in."""


@dataclass(frozen=True)
class Standing:
    """An amount, and the figures it is held against."""

    amount: str
    bounds: tuple[Bounds, ...]

    @property
    def text(self) -> str:
        """`$200k is within $180k-$220k (base salary).`; nothing where one of them is in doubt."""
        parts = [f"{how} {_in_words(one)}" if (how := self._to(one)) else "" for one in self.bounds]
        return opened(f"{self.amount} is {listed(parts)}.") if parts and all(parts) else ""

    @property
    def rests_on(self) -> str:
        """What of it the quotes must say: all but the amount."""
        said = (f"{one['whose']}: {_in_words(one)}" for one in self.bounds)
        return f"{'; '.join(said)}."

    def _to(self, bounds: Bounds) -> str:
        return stands(self.amount, bounds["shown"])


def stands(amount: str, figure: str) -> str:
    """`below`, `within` or `above`, worked out from how the two are written; nothing in doubt."""
    one, other = _read(amount), _read(figure)
    if not one or not other or one.unit != other.unit:
        return ""
    under, over = _SHORT_AND_LONG if one.unit == _TIME else _UNDER_AND_OVER
    if one.high < other.low:
        return under
    if one.low > other.high:
        return "" if figure.endswith("+") else over
    if one.low < other.low or one.high > other.high:
        return ""
    if other.low == other.high:
        return "at"
    if one.low == other.high and not figure.endswith("+"):
        return "at the top of"
    return "at the bottom of" if one.high == other.low else "within"


def bounds(asked: Asked, figures: Sequence[Figure]) -> tuple[str, tuple[Bounds, ...]]:
    """The amount that a question wants judged, and all it can be held against; else nothing."""
    amount = _amount(asked.question) if _said("asks").search(asked.question) else ""
    several = len(asked.roles) != 1 or len(asked.levels) > 1
    others = asked.other_roles or asked.telling or _said("other").search(asked.question)
    if not amount or several or others:
        return "", ()
    measures = _measures(asked, amount)
    own = look_up(figures, roles=one_role(asked.roles[0]))
    levelled = {one.measure for one in own if one.level}
    found = (one for one in own if one.measure in measures and _is_of(asked, one, levelled))
    there = [
        Bounds(
            shown=one.shown,
            median=one.basis == "median",
            of=", ".join(filter(None, (one.measure, one.tier, region))),
            whose=people(one.role, one.level),
            document=one.document,
            words=one.words,
        )
        for one in found
        if (region := _region(asked, one, figures)) is not None and stands(amount, one.shown)
    ]
    return (amount, tuple(there)) if there else ("", ())


def _is_of(asked: Asked, figure: Figure, levelled: set[str]) -> bool:
    """Whether it is of the level and the employers that are asked for."""
    tiers = {one.name for one in mentions(asked.question) if one.kind == "tier"}
    if tiers and figure.tier not in tiers:
        return False
    if asked.levels or figure.level:
        return (figure.level,) == asked.levels
    return bool(tiers) or figure.measure not in levelled


def _region(asked: Asked, figure: Figure, figures: Sequence[Figure]) -> str | None:
    """What must be said of its region; None where it is of another place than is asked for."""
    places = {one.name for one in mentions(asked.question) if one.kind == "place"}
    if len(places - _EVERYWHERE) != len(asked.names):
        return None  # a company or another year
    regions = set(figure.region.split(", "))
    if places <= regions:
        return ""
    cheaper = {
        name for one in figures if one.measure == DISCOUNT for name in one.region.split(", ")
    }
    lies_in = all(larger(place) in regions and place not in cheaper for place in places)
    return written(figure.region) if lies_in else None


def _measures(asked: Asked, amount: str) -> tuple[str, ...]:
    """What an amount may be of: of pay both kinds where the question does not say."""
    read = _read(amount)
    unit = read.unit if read else ""
    if unit == _TIME:
        return ("time to fill",) if _said("hires").search(asked.question) else ()
    if unit == "percent":
        return tuple({"equity"} & set(asked.measures))
    kinds = {"base salary": _said("base"), "total compensation": _said("total")}
    said = tuple(kind for kind, one in kinds.items() if one.search(asked.question))
    if len(said) == len(kinds) or (not said and "equity" in asked.measures):
        return ()
    return said or tuple(kinds)


def _amount(question: str) -> str:
    """The one amount of a question, as it is written there; nothing where there are several."""
    found = list(_amounts(_without_people(question)))
    values = {_read(one) for one in found}
    return found[0] if len(values) == 1 and None not in values else ""


def _without_people(question: str) -> str:
    """So that `300k as a senior ML engineer` counts no engineers."""
    for one in mentions(question):
        if one.kind in ("role", "level"):
            question = f"{question[: one.start]}{';' * (one.end - one.start)}{question[one.end :]}"
    return question


def _amounts(question: str) -> Iterator[str]:
    """Each as it is written, with its currency; nothing for one that cannot be read for sure."""
    yield from (one.group() for one in _DURATION.finditer(question))
    for one in amounts_in(question):
        words = question[one.start : one.end].strip(" ~")
        if one.unit in ("", "people") and (one.low or 0) < _LEAST:
            continue  # a year, a head count
        if one.unit not in ("years", *_DAYS):
            bare = not one.unit and _said("bare").match(question, one.end)
            yield f"${words}" if bare else words


@dataclass(frozen=True)
class _Read:
    low: float
    high: float
    unit: str


@cache
def _read(words: str) -> _Read | None:
    """An amount or a figure; None where it is neither, open at one end, or of no such unit."""
    duration = _DURATION.fullmatch(words)
    if duration:
        count = SPELT.get(duration["count"].lower(), 1.0)
        count = float(duration["count"]) if duration["count"].isdigit() else count
        least, most = _DAYS[f"{duration['unit'].lower()}s"]
        return _Read(count * least, count * most, _TIME)
    amounts = amounts_in(words)
    if len(amounts) != 1 or amounts[0].low is None or amounts[0].high is None:
        return None
    (one,) = amounts
    known = one.unit in ("percent", _TIME) or (one.unit == "USD" and amounts[0].low >= _LEAST)
    return _Read(amounts[0].low, amounts[0].high, one.unit) if known else None


def _in_words(bounds: Bounds) -> str:
    return f"{'the median of ' if bounds['median'] else ''}{bounds['shown']} ({bounds['of']})"


_EVERYWHERE = frozenset({"United States"})
"""Whoever names it asks for nothing that must be known."""
_TIME = "days"
_DAYS = {"days": (1, 1), "weeks": (7, 7), "months": (28, 31)}
_DURATION = re.compile(
    rf"\b(?P<count>an?|one|\d{{1,3}}|{'|'.join(SPELT)})[ -](?P<unit>day|week|month)s?\b",
    re.IGNORECASE,
)
_SHORT_AND_LONG = ("shorter than", "longer than")
_UNDER_AND_OVER = ("below", "above")
_LEAST = 10_000
"""Less is no pay of a year."""


@cache
def _said(what: str) -> re.Pattern[str]:
    words: dict[str, Any] = tomllib.loads(ASKED.read_text("utf-8"))["standing"]
    end = "" if what == "bare" else r"\b"
    return re.compile(rf"{end}(?:{'|'.join(words[what])})(?!\w)", re.IGNORECASE)
