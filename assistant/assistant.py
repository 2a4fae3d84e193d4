"""The story in one place: a conversation in, an answer out whose every sentence can be traced."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
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
from assistant.finding import Guides
from assistant.gaps import Gaps
from assistant.grounding import checked
from assistant.tools import tools_for
from corpus import drop_invisible


class Assistant:
    """The one front door. It knows the guides, and keeps nothing of what is asked but for gaps."""

    def __init__(self, guides: Guides, model: BaseChatModel, gaps: Gaps | None = None) -> None:
        self._guides = guides
        self._gaps = gaps
        self._chain = Chain(model, tools_for(guides), guides.place)

    def answer(self, turns: Sequence[Turn | str]) -> Iterator[Answer]:
        """Yield the answer to the last turn, again each time it grows."""
        asked = _asked(turns)
        at_once = _said_at_once(asked)
        if at_once:
            yield at_once
            return
        for said in self._chain.stream(asked):
            yield self._answer(said, asked)

    async def aanswer(self, turns: Sequence[Turn | str]) -> AsyncIterator[Answer]:
        """As `answer`, without holding up the event loop."""
        answers = self.answer(turns)
        while (answer := await asyncio.to_thread(next, answers, None)) is not None:
            yield answer

    def ask(self, *turns: Turn | str) -> Answer:
        """The complete answer, checked once."""
        asked = _asked(turns)
        at_once = _said_at_once(asked)
        if at_once:
            return at_once
        *_, said = self._chain.stream(asked)
        return self._answer(said, asked)

    def _answer(self, said: Said, asked: Sequence[str]) -> Answer:
        about = said.about.get(ABOUT, {})
        result = checked(
            said.text,
            said.evidence,
            own_words=about.get("own words", ()),
            closing=about.get("closing", ""),
        )
        citations = tuple(
            Citation(
                number,
                quote.passage,
                quote.cite.words,
                quote.start,
                quote.start + len(quote.cite.words),
            )
            for number, quote in enumerate(result.quotes, start=1)
        )
        answer = Answer(
            kind=about.get("kind", "answer"),
            text=result.text,
            citations=citations,
            notes=tuple(about.get("notes", ())),
            layer=about.get("layer", ""),
            path=_path(about.get("path")),
            nearby=tuple(self._guides.passage(id) for id in about.get("near", ())),
            suggestions=tuple(about.get("suggestions", ())),
            complete=said.complete,
            cut=result.cut,
        )
        if self._gaps and answer.complete:
            self._gaps.keep(answer, *asked)
        return answer


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
