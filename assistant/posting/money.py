"""The pay that a posting offers: how much, of what kind, where and when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from re import Pattern
from typing import Literal

from assistant.posting.posting import Posting, Unit
from assistant.posting.words import Words, whole_words

_NUMBER = r"\d{1,3}(?:[,.' ]\d{3})+(?!\d)(?:[.,]\d{2})?(?!\d)|\d{1,7}(?:\.\d{1,2})?(?!\d)"
_MONEY = r"US\$|USD|CA\$|CAD|C\$|AU\$|A\$|S\$|\$|EUR|€|GBP|£|CHF|INR|₹"
_THOUSANDS = r"k\b|mm?\b|million\b|mil\b|thousand\b"
_AMOUNT = re.compile(
    rf"(?P<before>{_MONEY})?\s?(?<![\w.])"
    rf"(?P<low>{_NUMBER})\s?(?P<low_k>{_THOUSANDS})?\s?(?P<mid>{_MONEY})?"
    rf"(?:\s?(?:--?|/|to|and|bis|a|hasta|until)\s?(?:{_MONEY})?\s?"
    rf"(?P<high>{_NUMBER})\s?(?P<high_k>{_THOUSANDS})?\s?(?P<after>{_MONEY})?)?(?P<open>\+)?",
    re.IGNORECASE,
)
_DOLLARS = frozenset(("$", "US$", "USD"))
_LEAST, _MOST = 30_000, 9_000_000
_SCALE = {"k": 1_000, "t": 1_000, "m": 1_000_000}
_NEAR_BEFORE, _NEAR_AFTER = 45, 30
_YEAR = re.compile(r"(?<![\d$,])20[12]\d(?!\d)")
_TOP_LINES = 8
_OFFERS = 20
"""So many sums of one posting are looked at."""


@dataclass(frozen=True)
class Pay:
    """An amount that a posting offers, with what it says of it."""

    start: int
    end: int
    """In the plain text."""
    low: float
    high: float | None
    basis: Literal["base", "total", "other", ""]
    implied: bool
    """Whether `base` only follows from equity or a bonus that come on top."""
    region: str
    year: str
    dollars: bool
    yearly: bool


def pay_in(posting: Posting) -> tuple[Pay, ...]:
    """What the posting offers to pay; other sums of money are passed over."""
    place = _place(posting)
    offered = (
        pay
        for number, unit in enumerate(posting.units)
        if unit.section != "equal"
        for pay in _offered(unit, posting.units[number + 1 : number + 2], place, posting.words)
    )
    return tuple(islice(offered, _OFFERS))


def _offered(unit: Unit, after: Sequence[Unit], place: str, words: Words) -> Iterator[Pay]:
    if not any(letter.isdigit() for letter in unit.text):
        return
    heading = unit.heading if unit.section == "pay" else ""
    about_pay = words.any_of("pay", "said").search(f"{unit.text} {heading}")
    if not about_pay:
        return
    for match in _AMOUNT.finditer(unit.text):
        low, high = _values(match)
        if not (_LEAST <= low <= _MOST) or not _is_pay(unit.text, match, words):
            continue
        money = next((match[one] for one in ("before", "mid", "after") if match[one]), "")
        if not (money or match["low_k"] or match["high_k"]):
            continue
        basis, implied = _basis(unit.text, match, (heading, *(one.text for one in after)), words)
        years = _YEAR.findall(f"{unit.text} {unit.heading}")
        yield Pay(
            start=unit.start + match.start() + len(match.group()) - len(match.group().lstrip()),
            end=unit.start + len(unit.text[: match.end()].rstrip()),
            low=low,
            high=None if match["open"] else high,
            basis=basis,
            implied=implied,
            region=_region(unit.text, words) or place,
            year=years[0] if years else "",
            dollars=money.upper() in _DOLLARS or not money,
            yearly=not words.any_of("pay", "not_yearly").match(
                unit.text[match.end() : match.end() + _NEAR_AFTER].lstrip()
            ),
        )


def _values(match: re.Match[str]) -> tuple[float, float]:
    low = _value(match["low"])
    low_k, high_k = ((match[one] or "").lower()[:1] for one in ("low_k", "high_k"))
    if match["high"] is None:
        return (low * _SCALE.get(low_k, 1),) * 2
    high = _value(match["high"]) * _SCALE.get(high_k or low_k, 1)
    # `180-220k`: the scale of the second number is that of both.
    scaled = low * _SCALE.get(low_k or (high_k if low < 1_000 else ""), 1)
    return scaled, high


def _value(number: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[,.' ]\d{3})+(?:[.,]\d{2})?", number):
        number = re.sub(r"[.,]\d{2}$", "", number)
        return float(re.sub(r"[,.' ]", "", number))
    return float(number)


def _is_pay(text: str, match: re.Match[str], words: Words) -> bool:
    before = text[max(0, match.start() - _NEAR_BEFORE) : match.start()].rstrip(" :~(")
    after = text[match.end() : match.end() + _NEAR_AFTER].lstrip()
    other, other_after = _other_sums(words)
    return not other.search(before) and not other_after.match(after)


@cache
def _other_sums(words: Words) -> tuple[Pattern[str], Pattern[str]]:
    said = words.said["pay"]
    before = whole_words(said["not_before"])
    return re.compile(f"{before.pattern}(?: an?| of| the| \\w{{2,9}}){{0,2}}$", re.I), whole_words(
        said["not_after"]
    )


def _basis(
    text: str, match: re.Match[str], elsewhere: Sequence[str], words: Words
) -> tuple[Literal["base", "total", "other", ""], bool]:
    """The kind of pay that is named nearest; else that of the heading or of the next sentence."""
    kinds: tuple[tuple[Literal["base", "total", "other"], str], ...] = (
        ("total", "total"),
        ("other", "other_basis"),
        ("base", "base"),
    )
    near = [
        (_gap(one.span(), match.span()), kind)
        for kind, name in kinds
        for one in words.any_of("pay", name).finditer(text)
    ]
    if near:
        return min(near, key=lambda one: one[0])[1], False
    if words.any_of("pay", "apart").match(text[match.end() :].lstrip(" ,)")):
        return "base", True
    for said in elsewhere:
        for kind, name in kinds:
            if words.any_of("pay", name).search(said):
                return kind, False
    return "", False


def _gap(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)


def _region(text: str, words: Words) -> str:
    """The one place that a text names: the narrowest that holds all of them."""
    named = [name for name in words.names("places") if words.any_of("places", name).search(text)]
    if "elsewhere" in named:
        return "elsewhere"
    if len(named) > 1 and _names_another_city(text, words):
        return "United States"
    return named[0] if named else ""


def _names_another_city(text: str, words: Words) -> bool:
    """Whether a place in the United States is named beside the Bay Area, more than its state."""
    rest = words.any_of("places", "Bay Area").sub(" ", text)
    rest = re.sub(r",? ?\b(?:CA|California|US|USA|United States)\b", " ", rest)
    return bool(words.any_of("places", "United States").search(rest))


def _place(posting: Posting) -> str:
    top = [unit.text for unit in posting.units[:_TOP_LINES] if len(unit.text) <= 110]
    labelled = [unit.text for unit in posting.units if "locat" in unit.label.lower()]
    found = _region("; ".join(labelled + top), posting.words)
    if found:
        return found
    everywhere = {_region(unit.text, posting.words) for unit in posting.units} - {""}
    return everywhere.pop() if len(everywhere) == 1 else ""
