"""One build folder: every byte checked, then opened, then asked what it must know."""

import io
import math
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from corpus import Document, Figure, Passage, WorkedAnswer
from index.encoders import Vectors
from index.errors import ChromaFailed, IndexDamaged, IndexMismatch, NoTemporaryFolder
from index.keywords import KeywordIndex
from index.manifest import REBUILD, Manifest, check_files, checked_bytes
from index.records import Point, key, points, to_answers, to_documents, to_figures, to_passages
from index.vector_store import READ_AT_ONCE, Server, VectorStore, address, opened
from index.vectors import MOST_IN_MEMORY, PassageVectors, VectorsInChroma, VectorsInMemory

DOCUMENTS = "documents.jsonl"
PASSAGES = "passages.jsonl"
ANSWERS = "answers.jsonl"
FIGURES = "figures.jsonl"
PROBES = "probes.npy"
KEYWORDS = "keywords"
CHROMA = "chroma"
MOST_PROBES = 50

# Chroma scales vectors to length one once more, which moves their last bit.
_SAME = 1e-4


@dataclass(frozen=True)
class OpenedBuild:
    """A build that is ready to be searched. Close it, or use `with`."""

    manifest: Manifest
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    """In the order of their documents, then of their positions."""
    answers: tuple[WorkedAnswer, ...]
    figures: tuple[Figure, ...]
    """In the order of their documents, then as they stand there."""
    keywords: KeywordIndex
    vectors: PassageVectors
    _closing: ExitStack = field(default_factory=ExitStack, repr=False)

    def close(self) -> None:
        """Let go of Chroma and its private copy, if they are still needed."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def check_made_for(manifest: Manifest, *, identity: str, chroma_url: str) -> None:
    """Refuse a build whose vectors are of another model or in another place.

    Raises:
        IndexMismatch: It is.
    """
    if manifest.model != identity:
        raise IndexMismatch(
            f"The index was made with the model {manifest.model}, and the one in use is "
            f"{identity}: {REBUILD}"
        )
    if manifest.chroma_url != address(chroma_url):
        raise IndexMismatch(
            f"The vectors are in {_place_name(manifest.chroma_url)}, and the setting is "
            f"{_place_name(address(chroma_url))}: {REBUILD}"
        )


def open_folder(
    folder: Path, manifest: Manifest, *, most_in_memory: int = MOST_IN_MEMORY
) -> OpenedBuild:
    """Check a build folder against its manifest, then open it.

    Raises:
        IndexDamaged: A file differs from the manifest, or Chroma does not know what it must.
        ChromaAway: The vectors are on a server that does not answer.
        NoTemporaryFolder: There is no place for the copy that Chroma opens.
    """
    check_files(folder, manifest.files)
    documents = to_documents(checked_bytes(folder, manifest, DOCUMENTS))
    passages = to_passages(checked_bytes(folder, manifest, PASSAGES))
    answers = to_answers(checked_bytes(folder, manifest, ANSWERS))
    figures = to_figures(checked_bytes(folder, manifest, FIGURES))
    keywords = KeywordIndex.load(folder / KEYWORDS)
    vectors, closing = _open_vectors(folder, manifest, passages, most_in_memory=most_in_memory)
    return OpenedBuild(manifest, documents, passages, answers, figures, keywords, vectors, closing)


def verify(folder: Path, manifest: Manifest) -> None:
    """Open a build as a reader would, and compare every record in Chroma with its point.

    Raises:
        IndexDamaged: It must not be used.
    """
    check_files(folder, manifest.files)
    passages = to_passages(checked_bytes(folder, manifest, PASSAGES))
    KeywordIndex.load(folder / KEYWORDS)
    with ExitStack() as closing:
        store = _open_store(folder, manifest, closing)
        _check_store(store, folder, manifest, passages)
        expected = points(passages)
        for start in range(0, len(expected), READ_AT_ONCE):
            _checked_rows(store, folder, manifest, expected[start : start + READ_AT_ONCE])


def probe_numbers(count: int) -> range:
    """Which of so many points are probes: every one of a few, every k-th of many."""
    return range(0, count, max(1, math.ceil(count / MOST_PROBES)))


def check_on_server(folder: Path, manifest: Manifest) -> None:
    """Ask a server whether it still has what the build says; embedded files speak for themselves.

    Raises:
        IndexDamaged: It has not.
        ChromaAway: It does not answer.
    """
    if manifest.chroma_url:
        passages = to_passages(checked_bytes(folder, manifest, PASSAGES))
        with ExitStack() as closing:
            _check_store(_open_store(folder, manifest, closing), folder, manifest, passages)


def _open_vectors(
    folder: Path, manifest: Manifest, passages: tuple[Passage, ...], *, most_in_memory: int
) -> tuple[PassageVectors, ExitStack]:
    with ExitStack() as closing:
        store = _open_store(folder, manifest, closing)
        _check_store(store, folder, manifest, passages)
        expected = points(passages)
        if len(expected) <= most_in_memory:
            rows = _checked_rows(store, folder, manifest, expected)
            return VectorsInMemory(rows, expected), ExitStack()
        return VectorsInChroma(store, expected), closing.pop_all()


def _open_store(folder: Path, manifest: Manifest, closing: ExitStack) -> VectorStore:
    if manifest.chroma_url:
        place: Path | Server = Server(manifest.chroma_url, manifest.collection)
    else:
        place = _private_copy(folder, manifest, closing)
    try:
        store = opened(place)
    except ChromaFailed as error:
        raise _damaged(folder, manifest, str(error)) from error
    closing.callback(store.close)
    return store


def _private_copy(folder: Path, manifest: Manifest, closing: ExitStack) -> Path:
    """Opening Chroma writes to its files, which would not be the builder's any more."""
    try:
        # Removed at exit, too, if nobody closes it.
        copy = Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="hiring-assistant-")))
        shutil.copytree(folder / CHROMA, copy / CHROMA)
    except OSError as error:
        raise NoTemporaryFolder(
            f"The index cannot be opened without a copy in {tempfile.gettempdir()} "
            f"({error.strerror or 'the copy failed'}): free some space there, or set TMPDIR to "
            "a folder that can be written."
        ) from error
    # What is opened is what was built, even if the disk changed its mind since the first look.
    check_files(copy, tuple(file for file in manifest.files if file.path.startswith(f"{CHROMA}/")))
    return copy / CHROMA


def _check_store(
    store: VectorStore, folder: Path, manifest: Manifest, passages: tuple[Passage, ...]
) -> None:
    """Chroma may count right and still find nothing, so some vectors must find themselves."""
    try:
        count, expected = store.count(), points(passages)
        if count != len(expected) or len(passages) != manifest.passages:
            raise _damaged(folder, manifest, f"It holds {count} vectors, not {len(expected)}.")
        known = np.load(io.BytesIO(checked_bytes(folder, manifest, PROBES)), allow_pickle=False)
        position_of = {point.id: point.position for point in expected}
        stored = store.rows(manifest.probes).vectors
        if known.shape != stored.shape or not np.allclose(known, stored, atol=_SAME):
            raise _damaged(folder, manifest, "A vector is not the one that was built.")
        for id, vector in zip(manifest.probes, known, strict=True):
            found, cosine = store.nearest(vector, limit=1)[0]
            # Two points may have the same words, and then the same vector.
            if position_of.get(found) != position_of[id] and cosine < 1 - _SAME:
                raise _damaged(folder, manifest, f"Searching for {id} does not find it.")
    except ChromaFailed as error:
        raise _damaged(folder, manifest, str(error)) from error


def _checked_rows(
    store: VectorStore,
    folder: Path,
    manifest: Manifest,
    expected: Sequence[Point],
) -> Vectors:
    try:
        rows = store.rows([point.id for point in expected])
    except ChromaFailed as error:
        raise _damaged(folder, manifest, str(error)) from error
    keys = [key(point, identity=manifest.model) for point in expected]
    if rows.positions != [point.position for point in expected] or rows.keys != keys:
        raise _damaged(folder, manifest, "A passage is not the one that was built.")
    return rows.vectors


def _damaged(folder: Path, manifest: Manifest, reason: str) -> IndexDamaged:
    where = manifest.chroma_url and f"{manifest.collection} at {manifest.chroma_url}"
    return IndexDamaged(f"{where or folder / CHROMA} is damaged. {reason} To repair it, {REBUILD}")


def _place_name(url: str) -> str:
    return url or "the index folder"
