"""Whether a sentence may be shown: its marks exist, its figures and roles stand in the quotes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    text: str, evidence: Evidence, *, own_words: Sequence[str] = (), closing: str = ""
) -> Checked:
    """Keep the sentences that hold.

    `own_words` are ours and claim nothing; they may stand before the claims and behind them, or
    be a line, such as the head of a table. `closing` is ours, too, and says how the quotes are to
    be taken together: it needs their marks, and nothing in them says it.
    """
    before, claims, behind = _apart(text.strip(), own_words)
    kept: list[str] = []
    cut: list[Cut] = []
    order: dict[int, int] = {}
    for line in claims.splitlines(keepends=True):
        if line.strip() in own_words:
            kept.append(line)
            continue
        for sentence in sentences_of(line):
            reason = fault(sentence, evidence, said_of_all=sentence.text == closing)
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
    in_sight = "\n".join(quote.in_sight for quote in quotes)
    around = "\n".join(quote.passage.text for quote in quotes)
    return _unsupported(sentence.text, in_sight, around)


@lru_cache(maxsize=8_192)
def _unsupported(text: str, in_sight: str, around: str) -> str:
    # Most sentences name little, and then the quotes need not be read for it.
    figures, counts, roles = figures_in(text), _counts(text), _roles(text)
    made_up = figures - figures_in(in_sight) if figures else None
    if made_up:
        return f"its quotes have no {min(made_up):g}"
    miscounted = counts - _counts(in_sight) if counts else None
    if miscounted:
        value, unit = min(miscounted)
        return f"its quotes do not count {value:g} {unit}"
    others = _others(roles, in_sight) if roles else None
    if others:
        return f"its quotes do not speak of {min(others)}s"
    said = set(terms(text))
    if said and len(said & _words(f"{in_sight}\n{around}")) < LEAST_SUPPORT * len(said):
        return "its quotes say something else"
    return ""


def _counts(text: str) -> set[tuple[float, str]]:
    """Figures with what they count, where it is told: six blocks are not six hours."""
    return {
        (value, unit)
        for amount in amounts_in(text)
        for value in (amount.low, amount.high)
        if (unit := _MEASURED.get(amount.counted or amount.unit)) and value is not None
    }


_MEASURED = {unit: unit for unit in ("percent", "minutes", "hours", "days", "weeks", "months")}
_MEASURED |= {"block": "blocks", "blocks": "blocks", "round": "rounds", "rounds": "rounds"}


def _roles(text: str) -> tuple[str, ...]:
    return named(text, "role")


def _others(roles: Iterable[str], in_sight: str) -> set[str]:
    """The roles that are not spoken of, under no other name either."""
    return set(roles) - {same for role in _roles(in_sight) for same in same_roles(role)}


def _words(text: str) -> frozenset[str]:
    return frozenset(terms(re.sub(r"[|*_#>]", " ", text)))
