"""`python -m tests.quality.paraphrased`: whether a reply stays right when all is said otherwise.

Our cases are put once more in other words, by writers who knew what is expected and none of our
answers. What seen ones showed was mended where it could be; those of kept cases were never read.
"""

import argparse
import json
import random
from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.quality.answers import (
    PARTS,
    Answering,
    Graded,
    cases,
    graded,
    opened_guides,
    ours,
    share,
)

FILE = Path(__file__).with_name("paraphrases.jsonl")


SEED = 5


def results(part: str, answering: Answering, *, count: int | None = None) -> list[Graded]:
    """What becomes of the cases of a part in other words, whether they pass as they are or not.

    Of a number of these conversations, drawn by lot, or of all.
    """
    reworded = [
        replace(case, turns=turns) for case in cases(part) for turns in _paraphrases()[case.id]
    ]
    if count is not None:
        reworded = random.Random(SEED).sample(reworded, count)
    return [graded(case, answering(case.turns)) for case in reworded]


@cache
def _paraphrases() -> dict[str, list[tuple[str, ...]]]:
    """Conversations by the case that they say in other words."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for line in FILE.read_text("utf-8").splitlines():
        row = json.loads(line)
        found[row["id"]].append(tuple(row["turns"]))
    return found


def main() -> None:
    """Tell for seen and kept cases how many pass in other words, and as they are."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with opened_guides() as guides:
        answering = ours(guides)
        for part in PARTS:
            found = results(part, answering)
            wrong = sum(one.wrong for one in found)
            as_they_are = [graded(case, answering(case.turns)) for case in cases(part)]
            print(
                f"{part}: {100 * share(found):.1f}% of {len(found)} in other words pass, "
                f"{100 * share(as_they_are):.1f}% as they are; {wrong} say what is forbidden"
            )


if __name__ == "__main__":
    main()
