"""`python -m tests.quality.foreign`: whether who asks in another language is answered alike.

Questions as people ask them in seven languages, each with its English. Those that are seen showed
which words were missing; kept ones were never read. Those that no guide answers are declined.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import Answer
from tests.quality.answers import PARTS, Answering, opened_guides, ours, share

FILE = Path(__file__).with_name("foreign.jsonl")
_ENOUGH = 0.5
"""Of what the shorter answer quotes, so much must be quoted by the other."""


@dataclass(frozen=True)
class Asked:
    """A question in another language."""

    language: str
    question: str
    english: str
    answer: Answer
    """To the question."""
    english_answer: Answer

    @property
    def passed(self) -> bool:
        """Whether it is answered as the English is: both answers quote the same."""
        ours, theirs = (
            {(one.passage.id, one.quote) for one in answer.citations}
            for answer in (self.answer, self.english_answer)
        )
        shared = len(ours & theirs)
        return bool(shared) and shared >= _ENOUGH * min(len(ours), len(theirs))


def results(part: str, answering: Answering) -> list[Asked]:
    """What becomes of the questions of a part of which the English is answered."""
    found = []
    for row in _rows(part):
        english = answering([row["english"]])
        if english.kind == "answer":
            answer = answering([row["question"]])
            found.append(Asked(row["language"], row["question"], row["english"], answer, english))
    return found


def declined(answering: Answering) -> float:
    """How many of the questions that no guide answers are declined."""
    kinds = [answering([row["question"]]).kind for row in _rows("uncovered")]
    return kinds.count("decline") / len(kinds)


def _rows(part: str) -> list[dict[str, str]]:
    rows = map(json.loads, FILE.read_text("utf-8").splitlines())
    return [row for row in rows if row["part"] == part]


def _by_language(some: Sequence[Asked]) -> Mapping[str, Sequence[Asked]]:
    found: dict[str, list[Asked]] = defaultdict(list)
    for one in some:
        found[one.language].append(one)
    return found


def main() -> None:
    """Tell of seen and kept questions how many are answered alike, and of others are declined."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with opened_guides() as guides:
        answering = ours(guides)
        for part in PARTS:
            found = results(part, answering)
            each = _by_language(found).items()
            of_each = ", ".join(f"{language} {100 * share(some):.0f}%" for language, some in each)
            print(f"{part}: {100 * share(found):.1f}% of {len(found)} answered alike ({of_each})")
        print(f"that no guide answers: {100 * declined(answering):.1f}% declined")


if __name__ == "__main__":
    main()
