"""Draft: what the built-in model wants to say, and what kind of reply that is.

Nothing of it is checked yet.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assistant.answers import Kind, Layer
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
    closing: str = ""
    """A sentence of our own behind the claims; it rests on what they rest on."""
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
        everything: list[int] = []
        for claim in self.claims:
            numbers = [cite["n"] for cite in claim["cites"]]
            everything += numbers
            yield marked(claim["text"], numbers)
        if self.closing:
            yield marked(self.closing, everything)
        if self.plain:
            yield self.plain

    @property
    def about(self) -> dict[str, Any]:
        """What the words alone do not tell."""
        return {
            "kind": self.kind,
            "own words": [one for one in (self.opening, self.plain) if one],
            "closing": self.closing,
            "path": self.path,
            "notes": self.notes,
            "layer": self.layer,
            "suggestions": self.suggestions,
            "near": self.near,
        }
