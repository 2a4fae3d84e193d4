"""How fast an index is built and searched: `python -m tests.benchmarks.speed`, 6 minutes.

What counts are ratios within one run: two runs, or two machines, are hardly ever alike.
"""

import argparse
import json
import multiprocessing
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import psutil

from index.building import build
from index.embedding import EmbeddingModel, open_model
from index.encoders import Vectors
from index.export import Precision
from index.opened_build import OpenedBuild
from index.opening import open_build
from index.recipe import recipe_for
from index.searching import PassageIndex, passage_index
from index.settings import Settings
from tests.benchmarks.made_up import GUIDES, DrawnModel, drawn_texts, mixed_texts, recipe

QUESTIONS = Path(__file__).parents[1] / "quality" / "retrieval.jsonl"
PRECISIONS: tuple[Precision, ...] = ("fp32", "int8")
WANTED = 8
FEW, MANY = 500, 100_000
# Of two processes that take turns, each is asked so many questions at a time.
TURN = 30
MEGABYTE = 1e6

MOST_OF_SEARCHING = 1.3
LEAST_OF_BUILDING = 0.85
MOST_OF_GROWING = 3.0


@dataclass(frozen=True)
class Size:
    """How much a run does."""

    rounds: int
    texts: int
    many: int


WHOLE = Size(rounds=2, texts=600, many=MANY)
QUICK = Size(rounds=1, texts=100, many=MANY // 10)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="less of everything, 2 minutes")
    size = QUICK if arguments.parse_args().quick else WHOLE
    asked = varied_questions()
    measure_searching(asked * size.rounds)
    measure_building(mixed_texts(size.texts))
    measure_growing(asked, size.many)


def varied_questions() -> list[str]:
    """Each as it is, as someone in a hurry types it, and with a typing slip: 540 of them."""
    draw = random.Random(0)
    lines = QUESTIONS.read_text("utf-8").splitlines()
    asked: list[str] = [json.loads(line)["question"] for line in lines]
    hurried = [question.lower().rstrip("?!. ") for question in asked]
    slipped = [with_slip(question, draw) for question in asked]
    varied = [*asked, *hurried, *slipped]
    draw.shuffle(varied)
    return varied


def with_slip(question: str, draw: random.Random) -> str:
    """Two letters of the longest word change places."""
    word = max(question.split(), key=len)
    at = draw.randrange(max(1, len(word) - 1))
    slipped = word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    return question.replace(word, slipped, 1)


def measure_searching(questions: Sequence[str]) -> None:
    """One search of the guides, beside embedding the same question alone."""
    say(f"Searching the guides, {len(questions)} questions; at most {MOST_OF_SEARCHING}:\n")
    say_head("", "embedding ms", "p95", "search ms", "p95", "it adds ms", "ratio of medians")
    for precision in PRECISIONS:
        embedding, search = times_of_searching(open_model(precision=precision), questions)
        say_row(
            precision,
            f"{statistics.median(embedding):.2f}",
            f"{p95(embedding):.2f}",
            f"{statistics.median(search):.2f}",
            f"{p95(search):.2f}",
            f"{statistics.median(search) - statistics.median(embedding):.2f}",
            judged(statistics.median(search) / statistics.median(embedding), MOST_OF_SEARCHING),
        )


def times_of_searching(
    model: EmbeddingModel, questions: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Milliseconds of embedding each question alone, and of searching for it."""
    embedding: list[float] = []
    search: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        build(recipe_for(Settings(corpus=GUIDES), model), Path(folder))
        with open_build(Path(folder), identity=model.identity) as opened:
            index = passage_index(opened, model)
            for question in questions[:100]:
                index.search(question, limit=WANTED)
            for number, question in enumerate(questions):
                calls: list[tuple[list[float], Callable[[], object]]] = [
                    (embedding, partial(model.vectors, [question])),
                    (search, partial(index.search, question, limit=WANTED)),
                ]
                # The one that comes second finds the question in the processor's cache.
                for times, call in calls if number % 2 else calls[::-1]:
                    times.append(1000 * seconds(call))
    return embedding, search


def measure_building(texts: Sequence[str]) -> None:
    """Embedding inside a build, beside embedding what it embeds and nothing else."""
    say(f"\nBuilding an index of {len(texts)} texts; at least {LEAST_OF_BUILDING}:\n")
    say_head(
        "",
        "texts/s alone",
        "in its stage",
        "ratio",
        "in the whole build",
        "ratio",
        "the model's share of its stage",
    )
    for precision in PRECISIONS:
        model = TimedModel(open_model(precision=precision))
        progress = Stages()
        with tempfile.TemporaryDirectory() as folder:
            whole = seconds(partial(build, recipe(texts, model), Path(folder), progress=progress))
        inside, stage = model.seconds, progress.seconds("embedding")
        embedded = list(model.embedded)  # the texts, and the sentences in them
        alone = seconds(partial(model.vectors, embedded))
        say_row(
            precision,
            f"{len(embedded) / alone:.1f}",
            f"{len(embedded) / stage:.1f}",
            judged(alone / stage, LEAST_OF_BUILDING),
            f"{len(embedded) / whole:.1f}",
            judged(alone / whole, LEAST_OF_BUILDING),
            f"{inside / stage:.2f}",
        )


class TimedModel:
    """A model, and how long it was at work."""

    def __init__(self, model: EmbeddingModel) -> None:
        self.identity = model.identity
        self.engine = model.engine
        self.seconds = 0.0
        self.embedded: list[str] = []
        self._model = model

    def vectors(self, texts: Sequence[str]) -> Vectors:
        start = time.perf_counter()
        vectors = self._model.vectors(texts)
        self.seconds += time.perf_counter() - start
        self.embedded += texts
        return vectors


class Stages:
    """When each stage of a build began and ended."""

    def __init__(self) -> None:
        self._begun: dict[str, float] = {}
        self._ended: dict[str, float] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        if done == 0:
            self._begun[stage] = time.perf_counter()
        if done == total:
            self._ended[stage] = time.perf_counter()

    def seconds(self, stage: str) -> float:
        return self._ended[stage] - self._begun[stage]


def measure_growing(questions: Sequence[str], many: int) -> None:
    """A search of very many passages, beside one of a few; each in a process of its own."""
    say(f"\n{many:,} made-up passages beside {FEW}; at most {MOST_OF_GROWING} of the p95:\n")
    say_head("", "build s", "most MB", "disk MB", "open s", "index MB")
    with ExitStack() as closing:
        few, many_ = (closing.enter_context(served(count)) for count in (FEW, many))
        say("")
        say_head("ms", f"{FEW} p50", "p95", f"{many:,} p50", "p95", "ratio of p95")
        for precision in (None, *PRECISIONS):
            times: dict[Served, list[float]] = {few: [], many_: []}
            for one in times:
                one.asked(precision, questions[: 2 * TURN])  # what is read first is slow
            for start in range(0, len(questions), TURN):
                for one, spent in times.items():
                    spent += one.asked(precision, questions[start : start + TURN])
            say_row(
                f"with embedding, {precision}" if precision else "search alone",
                *(f"{kind(times[one]):.2f}" for one in times for kind in (statistics.median, p95)),
                judged(p95(times[many_]) / p95(times[few]), MOST_OF_GROWING),
            )


class Served:
    """An index of made-up passages, and the process that searches it."""

    def __init__(self, folder: Path, process: ProcessPoolExecutor) -> None:
        self.folder = folder
        self.process = process

    def asked(self, precision: Precision | None, questions: Sequence[str]) -> list[float]:
        """Milliseconds of each question."""
        return self.process.submit(search_times, self.folder, precision, questions).result()


@contextmanager
def served(count: int) -> Iterator[Served]:
    """Build an index in one process, open it in another, and tell what it took."""
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with ProcessPoolExecutor(1, spawn) as process:
            builder = psutil.Process(process.submit(os.getpid).result())
            building = process.submit(build_made_up, folder, count)
            most = 0
            while wait([building], timeout=0.1).not_done:
                most = max(most, builder.memory_info().rss)
        disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        with ProcessPoolExecutor(1, spawn) as process:
            opened = process.submit(open_made_up, folder).result()
            say_row(
                f"{count:,}",
                f"{building.result():.1f}",
                f"{most / MEGABYTE:.0f}",
                f"{disk / MEGABYTE:.0f}",
                f"{opened.seconds:.1f}",
                f"{opened.megabytes:.0f}",
            )
            yield Served(folder, process)
            process.submit(close_made_up, folder).result()


@dataclass(frozen=True)
class Opened:
    """What it takes to have an index open."""

    seconds: float
    megabytes: float


def build_made_up(folder: Path, count: int) -> float:
    """How many seconds it takes."""
    return seconds(partial(build, recipe(drawn_texts(count), DrawnModel()), folder))


def open_made_up(folder: Path) -> Opened:
    """Memory is what the process has more than before, once it has searched."""
    before = psutil.Process().memory_info().rss
    spent = seconds(partial(index_at, folder, None))
    search_times(folder, None, varied_questions())
    return Opened(spent, (psutil.Process().memory_info().rss - before) / MEGABYTE)


def close_made_up(folder: Path) -> None:
    opened_at(folder).close()


def search_times(
    folder: Path, precision: Precision | None, questions: Sequence[str]
) -> list[float]:
    """Milliseconds of each search, in the process that has opened the index."""
    index = index_at(folder, precision)
    return [1000 * seconds(partial(index.search, each, limit=WANTED)) for each in questions]


@cache
def opened_at(folder: Path) -> OpenedBuild:
    return open_build(folder, identity=DrawnModel.identity)


@cache
def index_at(folder: Path, precision: Precision | None) -> PassageIndex:
    """Questions are embedded for the time it takes; what is looked for is drawn, too."""
    opened = opened_at(folder)
    drawn = cache(DrawnModel().vector)
    model = open_model(precision=precision) if precision else None

    def embed(question: str) -> Vectors:
        if model:
            model.vectors([question])
        return drawn(question)

    return PassageIndex(opened.passages, opened.vectors, opened.keywords, partial(partial, embed))


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def judged(ratio: float, limit: float) -> str:
    """Building is to keep most of a rate; all else is to cost little."""
    kept = ratio >= limit if limit < 1 else ratio <= limit
    return f"{ratio:.2f} {'✓' if kept else '✗'}"


def say_head(*cells: str) -> None:
    say_row(*cells)
    say_row("---", *("---:" for _ in cells[1:]))


def say_row(*cells: str) -> None:
    say(f"| {' | '.join(cells)} |")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
