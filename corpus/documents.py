"""Document, Passage and Figure: the values everything above passes around."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["prose", "list", "table row", "question", "code"]


@dataclass(frozen=True)
class Document:
    """One file of the corpus as it was read. Spans count characters of `text`."""

    id: str
    """The path in the corpus folder without its ending: `first-ai-hire`, `team/pay`."""
    path: str
    """Relative to the corpus folder, so that an index can move between machines."""
    title: str
    text: str
    """Markdown. A Markdown or plain text file itself, to the letter, unless it is a saved page."""
    publisher: str = ""
    date: str = ""
    """As the document gives it, ISO where it can be told: `2026-03-06`, `2026-05`, `2026`."""
    source: str = ""
    """An address the front matter names, or nothing."""
    basis: str = ""
    """What the front matter says of its figures as a whole: of whom, where, when, by whom."""
    questions: tuple[tuple[str, str], ...] = ()
    """Questions it is known to answer, each behind the words that stand where the answer is."""

    @cached_property
    def sha256(self) -> str:
        """Changes when the text or anything said about it changes."""
        about = (self.id, self.path, self.title, self.publisher, self.date, self.source, self.basis)
        parts = (*about, self.text, *(part for pair in self.questions for part in pair))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Passage:
    """A piece of a document that can be found, shown and quoted by itself."""

    id: str
    """`<document id>#<hash>`; it changes only when its own section does."""
    document: str
    """The id of its document."""
    title: str
    """The title of its document."""
    section: tuple[str, ...]
    """The headings above it, outermost first, without the title."""
    start: int
    end: int
    text: str
    """`document.text[start:end]`, to the letter."""
    kind: Kind = "prose"
    context: str = ""
    """What a reader must know to understand the words alone: a table's caption and header row."""
    searchable: str = ""
    """What is embedded and matched: title, section, context, words, within the model's reach."""
    questions: tuple[str, ...] = ()
    """Questions it is known to answer: other ways to find it, never shown as its words."""


@dataclass(frozen=True)
class Figure:
    """A figure, what it is a figure of, and the words it stands in. Empty is what is not said."""

    role: str
    """As in names.toml."""
    level: str
    measure: str
    """As in names.toml; in a table about something else, the heading of its column or row."""
    low: float | None
    """None when nothing is below it: `up to $300k`."""
    high: float | None
    """Equal to `low` for a single number; None when nothing is above it: `$260k+`."""
    unit: str
    """`USD`, `percent`, `days`, `people`, `count`, `ratio`, ..."""
    basis: str
    """`range`, `median`, `band`, `typical`, `premium`, ..."""
    tier: str
    """Of the employers."""
    region: str
    period: str
    reported_by: str
    document: str
    section: tuple[str, ...]
    words: str
    """The whole table row, list item or sentence it stands in, to the letter."""
    start: int
    end: int
    """Where the words stand in the document's text."""
    shown: str
    """The figure as it is written: `$380K-$750K`, `1-3%`, `110 days`."""

    @property
    def open_ended(self) -> bool:
        """Whether it may be more: `$260k+`, but also `$200K-$500K+`, which has a `high`."""
        return self.high is None or self.shown.endswith("+")
