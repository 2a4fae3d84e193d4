"""`python -m tests.benchmarks.answering`: a whole answer, beside fetching four chunks.

The chunks are those of the usual tutorial chain: LangChain's Chroma and sentence-transformers. It
would have yet to ask a model to write; we have answered, and checked every sentence.
"""

import argparse
import json
import os
import random
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import torch
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from index import Settings, open_model
from index.encoders import SentenceTransformersEncoder
from index.model_files import verified
from tests.benchmarks.speed import p95, say, say_head, say_row, seconds, varied_questions, with_slip
from tests.quality.answers import opened_guides, ours
from tests.quality.retrieval_sets import guide_documents, guide_questions

LABELLED = Path(__file__).parents[1] / "quality" / "labelled.jsonl"
WARMING_COUNT = 100
CHUNKS = 4
TRIED = 30
"""So many questions with each number of threads; another busy process makes two of them slow."""

ON_END = 25
"""So many questions are put to one of the two before the other has its turn.

Nobody runs both in one process: torch's threads keep a processor busy for some milliseconds after
their work, which had made an answer that followed a quarter slower, and neither finds its own data
near the processor behind the other.
"""

MOST_OF_ANSWERING = 0.5


class SentenceTransformersEmbeddings(Embeddings):
    """The model as the tutorial runs it, with as many threads as suit it best."""

    def __init__(self) -> None:
        self._encoder = SentenceTransformersEncoder(verified(tuned=False))
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
    questions = distinct()[: arguments.parse_args().count]
    say(f"Answering {len(questions)} questions; at most {MOST_OF_ANSWERING} of the chunks:\n")
    fetching, answering, embedding = times_of_answering(questions)
    say_head("", "four chunks ms", "whole answer ms", "ratio", "our embedding alone ms")
    for name, kind in (("p50", statistics.median), ("p95", p95)):
        ratio = kind(answering) / kind(fetching)
        say_row(
            name,
            f"{kind(fetching):.2f}",
            f"{kind(answering):.2f}",
            f"{ratio:.2f} {'✓' if ratio <= MOST_OF_ANSWERING else '✗'}",
            f"{kind(embedding):.2f}",
        )


def times_of_answering(questions: Sequence[str]) -> list[list[float]]:
    """Milliseconds of fetching chunks for each question, of answering it, of embedding it."""
    store = tutorial_store()
    model = open_model(cache=Settings.read().models)
    with opened_guides() as guides:
        answer = ours(guides)
        ways: list[Callable[[str], object]] = [
            partial(store.similarity_search, k=CHUNKS),
            lambda question: answer([question]),
            lambda question: model.vectors([question]),
        ]
        for question in warming():
            for way in ways:
                way(question)
        times: list[list[float]] = [[] for _ in ways]
        for number, some in enumerate(batched(questions)):
            in_turn = list(zip(times, ways, strict=True))
            for each, way in in_turn if number % 2 else in_turn[::-1]:
                each += [1000 * seconds(partial(way, question)) for question in some]
    return times


def batched(questions: Sequence[str]) -> Iterator[Sequence[str]]:
    """A few at a time."""
    for start in range(0, len(questions), ON_END):
        yield questions[start : start + ON_END]


def tutorial_store() -> Chroma:
    """The guides in chunks of 1000 characters, 200 of them shared, in memory."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [Document(one.text, metadata={"source": one.path}) for one in guide_documents()]
    return Chroma.from_documents(
        splitter.split_documents(documents), SentenceTransformersEmbeddings()
    )


def warming() -> list[str]:
    """Other questions than those that are timed."""
    return labelled()[:WARMING_COUNT]


def distinct() -> list[str]:
    """Each is asked in one wording, a third with a slip: what is embedded once is remembered."""
    draw = random.Random(0)
    asked = [question for question, _ in guide_questions()] + labelled()[WARMING_COUNT:]
    draw.shuffle(asked)
    return [
        with_slip(question, draw) if number % 3 == 0 else question
        for number, question in enumerate(asked)
    ]


def labelled() -> list[str]:
    lines = LABELLED.read_text("utf-8").splitlines()
    return [json.loads(line)["q"] for line in lines]


if __name__ == "__main__":
    main()
