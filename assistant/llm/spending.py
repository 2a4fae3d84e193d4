"""What a language model costs: counted for who looks, and held under a budget a day."""

import json
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from filelock import FileLock, Timeout

_WAIT_SECONDS = 0.5
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Spent:
    """What one answer took."""

    calls: int = 0
    tokens_read: int = 0
    tokens_written: int = 0

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.tokens_read + self.tokens_written

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.calls + other.calls,
            self.tokens_read + other.tokens_read,
            self.tokens_written + other.tokens_written,
        )


@dataclass(frozen=True)
class Counts:
    """Since the start of the program; each only grows."""

    answers: int = 0
    """That the language model was asked for."""
    spent: Spent = Spent()
    sentences_cut: int = 0
    fallbacks: Mapping[str, int] = field(default_factory=dict)
    """Answers that the built-in model gave instead, by why."""


def _today() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d}"


def totals(counts: Counts) -> Iterator[tuple[str, Mapping[str, str], int]]:
    """Each number with a name and labels as Prometheus wants them; each is a counter."""
    yield "assistant_model_answers", {}, counts.answers
    yield "assistant_model_calls", {}, counts.spent.calls
    yield "assistant_model_tokens", {"direction": "read"}, counts.spent.tokens_read
    yield "assistant_model_tokens", {"direction": "written"}, counts.spent.tokens_written
    yield "assistant_model_sentences_cut", {}, counts.sentences_cut
    for reason, count in counts.fallbacks.items():
        yield "assistant_model_fallbacks", {"reason": reason}, count


class Spending:
    """Counts what is spent. With a budget, today's tokens are kept in a file, over a restart."""

    def __init__(
        self, path: Path | None = None, *, tokens_a_day: int = 0, today: Callable[[], str] = _today
    ) -> None:
        self._path = path if tokens_a_day else None
        self._budget = tokens_a_day
        self._today = today
        self._counted = Counts()
        self._fallbacks: Counter[str] = Counter()
        self._kept = ("", 0)
        """The day, and its tokens, for when the file cannot be read."""
        self._lock = Lock()

    @property
    def counts(self) -> Counts:
        """A picture of this moment."""
        return self._counted

    def affords(self) -> bool:
        """Whether today's budget has something left."""
        return not self._budget or self._spent_today() < self._budget

    def add(self, spent: Spent, *, sentences_cut: int = 0, fallback: str = "") -> None:
        """Count one answer."""
        with self._lock:
            self._fallbacks[fallback] += bool(fallback)
            self._counted = Counts(
                self._counted.answers + 1,
                self._counted.spent + spent,
                self._counted.sentences_cut + sentences_cut,
                {reason: count for reason, count in self._fallbacks.items() if reason},
            )
            if self._budget and spent.tokens:
                self._keep(spent.tokens)

    def _keep(self, tokens: int) -> None:
        day, before = self._kept
        self._kept = (self._today(), tokens + (before if day == self._today() else 0))
        if not self._path:
            return
        try:
            with FileLock(f"{self._path}.lock", timeout=_WAIT_SECONDS, mode=0o600):
                kept = max(self._kept[1], self._in_file() + tokens)
                self._kept = (self._today(), kept)
                staged = self._path.with_name(f"{self._path.name}.new")
                staged.write_text(json.dumps({"day": self._today(), "tokens": kept}), "utf-8")
                staged.replace(self._path)
        except (OSError, Timeout) as error:
            _log.warning("Today's tokens are not kept: %s: %s.", self._path, type(error).__name__)

    def _spent_today(self) -> int:
        day, tokens = self._kept
        return max(tokens if day == self._today() else 0, self._in_file())

    def _in_file(self) -> int:
        try:
            kept: Any = json.loads(self._path.read_text("utf-8")) if self._path else {}
            return int(kept["tokens"]) if kept.get("day") == self._today() else 0
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return 0
