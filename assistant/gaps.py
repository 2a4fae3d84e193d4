"""The questions that could not be answered, kept in a file for those who write the documents.

Only when the owner asks for it: otherwise nothing that a person types is kept anywhere.
"""

import json
import logging
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.answers import Answer
from assistant.understanding import Asked, resolved, understood
from corpus import drop_invisible
from index import written_out

MOST = 10_000
"""Lines of the file."""
LONGEST = 300
"""Characters of a question that are kept."""
_LONGEST_READ = 2_000
_KEPT_WHEN_FULL = 9_000
_MOST_LOOKED_FOR = 8
_WAIT_SECONDS = 0.5

_log = logging.getLogger(__name__)


class GapsUnreadable(Exception):
    """The file of unanswered questions is there, and cannot be read or removed."""


@dataclass(frozen=True)
class Gap:
    """A question that was declined."""

    question: str
    looked_for: tuple[str, ...]
    """What the question names that an answer must tell of."""
    day: str
    """The last one it was asked on: `2026-03-31`."""
    count: int


class Gaps:
    """The file of them. Several programs may write to it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = path.with_name(f"{path.name}.lock")
        self._told = False

    def keep(self, answer: Answer, *turns: str) -> None:
        """Keep the question that ends these turns if the answer declines it.

        Where that fails, it is told once, and the answer is none the worse.
        """
        if answer.kind != "decline":
            return
        meant = resolved([written_out(one[:_LONGEST_READ]) for one in turns])
        question = meant if len(turns) > 1 else turns[0]
        asked = understood(meant)
        if asked.unlawful or asked.only_orders:
            return  # no document should answer it
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        try:
            self._append(Gap(_short(question), _looked_for(asked), today, 1))
        except OSError as error:
            if not self._told:
                _log.warning(
                    "Unanswered questions are not kept: %s: %s.", self.path, _reason(error)
                )
            self._told = True

    def listed(self) -> list[Gap]:
        """Every question once, the most frequent first, then the latest.

        Raises:
            GapsUnreadable: The file is there, and cannot be read.
        """
        try:
            return _merged(_read(self.path))
        except OSError as error:
            raise GapsUnreadable(f"{self.path} cannot be read: {_reason(error)}.") from error

    def clear(self) -> int:
        """Remove the file, and tell how many questions were in it.

        Raises:
            GapsUnreadable: It cannot be removed.
        """
        found = self.listed()
        try:
            if found:
                with FileLock(self._lock, timeout=_WAIT_SECONDS, mode=0o600):
                    self.path.unlink(missing_ok=True)
        except OSError as error:
            raise GapsUnreadable(f"{self.path} cannot be removed: {_reason(error)}.") from error
        return len(found)

    def _append(self, gap: Gap) -> None:
        with FileLock(self._lock, timeout=_WAIT_SECONDS, mode=0o600):
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                file.write(_line(gap))
            if self.path.read_bytes().count(b"\n") > MOST:
                self._shorten()

    def _shorten(self) -> None:
        """Write the same questions as one line; of more than fit, the rarest and oldest go."""
        gaps = _merged(_read(self.path))[:_KEPT_WHEN_FULL]
        staged, name = tempfile.mkstemp(prefix=self.path.name, dir=self.path.parent)
        try:
            with os.fdopen(staged, "wb") as file:
                file.writelines(map(_line, reversed(gaps)))
            Path(name).replace(self.path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _reason(error: OSError) -> str:
    return "another program holds it" if isinstance(error, Timeout) else f"{error.strerror}"


def _looked_for(asked: Asked) -> tuple[str, ...]:
    return (*asked.strict, *asked.roles, *asked.subjects)[:_MOST_LOOKED_FOR]


def _short(question: str) -> str:
    return " ".join(drop_invisible(question[: 2 * LONGEST]).split())[:LONGEST]


def _line(gap: Gap) -> bytes:
    return json.dumps(asdict(gap), ensure_ascii=False).encode() + b"\n"


def _read(path: Path) -> Iterator[Gap]:
    """In the order they were asked; a line that is no longer whole is passed over."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    for line in content.splitlines():
        try:
            row = json.loads(line)
            looked_for = tuple(map(str, row["looked_for"]))
            yield Gap(str(row["question"]), looked_for, str(row["day"]), int(row["count"]))
        except (ValueError, TypeError, KeyError, RecursionError):
            continue


def _merged(gaps: Iterable[Gap]) -> list[Gap]:
    counts: Counter[str] = Counter()
    latest: dict[str, Gap] = {}
    for gap in gaps:
        key = " ".join(gap.question.casefold().split()).rstrip(" ?!.")
        counts[key] += gap.count
        latest.pop(key, None)
        latest[key] = gap
    found = [
        Gap(gap.question, gap.looked_for, gap.day, counts[key])
        for key, gap in reversed(latest.items())
    ]
    return sorted(found, key=lambda gap: (gap.count, gap.day), reverse=True)
