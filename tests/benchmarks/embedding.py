"""How fast each way of running the embedding model is: `python -m tests.benchmarks.embedding`."""

import argparse
import statistics
import sys
import time
from collections.abc import Callable

from index.embedding import open_model
from index.encoders import SentenceTransformersEncoder, Vectors
from index.model_files import verified
from index.word_pieces import WordPieces

QUESTION = "How many interviews does a senior engineer have, and who decides?"
SENTENCE = "Each candidate meets two engineers, who write down what they saw before they talk. "
PASSAGES = [SENTENCE * (2 + number % 12) for number in range(96)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3, help="the best round counts")
    rounds = arguments.parse_args().rounds
    files = verified()
    pieces = [WordPieces(files).count(text) for text in PASSAGES]
    say(f"{len(PASSAGES)} passages of {min(pieces)} to {max(pieces)} word pieces")
    say(f"{'':24}{'threads':>8}{'question ms':>13}{'passages/s':>12}{'cosine, min':>13}")
    reference = SentenceTransformersEncoder(files, threads=2).vectors(PASSAGES)
    for threads in (1, 2):
        ways: dict[str, Callable[[list[str]], Vectors]] = {
            "onnx fp32": open_model(precision="fp32", threads=threads).vectors,
            "onnx int8": open_model(precision="int8", threads=threads).vectors,
            "sentence-transformers": SentenceTransformersEncoder(files, threads=threads).vectors,
        }
        for name, vectors in ways.items():
            question = statistics.median(seconds(vectors, [QUESTION]) for _ in range(40))
            passages = min(seconds(vectors, PASSAGES) for _ in range(rounds))
            cosine = (vectors(PASSAGES) * reference).sum(axis=1).min()
            say(
                f"{name:24}{threads:8}{1000 * question:13.2f}"
                f"{len(PASSAGES) / passages:12.1f}{cosine:13.5f}"
            )


def seconds(vectors: Callable[[list[str]], Vectors], texts: list[str]) -> float:
    start = time.perf_counter()
    vectors(texts)
    return time.perf_counter() - start


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
