"""Everything the routes answer from, opened once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from assistant.assistant import Assistant
from assistant.finding import Guides
from assistant.grounding import Quote
from assistant.posting import PayBand, Rules, load_rules, pay_bands
from corpus import Cite, Document, Figure, Passage, WorkedAnswer
from index import OpenedBuild


@dataclass(frozen=True)
class Library:
    """The assistant, and the documents it speaks of."""

    assistant: Assistant
    guides: Guides
    documents: Sequence[Document]
    answers: Sequence[WorkedAnswer]
    figures: Sequence[Figure]
    rules: Rules
    bands: Sequence[PayBand]

    @classmethod
    def of(cls, opened: OpenedBuild, guides: Guides, assistant: Assistant) -> Self:
        """All that an opened index holds."""
        return cls(
            assistant,
            guides,
            opened.documents,
            opened.answers,
            opened.figures,
            load_rules(opened.documents),
            pay_bands(opened.figures),
        )

    @cached_property
    def by_id(self) -> dict[str, Document]:
        """The documents."""
        return {one.id: one for one in self.documents}

    @cached_property
    def passages_of(self) -> dict[str, list[Passage]]:
        """By document, in their order there."""
        found: dict[str, list[Passage]] = {one.id: [] for one in self.documents}
        for passage in self.guides.index.passages:
            found.setdefault(passage.document, []).append(passage)
        return found

    @cached_property
    def passage_by_id(self) -> dict[str, Passage]:
        """All of them."""
        return {one.id: one for one in self.guides.index.passages}

    def quoted(self, cite: Cite) -> Quote | None:
        """Cited words in their place, not numbered yet; None when no passage holds them."""
        place = self.guides.place(cite)
        return Quote(0, cite, *place) if place else None
