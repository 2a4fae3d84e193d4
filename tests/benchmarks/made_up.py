"""Passages nobody wrote, as many as wanted: the words of the guides, and vectors in clusters."""

import random
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus import Document, Passage, Reading, read_folder
from corpus.sentences import sentence_spans
from index.encoders import Vectors
from index.recipe import Model, Recipe
from index.settings import PROJECT

GUIDES = PROJECT / "corpus" / "guides"
DIMENSION = 384
CLUSTERS = 1000
# Two passages of a cluster have a cosine of 0.5, as two on one subject have.
SPREAD = 1.0
WORDS_IN_TEXT = 54
PASSAGES_IN_DOCUMENT = 40
# Most words of a large collection are names; each new passage brings some.
NAMES_SHARE = 0.02
NAMES = 60_000
SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnprstvwz" for vowel in "aeiou"]


class DrawnModel:
    """Its vectors are drawn, and the same text gets the same one."""

    identity = "drawn"
    engine = "drawn"

    def __init__(self) -> None:
        self._centres = _of_length_one(
            np.random.default_rng(0).standard_normal((CLUSTERS, DIMENSION))
        )

    def vectors(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.vector(text) for text in texts])

    def vector(self, text: str) -> Vectors:
        draw = np.random.default_rng(zlib.crc32(text.encode()))
        aside = _of_length_one(draw.standard_normal(DIMENSION))
        return _of_length_one(self._centres[draw.integers(CLUSTERS)] + SPREAD * aside).astype(
            np.float32
        )


def _of_length_one(rows: np.ndarray) -> np.ndarray:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / lengths)


def mixed_texts(count: int) -> list[str]:
    """Sentences of the guides in another order, two to six in a passage."""
    draw = random.Random(count)
    sentences = [
        " ".join(document.text[start:end].split())
        for document in read_folder(GUIDES).documents
        for start, end in sentence_spans(document.text)
    ]
    whole = [each for each in sentences if re.fullmatch(r"[A-Z][^|#]{30,}[.!?]", each)]
    return [" ".join(draw.sample(whole, draw.randint(2, 6))) for _ in range(count)]


def drawn_texts(count: int) -> list[str]:
    """Words as often as in the guides, and names."""
    draw = np.random.default_rng(count)
    said = Counter(
        word for document in read_folder(GUIDES).documents for word in document.text.split()
    )
    words = [*said, *(_name(number) for number in range(NAMES))]
    share = np.array(list(said.values())) / said.total()
    shape = (count, WORDS_IN_TEXT)
    numbers = np.where(
        draw.random(shape) < NAMES_SHARE,
        draw.integers(len(said), len(words), shape),
        draw.choice(len(said), shape, p=share),
    )
    return [" ".join(words[number] for number in row) for row in numbers]


def _name(number: int) -> str:
    draw = random.Random(number)
    return "".join(draw.choices(SYLLABLES, k=draw.randint(2, 5))).capitalize()


def recipe(texts: Sequence[str], model: Model) -> Recipe:
    """Each text a passage."""
    documents = tuple(
        Document(
            id=f"drawn/{start}",
            path=f"drawn/{start}.txt",
            title="Drawn",
            text="\n".join(texts[start : start + PASSAGES_IN_DOCUMENT]),
        )
        for start in range(0, len(texts), PASSAGES_IN_DOCUMENT)
    )
    return Recipe(
        Path("drawn"), model, _a_passage_a_line, splitting="", read=lambda _: Reading(documents)
    )


def _a_passage_a_line(document: Document) -> list[Passage]:
    passages = []
    start = 0
    for number, line in enumerate(document.text.split("\n")):
        passages.append(
            Passage(
                id=f"{document.id}#{number}",
                document=document.id,
                title=document.title,
                section=(),
                start=start,
                end=start + len(line),
                text=line,
                searchable=line,
            )
        )
        start += len(line) + 1
    return passages
