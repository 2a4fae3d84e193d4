"""`python -m tests.quality.retrieval`: ways of splitting and merging, compared on three sets.

Prints a Markdown table; `--write` puts it into retrieval.md. With `--quick`, what we ship only.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from langchain_chroma import Chroma
from langchain_core.documents import Document as LangChainDocument
from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus import Document, Passage, split
from index import EmbeddingModel, PassageIndex, Settings, open_model
from index.encoders import Vectors
from index.export import Precision
from index.keywords import KeywordIndex
from index.records import points
from index.searching import Merging
from index.vectors import PassageVectors, VectorsInMemory
from tests.quality import retrieval_sets as sets
from tests.quality.retrieval_sets import Scores, Search

TABLE = Path(__file__).parent / "retrieval.md"
RANK_CONSTANT = 60
"""Of reciprocal rank fusion, as published."""

Merge = Literal["ours", "ranks"]


@dataclass(frozen=True)
class Way:
    """One way of splitting and merging; what is not said is as we ship it."""

    name: str
    max_tokens: int = 160
    merging: Merging = Merging()  # noqa: RUF009  a frozen value
    merge: Merge = "ours"
    titles: bool = True
    questions: bool = True
    precision: Precision = "int8"

    def passages(self, documents: Sequence[Document]) -> list[Passage]:
        """What is searched."""
        model = embedding_model(self.precision)
        found = [
            passage
            for document in documents
            for passage in split(
                document, max_tokens=self.max_tokens, count_pieces=model.count_tokens
            )
        ]
        if not self.titles:
            found = [replace(one, searchable=one.text) for one in found]
        if not self.questions:
            found = [replace(one, questions=()) for one in found]
        return found

    def search(self, documents: Sequence[Document]) -> Search:
        """A search over the documents."""
        return searching(self.passages(documents), self)


def searching(passages: Sequence[Passage], way: Way) -> Search:
    """Search passages, in memory: Chroma finds the same, as its own tests show."""
    model = embedding_model(way.precision)
    expected = points(passages)
    rows = embedded(model, [point.text for point in expected])
    vectors = VectorsInMemory(rows, expected)
    keywords = KeywordIndex.of(passages)
    if way.merge == "ranks":
        return _by_ranks(passages, vectors, keywords, model)
    index = PassageIndex(
        passages,
        vectors,
        keywords,
        lambda question: lambda: embedded(model, [question])[0],
        merging=way.merging,
    )
    return lambda question, limit: [match.passage for match in index.search(question, limit=limit)]


def _by_ranks(
    passages: Sequence[Passage],
    vectors: PassageVectors,
    keywords: KeywordIndex,
    model: EmbeddingModel,
) -> Search:
    """Reciprocal rank fusion, the usual way to merge."""

    def search(question: str, limit: int) -> list[Passage]:
        meaning = vectors.similarities(embedded(model, [question])[0])
        words, _ = keywords.scores(question)
        scores = sum(1 / (RANK_CONSTANT + 1 + _ranks(one)) for one in (meaning, words))
        return [passages[number] for number in np.argsort(-scores, kind="stable")[:limit]]

    return search


def _ranks(scores: Vectors) -> Vectors:
    ranks = np.empty(len(scores), dtype=np.float32)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return ranks


@cache
def embedding_model(precision: Precision, *, tuned: bool = True) -> EmbeddingModel:
    """The model, opened once."""
    return open_model(cache=Settings.read().models, precision=precision, threads=2, tuned=tuned)


_KNOWN: dict[tuple[str, str], Vectors] = {}


def embedded(model: EmbeddingModel, texts: Sequence[str]) -> Vectors:
    """Vectors, each text embedded once however many ways need it."""
    new = [text for text in dict.fromkeys(texts) if (model.identity, text) not in _KNOWN]
    for text, vector in zip(new, model.vectors(new), strict=True):
        _KNOWN[model.identity, text] = vector
    return np.stack([_KNOWN[model.identity, text] for text in texts])


def tutorial(documents: Sequence[Document]) -> Search:
    """The usual tutorial chain: recursive splitter 1000/200, LangChain's Chroma, nearest first."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=1000, chunk_overlap=200, add_start_index=True
    )
    chunks = splitter.split_documents(
        [
            LangChainDocument(document.text, metadata={"document": document.id})
            for document in documents
        ]
    )
    store = Chroma(
        collection_name="tutorial", embedding_function=embedding_model("fp32", tuned=False)
    )
    store.reset_collection()
    for start in range(0, len(chunks), 1000):
        store.add_documents(chunks[start : start + 1000])

    def search(question: str, limit: int) -> list[Passage]:
        return [_as_passage(chunk) for chunk in store.similarity_search(question, k=limit)]

    return search


def _as_passage(chunk: LangChainDocument) -> Passage:
    start = int(chunk.metadata["start_index"])
    text = chunk.page_content
    document = str(chunk.metadata["document"])
    return Passage(f"{document}#{start}", document, "", (), start, start + len(text), text)


MEANING = Merging(words_beside_best=0, words_beside_all=0, neighbours=0)
WORDS = Merging(meaning=0, neighbours=0)
OURS = Way("as shipped")
WAYS = (
    OURS,
    Way("meaning alone", merging=MEANING),
    Way("words alone (BM25)", merging=WORDS),
    Way("merged by ranks (RRF)", merge="ranks"),
    Way("without neighbours", merging=Merging(neighbours=0)),
    Way("neighbours 0.3", merging=Merging(neighbours=0.3)),
    Way("words count half", merging=Merging(words_beside_best=0.1, words_beside_all=0.3)),
    Way("words count double", merging=Merging(words_beside_best=0.4, words_beside_all=1.2)),
    Way("without titles and headings", titles=False),
    Way("without known questions", questions=False),
    Way("at most 100 tokens", max_tokens=100),
    Way("at most 130 tokens", max_tokens=130),
    Way("at most 190 tokens", max_tokens=190),
    Way("fp32 model", precision="fp32"),
)

Row = tuple[str, list[str]]


def rows(*, quick: bool) -> Iterator[Row]:
    """One row for each way; the columns are those of HEADER."""
    corpora = (sets.guide_documents(), sets.chunking_documents(), sets.docs_documents())
    for way in (OURS,) if quick else WAYS:
        yield way.name, _measured(way.search, corpora)
    if not quick:
        yield "tutorial chain (1000/200, top 4)", _measured(tutorial, corpora, guides_limit=4)


HEADER = (
    "| way | guides: first | guides: among 5 | chunking: recall | chunking: IoU | characters | "
    "docs: precision | docs: recall | docs: MRR |\n|---|---|---|---|---|---|---|---|---|"
)


def _measured(
    search: Callable[[Sequence[Document]], Search],
    corpora: Sequence[Sequence[Document]],
    *,
    guides_limit: int = 5,
) -> list[str]:
    guides, chunking, docs = corpora
    one = sets.score_guides(search(guides), limit=guides_limit)
    two = sets.score_chunking(search(chunking))
    three = sets.score_docs(search(docs))
    return [
        *_percent(one, "first", "among"),
        *_percent(two, "recall", "iou"),
        f"{two['characters']:.0f}",
        *(f"{three[name]:.3f}" for name in ("precision", "recall", "mrr")),
    ]


def _percent(scores: Scores, *names: str) -> list[str]:
    return [f"{100 * scores[name]:.1f}" for name in names]


def main() -> None:
    """Print the table, and write it where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into retrieval.md")
    parser.add_argument("--quick", action="store_true", help="only what we ship")
    asked = parser.parse_args()
    lines = [HEADER]
    print(HEADER)
    for name, values in rows(quick=asked.quick):
        lines.append(f"| {name} | {' | '.join(values)} |")
        print(lines[-1], flush=True)
    if asked.write:
        text = TABLE.read_text("utf-8")
        before, after = text.split("<!-- table -->\n")[::2]
        table = "\n".join(lines)
        TABLE.write_text(f"{before}<!-- table -->\n{table}\n<!-- table -->\n{after}", "utf-8")


if __name__ == "__main__":
    main()
