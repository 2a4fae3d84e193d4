"""The words that may be quoted in one answer, numbered as they were found."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus import Cite, Passage


@dataclass(frozen=True)
class Quote:
    """Words that were found, in their place."""

    number: int
    cite: Cite
    passage: Passage
    start: int
    """In the document."""

    @property
    def in_sight(self) -> str:
        """What a reader of the words sees with them: the table's head, the headings, the title."""
        passage = self.passage
        return "\n".join((self.cite.words, passage.context, *passage.section, passage.title))


@dataclass
class Evidence:
    """What retrieval has returned so far. Nothing else can be cited."""

    quotes: dict[int, Quote] = field(default_factory=dict)
    _numbers: dict[Cite, int] = field(default_factory=dict)

    def add(self, cite: Cite, passage: Passage, start: int) -> int:
        """Number some words, or find the number they have already."""
        number = self._numbers.get(cite)
        if number is None:
            number = len(self._numbers) + 1
            self._numbers[cite] = number
            self.quotes[number] = Quote(number, cite, passage, start)
        return number

    def __getitem__(self, cite: Cite) -> int:
        return self._numbers[cite]

    def all_of(self, numbers: Iterable[int]) -> list[Quote]:
        """The quotes with these numbers."""
        return [self.quotes[number] for number in numbers]
