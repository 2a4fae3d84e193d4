"""What a build folder holds, to the byte: told once by its builder, checked before it is opened."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from corpus import Cite, Document, Figure, Passage, Sentence, Skipped, WorkedAnswer
from index.errors import IndexDamaged, IndexMismatch
from index.model_files import sha256

MANIFEST = "manifest.json"
REBUILD = "run `python -m index build`."


@dataclass(frozen=True)
class File:
    """A file of the build."""

    path: str
    """Relative to the build folder, with slashes."""
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What was built, from what, with what."""

    created: str
    corpus: str
    """The folder it was made from, to be told, and to build it again from."""
    model: str
    """The identity of the embedding model."""
    engine: str
    splitting: str
    documents: dict[str, str]
    """The sha256 of each document by its id."""
    skipped: tuple[Skipped, ...]
    passages: int
    """How many there are."""
    probes: tuple[str, ...]
    """The ids of the passages whose vectors are in `probes.npy` as the model made them."""
    chroma_url: str
    """The Chroma server that holds the vectors; empty when the folder `chroma` does."""
    collection: str
    files: tuple[File, ...]
    """All but the manifest."""

    def sha256_of(self, name: str) -> str:
        """Of one of the files; empty when it does not belong to the build."""
        return next((file.sha256 for file in self.files if file.path == name), "")


# The fields are part of it, so that nobody has to remember to count up when one is added.
_FIELDS = [
    [field.name for field in fields(kind)]
    for kind in (Document, Passage, WorkedAnswer, Sentence, Cite, Figure, Manifest, Skipped, File)
]
FORMAT = f"3-{hashlib.sha256(json.dumps(_FIELDS).encode()).hexdigest()[:8]}"
"""Changes when an index that exists could no longer be read."""


def written(manifest: Manifest, folder: Path) -> str:
    """Write the manifest and return its sha256."""
    row = {"format": FORMAT, **asdict(manifest)}
    content = json.dumps(row, ensure_ascii=False, indent=1).encode()
    (folder / MANIFEST).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def read(folder: Path, *, expected_sha256: str) -> Manifest:
    """The manifest of a build folder.

    Raises:
        IndexDamaged: It is missing or changed.
        IndexMismatch: Another version of this program has made the index.
    """
    path = folder / MANIFEST
    content = _bytes(path)
    if hashlib.sha256(content).hexdigest() != expected_sha256:
        raise IndexDamaged(f"{path} has changed since it was written: {REBUILD}")
    row: dict[str, Any] = json.loads(content)
    if (found := row.pop("format")) != FORMAT:
        raise IndexMismatch(f"The index has the form {found}, and {FORMAT} is read: {REBUILD}")
    return Manifest(
        **{
            **row,
            "skipped": tuple(Skipped(**one) for one in row["skipped"]),
            "probes": tuple(row["probes"]),
            "files": tuple(File(**file) for file in row["files"]),
        }
    )


def corpus_told(folder: Path) -> Path | None:
    """The corpus that the manifest names, whole or not; None when it names none."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())["corpus"]
        return Path(told) if told else None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def files_in(folder: Path) -> tuple[File, ...]:
    """Every file below a folder but its manifest."""
    return tuple(
        File(name, (folder / name).stat().st_size, sha256(folder / name)) for name in _names(folder)
    )


def check_files(folder: Path, files: tuple[File, ...]) -> None:
    """Compare a folder with what its builder wrote.

    Raises:
        IndexDamaged: A file is missing, changed, or does not belong there; it is named.
    """
    expected = {file.path for file in files}
    try:
        unknown = [name for name in _names(folder) if name not in expected]
    except OSError as error:
        raise IndexDamaged(f"{folder} cannot be read ({error.strerror}): {REBUILD}") from error
    if unknown:
        raise IndexDamaged(f"{folder / unknown[0]} does not belong there: {REBUILD}")
    for file in files:
        _check(folder / file.path, file)


def checked_bytes(folder: Path, manifest: Manifest, name: str) -> bytes:
    """The content of a file, if it is the one its builder wrote.

    Raises:
        IndexDamaged: It is missing or changed.
    """
    content = _bytes(folder / name)
    if manifest.sha256_of(name) != hashlib.sha256(content).hexdigest():
        raise IndexDamaged(f"{folder / name} has changed since it was written: {REBUILD}")
    return content


def _names(folder: Path) -> list[str]:
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(
        name for path in paths if (name := path.relative_to(folder).as_posix()) != MANIFEST
    )


def _check(path: Path, file: File) -> None:
    try:
        size = path.stat().st_size
        # A file that has grown without end must not be read to the end.
        same = size == file.size and sha256(path) == file.sha256
    except FileNotFoundError as error:
        raise IndexDamaged(f"{path} is missing: {REBUILD}") from error
    except OSError as error:
        raise IndexDamaged(f"{path} cannot be read ({error.strerror}): {REBUILD}") from error
    if size != file.size:
        raise IndexDamaged(f"{path} has {size} bytes instead of {file.size}: {REBUILD}")
    if not same:
        raise IndexDamaged(f"{path} has changed since it was written: {REBUILD}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise IndexDamaged(f"{path} is missing: {REBUILD}") from error
    except OSError as error:
        raise IndexDamaged(f"{path} cannot be read ({error.strerror}): {REBUILD}") from error
