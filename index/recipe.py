"""What an index is made of, and with. Everything is handed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from corpus import (
    SPLITTING,
    Document,
    Passage,
    Reading,
    figures_version,
    read_folder,
    split,
)
from index import wording
from index.encoders import Vectors
from index.keywords import VERSION as KEYWORDS
from index.records import POINTS
from index.settings import Settings


class Model(Protocol):
    """An embedding model, as far as a build needs to know it."""

    @property
    def identity(self) -> str:
        """What made the vectors."""

    @property
    def engine(self) -> str:
        """What runs the model; it makes no difference to the vectors."""

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text."""


@dataclass(frozen=True)
class Recipe:
    """The corpus, and the parts that turn it into an index."""

    corpus: Path
    model: Model
    split: Callable[[Document], list[Passage]]
    splitting: str
    """Changes when the same documents would give other passages, keywords, points or figures."""
    chroma_url: str = ""
    """A Chroma server; empty means a folder inside the index."""
    read: Callable[[Path], Reading] = read_folder


class CountingModel(Model, Protocol):
    """A model that can tell how much of a text it reads."""

    @property
    def max_tokens(self) -> int:
        """What is longer loses its end."""

    def count_tokens(self, text: str) -> int:
        """How many of `max_tokens` the whole text takes."""


def recipe_for(settings: Settings, model: CountingModel) -> Recipe:
    """The corpus of the settings, split as the model reads."""
    versions = (SPLITTING, KEYWORDS, wording.version(), POINTS, figures_version(), model.max_tokens)
    return Recipe(
        corpus=settings.corpus.absolute(),
        model=model,
        split=partial(split, max_pieces=model.max_tokens, count_pieces=model.count_tokens),
        splitting="/".join(map(str, versions)),
        chroma_url=settings.chroma_url,
    )
