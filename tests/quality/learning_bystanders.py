"""`python -m tests.quality.learning_bystanders`: learn anew what a turn only mentions.

From turns that name a job, a place, a company or a year, each by somebody who said whether an
answer depends on it. `--dry` tells how well mentions are told apart that were kept apart, and keeps
nothing.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.understanding.bystanders import (
    ALWAYS,
    SURE_OF_A_BYSTANDER,
    Bystanders,
    mentioned,
    signs,
)
from corpus import Mention
from tests.quality.keeping import is_kept
from tests.quality.regression import logistic

EXAMPLES = Path(__file__).with_name("bystanders.jsonl")
FEWEST = 3
"""So often a sign must be in the examples to count."""
PULL_TO_ZERO = 0.5


class Example(NamedTuple):
    """Something that a turn names, and whether an answer depends on it."""

    turn: str
    mention: Mention
    matters: bool

    @property
    def is_looked_for(self) -> bool:
        """Whether what answers the turn would have to know it."""
        return any(
            one.start < self.mention.end and self.mention.start < one.end
            for one in mentioned(self.turn)
        )


def examples(*, kept: bool) -> list[Example]:
    """Those that are learned from, or those that were kept apart."""
    rows = map(json.loads, EXAMPLES.read_text("utf-8").splitlines())
    found = []
    for row in rows:
        if bool(row.get("kept")) == kept:
            start = row["turn"].index(row["mention"])
            end = start + len(row["mention"])
            one = Mention(row["kind"], row["mention"].lower(), start, end)
            found.append(Example(row["turn"], one, row["matters"]))
    return found


def learned(some: Sequence[Example]) -> Bystanders:
    """Weights under which what each example only mentions is likely."""
    read = [signs(one.turn, one.mention) for one in some]
    counts = Counter(sign for row in read for sign in row)
    common = sorted(sign for sign in counts if counts[sign] >= FEWEST and sign != ALWAYS)
    numbers = {sign: number for number, sign in enumerate((*common, ALWAYS))}
    values = np.zeros((len(some), len(numbers)), dtype=np.float32)
    for row, found in zip(values, read, strict=True):
        row[[numbers[sign] for sign in found if sign in numbers]] = 1
    so = np.array([not one.matters for one in some])
    weights = logistic(values, so, pull=PULL_TO_ZERO / len(some))
    return Bystanders(dict(zip(numbers, weights.tolist(), strict=True)))


def left_out(known: Bystanders, some: Sequence[Example], *, matters: bool) -> float:
    """Which share of what would be looked for, and does or does not matter, is left out."""
    there = [one for one in some if one.matters == matters and one.is_looked_for]
    out = [known.likely(one.turn, one.mention) >= SURE_OF_A_BYSTANDER for one in there]
    return sum(out) / len(out)


def main() -> None:
    """Learn, tell how well mentions that were kept apart are told apart, and keep it."""
    keep = is_kept(__doc__)
    known, kept = learned(examples(kept=False)), examples(kept=True)
    for matters, what in ((False, "of what is only mentioned"), (True, "of what matters")):
        print(f"{what} {100 * left_out(known, kept, matters=matters):.1f}% is left out")
    if keep:
        known.save()


if __name__ == "__main__":
    main()
