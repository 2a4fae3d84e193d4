"""What a check of a posting finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus import Cite

Certainty = Literal["certain", "likely", "possible"]

_WEAKER: dict[Certainty, Certainty] = {
    "certain": "likely",
    "likely": "possible",
    "possible": "possible",
}


@dataclass(frozen=True)
class Finding:
    """Something a posting should not say, or should say and does not."""

    rule: str
    """The id of the rule in rules.toml."""
    title: str
    """The rule in one line."""
    words: str
    """The posting's own words, to the letter: `text[start:end]`."""
    start: int
    end: int
    message: str
    claim: str
    """What the guides say about it, in one sentence."""
    cites: tuple[Cite, ...]
    certainty: Certainty
    change: str
    """What to write instead."""


@dataclass(frozen=True)
class Report:
    """What a posting was checked for, and what was found."""

    role: str
    """The role as the guides call it; nothing when they do not speak of it."""
    findings: tuple[Finding, ...]
    """In the order of the posting's words."""
    checked: tuple[str, ...]
    """Each rule that was applied, in one line."""
    notes: tuple[str, ...] = ()
    """What could not be checked, and why."""


def most_certain_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings; of two that are equally certain, the earlier in the posting."""
    return tuple(sorted(findings, key=lambda one: list(_WEAKER).index(one.certainty)))


def weaker(certainty: Certainty) -> Certainty:
    """One step less sure."""
    return _WEAKER[certainty]


def in_words(role: str) -> str:
    """A role as people write it: `ml engineer` -> `ML engineer`."""
    return " ".join(_WRITTEN.get(one, one) for one in role.split())


_WRITTEN = {"ai": "AI", "ml": "ML", "mlops": "MLOps"}
