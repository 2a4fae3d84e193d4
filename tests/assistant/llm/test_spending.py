import json
from pathlib import Path

import pytest

from assistant.llm.breaker import Breaker
from assistant.llm.spending import Counts, Spending, Spent, totals


def test_what_is_spent_adds_up() -> None:
    spending = Spending()
    spending.add(Spent(2, 900, 60), sentences_cut=1)
    spending.add(Spent(1, 100, 0), fallback="late")
    assert spending.counts == Counts(2, Spent(3, 1000, 60), 1, {"late": 1})


def test_the_counts_come_as_prometheus_wants_them() -> None:
    spending = Spending()
    spending.add(Spent(2, 900, 60), sentences_cut=1, fallback="late")
    assert list(totals(spending.counts)) == [
        ("assistant_model_answers", {}, 1),
        ("assistant_model_calls", {}, 2),
        ("assistant_model_tokens", {"direction": "read"}, 900),
        ("assistant_model_tokens", {"direction": "written"}, 60),
        ("assistant_model_sentences_cut", {}, 1),
        ("assistant_model_fallbacks", {"reason": "late"}, 1),
    ]


def test_without_a_budget_everything_is_affordable_and_no_file_is_written(tmp_path: Path) -> None:
    spending = Spending(tmp_path / "spent.json")
    spending.add(Spent(1, 10**9, 0))
    assert spending.affords()
    assert not list(tmp_path.iterdir())


def test_a_budget_is_kept_over_a_restart_and_ends_with_the_day(tmp_path: Path) -> None:
    path = tmp_path / "spent.json"
    first = Spending(path, tokens_a_day=1_000, today=lambda: "2026-05-01")
    first.add(Spent(1, 600, 100))
    assert first.affords()
    first.add(Spent(1, 300, 0))
    assert not first.affords()
    again = Spending(path, tokens_a_day=1_000, today=lambda: "2026-05-01")
    assert not again.affords()
    assert json.loads(path.read_text("utf-8")) == {"day": "2026-05-01", "tokens": 1_000}
    assert Spending(path, tokens_a_day=1_000, today=lambda: "2026-05-02").affords()


def test_two_programs_share_one_budget(tmp_path: Path) -> None:
    one, other = (Spending(tmp_path / "spent.json", tokens_a_day=100) for _ in range(2))
    one.add(Spent(1, 60, 0))
    other.add(Spent(1, 60, 0))
    assert (one.affords(), other.affords()) == (False, False)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"day": 1}', '{"tokens": "many"}', "\x00"])
def test_a_file_that_tells_nothing_counts_as_nothing_spent(content: str, tmp_path: Path) -> None:
    path = tmp_path / "spent.json"
    path.write_text(content, "utf-8")
    spending = Spending(path, tokens_a_day=100)
    assert spending.affords()
    spending.add(Spent(1, 100, 0))
    assert not spending.affords()


def test_where_nothing_can_be_written_the_budget_holds_all_the_same(tmp_path: Path) -> None:
    spending = Spending(tmp_path / "missing" / "spent.json", tokens_a_day=100)
    spending.add(Spent(1, 100, 0))
    assert not spending.affords()


def test_a_breaker_opens_after_failures_in_a_row_and_tries_one_later() -> None:
    clock = [0.0]
    breaker = Breaker(most_failures=2, rest_seconds=10, now=lambda: clock[0])
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()
    clock[0] = 10.0
    assert [breaker.lets_through(), breaker.lets_through()] == [True, False]
    breaker.succeeded()
    assert breaker.lets_through()
