"""`python -m tests.quality.framed`: whether a reply stays right with something said round it.

Our cases that pass are put once more: with a frame ("Asking for a friend.") and, where a whole
question of fact is asked, with something told beside it that its answer does not depend on ("I've
been doing backend for ages."). Neither is among the words that were learned from.
"""

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from assistant.understanding import understood
from corpus import mentions
from tests.quality.answers import (
    PARTS,
    Answering,
    Case,
    Graded,
    cases,
    graded,
    opened_guides,
    ours,
    passing,
    share,
)
from tests.quality.learning_framing import rows

Kind = Literal["frame", "told"]
KINDS: tuple[Kind, ...] = ("frame", "told")
TIMES = 2
"""So often each case is put, each time with other words."""
SEED = 5


@dataclass(frozen=True)
class Beside:
    """What is said beside a question, and where: before it, after it or leading into it."""

    text: str
    where: str

    def put_to(self, question: str) -> str:
        if self.where == "before":
            return f"{_ended(self.text)} {question}"
        if self.where == "after":
            return f"{_ended(question)} {self.text}"
        shouted = question[:2].isupper()
        return f"{self.text} {question if shouted else question[0].lower() + question[1:]}"


def results(
    part: str, kind: Kind, answering: Answering, *, count: int | None = None
) -> list[Graded]:
    """What becomes of the cases of a part that pass as they are; of a number of them, or all."""
    draw, some = random.Random(SEED), besides(kind)
    right = passing(_open_to(kind, part), answering)
    if count is not None:
        right = draw.sample(right, count)
    framed = [one.asked(beside.put_to) for one in right for beside in draw.sample(some, TIMES)]
    return [graded(one, answering(one.turns)) for one in framed]


def besides(kind: Kind) -> list[Beside]:
    """What was kept apart of the words of a kind."""
    return [
        Beside(row["text"], row["where"])
        for row in rows(kept=True)
        if row["frame"] == (kind == "frame") and _is_whole(row, kind)
    ]


def _is_whole(row: dict[str, Any], kind: Kind) -> bool:
    return kind == "frame" or (row["where"] != "lead" and not mentions(row["text"]))


def _open_to(kind: Kind, part: str) -> Iterator[Case]:
    for case in cases(part):
        if kind == "frame" and case.expect != "chat":
            yield case
        elif case.expect in ("answer", "decline") and len(case.turns) == 1:
            asked = understood(case.turns[0])
            if kind == "told" and asked.roles and asked.subjects:
                yield case


def _ended(text: str) -> str:
    return text if text[-1] in ".?!…:" else f"{text}."


def main() -> None:
    """Tell for seen and kept cases how many of the replies stay right."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with opened_guides() as guides:
        for part in PARTS:
            for kind in KINDS:
                found = results(part, kind, ours(guides))
                print(f"{part}, {kind}: {100 * share(found):.1f}% of {len(found)} stay right")


if __name__ == "__main__":
    main()
