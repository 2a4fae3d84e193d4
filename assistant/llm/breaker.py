"""A breaker: a model that has failed again and again is left alone for a while."""

import time
from collections.abc import Callable
from threading import Lock

MOST_FAILURES = 3
"""One after another."""
REST_SECONDS = 30.0


class Breaker:
    """After some failures nobody need wait for the next; later one question may try again."""

    def __init__(
        self,
        *,
        most_failures: int = MOST_FAILURES,
        rest_seconds: float = REST_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._most = most_failures
        self._rest = rest_seconds
        self._now = now
        self._failures = 0
        self._until = 0.0
        self._lock = Lock()

    def lets_through(self) -> bool:
        """Whether to ask the model; behind a rest, one question at a time."""
        with self._lock:
            if self._failures < self._most:
                return True
            if self._now() < self._until:
                return False
            self._until = self._now() + self._rest
            return True

    def succeeded(self) -> None:
        """It has answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """It has not."""
        with self._lock:
            self._failures += 1
            self._until = self._now() + self._rest
