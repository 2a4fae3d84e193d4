"""Whether a sentence may be shown: its marks exist, its figures and roles stand in the quotes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from assistant.grounding.evidence import Evidence, Quote
from assistant.grounding.marks import MarkedSentence, marked, sentences_of
from assistant.understanding import same_roles
from corpus import amounts_in, figures_in, named
from index import terms

LEAST_SUPPORT = 0.5
"""Of the telling words of a sentence, so many must be in sight of its quotes, or around them."""


@dataclass(frozen=True)
class Cut:
    """A sentence that was not shown, and why."""

    text: str
    reason: str


@dataclass(frozen=True)
class Checked:
    """A text of which every sentence holds, with marks numbered in the order of their use."""

    text: str
    quotes: tuple[Quote, ...]
    """The first is mark 1, and so on."""
    cut: tuple[Cut, ...]


def checked(
    text: str,
    evidence: Evidence,
    *,
    own_words: Sequence[str] = (),
    closing: str = "",
    worked_out: Mapping[str, str] | None = None,
) -> Checked:
    """Keep the sentences that hold.

    `own_words` are ours and claim nothing; they may stand before the claims and behind them, or
    be a line, such as the head of a table. `closing` is ours, too, and says how the quotes are to
    be taken together: it needs their marks, and nothing in them says it.
    `worked_out` are sentences of ours that follow from what quotes say and from what was asked; of
    each it has what its quotes must say.
    """
    needed = worked_out or {}
    before, claims, behind = _apart(text.strip(), own_words)
    kept: list[str] = []
    cut: list[Cut] = []
    order: dict[int, int] = {}
    for line in claims.splitlines(keepends=True):
        if line.strip() in own_words:
            kept.append(line)
            continue
        for sentence in sentences_of(line):
            said = sentence.text
            of_quotes = replace(sentence, text=needed[said]) if said in needed else sentence
            reason = fault(of_quotes, evidence, said_of_all=said == closing)
            if reason:
                cut.append(Cut(sentence.text, reason))
                continue
            numbers = [order.setdefault(number, len(order) + 1) for number in sentence.numbers]
            kept.append(marked(sentence.text, numbers) + sentence.after)
    quotes = tuple(evidence.all_of(order))
    return Checked("".join((before, *kept, behind)).strip(), quotes, tuple(cut))


def _apart(text: str, own_words: Sequence[str]) -> tuple[str, str, str]:
    """What is ours before the claims, the claims, and what is ours behind them."""
    before = next((words for words in own_words if words and text.startswith(words)), "")
    start = len(text) - len(text[len(before) :].lstrip())
    rest = text[start:]
    behind = next((words for words in own_words if words and rest.endswith(words)), "")
    end = len(rest[: len(rest) - len(behind)].rstrip())
    return text[:start], rest[:end], rest[end:]


def fault(sentence: MarkedSentence, evidence: Evidence, *, said_of_all: bool = False) -> str:
    """Why a sentence may not be shown, or nothing."""
    if not sentence.numbers:
        return "it has no mark"
    unknown = [number for number in sentence.numbers if number not in evidence.quotes]
    if unknown:
        return f"nothing was found under [{unknown[0]}]"
    if said_of_all:
        return ""
    quotes = evidence.all_of(sentence.numbers)
    return _unsupported(_read(sentence.text), [_read(quote.in_sight) for quote in quotes], quotes)


def _unsupported(said: "_Read", in_sight: Sequence["_Read"], quotes: Sequence[Quote]) -> str:
    # Most sentences name little, and then the quotes need not be read for it.
    made_up = said.figures and said.figures.difference(*(one.figures for one in in_sight))
    if made_up:
        return f"its quotes have no {min(made_up):g}"
    miscounted = said.counts and said.counts.difference(*(one.counts for one in in_sight))
    if miscounted:
        value, unit = min(miscounted)
        return f"its quotes do not count {value:g} {unit}"
    others = said.roles and said.roles.difference(*(one.known_roles for one in in_sight))
    if others:
        return f"its quotes do not speak of {min(others)}s"
    most = (1 - LEAST_SUPPORT) * len(said.words)
    unseen = said.words.difference(*(one.words for one in in_sight))
    if len(unseen) > most:
        unseen = unseen.difference(*(_read(quote.passage.text).words for quote in quotes))
    return "its quotes say something else" if len(unseen) > most else ""


class _Read:
    """What a sentence or the words around a quote name, each looked for when it is first needed."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def figures(self) -> frozenset[float]:
        return frozenset(figures_in(self._text))

    @cached_property
    def counts(self) -> frozenset[tuple[float, str]]:
        """Figures with what they count, where it is told: six blocks are not six hours."""
        return frozenset(
            (value, unit)
            for amount in amounts_in(self._text)
            for value in (amount.low, amount.high)
            if (unit := _MEASURED.get(amount.counted or amount.unit)) and value is not None
        )

    @cached_property
    def roles(self) -> frozenset[str]:
        return frozenset(named(self._text, "role"))

    @cached_property
    def known_roles(self) -> frozenset[str]:
        """Those that are spoken of, under another name too."""
        return frozenset(same for role in self.roles for same in same_roles(role))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(terms(re.sub(r"[|*_#>]", " ", self._text)))


_read = lru_cache(maxsize=8_192)(_Read)
"""Sentences and quotes come again and again."""


_MEASURED = {unit: unit for unit in ("percent", "minutes", "hours", "days", "weeks", "months")}
_MEASURED |= {"block": "blocks", "blocks": "blocks", "round": "rounds", "rounds": "rounds"}
