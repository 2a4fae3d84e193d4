import json
import logging
import stat
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filelock import FileLock

from assistant import Answer
from assistant.gaps import LONGEST, MOST, Gap, Gaps, GapsUnreadable

DECLINED = Answer("decline", "The guides do not answer this.")


@pytest.fixture
def gaps(tmp_path: Path) -> Gaps:
    return Gaps(tmp_path / ".gaps.jsonl")


def today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def lines(gaps: Gaps) -> list[str]:
    return gaps.path.read_text("utf-8").splitlines() if gaps.path.exists() else []


def test_a_declined_question_is_kept_with_what_was_looked_for(gaps: Gaps) -> None:
    gaps.keep(DECLINED, "What does an MLE earn in Nairobi?")
    assert gaps.listed() == [
        Gap("What does an MLE earn in Nairobi?", ("nairobi", "ml engineer", "pay"), today(), 1)
    ]
    assert len(lines(gaps)) == 1


@pytest.mark.parametrize("kind", ["answer", "decision", "clarify", "chat"])
def test_other_answers_are_not_kept(gaps: Gaps, kind: str) -> None:
    gaps.keep(Answer(kind, "Said."), "What does an MLE earn?")  # type: ignore[arg-type]
    assert list(gaps.path.parent.iterdir()) == []


def test_what_no_document_should_answer_is_not_kept(gaps: Gaps) -> None:
    gaps.keep(DECLINED, "How do I avoid hiring women?")
    assert gaps.listed() == []


def test_a_follow_up_is_kept_as_what_it_means(gaps: Gaps) -> None:
    gaps.keep(DECLINED, "What does a research scientist earn?", "and in Nairobi?")
    (gap,) = gaps.listed()
    assert "research scientist" in gap.question
    assert "Nairobi" in gap.question


def test_the_most_frequent_come_first_and_then_the_latest(gaps: Gaps) -> None:
    for asked in ("Pay in Oslo?", "pay in  RIGA", "Pay in Bonn?", "Pay in Riga?"):
        gaps.keep(DECLINED, asked)
    assert [(gap.question, gap.count) for gap in gaps.listed()] == [
        ("Pay in Riga?", 2),
        ("Pay in Bonn?", 1),
        ("Pay in Oslo?", 1),
    ]


def test_a_long_question_is_cut_and_what_nobody_sees_is_dropped(gaps: Gaps) -> None:
    gaps.keep(DECLINED, "Pay\u202e in\ud800\n Oslo? " + "x" * 1_000_000)
    (gap,) = gaps.listed()
    assert gap.question.startswith("Pay in\ufffd Oslo? xxx")
    assert len(gap.question) == LONGEST
    assert len(lines(gaps)) == 1


def test_only_its_owner_may_read_the_file(gaps: Gaps) -> None:
    gaps.keep(DECLINED, "Pay in Oslo?")
    assert stat.S_IMODE(gaps.path.stat().st_mode) == 0o600


def test_no_more_lines_are_kept_than_fit_and_the_frequent_ones_stay(gaps: Gaps) -> None:
    row = {"looked_for": [], "day": "2026-01-01"}
    rows = [{"question": "often", **row, "count": 5}]
    rows += [{"question": f"once {number}", **row, "count": 1} for number in range(MOST - 1)]
    gaps.path.write_text("".join(json.dumps(one) + "\n" for one in rows), "utf-8")
    gaps.keep(DECLINED, "Pay in Oslo?")
    found = gaps.listed()
    assert len(lines(gaps)) == len(found) == 9_000
    assert [(gap.question, gap.count) for gap in found[:3]] == [
        ("often", 5),
        ("Pay in Oslo?", 1),
        (f"once {MOST - 2}", 1),
    ]
    assert [path.name for path in sorted(gaps.path.parent.iterdir())] == [
        ".gaps.jsonl",
        ".gaps.jsonl.lock",
    ]
    gaps.keep(DECLINED, "Pay in Riga?")
    assert len(lines(gaps)) == 9_001


def test_a_line_that_is_damaged_is_passed_over(gaps: Gaps) -> None:
    gaps.keep(DECLINED, "Pay in Oslo?")
    with gaps.path.open("ab") as file:
        file.write(b'{"question": \xff\n[]\n{"question": "x"}\n' + b"[" * 100_000 + b"\n")
    gaps.keep(DECLINED, "Pay in Riga?")
    assert [gap.question for gap in gaps.listed()] == ["Pay in Riga?", "Pay in Oslo?"]


def test_several_may_write_at_once(gaps: Gaps) -> None:
    others = [Gaps(gaps.path) for _ in range(4)]
    threads = [
        threading.Thread(target=one.keep, args=(DECLINED, "Pay in Oslo?")) for one in others * 5
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [gap.count for gap in gaps.listed()] == [20]


def test_a_place_that_cannot_be_written_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    gaps = Gaps(tmp_path / "file" / ".gaps.jsonl")
    with caplog.at_level(logging.WARNING):
        gaps.keep(DECLINED, "Pay in Oslo?")
        gaps.keep(DECLINED, "Pay in Riga?")
    assert caplog.messages == [f"Unanswered questions are not kept: {gaps.path}: File exists."]


def test_a_lock_that_is_held_does_not_hold_up_the_answer(
    gaps: Gaps, caplog: pytest.LogCaptureFixture
) -> None:
    with FileLock(gaps.path.with_name(f"{gaps.path.name}.lock")):
        gaps.keep(DECLINED, "Pay in Oslo?")
    assert caplog.messages == [
        f"Unanswered questions are not kept: {gaps.path}: another program holds it."
    ]
    assert gaps.listed() == []


def test_clearing_removes_all_and_says_how_many(gaps: Gaps) -> None:
    for asked in ("Pay in Oslo?", "Pay in Oslo?", "Pay in Riga?"):
        gaps.keep(DECLINED, asked)
    assert gaps.clear() == 2
    assert (gaps.listed(), gaps.clear()) == ([], 0)


def test_a_file_that_cannot_be_read_is_said(gaps: Gaps) -> None:
    gaps.path.mkdir()
    with pytest.raises(GapsUnreadable, match=r"cannot be read: Is a directory\.$"):
        gaps.listed()
