"""Brief, and what it is made of."""

from dataclasses import dataclass
from typing import Literal

from assistant.briefs.record import Record
from assistant.grounding import marked

Manner = Literal["list", "numbered"]


@dataclass(frozen=True)
class Line:
    """One sentence, or a question with what follows from it."""

    text: str
    marks: tuple[int, ...] = ()
    """Numbers of sources; none where it only tells that the documents say nothing."""

    @property
    def marked(self) -> str:
        """With its marks before the stop: `ML engineer first [1] [2].`."""
        return marked(self.text, self.marks)


@dataclass(frozen=True)
class Part:
    """Lines under a heading."""

    heading: str
    lines: tuple[Line, ...]
    manner: Manner = "list"


@dataclass(frozen=True)
class Source:
    """Words of a document, and where they stand."""

    number: int
    document: str
    title: str
    publisher: str
    date: str
    section: tuple[str, ...]
    words: str
    """To the letter."""

    @property
    def place(self) -> str:
        """`ML engineer or applied scientist (DataDriven Partners, 2026-05), Pool size`."""
        about = ", ".join(filter(None, (self.publisher, self.date)))
        title = f"{self.title} ({about})" if about else self.title
        return ", ".join(filter(None, (title, " > ".join(self.section))))


@dataclass(frozen=True)
class Brief:
    """A decision to take along: everything it says, and what all of that rests on."""

    title: str
    recommendation: Line
    parts: tuple[Part, ...]
    sources: tuple[Source, ...]
    """The first is mark 1, and so on."""
    stamp: tuple[str, ...]
    """When it was made, and from which version of what."""
    record: Record
