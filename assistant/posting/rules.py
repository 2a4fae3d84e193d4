"""The rules in rules.toml, held against the guides word for word."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from re import Pattern
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.posting.errors import UnsoundRules
from assistant.posting.findings import Certainty
from assistant.posting.words import whole_words
from corpus import Cite, Document

RULES = Path(__file__).parent / "rules.toml"

LooksFor = Literal[
    "phd",
    "duties",
    "first 90 days",
    "phrases",
    "stage",
    "pay",
    "pay basis",
    "interview",
    "channels",
]


class _Cited(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    guide: str
    words: str


class Rule(BaseModel):
    """What the guides say a posting should not do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    checks: str
    looks_for: LooksFor
    roles: tuple[str, ...]
    certainty: Certainty
    """At most; a detector may be less sure."""
    message: str
    claim: str
    """What the guides say, in a sentence that holds without the posting."""
    change: str
    cites: tuple[_Cited, ...]
    patterns: tuple[str, ...] = ()
    weaker: tuple[str, ...] = ()
    """Patterns that make it less sure."""
    unless: tuple[str, ...] = ()
    """Patterns beside which it does not hold."""
    duties: str = ""
    """The kind of duties that the title does not promise."""
    against: str = ""
    """The kind of duties that it does promise."""
    least: int = 1
    at_most_against: int = 0

    @property
    def cited(self) -> tuple[Cite, ...]:
        """The words of the guides that it rests on."""
        return tuple(Cite(one.guide, one.words) for one in self.cites)

    @cached_property
    def found_by(self) -> Pattern[str]:
        """Its patterns as one."""
        return whole_words(self.patterns)

    @cached_property
    def weakly_found_by(self) -> Pattern[str] | None:
        """The patterns that make it less sure, as one."""
        return whole_words(self.weaker) if self.weaker else None

    @cached_property
    def not_beside(self) -> Pattern[str] | None:
        """The patterns beside which it does not hold, as one."""
        return whole_words(self.unless) if self.unless else None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    rule: tuple[Rule, ...]


@dataclass(frozen=True)
class Rules:
    """The rules that hold, and those that do not."""

    kept: tuple[Rule, ...]
    left_out: tuple[tuple[str, str], ...] = ()
    """The title of a rule, and why it does not hold."""


def load_rules(documents: Iterable[Document], *, path: Path = RULES) -> Rules:
    """Keep the rules whose cited words the documents have.

    Raises:
        UnsoundRules: The file is not of the form above.
    """
    texts = {document.id: document.text for document in documents}
    kept = []
    left_out = []
    for rule in _read(path):
        fault = _fault(rule, texts)
        if fault:
            left_out.append((rule.title, fault))
        else:
            kept.append(rule)
    return Rules(tuple(kept), tuple(left_out))


def _fault(rule: Rule, texts: dict[str, str]) -> str:
    for cite in rule.cited:
        if cite.document not in texts:
            return f"the document {cite.document} is not here"
        if cite.words not in texts[cite.document]:
            return f"{cite.document} does not say {cite.words!r}"
    return ""


def _read(path: Path) -> tuple[Rule, ...]:
    try:
        rules = _File.model_validate(tomllib.loads(path.read_text("utf-8"))).rule
        for rule in rules:
            whole_words((*rule.patterns, *rule.weaker, *rule.unless))
    except (OSError, ValueError, ValidationError) as error:
        raise UnsoundRules(f"{path.name} cannot be used, mend it: {error}") from error
    return rules
