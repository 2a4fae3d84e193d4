import itertools
from types import SimpleNamespace

import pytest

from assistant.answers import Answer
from assistant.web.growing import in_sight


def test_not_every_small_step_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    # A step each 30 ms, and the answer is complete 10 ms after the last of them.
    times = itertools.chain((step * 0.03 for step in range(10)), [0.28])
    clock = SimpleNamespace(monotonic=lambda: next(times))
    monkeypatch.setattr("assistant.web.growing.time", clock)
    steps = [Answer("answer", str(step), complete=False) for step in range(10)]
    seen = in_sight([*steps, Answer("answer", "all")])
    assert [answer.text for answer in seen] == ["0", "4", "8", "all"]
