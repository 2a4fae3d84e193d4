"""`python -m tests.quality.followups`: whether the last turn of a conversation is understood.

Each conversation has its last turn as a question that stands alone, too. How often that one is
answered as it should be is the most that reading a follow-up can reach.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Answer
from tests.quality.answers import Answering, opened_guides, ours

FILE = Path(__file__).with_name("followups.jsonl")
PARTS = ("seen", "kept", "own")
"""What was looked at while building, what is run only to report, and what was written while
building: those name no facts, and are held against the answer to the question alone."""


@dataclass(frozen=True)
class Followed:
    """What became of a conversation."""

    part: str
    expect: str
    turns: tuple[str, ...]
    resolved: str
    answer: Answer
    passed: bool
    alone_passed: bool
    """Whether the question that stands alone is answered as it should be."""


def results(part: str = "") -> list[Followed]:
    """Put the conversations of a part, or all, to the assistant over the guides."""
    rows = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    with opened_guides() as guides:
        answering = ours(guides)
        return [_followed(row, answering) for row in rows if part in ("", row["part"])]


def _followed(row: dict[str, Any], answering: Answering) -> Followed:
    answer, alone = answering(row["turns"]), answering([row["resolved"]])
    if row["part"] == "own":
        passed = answer.kind == row["expect"] and _says_the_same(answer, alone)
    else:
        passed = _right(answer, row)
    return Followed(
        part=row["part"],
        expect=row["expect"],
        turns=tuple(row["turns"]),
        resolved=row["resolved"],
        answer=answer,
        passed=passed,
        alone_passed=_right(alone, row),
    )


def _right(answer: Answer, row: dict[str, Any]) -> bool:
    facts = (any(re.search(one, answer.text, re.I) for one in group) for group in row["must"])
    return answer.kind == row["expect"] and all(facts)


def _says_the_same(answer: Answer, alone: Answer) -> bool:
    """Whether what one of them rests on first is in the other."""
    if answer.kind != alone.kind or not (answer.citations and alone.citations):
        return answer.kind == alone.kind
    here, there = ([cited.quote for cited in one.citations] for one in (answer, alone))
    return here[0] in there or there[0] in here


def totals(found: Sequence[Followed]) -> Iterator[str]:
    """By part and kind: how many pass, and how many as a question that stands alone."""
    count = Counter((one.part, one.expect) for one in found)
    passed = Counter((one.part, one.expect) for one in found if one.passed)
    alone = Counter((one.part, one.expect) for one in found if one.alone_passed)
    yield "| part | expected | conversations | passed | passed as a question alone |"
    yield "| --- | --- | --- | --- | --- |"
    for part, expect in sorted(count):
        key = (part, expect)
        yield f"| {part} | {expect} | {count[key]} | {passed[key]} | {alone[key]} |"


def main() -> None:
    """Print the totals; with --misses, what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="")
    parser.add_argument("--misses", action="store_true", help="show what failed (none of kept)")
    asked = parser.parse_args()
    found = results(asked.part)
    print(*totals(found), sep="\n")
    for one in found if asked.misses else ():
        if not one.passed and one.part != "kept":
            print(f"\n{one.expect} {list(one.turns)}\n   = {one.resolved}")
            print(f"-> {one.answer.kind} {one.answer.layer}: {one.answer.text[:300]}")


if __name__ == "__main__":
    main()
