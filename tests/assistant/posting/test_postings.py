"""Postings of our own making, with the rules that must be found in each, and no others.

The part `built` was written to build the detectors with. Each `kept` part was written apart, before
it was run for the first time; what its first run got wrong was then mended, except for `kept-6`,
whose failures nobody has looked at. First runs, precision and recall of findings:

    kept-1  81.8%  85.7%      kept-4   90.9%  71.4%      kept-7 (long)   55.6%  83.3%
    kept-2  91.7%  68.8%      kept-5   87.5%  77.8%      kept-8 (long)    100%  77.8%
    kept-3   100%  80.0%      kept-6   93.3%  87.5%      all eight       87.5%  79.1%

So expect those, not the floors below, of a posting that is phrased in a new way.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.posting import Report, Rules

POSTINGS = Path(__file__).parent / "postings.jsonl"
UNTOUCHED = "kept-6"

Check = Callable[[str], Report]


def postings() -> list[dict[str, Any]]:
    return [json.loads(line) for line in POSTINGS.read_text("utf-8").splitlines()]


@dataclass
class Counted:
    right: int = 0
    extra: int = 0
    missing: int = 0

    def add(self, expected: set[str], found: set[str]) -> None:
        self.right += len(found & expected)
        self.extra += len(found - expected)
        self.missing += len(expected - found)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missing)


def found_in(posting: dict[str, Any], check: Check) -> set[str]:
    return {finding.rule for finding in check(posting["text"]).findings}


def test_there_are_enough_postings() -> None:
    every = postings()
    assert len({one["id"] for one in every}) == len(every) >= 60
    assert sum(not one["rules"] for one in every) >= 20
    assert sum(one["part"] != "built" for one in every) * 3 >= len(every)


def test_every_rule_is_expected_somewhere(rules: Rules) -> None:
    assert {rule for one in postings() for rule in one["rules"]} == {one.id for one in rules.kept}


@pytest.mark.parametrize(
    "posting",
    [pytest.param(one, id=one["id"]) for one in postings() if one["part"] != UNTOUCHED],
)
def test_just_what_is_wrong_is_found(posting: dict[str, Any], check: Check) -> None:
    report = check(posting["text"])
    assert (report.role, {one.rule for one in report.findings}) == (
        posting["role"],
        set(posting["rules"]),
    )


def test_over_all_findings_are_right_and_few_are_missed(check: Check) -> None:
    counted = Counted()
    for one in postings():
        counted.add(set(one["rules"]), found_in(one, check))
    assert counted.precision >= 0.95
    assert counted.recall >= 0.90


def test_postings_nobody_looked_at_do_as_well_as_at_first(check: Check) -> None:
    counted = Counted()
    for one in postings():
        if one["part"] == UNTOUCHED:
            counted.add(set(one["rules"]), found_in(one, check))
    assert counted.precision >= 0.93
    assert counted.recall >= 0.87


def test_every_finding_shows_words_of_the_posting_in_their_place(check: Check) -> None:
    for one in postings():
        text = one["text"]
        for finding in check(text).findings:
            assert finding.words == text[finding.start : finding.end] != ""
