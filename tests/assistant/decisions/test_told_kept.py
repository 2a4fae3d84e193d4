"""Situations of strangers to the patterns, each read once before anything was mended for it.

At that first reading by patterns, batch by batch, of what was said 69, 72, 72, 68, 72, 79, 75 and
74 of a hundred answers were filled, and of what was filled 1.5, 3.4, 4.5, 4.5, 5.3, 5.4, 10.3 and
6.8 of a hundred were wrong. Since then nothing is filled from where a sign of doubt reaches:
batches 9, 10 and 11, each read once after what the one before had taught, had 71, 69 and 85 of a
hundred filled and 7.5, 10.6 and 1.5 of a hundred wrong, where without doubt it had been 12, 22 and
13. (Of batch 9 four labels forgot that what is in production is a prototype; without that mended,
11.9 and 16.9.) Batches 12 and 13 are further from how the others write: patterns alone filled 40
and 34 of a hundred, 3.2 and 6.7 of a hundred wrongly.

Since then what is told is heard as well, by a model that learned from the batches of part `seen`
and from lines of ours. Batches that it had not learned from, left out by turns, had 63 (12), 83
(9), 75 (10) and 90 (11) of a hundred filled and 1.1 of a hundred wrong; of what nobody looked at,
batch 8 has 79 and 2.2, and batch 13 has 59 and 5.4. (Batch 13 was run three times, for three
choices of weights: 62 and 7.1, 59 and 5.4, 62 and 6.5.) Since what is sure goes before what is
doubted, both together have 69 and 4.8.

Batches 14 to 17 are four more strangers, a quarter of each kept. Read once, before anything was
learned from them, 50, 65, 49 and 49 of a hundred were filled, 9.0, 5.6, 2.9 and 3.9 of a hundred
wrongly; after the others of the same hands were learned from, the kept quarters have 69, 83, 71 and
79, and 7.6, 4.4, 4.0 and 5.1. All that is kept has 77 and 4.7.

Batches 18 to 21 are four more. Read once, before anything was learned from them, 77, 70, 80 and 70
of a hundred were filled, 3.1, 3.5, 4.7 and 5.5 of a hundred wrongly (once what is in production was
taken for a prototype as well, which the labels of 18 had forgotten); after that the kept quarters
have 84, 72, 86 and 78, and 3.7, 2.1, 4.6 and 5.5. All that is kept has 79 and 4.2.

Batches 22 to 24 tell of what was missed most: 53, 72 and 69 of a hundred, and 6.7, 2.9 and 2.9;
then, of the kept quarters, 73, 83 and 74, and 2.9, 3.7 and 4.0. All that is kept has 83 and 4.1.

Batches 25 to 27 are candidates and companies: 74, 82 and 86 of a hundred, 2.8, 2.3 and 4.1 wrong.
Since 3,000 single lines are learned from, each about one fact that somebody was asked to tell or to
deny, all that is kept has 85 and 4.0. (Lines that were taken to deny all they do not tell made it
worse, 83 and 4.1: who says that a model has stopped improving tells that there is one.)

Those of part `seen` were mended afterwards, or learned from; those of part `kept` never are.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from assistant.decisions import Trees
from assistant.decisions.hearing import Hearing
from assistant.decisions.situations import situation

TOLD = [
    json.loads(line)
    for line in (Path(__file__).parent / "told_kept.jsonl").read_text("utf-8").splitlines()
]


LAST_BY_PATTERNS = 13
"""The last batch that the patterns were held against; what came later is heard."""


@dataclass
class _Count:
    said: int = 0
    right: int = 0
    filled: int = 0
    wrong: list[tuple[str, str, str]] = field(default_factory=list)


def _counted(trees: Trees, part: str, hearing: Hearing | None) -> _Count:
    count = _Count()
    for case in TOLD:
        mended_for = hearing or case["batch"] <= LAST_BY_PATTERNS
        if case["part"] == part and mended_for:
            _add(count, case, trees, hearing)
    return count


def _add(count: _Count, case: dict[str, Any], trees: Trees, hearing: Hearing | None) -> None:
    found = situation(case["text"], trees, trees[case["tree"]], hearing=hearing)
    assert found
    count.said += len(case["must"])
    count.filled += len(found.answers)
    for question, answer in found.answers.items():
        if answer in case["must"].get(question, ()):
            count.right += 1
        elif answer not in case["may"].get(question, ()):
            count.wrong.append((case["id"], question, answer))


@pytest.mark.models
@pytest.mark.parametrize(
    ("part", "least_right", "most_wrong"), [("seen", 0.9, 0.02), ("kept", 0.82, 0.045)]
)
def test_strangers_are_heard_no_worse_than_they_were(
    trees: Trees,
    hearing: Hearing,
    part: str,
    least_right: float,
    most_wrong: float,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    count = _counted(trees, part, hearing)
    record_testsuite_property(f"{part}, right", f"{count.right} of {count.said}")
    record_testsuite_property(f"{part}, wrong", f"{len(count.wrong)} of {count.filled}")
    assert count.right >= least_right * count.said, f"{count.right} of {count.said} are filled"
    assert len(count.wrong) <= most_wrong * count.filled, f"{len(count.wrong)} of {count.filled}"


@pytest.mark.parametrize(
    ("part", "least_right", "most_wrong"), [("seen", 0.64, 0.01), ("kept", 0.43, 0.05)]
)
def test_patterns_alone_read_strangers_no_worse_than_they_did(
    trees: Trees, part: str, least_right: float, most_wrong: float
) -> None:
    count = _counted(trees, part, None)
    assert count.right >= least_right * count.said, f"{count.right} of {count.said} are filled"
    assert len(count.wrong) <= most_wrong * count.filled, f"{len(count.wrong)} of {count.filled}"


def test_each_label_names_an_answer_of_its_tree(trees: Trees) -> None:
    assert not [
        (case["id"], question, answer)
        for case in TOLD
        for labels in (case["must"], case["may"])
        for question, answers in labels.items()
        for answer in answers
        if answer not in trees[case["tree"]].questions[question].choices
    ]
