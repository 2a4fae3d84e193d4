import threading
import time
from collections.abc import Iterator

import pytest
from langchain_core.messages import AIMessageChunk, BaseMessage

from assistant.llm import ModelFailed, Patience
from assistant.llm.listening import THREAD, listened

PATIENCE = Patience(first=0.3, between=0.2, whole=1.0, most_characters=40)


def heard(stream: Iterator[BaseMessage]) -> list[str]:
    until = time.monotonic() + PATIENCE.whole
    return [chunk.text for chunk in listened(lambda: stream, PATIENCE, until=until)]


def speaking(*pieces: str | float | Exception) -> Iterator[BaseMessage]:
    for piece in pieces:
        if isinstance(piece, Exception):
            raise piece
        if isinstance(piece, float):
            time.sleep(piece)
        else:
            yield AIMessageChunk(content=piece)


def test_what_comes_in_time_is_heard_whole() -> None:
    assert heard(speaking("one ", 0.1, "two ", 0.1, "three")) == ["one ", "two ", "three"]


@pytest.mark.parametrize(
    ("pieces", "reason"),
    [
        pytest.param((0.8, "late"), "did not answer in time", id="first piece"),
        pytest.param(("", 0.2, "", 0.4, "late"), "did not answer in time", id="nothing in pieces"),
        pytest.param(("one", 0.8, "two"), "did not answer in time", id="between pieces"),
        pytest.param(("x", 0.15) * 12, "did not answer in time", id="the whole"),
        pytest.param(("x" * 30, "y" * 30), "did not come to an end", id="too much"),
        pytest.param((KeyError("choices"),), "failed", id="a mistake of its package"),
        pytest.param(("one", ValueError("no JSON")), "broke off", id="broken off"),
    ],
)
def test_patience_ends(pieces: tuple[str | float | Exception, ...], reason: str) -> None:
    started = time.monotonic()
    with pytest.raises(ModelFailed) as failed:
        heard(speaking(*pieces))
    assert (failed.value.reason, failed.value.of_endpoint) == (reason, True)
    assert time.monotonic() - started < PATIENCE.whole + 0.5


def test_nobody_is_left_listening() -> None:
    def endless() -> Iterator[BaseMessage]:
        while True:
            time.sleep(0.02)
            yield AIMessageChunk(content="x")

    stream = listened(endless, PATIENCE, until=time.monotonic() + 1.0)
    assert isinstance(next(stream), AIMessageChunk)
    stream.close()  # type: ignore[attr-defined]
    until = time.monotonic() + 3.0
    while _listening() and time.monotonic() < until:
        time.sleep(0.02)
    assert not _listening()


def _listening() -> bool:
    return any(one.name == THREAD for one in threading.enumerate())
