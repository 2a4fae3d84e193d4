"""What goes between us and the parsing child: a length, then that many bytes."""

import json
import struct
from dataclasses import asdict, dataclass
from typing import BinaryIO, Literal

Format = Literal["html", "pdf"]

MAX_TEXT_BYTES = 5_000_000
"""More text than this in one foreign file is a bomb, or no document anyone reads."""

TOO_MUCH_TEXT = "It holds more than 5 MB of text: split it."
TOO_MUCH_MEMORY = "It needs more than 512 MB of memory to be parsed: split it."

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True)
class Parsed:
    """What was taken out of one file."""

    text: str
    title: str = ""
    publisher: str = ""
    date: str = ""


@dataclass(frozen=True)
class Refused:
    """Why nothing was taken out of it."""

    reason: str


def send(stream: BinaryIO, content: bytes) -> None:
    """Write one message."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO, *, max_bytes: int) -> bytes | None:
    """Read one message; `None` when the other side has gone, or says more than it may."""
    header = stream.read(_LENGTH.size)
    if len(header) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(header)
    if length > max_bytes:
        return None
    content = stream.read(length)
    return content if len(content) == length else None


def encode(reply: Parsed | Refused) -> bytes:
    """Turn a reply into bytes."""
    return json.dumps(asdict(reply)).encode()


def decode(content: bytes) -> Parsed | Refused:
    """Turn bytes into a reply, trusting nothing: the child has read other people's files.

    Raises:
        ValueError: They are no reply.
    """
    said = json.loads(content)
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise ValueError("Not a reply of the parsing child.")
    if set(said) == {"reason"}:
        return Refused(said["reason"])
    if set(said) == {"text", "title", "publisher", "date"}:
        return Parsed(**said)
    raise ValueError("Not a reply of the parsing child.")
