"""Which figures a question asks for: of whom, at which level, where, when. The words are data."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.figures.wording import PAY, people, person
from assistant.understanding import Asked
from corpus import Mention, larger_names, mentions

ASKED = Path(__file__).with_name("asked.toml")


@dataclass(frozen=True)
class Wanted:
    """The figures a question asks for."""

    roles: tuple[str, ...]
    kinds: tuple[str, ...]
    """`pay`, or a measure as in names.toml."""
    levels: tuple[str, ...] = ()
    unknown_level: str = ""
    """A level that names.toml does not have, as the question writes it."""
    places: tuple[tuple[str, ...], ...] = ()
    """Each as it is written, and what it lies in."""
    tiers: tuple[str, ...] = ()
    when: str = ""
    """A year that is not that of the guides, or words for another time."""
    basis: str = ""
    """`median`, where it asks for one."""


def wanted(asked: Asked) -> Wanted | None:
    """What a question asks for; None when it is no question for a figure of a named role."""
    said = _said()
    clause = _asking(asked.question)
    found = mentions(clause)
    roles = _names(found, "role")
    companies = [one for one in mentions(asked.question) if one.kind == "company"]
    if not roles or companies or asked.unlawful or _YES_OR_NO.match(clause):
        return None
    kinds = _kinds(clause) or (_kinds(asked.question) if clause != asked.question else ())
    if not kinds or said.other.search(clause):
        return None
    elsewhen = said.elsewhen.search(asked.question)
    telling = [one for one in asked.telling if not said.elsewhen.fullmatch(one)]
    telling = [one for one in telling if not said.elsewhere.fullmatch(one)]
    elsewhere = said.elsewhere.search(clause)
    if telling or _foreign(asked, bool(elsewhere)):
        return None
    years = [year for year in _YEAR.findall(asked.question) if year not in _NOW]
    return Wanted(
        roles=roles,
        kinds=kinds,
        levels=_names(found, "level"),
        unknown_level=elsewhere.group() if elsewhere else "",
        places=_places(mentions(asked.question)),
        tiers=_names(found, "tier"),
        when=years[0] if years else elsewhen.group() if elsewhen else "",
        basis="median" if "median" in _names(found, "basis") else "",
    )


def larger(place: str) -> str:
    """A place that one lies in, when figures may be of it."""
    return _said().inside.get(place, "")


def kinds() -> tuple[str, ...]:
    """All that can be asked for."""
    return tuple(_said().kinds)


def as_missing(kind: str, role: str, level: str) -> str:
    """How a figure is named that is not there: `pay of early-career applied scientists`."""
    return _said().missing[kind].format(people=people(role, level), person=person(role, level))


_NOW = frozenset({"2026"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YES_OR_NO = re.compile(
    r"\W*(is|are|was|do|does|did|can|could|should|would|will|must|has|have|am)\b(?! you (tell|say))"
    r"|.*(, ?(is|are|do|does|did|has|have)(n't)? (it|they|he|she)|\b(right|correct|true|i take it))"
    r"\W*$",
    re.IGNORECASE,
)
_GIVEN = re.compile(r"\W*(?:since|as|if|because|given|say|when)\b[^,]*\d[^,]*,\s*", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?;])\s+")


def _asking(question: str) -> str:
    """The sentence that asks, without what it takes as given; all, where that names no role."""
    asking = [one for one in _STOP.split(question) if one.rstrip().endswith("?")]
    clause = _GIVEN.sub("", asking[-1], count=1) if asking else question
    return clause if _names(mentions(clause), "role") else question


def _kinds(clause: str) -> tuple[str, ...]:
    found = [kind for kind, one in _said().kinds.items() if one.search(clause)]
    for wider, narrower in _WIDER:
        if wider in found and set(found) & narrower:
            found.remove(wider)
    return tuple(found)


# "What does one get in base salary?" asks for one of the two.
_WIDER = (
    (PAY, frozenset({"base salary", "total compensation", "equity", "time to fill"})),
    ("interview length", frozenset({"interview block length"})),
)


def _names(found: Iterable[Mention], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in found if one.kind == kind))


def _places(found: tuple[Mention, ...]) -> tuple[tuple[str, ...], ...]:
    inside = larger_names(found)
    return tuple(
        tuple(dict.fromkeys((one.name, inside.get(one.start, one.name))))
        for one in found
        if one.kind == "place"
    )


def _foreign(asked: Asked, elsewhere: bool) -> bool:
    """Whether it is about people whom the guides have no name for."""
    return any(
        not (elsewhere and _said().elsewhere.search(one)) and not _names(mentions(one), "level")
        for one in asked.other_roles
    )


@dataclass(frozen=True)
class _Said:
    kinds: dict[str, re.Pattern[str]]
    missing: dict[str, str]
    other: re.Pattern[str]
    elsewhen: re.Pattern[str]
    elsewhere: re.Pattern[str]
    inside: dict[str, str]


@cache
def _said() -> _Said:
    said: dict[str, Any] = tomllib.loads(ASKED.read_text("utf-8"))
    return _Said(
        kinds={kind: _words(one["said"]) for kind, one in said["kinds"].items()},
        missing={kind: one["missing"] for kind, one in said["kinds"].items()},
        other=_words(said["other"]["said"]),
        elsewhen=_words(said["elsewhen"]["said"]),
        elsewhere=_words(said["elsewhere"]["said"]),
        inside=said["inside"],
    )


def _words(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
