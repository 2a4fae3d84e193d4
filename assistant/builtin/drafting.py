"""Draft: what the built-in model wants to say, and what kind of reply that is.

Nothing of it is checked yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.answers import Kind, Layer
from assistant.figures import Standing
from assistant.grounding import marked
from assistant.tools import ClaimFound

ABOUT = "about"
"""Where a message of the built-in model says what kind of reply it is."""


@dataclass(frozen=True)
class Draft:
    """A reply that is not checked yet."""

    kind: Kind
    opening: str = ""
    """Words of our own that claim nothing about what the guides are about, such as a question."""
    claims: tuple[ClaimFound, ...] = ()
    lines: tuple[ClaimFound | str, ...] = ()
    """Claims and words of our own, each on a line, where there is more to show than sentences."""
    closing: str = ""
    """A sentence of our own behind the claims; it rests on what they rest on."""
    standing: Standing | None = None
    """How amounts that are asked about stand to what the claims give; it is the first of them."""
    plain: str = ""
    """Words of our own behind all else."""
    path: Mapping[str, Any] | None = None
    """The way through a decision tree."""
    notes: tuple[str, ...] = ()
    layer: Layer = ""
    suggestions: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def sentences(self) -> Iterator[str]:
        """With their marks."""
        if self.opening:
            yield self.opening
        for line in self.lines:
            yield line if isinstance(line, str) else _marked(line)
        everything: list[int] = []
        for claim in self.claims:
            everything += _numbers(claim)
            yield _marked(claim)
        if self.closing:
            yield marked(self.closing, everything)
        if self.plain:
            yield self.plain

    @property
    def about(self) -> dict[str, Any]:
        """What the words alone do not tell."""
        lines = [line for line in self.lines if isinstance(line, str)]
        return {
            "kind": self.kind,
            "own words": [one.strip() for one in (self.opening, *lines, self.plain) if one],
            "closing": self.closing,
            "standing": self.standing,
            "path": self.path,
            "notes": self.notes,
            "layer": self.layer,
            "suggestions": self.suggestions,
            "near": self.near,
        }


def _marked(claim: ClaimFound) -> str:
    return marked(claim["text"], _numbers(claim))


def _numbers(claim: ClaimFound) -> list[int]:
    return [cite["n"] for cite in claim["cites"]]
