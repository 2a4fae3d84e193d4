"""Whether quotes bear a sentence out: shared telling words, likeness of meaning, and no opposite.

How much each sign counts was learned from sentences with their quotes (tests/assistant/llm).
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

from assistant.grounding import Quote
from corpus import statements
from index import PassageIndex, terms

WEIGHTS = Path(__file__).with_name("support.json")
_DENIES = re.compile(
    r"\b(not?|never|none|nobody|nor|neither|without|hardly|seldom|rarely|cannot|unlikely|little"
    r"|lacks?|missing)\b|n['’]t\b",
    re.IGNORECASE,
)
_URGES = re.compile(
    r"\b(should|must|ought|needs? to|have to|has to|always|best|ideal|safest)\b", re.I
)
_REASONS = re.compile(r"\b(because|since|due to|explains?|why|so that|in order to)\b", re.I)
LEAST = 0.25
"""Of how likely a sentence is borne out."""
LEAST_WITH_FIGURE = 0.18
"""The same, where a typed figure of the quotes is said: that speaks for it, too."""
_UNLIKE = 0.4
"""Sentences that share enough words are at least so alike."""
_MARKUP = re.compile(r"[|*_#>]")


@dataclass(frozen=True)
class Signs:
    """What speaks for a sentence and its quotes belonging together, and what against it."""

    shared: float
    """Of what its words tell, as much stands in the quotes; from 0 to 1."""
    shared_around: float
    """The same with the passages that hold them."""
    alien: float
    """How telling the most telling word is that is in neither."""
    denied: float
    """1 where one of both denies and the other does not."""
    turned: float
    """How many of its words have their opposite in the quotes."""
    urged: float
    """1 where it urges and they do not."""
    reasoned: float
    """1 where it gives a reason and they do not."""
    alike: float
    """Cosine of the sentence and the nearest statement that holds a quote."""


def signs_of(text: str, quotes: Sequence[Quote], index: PassageIndex, *, alike: float) -> Signs:
    """Everything but `alike` is found without the embedding model."""
    said = set(terms(_MARKUP.sub(" ", text)))
    sight = "\n".join(quote.in_sight for quote in quotes)
    quoted = " ".join(quote.cite.words for quote in quotes)
    there = set(terms(_MARKUP.sub(" ", sight)))
    around = there.union(*(terms(_MARKUP.sub(" ", quote.passage.text)) for quote in quotes))
    worth = index.worth(said)
    return Signs(
        shared=_share(said & there, said, worth),
        shared_around=_share(said & around, said, worth),
        alien=max((worth[word] for word in said - around), default=0.0),
        denied=float(bool(_DENIES.search(text)) != bool(_DENIES.search(quoted))),
        turned=float(sum(1 for one in _opposites(text) if one.search(quoted))),
        urged=float(bool(_URGES.search(text)) and not _URGES.search(sight)),
        reasoned=float(bool(_REASONS.search(text)) and not _REASONS.search(sight)),
        alike=alike,
    )


def alike(text: str, quotes: Sequence[Quote], index: PassageIndex) -> float:
    """Likeness of meaning; the vectors of the statements are there already."""
    nearest = [
        one
        for quote in quotes
        for one in statements(quote.passage)
        if quote.cite.words in one.words or one.words in quote.cite.words
    ]
    vectors = index.statement_vectors(nearest) if nearest else None
    if vectors is None:
        vectors = np.stack([index.vector(quote.cite.words) for quote in quotes])
    return float(np.max(vectors @ index.vector(text)))


def supported(
    text: str, quotes: Sequence[Quote], index: PassageIndex, *, least: float = LEAST
) -> bool:
    """Whether quotes bear a sentence out; it is embedded only where the words leave it open."""
    signs = signs_of(text, quotes, index, alike=_UNLIKE)
    if support(signs) >= least:
        return True
    if support(replace(signs, alike=1.0)) < least:
        return False
    return support(replace(signs, alike=alike(text, quotes, index))) >= least


def support(signs: Signs) -> float:
    """How likely the quotes bear the sentence out, from 0 to 1."""
    learned = _learned()
    weighed = zip(learned.weights, astuple(signs), strict=True)
    return 1 / (1 + exp(-learned.start - sum(weight * value for weight, value in weighed)))


def _share(part: Iterable[str], whole: Iterable[str], worth: Mapping[str, float]) -> float:
    total = sum(worth[word] for word in whole)
    return sum(worth[word] for word in part) / total if total else 1.0


@dataclass(frozen=True)
class _Learned:
    start: float
    weights: tuple[float, ...]


@cache
def _learned() -> _Learned:
    learned = json.loads(WEIGHTS.read_text("utf-8"))
    return _Learned(learned["start"], tuple(learned["weights"]))


def _opposites(text: str) -> list[re.Pattern[str]]:
    """For each word that has an opposite, a pattern of that."""
    return [
        other
        for one, other in (*_PAIRS, *((right, left) for left, right in _PAIRS))
        if one.search(text) and not other.search(text)
    ]


def _either(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_PAIRS = tuple(
    (_either(one), _either(other))
    for one, other in (
        ("more|higher|larger|bigger|greater|longer", "less|lower|smaller|fewer|shorter"),
        ("highest|most|best|largest|longest", "lowest|least|worst|smallest|shortest"),
        ("often|usually|typically|always|commonly", "rarely|seldom|never|hardly"),
        ("required|necessary|must", "optional|unnecessary|helps"),
        ("helps", "hurts|harms"),
        ("faster|quickly|sooner|shorter", "slower|slowly|later|longer"),
        ("harder|hard|expensive|rarest|rare", "easier|easy|cheap|common"),
        ("good|right|fits?", "bad|mistake|wrong"),
        ("strong|broad|wide", "weak|narrow|few"),
        ("senior", "junior"),
        ("before", "after"),
        ("safe|safest", "risky?|risks|high-variance"),
    )
)
