"""`python -m tests.quality.layers`: our cases, answered in the documents' own words.

With `--without-worked` over the guides without their worked answers, with `--corpus` over another
folder; beside it the nearest sentences as they stand, which decline nothing.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean, median

import numpy as np

from assistant import Answer, Citation, Guides
from assistant.understanding import resolved, understood
from corpus import statements
from index import PassageIndex, Settings, open_model, passage_index, written_out
from tests.quality.answers import PARTS, Answering, Graded, cases, graded, ours
from tests.quality.indexed import folder, opened

SEARCHED = 8
MOST_WORDS = 65


def results(corpus: Path, part: str) -> dict[str, list[Graded]]:
    """The cases that want an answer or none, put to the assistant over a folder; beside it, what
    the nearest sentences alone would say.
    """
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    with opened(corpus, model) as build:
        put = [one for one in cases(part) if one.expect in ("answer", "decline")]
        answering, nearest = ours(Guides.of(build, model)), _nearest(passage_index(build, model))
        return {
            "ours": [graded(case, answering(case.turns)) for case in put],
            "nearest sentences": [graded(case, nearest(case.turns)) for case in put],
        }


def _nearest(index: PassageIndex) -> Answering:
    return lambda turns: _near(index, resolved([written_out(turn) for turn in turns]))


def _near(index: PassageIndex, question: str) -> Answer:
    asked = understood(index.in_full(question))
    vector = index.vector(asked.question)
    found = [
        (match.passage, one)
        for match in index.search(asked.question, limit=SEARCHED)
        for one in statements(match.passage)
    ]
    rows = index.statement_vectors([one for _, one in found])
    if rows is None:
        raise ValueError("Too many documents to compare sentence by sentence.")
    words, said, citations = 0, list[str](), list[Citation]()
    for place in np.argsort(-np.vecdot(rows, vector), kind="stable").tolist():
        passage, one = found[place]
        if said and words + len(one.text.split()) > MOST_WORDS:
            break
        words += len(one.text.split())
        start = passage.start + one.start
        citations.append(Citation(len(said) + 1, passage, one.words, start, start + len(one.words)))
        said.append(f"{one.text} [{len(said) + 1}]")
    return Answer("answer", " ".join(said), tuple(citations))


def _told(found: Sequence[Graded]) -> Iterator[str]:
    """`answer 60% of 258 |`, and how declining went."""
    for kind in ("answer", "decline"):
        group = [one for one in found if one.case.expect == kind]
        yield f"{kind}: {100 * mean(one.passed for one in group):.1f}% of {len(group)} |"
    yield f"all: {100 * mean(one.passed for one in found):.1f}% |"
    declined = [one.case.expect == "decline" for one in found if one.answer.kind == "decline"]
    wanted = sum(one.case.expect == "decline" for one in found)
    yield f"declined: {sum(declined)} right of {len(declined)}, wanted {wanted} |"
    yield f"wrong things: {sum(one.wrong for one in found)} |"
    yield f"words: {median(len(one.answer.text.split()) for one in found):.0f} |"
    for layer in sorted({one.answer.layer for one in found}):
        passed = [one.passed for one in found if one.answer.layer == layer]
        yield f"{layer or 'no layer'}: {sum(passed)} right of {len(passed)} |"


def main() -> None:
    """Print the tables; with --misses, every case that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--without-worked", action="store_true")
    where.add_argument("--corpus", type=Path, metavar="DIR")
    parser.add_argument("--part", choices=PARTS, default="seen")
    parser.add_argument("--misses", action="store_true", help="show what failed (seen only)")
    asked = parser.parse_args()
    known = folder("known", ".md", ".questions.jsonl")
    ways = results(asked.corpus or known, asked.part)
    for way, found in ways.items():
        print(way, "|", *_told(found), sep=" ")
    for one in ways["ours"] if asked.misses and asked.part == "seen" else ():
        if not one.passed:
            print(f"\n{one.case.id} {one.case.expect} {list(one.case.turns)}")
            print(f"-> {one.answer.kind} {one.answer.layer}: {one.answer.text[:600]}")
            print(f"   must {one.case.must} not {one.case.must_not} cite {one.case.cite}")


if __name__ == "__main__":
    main()
