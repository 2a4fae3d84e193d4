"""A model one can follow by hand, and a corpus of one passage a line."""

import contextlib
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from corpus import Document, Passage
from index.building import build
from index.encoders import Vectors
from index.errors import IndexBusy
from index.opened_build import OpenedBuild
from index.opening import open_build, open_or_rebuild
from index.recipe import Recipe

VOCABULARY = ("salary", "interview", "research", "code", "team", "offer")


class WordModel:
    """Texts are close when they share words of a small vocabulary."""

    engine = "words"

    def __init__(self, identity: str = "words@1", *, seconds: float = 0.0) -> None:
        self.identity = identity
        self.embedded: list[str] = []
        """Every text it was given, the last index's before the next one's."""
        self._seconds = seconds

    def vectors(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        time.sleep(self._seconds * len(texts))
        return np.array([self.vector(text) for text in texts])

    def prepared(self, text: str) -> Callable[[], Vectors]:
        return lambda: self.vectors([text])[0]

    def vector(self, text: str) -> Vectors:
        counts = [1.0, *(text.lower().count(word) for word in VOCABULARY)]
        return np.array(counts, dtype=np.float32) / np.float32(np.linalg.norm(counts))


def a_passage_a_line(document: Document) -> list[Passage]:
    passages = []
    start = 0
    for number, line in enumerate(document.text.split("\n")):
        if line.strip():
            passages.append(
                Passage(
                    id=f"{document.id}#{number}",
                    document=document.id,
                    title=document.title,
                    section=("Lines", "All"),
                    start=start,
                    end=start + len(line),
                    text=line,
                    searchable=line,
                )
            )
        start += len(line) + 1
    return passages


def write(corpus: Path, **documents: str) -> None:
    """Add or replace documents, a line for each passage."""
    corpus.mkdir(exist_ok=True)
    for name, text in documents.items():
        (corpus / f"{name}.txt").write_text(text, "utf-8")


def recipe(corpus: Path, *, model: WordModel | None = None, chroma_url: str = "") -> Recipe:
    return Recipe(
        corpus, model or WordModel(), a_passage_a_line, splitting="1", chroma_url=chroma_url
    )


def found(opened: OpenedBuild, question: str) -> str:
    """The words of the passage that is closest."""
    similarities = opened.vectors.similarities(WordModel().vector(question))
    return opened.passages[int(np.argmax(similarities))].text


def state(opened: OpenedBuild) -> dict[str, str]:
    """What it knows, and that every passage is the one found for its own words."""
    for passage in opened.passages:
        assert WordModel().vector(found(opened, passage.text)).tolist() == (
            WordModel().vector(passage.text).tolist()
        )
    return {document.id: document.text for document in opened.documents}


def slow_build(corpus: Path, index: Path, seconds: float) -> None:
    """Build in a process of its own, unless another one does."""
    with contextlib.suppress(IndexBusy):
        build(recipe(corpus, model=WordModel(seconds=seconds)), index)


def open_again_and_again(index: Path, times: int) -> None:
    """Read in a process of its own."""
    for _ in range(times):
        with open_build(index, identity="words@1") as opened:
            state(opened)


def main(action: str, corpus: str, index: str) -> None:
    """Build or open in a process of its own, and say what there is then."""
    if action == "open":
        with open_or_rebuild(recipe(Path(corpus)), Path(index)) as opened:
            sys.stdout.write(" ".join(state(opened)))
        return
    try:
        build(recipe(Path(corpus)), Path(index))
    finally:
        sys.stdout.write(" ".join(sorted(path.name for path in Path(index).iterdir())))


if __name__ == "__main__":
    main(*sys.argv[1:])
