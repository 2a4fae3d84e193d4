"""`python -m tests.quality.answers`: our cases, put to the assistant; the report, per kind."""

import argparse
import json
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Answer, Assistant, BuiltInModel, Guides, Settings
from index import open_model, open_or_rebuild, recipe_for

CASES = (Path(__file__).parent / "cases.jsonl", Path(__file__).parent / "cases_fresh.jsonl")


@dataclass(frozen=True)
class Graded:
    """What became of a case."""

    case: dict[str, Any]
    answer: Answer
    kind_right: bool
    facts: bool
    nothing_wrong: bool
    cited: bool

    @property
    def passed(self) -> bool:
        """Whether a strict reader would be content."""
        return self.kind_right and self.facts and self.nothing_wrong and self.cited


def graded(case: dict[str, Any], answer: Answer) -> Graded:
    """Hold an answer against what its case expects."""

    def said(pattern: str) -> bool:
        return bool(re.search(pattern, answer.text, re.IGNORECASE))

    cited = {citation.passage.document for citation in answer.citations}
    expected = "decision" if case["expect"] == "decide" else case["expect"]
    return Graded(
        case,
        answer,
        answer.kind == expected,
        all(any(said(one) for one in group) for group in case["must"]),
        not any(said(one) for one in case["must_not"]),
        all(cited & set(group) for group in case["cite"]),
    )


def results(part: str) -> list[Graded]:
    """Put the cases of a part to the assistant over the guides."""
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    cases = [json.loads(line) for file in CASES for line in file.read_text("utf-8").splitlines()]
    with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
        guides = Guides.of(opened, model)
        assistant = Assistant(guides, BuiltInModel(guides=guides))
        return [
            graded(case, assistant.ask(*case["turns"])) for case in cases if case["part"] == part
        ]


def main() -> None:
    """Print the table; with --misses, every case that failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("seen", "kept"), default="kept")
    parser.add_argument("--misses", action="store_true", help="show what failed (seen only)")
    asked = parser.parse_args()
    found = results(asked.part)
    _table(found)
    if asked.misses and asked.part == "seen":
        for one in found:
            if not one.passed:
                print(one.case["id"], one.case["expect"], one.case["turns"], "->", one.answer.kind)
                print("   ", one.answer.text[:400])
                print("    must", one.case["must"], "cite", one.case["cite"])


def _table(results: Sequence[Graded]) -> None:
    kinds: dict[str, list[Graded]] = defaultdict(list)
    for one in results:
        kinds[one.case["expect"]].append(one)
    print("| kind | cases | passed | kind right | facts | nothing wrong | cited | words |")
    print("|---|---|---|---|---|---|---|---|")
    for kind, group in [*kinds.items(), ("all", list(results))]:
        shares = [
            f"{100 * statistics.mean(values):.0f}"
            for values in (
                [one.passed for one in group],
                [one.kind_right for one in group],
                [one.facts for one in group],
                [one.nothing_wrong for one in group],
                [one.cited for one in group],
            )
        ]
        words = statistics.median(len(one.answer.text.split()) for one in group)
        print(f"| {kind} | {len(group)} | {' | '.join(shares)} | {words:.0f} |")
    said = Counter(one.answer.kind for one in results)
    declined = [one for one in results if one.answer.kind == "decline"]
    right = sum(one.case["expect"] == "decline" for one in declined)
    wanted = sum(one.case["expect"] == "decline" for one in results)
    print(f"said: {dict(said)}; decline precision {right}/{len(declined)}, recall {right}/{wanted}")


if __name__ == "__main__":
    main()
