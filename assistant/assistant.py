"""The story in one place: a conversation in, an answer out whose every sentence can be traced."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.language_models import BaseChatModel

from assistant.answers import (
    MOST_CHARACTERS,
    NOTHING_ASKED,
    TOO_LONG,
    Answer,
    Citation,
    Path,
    Turn,
)
from assistant.builtin import ABOUT
from assistant.chain import Chain, Said
from assistant.decisions import carried
from assistant.figures import Standing
from assistant.finding import Guides
from assistant.gaps import Gaps
from assistant.grounding import Quote, checked
from assistant.llm import Author, ModelFailed, Written
from assistant.tools import tools_for
from corpus import drop_invisible


class Assistant:
    """The one front door. It knows the guides, and keeps nothing of what is asked but for gaps."""

    author: Author | None = None
    """A language model that answers, and what is known of it; the built-in one steps in for it."""
    _gaps: Gaps | None = None

    def __init__(
        self,
        guides: Guides,
        model: BaseChatModel,
        gaps: Gaps | None = None,
        *,
        author: Author | None = None,
    ) -> None:
        self._guides = guides
        self._gaps = gaps
        self.author = author
        self._chain = Chain(model, tools_for(guides), guides.place)

    @property
    def keeps_gaps(self) -> bool:
        """Whether what is declined is kept for the owner: whoever asks must be told."""
        return self._gaps is not None

    def answer(self, turns: Sequence[Turn | str], *, builtin: bool = False) -> Iterator[Answer]:
        """Yield the answer to the last turn, again each time it grows.

        With `builtin` no language model is asked, and nothing leaves this machine.
        """
        asked = _asked(turns)
        at_once = _said_at_once(asked)
        if at_once:
            yield at_once
            return
        if self.author and not builtin:
            answers = self._written(asked, self.author)
        else:
            answers = (self._answer(said) for said in self._chain.stream(asked))
        for answer in answers:
            yield self._kept(answer, asked)

    async def aanswer(
        self, turns: Sequence[Turn | str], *, builtin: bool = False
    ) -> AsyncIterator[Answer]:
        """As `answer`, without holding up the event loop."""
        answers = self.answer(turns, builtin=builtin)
        while (answer := await asyncio.to_thread(next, answers, None)) is not None:
            yield answer

    def ask(self, *turns: Turn | str, builtin: bool = False) -> Answer:
        """The complete answer, checked once."""
        asked = _asked(turns)
        at_once = _said_at_once(asked)
        if at_once:
            return at_once
        if self.author and not builtin:
            *_, answer = self._written(asked, self.author)
        else:
            answer = self._by_model(asked)
        return self._kept(answer, asked)

    def _by_model(self, asked: Sequence[str]) -> Answer:
        return self._answer(self._chain.whole(asked))

    def _written(self, asked: Sequence[str], author: Author) -> Iterator[Answer]:
        """By the language model; where it fails, the answer that stands anyway, with a note."""
        ours = self._by_model(asked)
        if carried(asked[-1], self._guides.trees):  # exact answers are for the tree alone
            yield ours
            return
        reading = author.read(asked, ours)
        if reading.settled:
            yield ours
            return
        try:
            for written in author.write(asked, reading):
                yield _shown(written, ours)
        except ModelFailed as failed:
            note = f"answered by the built-in model: the language model {failed.reason}"
            yield replace(ours, notes=(*ours.notes, note))

    def _kept(self, answer: Answer, asked: Sequence[str]) -> Answer:
        """The answer; if it declines, its question is kept where the owner wants that."""
        if self._gaps and answer.complete:
            self._gaps.keep(answer, *asked)
        return answer

    def _answer(self, said: Said) -> Answer:
        about = said.about.get(ABOUT, {})
        standing: Standing | None = about.get("standing")
        result = checked(
            said.text,
            said.evidence,
            own_words=about.get("own words", ()),
            closing=about.get("closing", ""),
            worked_out={standing.text: standing.rests_on} if standing else None,
        )
        return Answer(
            kind=about.get("kind", "answer"),
            text=result.text,
            citations=_citations(result.quotes),
            notes=tuple(about.get("notes", ())),
            layer=about.get("layer", ""),
            path=_path(about.get("path")),
            nearby=tuple(self._guides.passage(id) for id in about.get("near", ())),
            suggestions=tuple(about.get("suggestions", ())),
            complete=said.complete,
            cut=result.cut,
        )


def _shown(written: Written, ours: Answer) -> Answer:
    """What the language model has written, with what can be asked next."""
    return Answer(
        kind=written.kind,
        text=written.text,
        citations=_citations(written.quotes),
        layer="language model",
        path=_path(written.path),
        nearby=ours.nearby if written.complete and not written.quotes else (),
        suggestions=ours.suggestions if written.complete else (),
        complete=written.complete,
        cut=written.cut,
    )


def _citations(quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    return tuple(
        Citation(
            number,
            quote.passage,
            quote.cite.words,
            quote.start,
            quote.start + len(quote.cite.words),
        )
        for number, quote in enumerate(quotes, start=1)
    )


def _asked(turns: Sequence[Turn | str]) -> list[str]:
    """What the person has said, without what nobody can see."""
    return [drop_invisible(turn) for turn in map(_text_of_person, turns) if turn]


def _said_at_once(asked: Sequence[str]) -> Answer | None:
    """To a turn that cannot be read at all."""
    if not asked or not any(letter.isalnum() for letter in asked[-1]):
        return Answer("chat", NOTHING_ASKED)
    if len(asked[-1]) > MOST_CHARACTERS:
        return Answer("chat", TOO_LONG)
    return None


def _path(found: Mapping[str, Any] | None) -> Path | None:
    if found is None:
        return None
    return Path(
        found["tree"],
        found["answers"],
        tuple(found["steps"]),
        tuple(found["taken"]),
        found["question"],
    )


def _text_of_person(turn: Turn | str) -> str:
    if isinstance(turn, Turn):
        return turn.text if turn.speaker == "person" else ""
    return turn
