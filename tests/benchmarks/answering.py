"""`python -m tests.benchmarks.answering`: a whole answer, beside fetching four chunks.

The chunks are those of the usual tutorial chain: LangChain's Chroma and sentence-transformers. It
would have yet to ask a model to write; we have answered, and checked every sentence.
"""

import argparse
import json
import os
import statistics
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import torch
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from index.encoders import SentenceTransformersEncoder
from index.model_files import verified
from tests.benchmarks.speed import p95, say, say_head, say_row, seconds, varied_questions
from tests.quality.answers import opened_guides, ours
from tests.quality.retrieval_sets import guide_documents

WARMING = Path(__file__).parents[1] / "quality" / "labelled.jsonl"
WARMING_COUNT = 100
CHUNKS = 4
TRIED = 30
"""So many questions with each number of threads; another busy process makes two of them slow."""

MOST_OF_ANSWERING = 0.5


class SentenceTransformersEmbeddings(Embeddings):
    """The model as the tutorial runs it, with as many threads as suit it best."""

    def __init__(self) -> None:
        self._encoder = SentenceTransformersEncoder(verified())
        self.threads = min(range(1, (os.cpu_count() or 1) + 1), key=self._seconds_with)
        torch.set_num_threads(self.threads)

    def _seconds_with(self, threads: int) -> float:
        torch.set_num_threads(threads)
        texts = varied_questions()[:TRIED]
        return statistics.median(seconds(partial(self.embed_query, text)) for text in texts)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._encoder.vectors(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=None, help="so many questions, not all")
    asked = varied_questions()[: arguments.parse_args().count]
    say(f"Answering {len(asked)} questions; at most {MOST_OF_ANSWERING} of fetching chunks:\n")
    fetching, answering = times_of_answering(asked)
    say_head("", "four chunks ms", "whole answer ms", "ratio")
    for name, kind in (("p50", statistics.median), ("p95", p95)):
        ratio = kind(answering) / kind(fetching)
        say_row(
            name,
            f"{kind(fetching):.2f}",
            f"{kind(answering):.2f}",
            f"{ratio:.2f} {'✓' if ratio <= MOST_OF_ANSWERING else '✗'}",
        )


def times_of_answering(questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """How long of fetching chunks for each question, and of answering it."""
    fetching: list[float] = []
    answering: list[float] = []
    store = tutorial_store()
    with opened_guides() as guides:
        answer = ours(guides)
        for question in warming():
            store.similarity_search(question, k=CHUNKS)
            answer([question])
        for number, question in enumerate(questions):
            calls: list[tuple[list[float], Callable[[], object]]] = [
                (fetching, partial(store.similarity_search, question, k=CHUNKS)),
                (answering, partial(answer, [question])),
            ]
            # The one that comes second finds a processor that is awake.
            for times, call in calls if number % 2 else calls[::-1]:
                times.append(1000 * seconds(call))
    return fetching, answering


def tutorial_store() -> Chroma:
    """The guides in chunks of 1000 characters, 200 of them shared, in memory."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [Document(one.text, metadata={"source": one.path}) for one in guide_documents()]
    return Chroma.from_documents(
        splitter.split_documents(documents), SentenceTransformersEmbeddings()
    )


def warming() -> list[str]:
    """Other questions than those that are timed."""
    lines = WARMING.read_text("utf-8").splitlines()[:WARMING_COUNT]
    return [json.loads(line)["q"] for line in lines]


if __name__ == "__main__":
    main()
