"""The child that parses other people's files: `python -m corpus.formats.parsing_child`.

It reads a format and a file's bytes from its standard input and writes what it found to its
standard output. It may not reach the network, start programs or write to disk, and it has so much
time and memory; `limited` starts it and replaces it.
"""

import math
import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from corpus.errors import UnreadableDocument
from corpus.formats import pdf, web_page
from corpus.formats.messages import (
    MAX_TEXT_BYTES,
    TOO_MUCH_MEMORY,
    TOO_MUCH_TEXT,
    Parsed,
    Refused,
    encode,
    receive,
    send,
)

try:
    import resource
except ImportError:  # Windows has no such limits: the parent's clock is all that is left there.
    resource = None  # type: ignore[assignment]

MAX_MEMORY_BYTES = 512 * 1024 * 1024
MAX_FILE_BYTES = 64 * 1024 * 1024

_REFUSED_EVENTS = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.utime",
    "os.setxattr",
    "os.putenv",
    "os.kill",
    "shutil.",
    "ctypes.",
    "urllib.",
    "webbrowser.",
)
_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_PARSERS: dict[bytes, Callable[[bytes], Parsed]] = {b"html": web_page.parse, b"pdf": pdf.parse}


def main(cpu_seconds: int) -> None:
    """Parse one file after the other until the parent closes the pipe."""
    requests, replies = _own_pipes()
    _limit_memory()
    sys.addaudithook(_refuse_what_parsing_never_needs)
    while (name := receive(requests, max_bytes=16)) is not None:
        content = receive(requests, max_bytes=MAX_FILE_BYTES)
        if content is None:
            return
        _limit_cpu(cpu_seconds)
        send(replies, encode(_parsed(_PARSERS[name], content)))


def _parsed(parse: Callable[[bytes], Parsed], content: bytes) -> Parsed | Refused:
    try:
        parsed = parse(content)
    except UnreadableDocument as error:
        return Refused(str(error))
    except MemoryError:
        return Refused(TOO_MUCH_MEMORY)
    except Exception as error:  # noqa: BLE001 a hostile file can make a parser raise anything
        return Refused(f"It is damaged or not what its name says ({type(error).__name__}).")
    if (
        len(parsed.text) > MAX_TEXT_BYTES
        or len(parsed.text.encode(errors="replace")) > MAX_TEXT_BYTES
    ):
        return Refused(TOO_MUCH_TEXT)
    return parsed


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to ourselves: a library that prints must not garble a reply."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return requests, replies


def _limit_memory() -> None:
    if resource is None:
        return
    _set_limit(resource.RLIMIT_AS, MAX_MEMORY_BYTES)
    _set_limit(resource.RLIMIT_FSIZE, 0)
    _set_limit(resource.RLIMIT_CORE, 0)


def _set_limit(kind: int, amount: int) -> None:
    try:
        resource.setrlimit(kind, (amount, amount))
    except (ValueError, OSError):
        # macOS refuses some of them; the parent's clock and the audit hook still hold there.
        return


def _limit_cpu(seconds: int) -> None:
    """Give this file its own seconds: the system counts them for the life of the process."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _refuse_what_parsing_never_needs(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_REFUSED_EVENTS):
        raise PermissionError(f"A parser may not use {event}.")
    if event == "open":
        _, mode, flags = arguments
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & _WRITING_FLAGS:
            raise PermissionError("A parser may not write files.")


if __name__ == "__main__":
    main(cpu_seconds=int(sys.argv[1]))
