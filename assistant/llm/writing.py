"""The story in one place: a question to a language model, and only what holds of what it says."""

import logging
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.messages import AIMessageChunk, BaseMessage

from assistant.answers import Answer, Kind
from assistant.finding import Guides
from assistant.grounding import Cut, MarkedSentence, Quote
from assistant.llm.account import Part, why_not
from assistant.llm.breaker import Breaker
from assistant.llm.calling import Looked, Toolbox
from assistant.llm.conversing import begun, fitted, tokens_of
from assistant.llm.deciding import advises_otherwise, disagree, first_said, path_of
from assistant.llm.listening import ModelFailed, Patience, listened
from assistant.llm.opening import MOST_ANSWER_TOKENS, LanguageModel
from assistant.llm.reading import Reading, read
from assistant.llm.saying import said_plainly
from assistant.llm.showing import Held
from assistant.llm.spending import Spending, Spent
from corpus import figures_in
from corpus.tokens import count_tokens

MOST_CALLS = 6
"""Of the model, for one answer. A normal question takes two."""
_PAUSE_SECONDS = (0.2, 0.6)
"""Before the second try, between these, so that many do not come at once."""
SILENT = "said nothing"
RESTLESS = "went on looking things up"
UNBORNE = "wrote too little that the guides bear out"
UNFOUNDED = "looked nothing up"
UNCOVERED = "did not say that the guides do not cover this"
UNDECIDED = "did not follow the decision tree"
RESTING = "has failed several times and is left alone for a while"
SPENT = "has used up its budget for today"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Written:
    """What may be shown of a reply so far."""

    kind: Kind
    text: str
    quotes: tuple[Quote, ...]
    """The first is mark 1, and so on."""
    cut: tuple[Cut, ...] = ()
    path: Mapping[str, Any] | None = None
    complete: bool = False


@dataclass
class _Talk:
    """One question, as far as it has been talked about."""

    turns: Sequence[str]
    reading: Reading
    until: float
    looked: Looked = field(default_factory=Looked)
    spent: Spent = Spent()
    again: bool = True
    """Whether there is a second try left."""
    cut: int = 0


class Author:
    """Answers with a language model, under the account that the built-in one is held to."""

    def __init__(
        self,
        model: LanguageModel,
        guides: Guides,
        *,
        patience: Patience | None = None,
        breaker: Breaker | None = None,
        spending: Spending | None = None,
    ) -> None:
        self.model = model
        self.spending = spending or Spending()
        self._guides = guides
        self._patience = patience or Patience()
        self._breaker = breaker or Breaker()
        self._toolbox = Toolbox(guides)
        self._chat = model.chat.bind_tools(self._toolbox.schemas)
        self._reserved = MOST_ANSWER_TOKENS + count_tokens(str(self._toolbox.schemas))

    def read(self, turns: Sequence[str], builtin: Answer) -> Reading:
        """A question as the built-in model reads it: what must be covered, and what is settled."""
        return read(turns, builtin, self._toolbox.searched)

    def write(self, turns: Sequence[str], reading: Reading) -> Iterator[Written]:
        """Yield what may be shown, again each time it grows; the last one is complete.

        Raises:
            ModelFailed: The built-in model has to answer; what was shown so far is void.
        """
        self._may_be_asked()
        talk = _Talk(turns, reading, time.monotonic() + self._patience.whole)
        reason = ""
        try:
            yield from self._written(talk)
            self._breaker.succeeded()
        except ModelFailed as failed:
            reason = failed.reason
            if failed.of_endpoint:
                self._breaker.failed()
            else:
                self._breaker.succeeded()
            raise
        finally:
            self.spending.add(talk.spent, sentences_cut=talk.cut, fallback=reason)
            _log.info(
                "Language model: %d calls, %d tokens read, %d written, %d sentences cut%s.",
                talk.spent.calls,
                talk.spent.tokens_read,
                talk.spent.tokens_written,
                talk.cut,
                f"; it {reason}" if reason else "",
            )

    def _may_be_asked(self) -> None:
        reason = "" if self.spending.affords() else SPENT
        reason = reason or ("" if self._breaker.lets_through() else RESTING)
        if reason:
            self.spending.add(Spent(), fallback=reason)
            raise ModelFailed(reason)

    def _written(self, talk: _Talk) -> Iterator[Written]:
        messages: list[BaseMessage] = begun(talk.turns)
        while True:
            held = self._held(talk)
            whole = AIMessageChunk(content="")
            for chunk in self._heard(messages, talk):
                whole += chunk
                if not whole.tool_call_chunks and held.take(whole.text) and _showable(held, talk):
                    yield self._shown(held, talk)
            talk.spent += _counted(whole, messages)
            if not (whole.tool_calls or whole.invalid_tool_calls):
                break
            messages.append(whole)
            messages += self._toolbox.called(whole, talk.turns, talk.looked)
        if not whole.text.strip():
            raise ModelFailed(SILENT)
        held.take(whole.text, complete=True)
        talk.cut = len(held.cut)
        self._hold_to_account(held, talk)
        yield self._finished(held, talk)

    def _heard(self, messages: Sequence[BaseMessage], talk: _Talk) -> Iterator[AIMessageChunk]:
        """What the model says; it is asked a second time if it could not be heard at all."""
        fit = fitted(messages, window=self.model.window, reserved=self._reserved)
        while True:
            if talk.spent.calls >= MOST_CALLS:
                raise ModelFailed(RESTLESS)
            talk.spent += Spent(calls=1)
            try:
                yield from listened(
                    lambda: self._chat.stream(fit), self._patience, until=talk.until
                )
                return
            except ModelFailed as failed:
                pause = random.uniform(*_PAUSE_SECONDS)  # noqa: S311  nothing secret
                if not (failed.again and talk.again and time.monotonic() + pause < talk.until):
                    raise
            talk.again = False
            time.sleep(pause)

    def _held(self, talk: _Talk) -> Held:
        evidence, decision = talk.looked.evidence, talk.looked.decision

        def judge(sentence: MarkedSentence, about: str, part: Part) -> str:
            if talk.reading.uncovered and figures_in(sentence.text):
                return "the guides do not cover what was asked"
            if decision and decision["outcome"] and advises_otherwise(sentence.text, decision):
                return "the decision tree says otherwise"
            if talk.looked.claims.get(sentence.text) == frozenset(sentence.numbers):
                return ""  # word for word what a tool has said, which was checked beforehand
            return why_not(sentence, evidence, self._guides, about=about, part=part)

        held = Held(judge, lambda text: said_plainly(text, talk.turns, evidence))
        if decision and decision["outcome"]:
            held.begin(first_said(decision))
        return held

    def _hold_to_account(self, held: Held, talk: _Talk) -> None:
        """Whether what is left is an answer at all."""
        reading, decision = talk.reading, talk.looked.decision
        path = reading.builtin.path
        if reading.uncovered:
            if "decline" not in held.said:
                raise ModelFailed(UNCOVERED)
            return
        if path and (not decision or disagree(decision, path.answers, path.tree)):
            raise ModelFailed(UNDECIDED)
        if decision:
            return
        if not talk.looked.evidence.quotes:
            raise ModelFailed(UNFOUNDED)
        too_much_cut = len(held.cut) > held.claims and reading.builtin.kind != "decline"
        if not (held.claims or held.said) or (held.claims and too_much_cut):
            raise ModelFailed(UNBORNE)

    def _finished(self, held: Held, talk: _Talk) -> Written:
        """With what must be said and was not: what is not covered, and what the tree asks."""
        decision = talk.looked.decision
        text = held.text
        if decision and decision["question"] and "question" not in held.said:
            text = f"{text} {decision['question']}".strip()
        elif talk.reading.not_covered and "decline" not in held.said:
            text = f"{text} {talk.reading.not_covered}".strip()
        return self._shown(held, talk, text=text, complete=True)

    def _shown(self, held: Held, talk: _Talk, *, text: str = "", complete: bool = False) -> Written:
        decision = talk.looked.decision
        return Written(
            kind=_kind(held, talk),
            text=text or held.text,
            quotes=tuple(talk.looked.evidence.all_of(held.numbers)),
            cut=tuple(held.cut),
            path=path_of(decision, talk.looked.taken) if decision else None,
            complete=complete,
        )


def _showable(held: Held, talk: _Talk) -> bool:
    """What is not covered is declined before anything else is shown."""
    return not talk.reading.uncovered or "decline" in held.said


def _kind(held: Held, talk: _Talk) -> Kind:
    decision = talk.looked.decision
    if decision:
        return "decision" if decision["outcome"] else "clarify"
    if talk.reading.uncovered or ("decline" in held.said and not held.claims):
        return "decline"
    return "clarify" if "question" in held.said and not held.claims else "answer"


def _counted(whole: AIMessageChunk, messages: Sequence[BaseMessage]) -> Spent:
    """As the model tells it, or else an estimate."""
    told = whole.usage_metadata
    if told:
        return Spent(0, told["input_tokens"], told["output_tokens"])
    return Spent(0, sum(map(tokens_of, messages)), tokens_of(whole))
