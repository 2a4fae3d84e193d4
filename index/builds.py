"""The index folder: which build serves, who is building, what is left over."""

import datetime
import logging
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from index.errors import ChromaAway, ChromaFailed, IndexBusy, IndexDamaged, IndexUnwritable
from index.manifest import REBUILD
from index.vector_store import COLLECTION, Server, drop

Which = Literal["current", "previous"]
STAGING = ".staging"
LOCK = "lock"
_BUILD = "build-"
_ENTRY = re.compile(rf"({_BUILD}[0-9A-Za-z-]+) ([0-9a-f]{{64}})\n")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Entry:
    """A complete build, as the files `current` and `previous` name it."""

    name: str
    manifest_sha256: str


def entry(index: Path, which: Which) -> Entry | None:
    """The build that serves, or the one before it; None when there is none.

    Raises:
        IndexDamaged: The file that should name it does not.
    """
    path = index / which
    try:
        content = path.read_text("ascii")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexDamaged(f"{path} cannot be read: {REBUILD}") from error
    found = _ENTRY.fullmatch(content)
    if not found:
        raise IndexDamaged(f"{path} has changed since it was written: {REBUILD}")
    return Entry(found[1], found[2])


def name(index: Path, which: Which, build: Entry) -> None:
    """Make a build the one that serves, or the one before it, between one moment and the next."""
    staged = index / f"{which}{STAGING}"
    staged.write_text(f"{build.name} {build.manifest_sha256}\n", "ascii")
    sync(staged)
    staged.replace(index / which)
    sync(index)


def newest_first(index: Path) -> list[str]:
    """The names of all builds, whole or not."""
    try:
        return sorted((path.name for path in index.glob(f"{_BUILD}*")), reverse=True)
    except OSError:  # a name that no folder can have
        return []


def new_name() -> str:
    """A name that no build has had."""
    now = datetime.datetime.now(datetime.UTC)
    return f"{_BUILD}{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"


def collection(build: str) -> str:
    """The name of a build's collection on a server, which may hold those of other indexes."""
    return f"{COLLECTION}-{build.removeprefix(_BUILD).removesuffix(STAGING)}"


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """Keep every other builder out. The lock goes with the process, however that ends.

    Raises:
        IndexBusy: Another builder is at work; it is named.
        IndexUnwritable: The folder cannot be made or written.
    """
    with writing(index):
        index.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index / LOCK, blocking=False, on_acquired=_write_pid)
        try:
            lock.acquire()
        except Timeout as error:
            raise IndexBusy(
                f"{_holder(index)} is building the index in {index}: wait until it is done."
            ) from error
    try:
        yield
    finally:
        lock.release()


def _write_pid(descriptor: int) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)


def _holder(index: Path) -> str:
    pid = (index / LOCK).read_text("ascii", errors="replace").strip()
    return f"Process {pid}" if pid.isdecimal() else "Another process"


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """What the disk refuses, in words."""
    try:
        yield
    except OSError as error:
        raise IndexUnwritable(unwritable(index, error.strerror or str(error))) from error


def unwritable(index: Path, reason: str) -> str:
    """What to say and to do when the disk refuses."""
    return (
        f"The index in {index} cannot be written ({reason.rstrip('.')}): free some space, make "
        "the folder writable, or set ASSISTANT_INDEX to another one. What was there is unchanged."
    )


def remove_staging(index: Path, *, chroma_url: str) -> None:
    """Remove what builders left that were killed."""
    for path in index.glob(f"*{STAGING}"):
        remove(path, chroma_url=chroma_url)


def remove_unnamed(index: Path, *, chroma_url: str) -> None:
    """Remove builds that nobody is about to open any more."""
    try:
        named = {one.name for one in (entry(index, "current"), entry(index, "previous")) if one}
    except IndexDamaged:
        return  # who knows which of them is still good
    for path in index.glob(f"{_BUILD}*"):
        if path.name not in named:
            remove(path, chroma_url=chroma_url)


def remove(path: Path, *, chroma_url: str) -> None:
    """Remove a build; what cannot be removed now is tried again by the next builder."""
    if chroma_url and path.name.startswith(_BUILD):
        try:
            drop(Server(chroma_url, collection(path.name)))
        except (ChromaAway, ChromaFailed) as error:
            _log.warning("%s stays on the server: %s", collection(path.name), error)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def sync_all(folder: Path) -> None:
    """Have the disk keep a folder and all that is in it, whatever happens to the machine."""
    for path in folder.rglob("*"):
        sync(path)
    sync(folder)


def sync(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
