"""Listening to a model that streams, with patience that ends. The only place where time is kept."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from types import TracebackType

from langchain_core.exceptions import (
    ContextOverflowError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelError,
    ModelNotFoundError,
    ModelPermissionDeniedError,
    ModelRateLimitError,
    ModelTimeoutError,
)
from langchain_core.messages import AIMessageChunk, BaseMessage

THREAD = "language model"
LATE = "did not answer in time"
BROKE_OFF = "broke off"
ENDLESS = "did not come to an end"
_REASONS: tuple[tuple[type[ModelError], str], ...] = (
    (ModelTimeoutError, LATE),
    (ModelConnectionError, "could not be reached"),
    (ModelAuthenticationError, "did not take the key"),
    (ModelPermissionDeniedError, "did not take the key"),
    (ModelNotFoundError, "is not known at its address"),
    (ModelRateLimitError, "is asked too much"),
    (ContextOverflowError, "was told too much"),
)


class ModelFailed(Exception):
    """A language model did not say what it was asked to; the message says why, after its name."""

    def __init__(self, reason: str, *, again: bool = False, of_endpoint: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        """Whether a second try may do better."""
        self.of_endpoint = of_endpoint
        """Whether it could not be heard, as against what it said."""


@dataclass(frozen=True)
class Patience:
    """How long a model may take, in seconds."""

    connect: float = 3.0
    first: float = 12.0
    """Until it begins to speak."""
    between: float = 8.0
    """From one piece to the next."""
    whole: float = 30.0
    """For one answer, whatever it calls meanwhile."""
    most_characters: int = 12_000
    """Of one reply, with what it calls tools with."""


def listened(
    stream: Callable[[], Iterator[BaseMessage]], patience: Patience, *, until: float
) -> Iterator[AIMessageChunk]:
    """Yield what a model says as it says it; `until` is when the whole must be over.

    Raises:
        ModelFailed: It is late, breaks off, does not end, or cannot be asked at all.
    """
    heard: SimpleQueue[AIMessageChunk | _End] = SimpleQueue()
    enough = Event()
    Thread(target=_hear, args=(stream, heard, enough), name=THREAD, daemon=True).start()
    spoken, last, limit = 0, time.monotonic(), patience.first
    try:
        while True:
            wait = min(last + limit, until) - time.monotonic()
            try:
                chunk = heard.get(timeout=max(wait, 0.0))
            except Empty:
                raise ModelFailed(LATE, of_endpoint=True) from None
            if isinstance(chunk, _End):
                if chunk.error:
                    raise _failure(chunk.error, spoken=bool(spoken)) from chunk.error
                return
            size = _size(chunk)
            spoken += size
            if spoken > patience.most_characters:
                raise ModelFailed(ENDLESS, of_endpoint=True)
            if size:
                last, limit = time.monotonic(), patience.between
            yield chunk
    finally:
        enough.set()


@dataclass(frozen=True)
class _End:
    error: BaseException | None = None


class _Telling(AbstractContextManager["_Telling"]):
    """Whatever happens inside is told to who listens, for there nobody else would hear of it."""

    def __init__(self, heard: "SimpleQueue[AIMessageChunk | _End]") -> None:
        self._heard = heard

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._heard.put(_End(error))
        return True


def _hear(
    stream: Callable[[], Iterator[BaseMessage]],
    heard: "SimpleQueue[AIMessageChunk | _End]",
    enough: Event,
) -> None:
    with _Telling(heard):
        for chunk in stream():
            if enough.is_set():
                return
            if isinstance(chunk, AIMessageChunk):
                heard.put(chunk)


def _size(chunk: AIMessageChunk) -> int:
    """How much it says; thoughts count, too, though nobody is shown them."""
    called = sum(len(one["args"] or "") + len(one["name"] or "") for one in chunk.tool_call_chunks)
    thought = sum(len(one) for one in chunk.additional_kwargs.values() if isinstance(one, str))
    return len(str(chunk.content or "")) + called + thought


def _failure(error: BaseException, *, spoken: bool) -> ModelFailed:
    again = isinstance(error, ModelError) and error.is_retryable and not spoken
    if spoken:
        return ModelFailed(BROKE_OFF, of_endpoint=True)
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return ModelFailed(reason, again=again, of_endpoint=True)
    return ModelFailed("failed", again=again, of_endpoint=True)
