"""A turn without what it only mentions: `coffee with an RE from DeepMind, what pitch works?`.

People name jobs, places, companies and years that no answer depends on: who reviews a paper, where
somebody flies to, what they did before. Whether one matters is learned from how it is mentioned:
tests/quality/bystanders.jsonl holds examples, `make learning` learns.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

import numpy as np

from assistant.understanding.asking import understood
from assistant.understanding.hearsay import is_about_changing
from corpus import Mention, mentions, sentence_spans

LEARNED = Path(__file__).parent / "bystanders.npz"
SURE_OF_A_BYSTANDER = 0.9
"""So surely nothing depends on what is left out."""
MAYBE_A_BYSTANDER = 0.5
_MOST_WORDS = 100
_MOST_MENTIONED = 8
"""In more, too much is named to look at how, one by one."""
_REMEMBERED = 256
ALWAYS = "always"
"""The sign that each mention has."""


@dataclass(frozen=True)
class Bystanders:
    """How much each sign speaks for something that is only mentioned."""

    weights: Mapping[str, float]

    @classmethod
    def load(cls, path: Path = LEARNED) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            weights = arrays["weights"].astype(np.float32).tolist()
            return cls(dict(zip(arrays["signs"].tolist(), weights, strict=True)))

    def save(self, path: Path = LEARNED) -> None:
        """Write the arrays."""
        np.savez_compressed(
            path,
            signs=np.array(list(self.weights)),
            weights=np.array(list(self.weights.values()), dtype=np.float16),
        )

    def likely(self, turn: str, one: Mention) -> float:
        """How likely something is only mentioned."""
        weighed = math.fsum(self.weights.get(sign, 0.0) for sign in signs(turn, one))
        return 1 / (1 + math.exp(-weighed))


@cache
def bystanders() -> Bystanders:
    """What ships."""
    return Bystanders.load()


@lru_cache(maxsize=_REMEMBERED)
def without_bystanders(turn: str) -> str:
    """A turn with a word that tells nothing in place of each thing that is only mentioned."""
    known = bystanders()
    some = [one for one in mentioned(turn) if known.likely(turn, one) >= SURE_OF_A_BYSTANDER]
    for one in reversed(some):
        turn = f"{turn[: one.start]}{_instead(turn, one)}{turn[one.end :]}"
    return turn


def mentioned(turn: str) -> list[Mention]:
    """What it names on which the documents must know something, from left to right."""
    asked = understood(turn)
    if not (asked.other_roles or asked.names) or len(turn.split()) > _MOST_WORDS:
        return []
    kinds = {one.start: one.kind for one in mentions(turn) if one.kind in _INSTEAD}
    found = {}
    for names, usual in ((asked.names, "place"), (asked.other_roles, "other_role")):
        for name in names:
            written = re.escape(name.split("|")[0])
            for at in re.finditer(rf"\b{written}(?!\w)", turn, re.IGNORECASE):
                kind = "year" if name.isdigit() else kinds.get(at.start(), usual)
                found[at.start()] = Mention(kind, at[0].lower(), *at.span())
    return [found[start] for start in sorted(found)] if len(found) <= _MOST_MENTIONED else []


_INSTEAD = {"place": "town", "company": "firm", "year": "some year", "other_role": "person"}


def _instead(turn: str, one: Mention) -> str:
    plural = one.kind == "other_role" and turn[: one.end].endswith("s")
    return "people" if plural else _INSTEAD[one.kind]


def signs(turn: str, one: Mention) -> frozenset[str]:
    """What tells how it is mentioned: the words round it, and what is asked there and elsewhere."""
    roles = [
        (other.start, other.end)
        for other in mentions(turn)
        if other.kind == "role" and not (other.start < one.end and one.start < other.end)
    ]
    round_it = {*_near(turn, one, roles), *_place(turn, one, roles)}
    each = {f"{one.kind}/{sign}" for sign in round_it}
    somewhere = {f"somewhere {word}" for word in _WORD.findall(turn.lower())}
    return frozenset((ALWAYS, one.kind, *round_it, *each, *somewhere))


def _near(turn: str, one: Mention, roles: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The words before it and behind it, a role as such."""
    text = turn.lower()
    for start, end in sorted(roles, reverse=True):
        if end <= one.start or start >= one.end:
            text = f"{text[:start]}{_ROLE:<{end - start}.{end - start}}{text[end:]}"
    before = ["", "", "<", *_WORD.findall(text[: one.start])]
    behind = [*_WORD.findall(text[one.end :]), ">", "", ""]
    last, first = before[-3:], behind[:3]
    yield from (f"{number} before: {word}" for number, word in enumerate(reversed(last), start=1))
    yield from (f"{number} behind: {word}" for number, word in enumerate(first, start=1))
    yield f"before: {' '.join(last[1:])}"
    yield f"before: {' '.join(last)}"
    yield f"behind: {' '.join(first[:2])}"
    yield f"round: {last[-1]} {first[0]}"
    yield from (f"near before: {word}" for word in before[-_NEAR:])
    yield from (f"near behind: {word}" for word in behind[:_NEAR])


def _place(turn: str, one: Mention, roles: list[tuple[int, int]]) -> Iterator[str]:
    """Where it stands: in which sentence and clause, and what is asked and named there."""
    sentences = list(sentence_spans(turn))
    number = next((n for n, span in enumerate(sentences) if _in(one.start, span)), 0)
    sentence = start, end = sentences[number]
    elsewhere = [turn[slice(*span)] for span in sentences if span != sentence]
    yield f"sentences: {min(_MOST, len(sentences))}"
    yield f"first: {not number}"
    yield f"last: {number == len(sentences) - 1}"
    yield f"asks there: {'?' in turn[start:end]}"
    yield f"begins to ask there: {bool(_ASKS.match(turn[start:end].strip()))}"
    yield f"asks elsewhere: {any('?' in other for other in elsewhere)}"
    yield f"begins to ask elsewhere: {any(_ASKS.match(other.strip()) for other in elsewhere)}"
    yield f"roles: {min(_MOST, len(roles))}"
    there = [span for span in roles if _in(span[0], sentence)]
    yield f"role there: {bool(there)}"
    yield f"role before it: {any(span[0] < one.start for span in there)}"
    yield f"role behind it: {any(span[0] > one.start for span in there)}"
    cuts = [0, *(cut for found in _CLAUSE.finditer(turn) for cut in found.span()), len(turn)]
    clause = left, right = (
        max(cut for cut in cuts if cut <= one.start),
        min(cut for cut in cuts if cut >= one.end),
    )
    words = turn[left:right]
    yield f"role in the clause: {any(_in(span[0], clause) for span in roles)}"
    yield f"asks in the clause: {bool(_ASKS.search(words))}"
    yield f"who speaks in the clause: {bool(_SPEAKER.search(words))}"
    yield f"somebody in the clause: {bool(_SOMEBODY.search(words))}"
    yield from (f"clause: {word}" for word in _WORD.findall(words.lower()))
    asked, without = understood(turn), understood(f"{turn[:left]} , {turn[right:]}")
    yield from (f"subject: {subject}" for subject in asked.subjects)
    yield f"subject: {bool(asked.subjects)}"
    yield f"subject there: {bool(understood(turn[start:end]).subjects)}"
    yield f"whole without: {bool(without.roles and without.subjects)}"
    yield f"role without: {bool(without.roles)}"
    yield f"changing: {is_about_changing(turn)}"
    yield f"length: {min(_MOST_FOURS, len(turn.split()) // 4)}"


def _in(position: int, span: tuple[int, int]) -> bool:
    return span[0] <= position < span[1]


_NEAR = 6
_MOST = 3
_MOST_FOURS = 6
_ROLE = "role"
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+|[?,;:.()!–—-]")
_CLAUSE = re.compile(
    r"[,;:.?!()–—]+|\s-+\s|\b(?:and|but|because|so|while|who|which|since)\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|how|why|when|where|is|are|do|does|can|should|will|would)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:i|i'm|im|my|me|we|our|us)\b", re.IGNORECASE)
_SOMEBODY = re.compile(r"\b(?:he|she|his|her|they|him)\b", re.IGNORECASE)
