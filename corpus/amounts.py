"""Amounts with their units in a text: `$380K-$750K`, `3.5 to 4 hours`, `5 to 1`, `600 profiles`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.figures import SPELT, number


@dataclass(frozen=True)
class Amount:
    """A number or a range of numbers, and what it counts."""

    low: float | None
    high: float | None
    """Equal to `low` for one number; None when it is open, as in `6+ hours`."""
    unit: str
    """`USD`, `percent`, `days`, ..., `people`, `count`, `ratio`; empty for a bare number."""
    counted: str
    """The last word of what is counted, when that is no unit of measure: `profiles`, `blocks`."""
    start: int
    end: int


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_QUANTITY = (
    rf"(?P<signN>[$€£])?(?P<numberN>{_NUMBER})"
    r"(?P<scaleN>[kKmM](?![a-zA-Z])|\s(?:thousand|million)\b)?(?P<moreN>\+)?"
)
# A function word or another number ends what is counted: "14,200 users" but not "3 of the users".
_BETWEEN = (
    r"(?:(?!(?:is|are|was|were|has|have|of|in|on|at|for|with|by|the|to|per|who|that|which)\b)"
    r"[A-Za-z][\w.'’/-]*,? ){0,5}?"
)
_UNIT = (
    r"\s?(?P<percent>%|percent\b|per cent\b)|(?P<times>x\b)"
    r"|\s(?P<experience>YOE|yoe)\b"
    r"|[ -]?(?P<time>minute|hour|day|week|month|year)s?\b"
    r"|\s(?P<currency>USD|EUR|GBP|dollars|euros)\b"
    r"|[ -](?P<parts>block|round)s?\b"
    rf"|[ -](?!(?:and|or)\b){_BETWEEN}(?P<people>user|member|people|profile|candidate|engineer"
    r"|scientist|researcher|specialist|leader|employee)s?\b"
)
_AMOUNT = re.compile(
    r"(?<![\w$€£])(?<![\w$€£][-.,/:])"
    r"(?:(?P<bound>(?i:up to|at most|at least|more than) )|(?P<between>(?i:between) ))?~?"
    rf"{_QUANTITY.replace('N>', '1>')}"
    rf"(?:(?:\s?[-–—]\s?|\sto\s|(?(between)\sand\s|(?!))){_QUANTITY.replace('N>', '2>')})?"
    rf"(?(sign1)|(?:{_UNIT})?)(?![\d/]|[.,]\d)"
)
_SPELT = re.compile(
    rf"\b(?P<number>{'|'.join(SPELT)})[ -](?P<parts>block|round)s?\b", re.IGNORECASE
)
_TO_ONE = re.compile(rf"(?<![\w$.,])(?P<number>{_NUMBER})(?: to |-to-|:)1(?![\w%]|[.,]\d)")
_ONE_IN = re.compile(r"(?<![\w$.,/])1/(?P<number>\d+)(?![\w/]|[.,]\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "dollars": "USD", "euros": "EUR"}


def amounts_in(text: str) -> list[Amount]:
    """Every amount of the text, also those without a unit, in their order."""
    found = list(_ratios(text))
    for match in _SPELT.finditer(text):
        value = number(match["number"])
        found.append(Amount(value, value, "count", f"{match['parts'].lower()}s", *match.span()))
    taken = [(one.start, one.end) for one in found]
    found += (
        amount
        for match in _AMOUNT.finditer(text)
        if not any(match.start() < end and start < match.end() for start, end in taken)
        for amount in _amounts(match)
    )
    return sorted(found, key=lambda one: one.start)


def _ratios(text: str) -> Iterator[Amount]:
    for match in _TO_ONE.finditer(text):
        value = number(match["number"])
        yield Amount(value, value, "ratio", "", *match.span())
    for match in _ONE_IN.finditer(text):
        if int(match["number"]):
            value = 1 / int(match["number"])
            yield Amount(value, value, "ratio", "", *match.span())


def _amounts(match: re.Match[str]) -> Iterator[Amount]:
    unit = _unit(match)
    low, high = _ends(match)
    if low is not None and high is not None and low > high:
        return
    if unit == "people" and _YEAR.fullmatch(match["number1"]):
        return
    counted = match["people"] or match["parts"] or ""
    if counted and counted != "people":
        counted += "s"
    yield Amount(low, high, unit, counted, *match.span())


def _ends(match: re.Match[str]) -> tuple[float | None, float | None]:
    low = number(match["number1"], match["scale1"] or "")
    if match["number2"] is not None:
        high = number(match["number2"], match["scale2"] or "")
        # "$180-220k" is said of thousands twice.
        scaled = number(match["number1"], match["scale2"] or "")
        return (scaled if not match["scale1"] and scaled <= high else low), high
    bound = (match["bound"] or "").strip().lower()
    if bound in ("up to", "at most"):
        return None, low
    return low, None if match["more1"] or bound else low


def _unit(match: re.Match[str]) -> str:
    currency = match["sign1"] or match["sign2"] or match["currency"]
    if currency:
        return _CURRENCIES.get(currency, currency)
    if match["percent"]:
        return "percent"
    if match["times"]:
        return "ratio"
    if match["time"]:
        return f"{match['time']}s"
    if match["experience"]:
        return "years"
    if match["parts"]:
        return "count"
    return "people" if match["people"] else ""
