"""Embedding a question in another thread, while this one does what needs only its words."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from index.encoders import Vector

Compute = Callable[[], Vector]
Prepare = Callable[[str], Compute]
"""Does all for a text but the computing, during which other threads of Python go on."""


class ReadingAhead:
    """Vectors of the last texts. What is asked for twice is computed once."""

    def __init__(
        self, prepare: Prepare, *, remembered: int, processors: int = os.cpu_count() or 1
    ) -> None:
        self._prepare = prepare
        self._remembered = remembered
        self._known: OrderedDict[str, Future[Vector]] = OrderedDict()
        self._knowing = threading.Lock()
        # A single processor would gain nothing, and change threads for it.
        self._threads = ThreadPoolExecutor(processors) if processors > 1 else None

    def begin(self, text: str) -> None:
        """The vector of a text will be needed: work on it while other things are done."""
        computing = threading.Event()
        if self._submitted(text, computing.set):
            # The other thread gets Python now, for a moment: left alone, it would wait 5 ms for it.
            computing.wait()

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """Those of several texts, as many at a time as there are processors."""
        if len(texts) > 1:
            for text in texts:
                self._submitted(text)
        return [self.vector(text) for text in texts]

    def vector(self, text: str) -> Vector:
        """The vector of a text, as soon as there is one."""
        future, new = self._future(text)
        if new:
            with self._settling(text, future):
                future.set_result(self._prepare(text)())
        return future.result()

    def _submitted(self, text: str, computing: Callable[[], None] = lambda: None) -> bool:
        """Whether another thread begins with a text now, and says when."""
        if self._threads is None:
            return False
        future, new = self._future(text)
        if not new:
            return False

        def run(compute: Compute) -> None:
            computing()
            with self._settling(text, future):
                future.set_result(compute())

        with self._settling(text, future):
            self._threads.submit(run, self._prepare(text))
        return True

    def _future(self, text: str) -> tuple["Future[Vector]", bool]:
        """Where the vector of a text will be, and whether somebody has to see to that."""
        with self._knowing:
            known = self._known.get(text)
            if known:
                self._known.move_to_end(text)
                return known, False
            future = self._known[text] = Future()
            if len(self._known) > self._remembered:
                self._known.popitem(last=False)
            return future, True

    @contextmanager
    def _settling(self, text: str, future: "Future[Vector]") -> Iterator[None]:
        """Whoever waits is told of a failure, and nobody who asks later."""
        try:
            yield
        except BaseException as error:
            with self._knowing:
                self._known.pop(text, None)
            future.set_exception(error)
            raise
