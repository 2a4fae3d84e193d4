"""`python -m tests.quality.other_folders`: other people's folders, and what is asked of them.

Each folder is about something else than hiring for AI roles, or about other roles. Half of them may
be looked at and are learned from; the others are kept apart, and only their totals are told.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from statistics import mean
from typing import Any

from assistant import Guides
from index import Settings, open_model
from tests.quality.answers import Case, Graded, graded, ours
from tests.quality.indexed import opened

PLACE = Path(__file__).with_name("folders")
PARTS = ("seen", "kept")


def other_folders(part: str) -> list[Path]:
    """The folders of one part."""
    return sorted(one for one in (PLACE / part).iterdir() if one.is_dir())


def questions(folder: Path) -> list[dict[str, Any]]:
    """What is asked of a folder, and what a right reply holds."""
    lines = folder.with_suffix(".jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def right_ones(row: dict[str, Any], texts: Sequence[str]) -> frozenset[int]:
    """The numbers of the texts that hold most of what the right reply must hold."""
    held = [
        sum(bool(re.search(one, text, re.IGNORECASE)) for one in row.get("must", ()))
        for text in texts
    ]
    most = max(held, default=0)
    return frozenset(number for number, some in enumerate(held) if some and some == most)


def results(folders: Iterable[Path]) -> list[Graded]:
    """What becomes of the questions, each put to an assistant that has read its folder only."""
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    found = []
    for folder in folders:
        with opened(folder, model) as build:
            answering = ours(Guides.of(build, model))
            found += [graded(case, answering(case.turns)) for case in _cases(folder)]
    return found


def _cases(folder: Path) -> Iterator[Case]:
    for row, number in zip(questions(folder), count()):
        must = tuple((one,) for one in row.get("must", ()))
        yield Case(f"{folder.name}-{number}", "kept", row["expect"], (row["q"],), must, (), ())


def main() -> None:
    """Tell how many are answered and declined as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show what failed (seen only)")
    asked = parser.parse_args()
    for part in PARTS:
        found = results(other_folders(part))
        for kind in ("answer", "decline"):
            group = [one for one in found if one.case.expect == kind]
            print(f"{part} {kind}: {100 * mean(one.passed for one in group):.1f}% of {len(group)}")
        for one in found if asked.misses and part == "seen" else ():
            if not one.passed:
                print(f"\n{one.case.id} {one.case.expect} {one.case.turns[0]}")
                print(f"-> {one.answer.kind}: {one.answer.text[:400]}\n   must {one.case.must}")


if __name__ == "__main__":
    main()
