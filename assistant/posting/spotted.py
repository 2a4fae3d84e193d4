"""What a detector hands back, before it becomes a finding."""

from dataclasses import dataclass

from assistant.posting.findings import Certainty
from assistant.posting.posting import Unit
from corpus import Cite


@dataclass(frozen=True)
class Spotted:
    """Words of the plain text that a rule speaks against."""

    start: int
    end: int
    certainty: Certainty
    bands: str = ""
    """What the guides pay, in words."""
    missing: str = ""
    """What the posting does not say."""
    cites: tuple[Cite, ...] = ()
    """What it rests on beside the rule's own."""


def in_unit(unit: Unit, certainty: Certainty, start: int = 0, end: int | None = None) -> Spotted:
    """A part of a sentence, or all of it."""
    until = len(unit.text) if end is None else end
    return Spotted(unit.start + start, unit.start + until, certainty)
