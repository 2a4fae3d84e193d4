"""Other people's files, parsed in a child process that may be lost at any time."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from corpus.errors import UnreadableDocument
from corpus.formats.messages import (
    TOO_MUCH_MEMORY,
    Format,
    Parsed,
    Refused,
    decode,
    receive,
    send,
)

TIMEOUT_SECONDS = 30.0
CPU_SECONDS = 10
# JSON spells a character in at most six bytes for each one of UTF-8.
_MAX_REPLY_BYTES = 40_000_000
_ROOT = Path(__file__).resolve().parents[2]
_MODULE = "corpus.formats.parsing_child"
_OUT_OF_CPU_TIME = -int(getattr(signal, "SIGXCPU", 0))


class LimitedParser:
    """Keeps one child for many files, because starting one costs more than most files do."""

    def __init__(
        self, *, timeout_seconds: float = TIMEOUT_SECONDS, cpu_seconds: int = CPU_SECONDS
    ) -> None:
        self._timeout_seconds = timeout_seconds
        self._cpu_seconds = cpu_seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def parse(self, content: bytes, *, format: Format) -> Parsed:
        """Take the text out of one file.

        Raises:
            UnreadableDocument: The file is damaged, or asks for more than it may have.
        """
        child = self._child if self._child and self._child.poll() is None else self._start()
        self._child = child
        too_late = threading.Event()

        def give_up() -> None:
            # Killing the child ends our reading and our writing alike: nothing here can hang.
            too_late.set()
            child.kill()

        clock = threading.Timer(self._timeout_seconds, give_up)
        clock.start()
        try:
            reply = _exchange(child, content, format)
        finally:
            clock.cancel()
        if reply is None:
            raise UnreadableDocument(self._cause_of_death(child, too_late=too_late.is_set()))
        if reply == Refused(TOO_MUCH_MEMORY):
            # What is left of the child's memory is in pieces: the next file gets a fresh one.
            self.close()
        if isinstance(reply, Refused):
            raise UnreadableDocument(reply.reason)
        return reply

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            _end(self._child)
            self._child = None

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        return subprocess.Popen(
            [sys.executable, "-B", "-X", "utf8", "-m", _MODULE, str(self._cpu_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            # No key or token of ours has any business in there.
            env={name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
            # Ctrl-C in a terminal is for us; the child ends when its pipe does.
            start_new_session=True,
        )

    def _cause_of_death(self, child: subprocess.Popen[bytes], *, too_late: bool) -> str:
        self.close()
        if child.returncode == _OUT_OF_CPU_TIME:
            return (
                f"It takes more than {self._cpu_seconds} seconds of computing to parse: split it."
            )
        if too_late:
            return f"It takes more than {self._timeout_seconds:g} seconds to parse: split it."
        return (
            "It crashes the parser, or needs more than 512 MB of memory: split it, or save it anew."
        )


def _exchange(
    child: subprocess.Popen[bytes], content: bytes, format: Format
) -> Parsed | Refused | None:
    """Send one file and wait; `None` when the child died of it."""
    requests, replies = _pipes(child)
    try:
        send(requests, format.encode())
        send(requests, content)
        reply = receive(replies, max_bytes=_MAX_REPLY_BYTES)
        return None if reply is None else decode(reply)
    except (OSError, ValueError):
        return None


def _pipes(child: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    assert child.stdin is not None and child.stdout is not None  # noqa: S101 both are asked for
    return child.stdin, child.stdout  # type: ignore[return-value]


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    child.wait()
    for pipe in _pipes(child):
        try:
            pipe.close()
        except OSError:
            # What was still to be sent cannot be: the child is gone, and that is what we want.
            continue
