"""Three sets of questions with known places, and the formulas that score what was found."""

import csv
import json
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Document, Passage, read_folder

HERE = Path(__file__).parent
GUIDES = HERE.parents[1] / "corpus" / "guides"
BENCHMARKS = HERE.parents[2] / "shared" / "data" / "benchmarks"

Search = Callable[[str, int], Sequence[Passage]]
"""Question and limit to passages, best first."""
Span = tuple[int, int]


@dataclass(frozen=True)
class Scores:
    """What one way of searching reached on one set; shares are between 0 and 1."""

    values: dict[str, float]

    def __getitem__(self, name: str) -> float:
        """One of them."""
        return self.values[name]


# The five guides: is the right passage there?


@dataclass(frozen=True)
class Wanted:
    """A place that answers: a passage of the document with every pattern in it."""

    document: str
    patterns: tuple[re.Pattern[str], ...]

    def is_met(self, passage: Passage) -> bool:
        """Whether the passage is the place."""
        words = "\n".join((" > ".join(passage.section), passage.context, passage.text))
        return passage.document == self.document and all(one.search(words) for one in self.patterns)


def guide_documents() -> Sequence[Document]:
    """The guides as they are indexed."""
    return read_folder(GUIDES).documents


def guide_questions() -> Iterator[tuple[str, tuple[Wanted, ...]]]:
    """Questions with the places that answer them, any of which is right."""
    for line in (HERE / "retrieval.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        yield (
            row["question"],
            tuple(
                Wanted(
                    place["document"],
                    tuple(re.compile(pattern, re.IGNORECASE) for pattern in place["must"]),
                )
                for place in row["passages"]
            ),
        )


def score_guides(search: Search, *, limit: int = 5) -> Scores:
    """How often a right passage comes first, and how often it is among those shown."""
    first, among = [], []
    for question, places in guide_questions():
        right = [any(place.is_met(one) for place in places) for one in search(question, limit)]
        first.append(float(right[:1] == [True]))
        among.append(float(any(right)))
    return Scores({"first": statistics.mean(first), "among": statistics.mean(among)})


# chunking_evaluation: 472 questions with exact excerpts over five corpora.

CHUNKING = BENCHMARKS / "chunking_evaluation"


def chunking_documents() -> Sequence[Document]:
    """The five corpora, read as any folder is."""
    return read_folder(CHUNKING / "corpora").documents


def score_chunking(search: Search, *, limit: int = 5) -> Scores:
    """Recall, precision and intersection over union of character ranges, as published."""
    recalls, precisions, unions, lengths = [], [], [], []
    with (CHUNKING / "questions_df.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            wanted = [
                (int(place["start_index"]), int(place["end_index"]))
                for place in json.loads(row["references"])
            ]
            found = search(row["question"], limit)
            spans = [(one.start, one.end) for one in found if one.document == row["corpus_id"]]
            shown = sum(one.end - one.start for one in found)
            hit, missed = covered(wanted, spans)
            recalls.append(hit / _length(wanted))
            precisions.append(hit / shown)
            unions.append(hit / (shown + missed))
            lengths.append(shown)
    return Scores(
        {
            "recall": statistics.mean(recalls),
            "precision": statistics.mean(precisions),
            "iou": statistics.mean(unions),
            "characters": statistics.mean(lengths),
        }
    )


def covered(wanted: Sequence[Span], found: Sequence[Span]) -> tuple[int, int]:
    """How many wanted characters were found, each once, and how many were not.

    As the benchmark counts: what is wanted twice is missed twice, and found once.
    """
    shared = [
        (max(start, first), min(end, last))
        for start, end in wanted
        for first, last in found
        if max(start, first) <= min(end, last)
    ]
    missed = list(wanted)
    for start, end in shared:
        missed = [rest for span in missed for rest in _without(span, start, end)]
    return _length(_united(shared)), _length(missed)


def _without(span: Span, start: int, end: int) -> list[Span]:
    if span[1] < start or span[0] > end:
        return [span]
    rests = [(span[0], start), (end, span[1])]
    return [(first, last) for first, last in rests if first < last]


def _united(spans: Sequence[Span]) -> list[Span]:
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((start, end))
    return united


def _length(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


# anthropic_docs_qa: 100 questions over 232 sections of a documentation.

DOCS = BENCHMARKS / "anthropic_docs_qa"


def docs_documents() -> Sequence[Document]:
    """One document for each section, known by its link."""
    return [
        Document(
            id=row["chunk_link"], path=f"{number}.md", title=row["chunk_heading"], text=row["text"]
        )
        for number, row in enumerate(json.loads((DOCS / "anthropic_docs.json").read_text("utf-8")))
    ]


def score_docs(search: Search, *, limit: int = 3) -> Scores:
    """Precision, recall and reciprocal rank of the best sections, as published."""
    precisions, recalls, ranks = [], [], []
    rows = json.loads((DOCS / "docs_evaluation_dataset.json").read_text("utf-8"))
    for row in rows:
        wanted = set(row["correct_chunks"])
        # A section is as good as its best passage.
        found = list(dict.fromkeys(one.document for one in search(row["question"], 50)))[:limit]
        hits = len(wanted & set(found))
        precisions.append(hits / len(found))
        recalls.append(hits / len(wanted))
        ranks.append(next((1 / (at + 1) for at, one in enumerate(found) if one in wanted), 0.0))
    return Scores(
        {
            "precision": statistics.mean(precisions),
            "recall": statistics.mean(recalls),
            "mrr": statistics.mean(ranks),
        }
    )
