"""Files that a person names, and standard input, which is called `-`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from assistant.commands.errors import FileUnreadable

LARGEST_BYTES = 4 * 1024 * 1024
"""Of a text that is read whole."""


def opened(name: str) -> BinaryIO:
    """The file, to be closed by whoever asked for it.

    Raises:
        FileUnreadable: It cannot be opened.
    """
    if name == "-":
        if sys.stdin is None:
            raise FileUnreadable("Standard input is closed: name a file, or pipe one in.")
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise _unreadable(name, str(error.strerror)) from error
    except ValueError as error:  # a name that no file can have
        raise _unreadable(repr(name), str(error)) from error


def lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    """Each line as soon as it is there.

    Raises:
        FileUnreadable: Reading fails.
    """
    while True:
        try:
            line = file.readline()
        except OSError as error:
            raise _unreadable(name, str(error.strerror)) from error
        if not line:
            return
        yield line


def text(name: str) -> str:
    """All of it.

    Raises:
        FileUnreadable: It is too large, no text, or empty.
    """
    with opened(name) as file:
        try:
            content = file.read(LARGEST_BYTES + 1)
        except OSError as error:
            raise _unreadable(name, str(error.strerror)) from error
    if len(content) > LARGEST_BYTES:
        raise _unreadable(name, f"it has more than {LARGEST_BYTES // 1024**2} MB")
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileUnreadable(f"{called(name)} is not UTF-8 text: save it as UTF-8.") from error
    if "\0" in words:
        raise _unreadable(name, "it is no text, whatever its name says")
    if not words.strip():
        raise FileUnreadable(f"{called(name)} holds no text: name a file with words in it.")
    return words


def called(name: str) -> str:
    """What a file is called in a message."""
    return "Standard input" if name == "-" else name


def _unreadable(name: str, reason: str) -> FileUnreadable:
    return FileUnreadable(f"{called(name)} cannot be read: {reason}.")
