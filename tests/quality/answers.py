"""`python -m tests.quality.answers`: our cases, put to the assistant, and graded.

report.py holds other ways of answering against the same cases.
"""

import argparse
import json
import re
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from assistant import Answer, Assistant, BuiltInModel, Guides, Settings
from index import EmbeddingModel, OpenedBuild, open_model, open_or_rebuild, recipe_for

FILES = tuple(
    Path(__file__).with_name(f"{name}.jsonl")
    for name in (
        "cases",
        "cases_fresh",
        "cases_exam",
        "cases_exam_two",
        "cases_exam_three",
        "cases_exam_four",
        "cases_exam_five",
        "cases_deciding",
    )
)
PARTS = ("seen", "kept")
"""What is looked at while building, and what is run only to report."""
KINDS = ("answer", "decide", "clarify", "decline", "chat")

Answering = Callable[[Sequence[str]], Answer]
"""The turns of a conversation to the answer to the last of them."""


@dataclass(frozen=True)
class Case:
    """A conversation, and what a strict reader expects of the answer to its last turn."""

    id: str
    part: str
    expect: str
    turns: tuple[str, ...]
    must: tuple[tuple[str, ...], ...]
    """Of each group one pattern is in the text."""
    must_not: tuple[str, ...]
    """What would be wrong, above all figures of something else."""
    cite: tuple[tuple[str, ...], ...]
    """Of each group one guide is cited."""

    def asked(self, otherwise: Callable[[str], str]) -> "Case":
        """The same, its last turn put in another way."""
        *before, last = self.turns
        return replace(self, turns=(*before, otherwise(last)))


@dataclass(frozen=True)
class Graded:
    """What became of a case."""

    case: Case
    answer: Answer
    kind_right: bool
    facts: bool
    cited: bool
    wrong: bool
    """It says what its case forbids."""

    @property
    def passed(self) -> bool:
        """Whether a strict reader would be content."""
        return self.kind_right and self.facts and self.cited and not self.wrong


def cases(part: str) -> list[Case]:
    """Those of a part."""
    lines = [line for file in FILES for line in file.read_text("utf-8").splitlines()]
    return [case for case in map(_case, map(json.loads, lines)) if case.part == part]


def _case(row: Mapping[str, Any]) -> Case:
    return Case(
        id=row["id"],
        part=row["part"],
        expect=row["expect"],
        turns=tuple(row["turns"]),
        must=tuple(map(tuple, row["must"])),
        must_not=tuple(row["must_not"]),
        cite=tuple(map(tuple, row["cite"])),
    )


def graded(case: Case, answer: Answer) -> Graded:
    """Hold an answer against what its case expects."""

    def said(pattern: str) -> bool:
        return bool(re.search(pattern, answer.text, re.IGNORECASE))

    guides = {citation.passage.document for citation in answer.citations}
    return Graded(
        case,
        answer,
        kind_right=answer.kind == ("decision" if case.expect == "decide" else case.expect),
        facts=all(any(map(said, group)) for group in case.must),
        cited=all(guides & set(group) for group in case.cite),
        wrong=any(map(said, case.must_not)),
    )


def passing(some: Iterable[Case], answering: Answering) -> list[Case]:
    """Those of some cases that pass."""
    return [one for one in some if graded(one, answering(one.turns)).passed]


class Judged(Protocol):
    """Something that passes or does not."""

    @property
    def passed(self) -> bool:
        """Whether it does."""


def share(some: Sequence[Judged]) -> float:
    """How many of them pass."""
    return sum(one.passed for one in some) / len(some)


def results(part: str) -> list[Graded]:
    """Put the cases of a part to the assistant over the guides."""
    with opened_guides() as guides:
        answering = ours(guides)
        return [graded(case, answering(case.turns)) for case in cases(part)]


@contextmanager
def opened_index() -> Iterator[tuple[OpenedBuild, EmbeddingModel]]:
    """The index as it is served, and the model that made it."""
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
        yield opened, model


@contextmanager
def opened_guides(*, worked: bool = True) -> Iterator[Guides]:
    """The guides as they are served, or without their worked answers."""
    with opened_index() as (opened, model):
        yield Guides.of(opened, model, worked=worked)


def ours(guides: Guides) -> Answering:
    """The assistant with its built-in model."""
    assistant = Assistant(guides, BuiltInModel(guides=guides))
    return lambda turns: assistant.ask(*turns)


def tables(ways: Mapping[str, Sequence[Graded]]) -> Iterator[str]:
    """What each way reached, kind by kind; when it declined; and which layer said how much."""
    yield from _head("kind", "way", *_MEASURES)
    for kind in (*KINDS, "all"):
        for way, found in ways.items():
            group = [one for one in found if kind in (one.case.expect, "all")]
            if group:
                yield _row(kind, way, *_measured(group))
    yield from _head("way", "declined", "precision %", "recall %")
    for way, found in ways.items():
        declined = [one for one in found if one.answer.kind == "decline"]
        wanted = [one for one in found if one.case.expect == "decline"]
        right = sum(one.kind_right for one in declined)
        yield _row(way, len(declined), _percent(right, len(declined)), _percent(right, len(wanted)))
    yield from _head("way", "layer", "answers", "right", "right %", "wrong things")
    for way, found in ways.items():
        for layer in dict.fromkeys(sorted(one.answer.layer for one in found)):
            group = [one for one in found if one.answer.layer == layer]
            right = sum(one.passed for one in group)
            share = _percent(right, len(group))
            wrong = sum(one.wrong for one in group)
            yield _row(way, layer or "no layer", len(group), right, share, wrong)


_MEASURES = (
    "cases",
    "passed %",
    "kind right %",
    "facts found %",
    "guides cited %",
    "wrong things",
    "words (median)",
)


def _measured(group: Sequence[Graded]) -> Iterator[object]:
    yield len(group)
    for name in ("passed", "kind_right", "facts", "cited"):
        yield _percent(sum(getattr(one, name) for one in group), len(group))
    yield sum(one.wrong for one in group)
    yield f"{statistics.median(len(one.answer.text.split()) for one in group):.0f}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}" if whole else "-"


def _head(*names: str) -> Iterator[str]:
    yield ""
    yield _row(*names)
    yield _row(*("---" for _ in names))


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    """Print the tables; with --misses, every case that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=PARTS, default="kept")
    parser.add_argument("--misses", action="store_true", help="show what failed (seen only)")
    asked = parser.parse_args()
    found = results(asked.part)
    print("\n".join(tables({"ours": found})))
    if asked.misses and asked.part == "seen":
        for one in found:
            if not one.passed:
                print(f"\n{one.case.id} {one.case.expect} {list(one.case.turns)}")
                print(f"-> {one.answer.kind}: {one.answer.text[:400]}")
                print(f"   must {one.case.must} not {one.case.must_not} cite {one.case.cite}")


if __name__ == "__main__":
    main()
