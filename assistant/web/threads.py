"""Answering runs in threads, a few at once; what would wait too long is refused at once."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from assistant.web.errors import Refused

AT_ONCE = 4
WAITING = 60
RETRY_AFTER_SECONDS = 2

Value = TypeVar("Value")


class Threads:
    """So many run at once, so many may wait."""

    def __init__(self, *, at_once: int = AT_ONCE, waiting: int = WAITING) -> None:
        self._at_once = at_once
        self.most_waiting = waiting
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="answering")
        self.busy = 0
        """How many run or wait."""

    @property
    def full(self) -> bool:
        """Whether the next one is refused."""
        return self.busy >= self._at_once + self.most_waiting

    async def run(self, work: Callable[[], Value]) -> Value:
        """What the work returns.

        Raises:
            Refused: There is no place left.
        """
        self._enter()
        done = asyncio.get_running_loop().run_in_executor(self._pool, work)
        done.add_done_callback(lambda _: self._leave())
        return await done

    def each(self, work: Callable[[], Iterable[Value]]) -> "Listening[Value]":
        """What the work yields, as it comes. Close it, and the work stops where it is.

        Raises:
            Refused: There is no place left.
        """
        self._enter()
        return Listening(self._pool, work, self._leave)

    def close(self) -> None:
        """Take no more work; what has not begun never will."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _enter(self) -> None:
        if self.full:
            raise Refused(
                503,
                "busy",
                "Too many questions at once: please try again in a moment.",
                {"Retry-After": str(RETRY_AFTER_SECONDS)},
            )
        self.busy += 1

    def _leave(self) -> None:
        self.busy -= 1


class _Done:
    """The end of what is yielded."""


class Listening(Generic[Value]):
    """An asynchronous iterator: hands values from a thread to the event loop."""

    def __init__(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], Iterable[Value]],
        leave: Callable[[], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._values: asyncio.Queue[Value | _Done] = asyncio.Queue()
        self._stop = threading.Event()
        self._running = self._loop.run_in_executor(pool, self._run, work)
        self._running.add_done_callback(lambda _: leave())

    def __aiter__(self) -> "Listening[Value]":
        return self

    async def __anext__(self) -> Value:
        value = await self._values.get()
        if not isinstance(value, _Done):
            return value
        await self._running  # raises what the work has raised
        raise StopAsyncIteration

    def close(self) -> None:
        """Let the work stop where it is."""
        self._stop.set()

    def _run(self, work: Callable[[], Iterable[Value]]) -> None:
        try:
            for value in work():
                if self._stop.is_set():
                    return
                self._loop.call_soon_threadsafe(self._values.put_nowait, value)
        finally:
            self._loop.call_soon_threadsafe(self._values.put_nowait, _Done())
