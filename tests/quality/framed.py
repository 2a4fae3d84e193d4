"""`python -m tests.quality.framed`: whether a reply stays right with something said round it.

Our cases that pass are put once more: with a frame ("Asking for a friend.") and, where a whole
question of fact is asked, with something told beside it that its answer does not depend on ("I've
been doing backend for ages."). Such a remark is also put beside turns that go on from others. One
question alone is put by, or for, somebody, too ("Our dentist would love to know what ..."). None of
it is among the words that were learned or mended from.
"""

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.understanding import understood
from assistant.understanding.turns import asks_what
from corpus import mentions, sentence_spans
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

Kind = Literal["frame", "told", "remark", "asker"]
KINDS: tuple[Kind, ...] = ("frame", "told", "remark", "asker")
ASKERS = Path(__file__).with_name("askers.jsonl")
TIMES = 2
"""So often each case is put, each time with other words."""
SEED = 5


@dataclass(frozen=True)
class Beside:
    """What is said beside a question, and where: before it, after it or leading into it.

    Round it the question stands in place of `{}`.
    """

    text: str
    where: str

    def put_to(self, question: str) -> str:
        if self.where == "before":
            return f"{_ended(self.text)} {question}"
        if self.where == "after":
            return f"{_ended(question)} {self.text}"
        shouted = question[:2].isupper()
        within = question if shouted else question[0].lower() + question[1:]
        return self.text.replace("{}", within) if self.where == "round" else f"{self.text} {within}"


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
    if kind == "asker":
        lines = map(json.loads, ASKERS.read_text("utf-8").splitlines())
        return [Beside(row["text"], "round") for row in lines if row["kept"]]
    return [
        Beside(row["text"], row["where"])
        for row in rows(kept=True)
        if row["frame"] == (kind == "frame") and _is_whole(row, kind)
    ]


def _is_whole(row: dict[str, Any], kind: Kind) -> bool:
    return kind == "frame" or (row["where"] != "lead" and not mentions(row["text"]))


def _open_to(kind: Kind, part: str) -> list[Case]:
    return [case for case in cases(part) if _is_open_to(kind, case)]


def _is_open_to(kind: Kind, case: Case) -> bool:
    if kind == "frame" or (kind == "remark" and len(case.turns) > 1):
        return case.expect != "chat"
    first = understood(case.turns[0])
    if kind == "asker":
        return len(case.turns) == 1 and _is_one_question(first.question)
    of_fact = case.expect in ("answer", "decline") and len(case.turns) == 1
    return kind == "told" and of_fact and bool(first.roles and first.subjects)


def _is_one_question(turn: str) -> bool:
    return asks_what(turn) and len(list(sentence_spans(turn))) == 1


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
