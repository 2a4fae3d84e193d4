"""What people say of answers, in a file for those who write the documents.

Only when the owner asks for it: otherwise nothing that a person types is kept anywhere.
"""

import json
import logging
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock

from assistant.answers import Turn

MOST_BYTES = 20 * 1024 * 1024
_WAIT_SECONDS = 0.5

_log = logging.getLogger(__name__)


class Feedback:
    """The file of it. A full one takes no more, and says so once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = path.with_name(f"{path.name}.lock")
        self._told = False

    def keep(self, verdict: Literal["up", "down"], reason: str, turns: Sequence[Turn]) -> bool:
        """Add a line; tell whether it could be kept."""
        said = [{"speaker": one.speaker, "text": one.text} for one in turns]
        day = f"{datetime.now(UTC):%Y-%m-%d}"
        line = {"day": day, "verdict": verdict, "reason": reason, "turns": said}
        try:
            self._append(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        except OSError as error:
            if not self._told:
                _log.warning("Feedback is not kept: %s: %s.", self.path, error.strerror or error)
            self._told = True
            return False
        return True

    def _append(self, line: bytes) -> None:
        with FileLock(self._lock, timeout=_WAIT_SECONDS, mode=0o600):
            if self.path.exists() and self.path.stat().st_size + len(line) > MOST_BYTES:
                raise OSError("it is full: read it, then remove it")
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "ab") as file:
                file.write(line)
