"""How amounts that somebody asks about stand to the figures of their role, in our own words.

Such an amount stands in no document, so no quote bears the sentence out. It is worked out here from
the amount and the figure as they are written, and of nothing but them.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Any, TypedDict

from assistant.figures.looking_up import about, look_up, one_role
from assistant.figures.wanting import ASKED, larger
from assistant.figures.wording import DISCOUNT, opened, people, written
from assistant.listing import listed
from assistant.understanding import Asked, asks_why
from corpus import Figure, amounts_in, mentions
from corpus.figures import SPELT


class Bounds(TypedDict):
    """A figure that an amount can be held against. Plain values, so that it can be sent."""

    amount: str
    """As the question writes it."""
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
    """Amounts, and the figures each of them is held against."""

    bounds: tuple[Bounds, ...]

    @property
    def text(self) -> str:
        """`$200k is within $180k-$220k (base salary).`; nothing where one of them is in doubt."""
        of_each: dict[str, list[str]] = {}
        for one in self.bounds:
            how = stands(one["amount"], one["shown"])
            if not how:
                return ""
            of_each.setdefault(one["amount"], []).append(f"{how} {_in_words(one)}")
        said = (f"{amount} is {listed(parts)}" for amount, parts in of_each.items())
        return opened(f"{'; '.join(said)}.") if of_each else ""

    @property
    def rests_on(self) -> str:
        """What of it the quotes must say: all but the amounts."""
        said = (f"{one['whose']}: {_in_words(one)}" for one in self.bounds)
        return f"{'; '.join(said)}."


def stands(amount: str, figure: str) -> str:
    """`below`, `within` or `above`, worked out from how the two are written; nothing in doubt."""
    one, other = _read(amount), _read(figure)
    if not one or not other or one.unit != other.unit or one.high == inf:
        return ""
    under, over = _SHORT_AND_LONG if one.unit in _TIMES else _UNDER_AND_OVER
    if one.high < other.low:
        return under
    if one.low > other.high:
        return "" if figure.endswith("+") else over
    if one.low < other.low or one.high > other.high or other.high == inf:
        return ""
    if other.low == other.high:
        return "at"
    if one.low == other.high and not figure.endswith("+"):
        return "at the top of"
    return "at the bottom of" if one.high == other.low else "within"


def lies_in(asked: Asked, text: str) -> bool | None:
    """Whether an amount of a claim lies in what a text says of the same kind; None in doubt.

    Whoever names a kind of pay, or an end of a range, claims more than that.
    """
    if _said("more_claimed").search(asked.question):
        return None
    shown = [text[one.start : one.end].strip(" ~") for one in amounts_in(text)]
    amounts = _amounts_judged(asked)
    places = {stands(amount, figure) for amount in amounts for figure in shown} - {""}
    outside = {*_UNDER_AND_OVER, *_SHORT_AND_LONG}
    return bool(places - outside) if places else None


def bounds(asked: Asked, figures: Sequence[Figure]) -> tuple[Bounds, ...]:
    """The amounts that a question wants judged, each with all it can be held against."""
    amounts = _amounts_judged(asked) if _said("asks").search(asked.question) else ()
    several = len(asked.roles) != 1 or len(asked.levels) > 1
    unsaid = asked.other_roles or asked.telling or asks_why(asked.question)
    if not amounts or several or unsaid:
        return ()
    own = look_up(figures, roles=one_role(asked.roles[0]))
    levels: dict[str, set[str]] = {}
    for one in own:
        levels.setdefault(one.measure, set()).update(filter(None, (one.level,)))
    return tuple(
        Bounds(
            amount=amount,
            shown=one.shown,
            median=one.basis == "median",
            of=", ".join(filter(None, (one.measure, _unasked_level(asked, one), one.tier, region))),
            whose=people(one.role, one.level),
            document=one.document,
            words=one.words,
        )
        for amount in amounts
        for one in _of_its_kind(asked, amount, own)
        if _is_of(asked, one, levels[one.measure])
        and (region := _region(asked, one, figures)) is not None
        and stands(amount, one.shown)
    )


def still_judged(some: Iterable[Bounds], turn: str) -> list[Bounds]:
    """Those of which a turn names the amount or asks how it is: others were judged before it."""
    if _said("asks").search(turn):
        return list(some)
    return [one for one in some if _NUMBER.findall(one["amount"].lower())[0] in turn.lower()]


def _unasked_level(asked: Asked, figure: Figure) -> str:
    return "" if asked.levels else figure.level


def _of_its_kind(asked: Asked, amount: str, own: Sequence[Figure]) -> Sequence[Figure]:
    """Figures of what an amount may be of; of the blocks of an interview that which is named."""
    measures = _measures(asked, amount)
    found = [one for one in own if one.measure in measures]
    return about(found, asked.question) if measures == (_BLOCK,) else found


def _is_of(asked: Asked, figure: Figure, levels: set[str]) -> bool:
    """Whether it is of the employers that are asked for, and of the level or the only one known."""
    tiers = {one.name for one in mentions(asked.question) if one.kind == "tier"}
    if tiers and figure.tier not in tiers:
        return False
    if asked.levels:
        return (figure.level,) == asked.levels
    if figure.level:
        return levels == {figure.level}
    return bool(tiers) or not levels


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
    read, question = _read(amount), asked.question
    unit = read.unit if read else ""
    if unit == _DAYS:
        return () if _said("other_days").search(question) else ("time to fill",)
    if unit == _MINUTES:
        block, whole = _said("block").search(question), _said("whole").search(question)
        if block:
            return () if whole else (_BLOCK,)
        return ("interview length",) if whole or _said("interview").search(question) else ()
    in_equity = "equity" in asked.measures or bool(_said("equity").search(question))
    if unit == "percent":
        return ("equity",) if in_equity else ()
    kinds = {"base salary": _said("base"), "total compensation": _said("total")}
    said = tuple(kind for kind, one in kinds.items() if one.search(question))
    if len(said) == len(kinds) or (not said and in_equity and not _PERCENT.search(question)):
        return ()
    return said or tuple(kinds)


def _amounts_judged(asked: Asked) -> tuple[str, ...]:
    """The amounts of a question as they are written there; nothing where two are of one kind."""
    if _said("other").search(asked.question):
        return ()
    thousands = bool({"pay", "salary"} & {*asked.subjects, *asked.measures})
    found = dict.fromkeys(_amounts(_without_people(asked.question), thousands=thousands))
    values = dict.fromkeys((_read(one), one) for one in found)
    read = {value: one for value, one in values if value and value.high != inf}
    units = {value.unit for value in read}
    return tuple(read.values()) if len(units) == len(values) else ()


def _without_people(question: str) -> str:
    """So that `300k as a senior ML engineer` counts no engineers."""
    for one in mentions(question):
        if one.kind in ("role", "level"):
            question = f"{question[: one.start]}{';' * (one.end - one.start)}{question[one.end :]}"
    return question


def _amounts(question: str, *, thousands: bool) -> Iterator[str]:
    """Each as it is written, with its currency; of pay `750` is said of thousands."""
    yield from (one.group() for one in _DURATION.finditer(question))
    for one in amounts_in(question):
        words = question[one.start : one.end].strip(" ~")
        bare = not one.unit and bool(_said("bare").match(question, one.end))
        if bare and thousands and one.low == one.high and _HUNDREDS.fullmatch(words):
            yield f"${words}k"
        elif one.unit in ("", "people") and (one.low or 0) < _LEAST:
            continue  # a year, a head count
        elif one.unit not in ("years", "count", *_IN_DAYS):
            yield f"${words}" if bare else words


@dataclass(frozen=True)
class _Read:
    low: float
    high: float
    unit: str


@cache
def _read(words: str) -> _Read | None:
    """An amount or a figure; None where it is neither, is open below, or has no such unit."""
    duration = _DURATION.fullmatch(words)
    if duration:
        count = SPELT.get(duration["count"].lower(), 1.0)
        count = float(duration["count"]) if duration["count"].isdigit() else count
        least, most = _IN_DAYS[f"{duration['unit'].lower()}s"]
        return _Read(count * least, count * most, _DAYS)
    amounts = amounts_in(words)
    if len(amounts) != 1 or amounts[0].low is None:
        return None
    (one,) = amounts
    low, high = amounts[0].low, inf if one.high is None else one.high
    if one.unit == "hours":
        return _Read(low * 60, high * 60, _MINUTES)
    known = one.unit in ("percent", *_TIMES) or (one.unit == "USD" and low >= _LEAST)
    return _Read(low, high, one.unit) if known else None


def _in_words(bounds: Bounds) -> str:
    shown = _AS_ADJECTIVE.sub(r" \1s", bounds["shown"])
    return f"{'the median of ' if bounds['median'] else ''}{shown} ({bounds['of']})"


_EVERYWHERE = frozenset({"United States"})
"""Whoever names it asks for nothing that must be known."""
_DAYS, _MINUTES = _TIMES = ("days", "minutes")
_IN_DAYS = {"days": (1, 1), "weeks": (7, 7), "months": (28, 31)}
_BLOCK = "interview block length"
_PERCENT = re.compile(r"\d ?(?:%|per ?cent)")
_NUMBER = re.compile(r"\d+|\w+")
_HUNDREDS = re.compile(r"[1-9]\d\d")
_DURATION = re.compile(
    rf"\b(?P<count>an?|one|\d{{1,3}}|{'|'.join(SPELT)})[ -](?P<unit>day|week|month)s?\b",
    re.IGNORECASE,
)
_AS_ADJECTIVE = re.compile(r"-(minute|hour|day|week|month)$")
_SHORT_AND_LONG = ("shorter than", "longer than")
_UNDER_AND_OVER = ("below", "above")
_LEAST = 10_000
"""Less is no pay of a year."""


@cache
def _said(what: str) -> re.Pattern[str]:
    words: dict[str, Any] = tomllib.loads(ASKED.read_text("utf-8"))["standing"]
    end = "" if what == "bare" else r"\b"
    return re.compile(rf"{end}(?:{'|'.join(words[what])})(?!\w)", re.IGNORECASE)
