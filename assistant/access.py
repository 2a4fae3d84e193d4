"""Passwords and API keys: kept as hashes in a file, made on the command line."""

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from collections import OrderedDict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self

from filelock import FileLock

Kind = Literal["key", "password"]

PREFIX = "ha"
MOST_REMEMBERED = 1_000


class AccessUnusable(Exception):
    """The file of passwords and keys cannot be read or written."""


@dataclass(frozen=True)
class Entry:
    """Somebody who may come in, without what they come in with."""

    kind: Kind
    name: str
    id: str
    """Of a key: what it begins with. Of a password: its name."""
    salt: str
    hash: str

    @classmethod
    def of(cls, kind: Kind, name: str, id: str, secret: str) -> Self:
        """Hash a secret."""
        salt = secrets.token_hex(16)
        return cls(kind, name, id, salt, _hashed(secret, salt))

    def fits(self, secret: str) -> bool:
        """Whether it is the secret."""
        return hmac.compare_digest(_hashed(secret, self.salt), self.hash)


class Access:
    """The file of them. What was checked once is remembered, as a hash of this process."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._entries: dict[tuple[Kind, str], Entry] = {}
        self._pepper = secrets.token_bytes(32)
        self._seen: OrderedDict[bytes, Entry] = OrderedDict()

    def has_keys(self) -> bool:
        """Whether anybody was given a key."""
        return any(kind == "key" for kind, _ in self._current())

    def key(self, said: str, *, remembered: bool = False) -> str | None:
        """Whose API key this is; None when it is nobody's."""
        id = said.split("_")[1] if said.startswith(f"{PREFIX}_") and said.count("_") > 1 else ""
        return self._checked("key", id, said, remembered=remembered)

    def password(self, said: str, *, remembered: bool = False) -> str | None:
        """Whose name and password `Basic bmFtZTpwYXNzd29yZA==` holds; None when they are wrong."""
        scheme, _, told = said.partition(" ")
        try:
            name, _, secret = base64.b64decode(told, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        if scheme.lower() != "basic":
            return None
        return self._checked("password", name, secret, remembered=remembered)

    def make_key(self, name: str) -> str:
        """A new key for a name; shown once, and kept as a hash.

        Raises:
            AccessUnusable: The file cannot be written.
        """
        id = secrets.token_hex(4)
        key = f"{PREFIX}_{id}_{secrets.token_urlsafe(32)}"
        self._write([*self._current().values(), Entry.of("key", name, id, key)])
        return key

    def set_password(self, name: str, password: str) -> None:
        """Let somebody log in, or give them another password.

        Raises:
            AccessUnusable: The file cannot be written.
        """
        others = [one for at, one in self._current().items() if at != ("password", name)]
        self._write([*others, Entry.of("password", name, name, password)])

    def remove(self, kind: Kind, name: str) -> int:
        """Take away what a name has, and tell how much that was.

        Raises:
            AccessUnusable: The file cannot be written.
        """
        found = self._current()
        kept = [one for one in found.values() if (one.kind, one.name) != (kind, name)]
        if len(kept) < len(found):
            self._write(kept)
        return len(found) - len(kept)

    def names(self, kind: Kind) -> list[str]:
        """Who has one."""
        return sorted(one.name for one in self._current().values() if one.kind == kind)

    def _checked(self, kind: Kind, id: str, secret: str, *, remembered: bool) -> str | None:
        entry = self._current().get((kind, id))
        told = f"{kind}\0{id}\0{secret}".encode("utf-8", "surrogatepass")
        seen = hmac.digest(self._pepper, told, "sha256")
        if entry and self._seen.get(seen) == entry:
            return entry.name
        if remembered:
            return None
        if entry is None:
            _hashed(secret, "00")  # takes as long as for a name that is known
            return None
        if not entry.fits(secret):
            return None
        self._seen[seen] = entry
        while len(self._seen) > MOST_REMEMBERED:
            self._seen.popitem(last=False)
        return entry.name

    def _current(self) -> dict[tuple[Kind, str], Entry]:
        """What the file holds now: keys can be made and taken away while the server runs."""
        if self._path is None:
            return {}
        try:
            about = self._path.stat()
            stamp = (about.st_mtime_ns, about.st_size)
            if stamp != self._stamp:
                lines = self._path.read_text("utf-8").splitlines()
                entries = [Entry(**json.loads(line)) for line in lines if line.strip()]
                self._entries = {(one.kind, one.id): one for one in entries}
                self._stamp = stamp
        except FileNotFoundError:
            self._entries, self._stamp = {}, None
        except (OSError, ValueError, TypeError) as error:
            raise AccessUnusable(f"{self._path} cannot be read: make its keys anew.") from error
        return self._entries

    def _write(self, entries: list[Entry]) -> None:
        if self._path is None:
            raise AccessUnusable("There is no file to keep keys in.")
        staged = self._path.with_name(f"{self._path.name}.new")
        try:
            with FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=5, mode=0o600):
                descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    file.writelines(f"{json.dumps(asdict(one))}\n" for one in entries)
                staged.replace(self._path)
        except OSError as error:
            raise AccessUnusable(f"{self._path} cannot be written: {error.strerror}.") from error


def _hashed(secret: str, salt: str) -> str:
    """By scrypt, in about 40 ms and 16 MB."""
    found = hashlib.scrypt(
        secret.encode("utf-8", "surrogatepass"),
        salt=bytes.fromhex(salt),
        n=2**14,
        r=8,
        p=1,
        dklen=32,
    )
    return found.hex()
