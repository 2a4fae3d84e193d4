"""What a text states beside its amounts: measure, basis, employers, places, times, sources.

It may be a clause, a cell, a heading, a caption. What it leaves open is empty.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.amounts import Amount
from corpus.names import Mention, mentions, units_of

PAY = frozenset(
    {
        "base salary",
        "total compensation",
        "salary",
        "compensation",
        "equity",
        "bonus",
        "pay premium",
        "regional pay discount",
    }
)
"""The measures that a word on "pay" is about."""

_TIMES = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
_QUALIFIED = ("base salary", "total compensation", "salary")
_PERIOD = re.compile(r"\bQ[1-4] (?:19|20)\d\d\b|\b(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?\b(?![%\w])")
_NOT_SAID = re.compile(
    r"\b(?:(?:does|do|did) not (?:say|give|name|mention|state)|with no word on|names? no)\b[^.;)]*",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(r"\b(?:below|above|than) [^,.;]*", re.IGNORECASE)
# "demand from frontier labs" does not say that the figure is theirs.
_NOT_THEIRS = re.compile(r"\b(?:from|of|by|to|than) (?:an? |the )?\Z", re.IGNORECASE)
_NAME = r"(?!(?:The|These|Those|This|Our|All|Its|Their|Industry|Market)\b)[A-Z][\w&]*(?:\.[a-z]+)?"
_NAMES = rf"{_NAME}(?: {_NAME})*(?: and {_NAME}(?: {_NAME})*)?"
_REPORTED = re.compile(
    rf"\b(?:[Pp]er|[Aa]ccording to|[Rr]eported by) (?P<by>{_NAMES})"
    rf"|(?P<of>{_NAME}(?: {_NAME})*) (?:[a-z]+ )?(?:benchmarks?|estimates?)\b"
)
# A contrast: what stands on one side is not said of the other.
_CONTRAST = re.compile(
    r"\b(?:versus|vs\.?|against|compared (?:with|to)|whereas|while)\b|;|:(?=\s)|\band (?=adds?\b)",
    re.IGNORECASE,
)


def said_only(text: str) -> str:
    """The text with what it expressly does not say blanked, every place as it was."""
    return _NOT_SAID.sub(lambda match: " " * len(match.group()), text)


@dataclass(frozen=True)
class Clause:
    """A part of a sentence up to the next contrast."""

    start: int
    end: int
    opened_by: str
    """What it begins with: `versus`, `;`, `:`, `and ` or nothing."""

    @property
    def is_contrast(self) -> bool:
        """Whether it is about something else than the clause before."""
        return self.opened_by not in ("", ":", ";", "and ")


@lru_cache(maxsize=64)
def clauses(sentence: str) -> tuple[Clause, ...]:
    """The sentence, cut where it begins to speak of something else."""
    found = []
    start, opened_by = 0, ""
    for match in _CONTRAST.finditer(sentence):
        found.append(Clause(start, match.start(), opened_by))
        start, opened_by = match.end(), match.group().lower()
    return (*found, Clause(start, len(sentence), opened_by))


def between_semicolons(sentence: str, amount: Amount) -> str:
    """The clauses around an amount that belong together."""
    start = sentence.rfind(";", 0, amount.start) + 1
    end = sentence.find(";", amount.end)
    return sentence[start : end if end >= 0 else len(sentence)]


def one_of(names: Sequence[str]) -> str:
    """The only name, or nothing."""
    different = set(names)
    return different.pop() if len(different) == 1 else ""


def names_in(text: str, kind: str) -> list[str]:
    """The names of a kind that the text states."""
    return [one.name for one in mentions(said_only(text)) if one.kind == kind]


def places_in(text: str) -> list[str]:
    """The places that the text is about; `15% below Bay Area rates` is about another one."""
    return names_in(_COMPARED_WITH.sub(" ", text), "place")


def tiers_in(text: str) -> list[str]:
    """The employers that the text is about."""
    said = said_only(text)
    return [
        one.name
        for one in mentions(said)
        if one.kind == "tier"
        and not _NOT_THEIRS.search(said[: one.start])
        and not said.startswith(" demand", one.end)
    ]


def periods_in(text: str) -> list[str]:
    """`2026`, `Q1 2026`, `2026-05`."""
    return _PERIOD.findall(text)


def reporter_in(text: str) -> str:
    """Whom the text names as the source of its figures."""
    found = [match["by"] or match["of"] for match in _REPORTED.finditer(said_only(text))]
    return one_of(found)


def measure_in(text: str, unit: str, *, near: Amount | None = None) -> str:
    """What is measured in that unit; of several the one that stands nearest to an amount."""
    fit = [
        one
        for one in mentions(said_only(text))
        if one.kind == "measure" and unit in units_of(one.name)
    ]
    if any(one.name in _QUALIFIED for one in fit):
        fit = [one for one in fit if one.name != "compensation"]
    if near is None:
        return one_of([one.name for one in fit])
    return min(fit, key=lambda one: _gap(one, near)).name if fit else ""


_INTERVIEW = re.compile(r"\b(?:interview|loop|onsite)", re.IGNORECASE)


def parts_counted(amount: Amount, texts: Iterable[str]) -> str:
    """The measure of `five blocks`, when the texts are about an interview."""
    if amount.unit == "count" and amount.low != 1 and any(map(_INTERVIEW.search, texts)):
        return f"number of {amount.counted}" if amount.counted else ""
    return ""


def _gap(mention: Mention, amount: Amount) -> int:
    return max(mention.start - amount.end, amount.start - mention.end, 0)


_ADDED = re.compile(
    r"\b(?:adds?|added|saves?|saved|(?:difference|gap|raise|increase) of|extra|additional|by) "
    r"(?:an? |up to |about |roughly )?\Z",
    re.IGNORECASE,
)
_MORE = re.compile(r" (?:more|less|extra|higher|lower|apart|cheaper|longer|shorter)\b")


def is_difference(amount: Amount, text: str) -> bool:
    """Whether it says how much more: `adds $160,000`, `20 days longer`."""
    if amount.unit in ("percent", "ratio", "count", "people"):
        return False
    return bool(_ADDED.search(text[: amount.start]) or _MORE.match(text, amount.end))


def basis_of(amount: Amount, measure: str, texts: Sequence[str]) -> str:
    """`median`, `range`, ...: as the first of the texts says that can, else as it is written."""
    if measure == "pay premium":
        return "premium"
    is_range = amount.low != amount.high and None not in (amount.low, amount.high)
    if measure not in PAY and amount.unit not in _TIMES:
        return "range" if is_range else ""
    fitting = {"band", "typical", "range"} if is_range else {"median", "typical", "average"}
    for text in texts:
        if found := one_of([name for name in names_in(text, "basis") if name in fitting]):
            return found
    return "range" if is_range else ""
