import threading
from collections.abc import Callable

import numpy as np
import pytest

from index.encoders import Vector
from index.reading_ahead import ReadingAhead

PATIENCE = 10.0
"""Seconds; what takes longer hangs."""


class Lengths:
    """The vector of a text is its length, computed when it may be."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.may.set()
        self.prepared: list[str] = []
        self.computed_by: dict[str, str] = {}

    def __call__(self, text: str) -> Callable[[], Vector]:
        self.prepared.append(text)

        def compute() -> Vector:
            assert self.may.wait(PATIENCE)
            self.computed_by[text] = threading.current_thread().name
            return np.array([len(text)], dtype=np.float32)

        return compute


def _here() -> str:
    return threading.current_thread().name


def test_who_begins_goes_on_while_it_is_computed() -> None:
    lengths = Lengths()
    ahead = ReadingAhead(lengths, remembered=4, processors=2)
    lengths.may.clear()
    ahead.begin("pay")
    assert lengths.computed_by == {}  # had this thread waited for it, it would hang
    lengths.may.set()
    assert ahead.vector("pay").tolist() == [3]
    assert lengths.computed_by["pay"] != _here()


def test_what_nobody_began_is_computed_at_once() -> None:
    lengths = Lengths()
    assert ReadingAhead(lengths, remembered=4, processors=2).vector("pay").tolist() == [3]
    assert lengths.computed_by == {"pay": _here()}


def test_what_is_asked_for_twice_is_computed_once() -> None:
    lengths = Lengths()
    ahead = ReadingAhead(lengths, remembered=4, processors=2)
    ahead.begin("pay")
    ahead.begin("pay")
    assert ahead.vector("pay") is ahead.vector("pay")
    assert lengths.prepared == ["pay"]


def test_only_the_last_ones_are_remembered() -> None:
    lengths = Lengths()
    ahead = ReadingAhead(lengths, remembered=2, processors=2)
    for text in ("pay", "equity", "pay", "bonus", "equity"):
        ahead.vector(text)
    assert lengths.prepared == ["pay", "equity", "bonus", "equity"]


def test_several_are_computed_side_by_side_and_keep_their_order() -> None:
    both = threading.Barrier(2, timeout=PATIENCE)

    def prepare(text: str) -> Callable[[], Vector]:
        def compute() -> Vector:
            both.wait()  # nobody passes alone
            return np.array([len(text)], dtype=np.float32)

        return compute

    ahead = ReadingAhead(prepare, remembered=4, processors=2)
    assert [one.tolist() for one in ahead.vectors(["equity", "pay"])] == [[6], [3]]


def test_a_single_processor_reads_nothing_ahead() -> None:
    lengths = Lengths()
    ahead = ReadingAhead(lengths, remembered=4, processors=1)
    ahead.begin("pay")
    assert lengths.prepared == []
    assert [one.tolist() for one in ahead.vectors(["equity", "pay"])] == [[6], [3]]
    assert set(lengths.computed_by.values()) == {_here()}


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("preparing", [True, False])
def test_a_failure_is_told_and_not_remembered(begun: bool, preparing: bool) -> None:
    failing = True

    def fail() -> None:
        if failing:
            raise MemoryError

    def prepare(text: str) -> Callable[[], Vector]:
        if preparing:
            fail()

        def compute() -> Vector:
            fail()
            return np.array([len(text)], dtype=np.float32)

        return compute

    ahead = ReadingAhead(prepare, remembered=4, processors=2)
    with pytest.raises(MemoryError):
        if begun:
            ahead.begin("pay")
        ahead.vector("pay")
    failing = False
    assert ahead.vector("pay").tolist() == [3]
