"""Where cited words stand in the documents."""

from collections.abc import Iterable
from functools import lru_cache

from assistant.briefs.brief import Source
from corpus import Cite, Document, Passage, split


class Places:
    """The documents, split as far as something of them is cited."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._passages: dict[str, tuple[Passage, ...]] = {}

    def place(self, cite: Cite) -> tuple[Passage, int] | None:
        """The passage that holds the words, and where they start; None when none does."""
        for passage in self._passages_of(cite.document):
            at = passage.text.find(cite.words)
            if at >= 0:
                return passage, passage.start + at
        return None

    def source(self, number: int, cite: Cite) -> Source:
        """The words with all that names their place."""
        document = self._documents[cite.document]
        place = self.place(cite)
        return Source(
            number=number,
            document=document.id,
            title=document.title,
            publisher=document.publisher,
            date=document.date,
            section=place[0].section if place else (),
            words=cite.words,
        )

    def _passages_of(self, name: str) -> tuple[Passage, ...]:
        if name not in self._passages:
            document = self._documents.get(name)
            self._passages[name] = _split(document) if document else ()
        return self._passages[name]


@lru_cache(maxsize=32)
def _split(document: Document) -> tuple[Passage, ...]:
    """Kept, because one brief after the other cites the same few documents."""
    return tuple(split(document))
