"""Documents -> an index that is complete or not there. Until it is checked, the old one serves."""

import datetime
import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus import CorpusMissing, Passage, Reading, Skipped, figures_of
from index import builds, manifest
from index.encoders import Vectors
from index.errors import (
    BuildFailed,
    ChromaAway,
    ChromaFailed,
    IndexDamaged,
    IndexMismatch,
    IndexUnwritable,
    NoTemporaryFolder,
)
from index.keywords import KeywordIndex
from index.manifest import Manifest
from index.opened_build import (
    ANSWERS,
    CHROMA,
    DOCUMENTS,
    FIGURES,
    KEYWORDS,
    PASSAGES,
    PROBES,
    check_on_server,
    open_folder,
    probe_numbers,
)
from index.recipe import Model, Recipe
from index.records import Point, key, points, to_lines
from index.vector_store import COLLECTION, Server, VectorStore, address, create
from index.vectors import PassageVectors
from index.verifying import verify_apart

BATCH_SIZE = 128
BATCHES_AT_ONCE = 8
"""Chroma takes a thousand at once in two thirds of the time of a hundred."""
_LENGTH_OFF_BY = 1e-3

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Built:
    """What a build has done."""

    name: str
    """The folder that serves now, inside the index folder."""
    documents: int
    passages: int
    embedded: int
    """How many texts the model had to read; the vectors of the others were there."""
    skipped: tuple[Skipped, ...]
    up_to_date: bool
    """Nothing had changed, and what was there has been kept."""


@dataclass(frozen=True)
class _Complete:
    """A build that is on the disk as its builder left it."""

    entry: builds.Entry
    manifest: Manifest
    folder: Path
    which: builds.Which


@dataclass(frozen=True)
class _Known:
    """The vectors of an earlier build."""

    numbers: dict[str, int] = field(default_factory=dict)
    """The number of the point with each key."""
    vectors: PassageVectors | None = None


def quiet(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def build(recipe: Recipe, index: Path, *, progress: Progress = quiet) -> Built:
    """Build the index, or keep it if nothing has changed.

    Raises:
        IndexBusy: Another builder is at work.
        IndexUnwritable: The disk refuses.
        CorpusMissing: There is nothing to read.
        ChromaAway: A Chroma server is set, and does not answer.
        BuildFailed: What was built did not pass its check.
    """
    with builds.locked(index):
        builds.remove_staging(index, chroma_url=recipe.chroma_url)
        progress("reading", 0, 1)
        reading = recipe.read(recipe.corpus)
        progress("reading", 1, 1)
        complete = _complete_builds(recipe, index)
        same = [one for one in complete if _is_of(one.manifest, recipe, reading)]
        if same:
            return _keep(same[0], index, recipe, reading)
        return _build(recipe, reading, index, complete, progress)


def _complete_builds(recipe: Recipe, index: Path) -> list[_Complete]:
    """The one that serves, then the one before it, without those that are damaged."""
    found: list[_Complete] = []
    which: builds.Which
    for which in ("current", "previous"):
        try:
            entry = builds.entry(index, which)
            if entry is None:
                continue
            folder = index / entry.name
            told = manifest.read(folder, expected_sha256=entry.manifest_sha256)
            manifest.check_files(folder, told.files)
            if told.chroma_url == address(recipe.chroma_url):
                check_on_server(folder, told)
        except (IndexDamaged, IndexMismatch) as error:
            _log.warning("The %s build is not used: %s", which, error)
            continue
        found.append(_Complete(entry, told, folder, which))
    return found


def _is_of(told: Manifest, recipe: Recipe, reading: Reading) -> bool:
    made_of = (
        told.corpus,
        told.skipped,
        told.model,
        told.splitting,
        told.chroma_url,
        told.sha256_of(ANSWERS),
    )
    return (*made_of, list(told.documents.items())) == (
        str(recipe.corpus),
        reading.skipped,
        recipe.model.identity,
        recipe.splitting,
        address(recipe.chroma_url),
        # They may change when the documents do not.
        hashlib.sha256(to_lines(reading.answers)).hexdigest(),
        [(document.id, document.sha256) for document in reading.documents],
    )


def _keep(complete: _Complete, index: Path, recipe: Recipe, reading: Reading) -> Built:
    if complete.which == "previous":  # the documents are as they were, or the current is damaged
        with builds.writing(index):
            builds.name(index, "current", complete.entry)
    builds.remove_unnamed(index, chroma_url=recipe.chroma_url)
    return Built(
        complete.entry.name,
        documents=len(reading.documents),
        passages=complete.manifest.passages,
        embedded=0,
        skipped=reading.skipped,
        up_to_date=True,
    )


def _build(
    recipe: Recipe,
    reading: Reading,
    index: Path,
    complete: list[_Complete],
    progress: Progress,
) -> Built:
    passages = _split(recipe, reading, progress)
    name = builds.new_name()
    staging = index / f"{name}{builds.STAGING}"
    try:
        with _in_words(index, recipe), _known(complete, recipe) as known:
            embedded, sha256 = _stage(recipe, reading, passages, staging, known, progress)
            _verify(staging, progress)
            _switch(index, staging, builds.Entry(name, sha256), complete)
    finally:
        if staging.exists():
            builds.remove(staging, chroma_url=recipe.chroma_url)
    builds.remove_unnamed(index, chroma_url=recipe.chroma_url)
    return Built(
        name,
        documents=len(reading.documents),
        passages=len(passages),
        embedded=embedded,
        skipped=reading.skipped,
        up_to_date=False,
    )


@contextmanager
def _in_words(index: Path, recipe: Recipe) -> Iterator[None]:
    try:
        with builds.writing(index):
            yield
    except ChromaFailed as error:
        if recipe.chroma_url:
            raise BuildFailed(f"{error} What was there stays.") from error
        raise IndexUnwritable(builds.unwritable(index, str(error))) from error
    except NoTemporaryFolder as error:
        raise IndexUnwritable(builds.unwritable(index, "no room to check it")) from error


def _split(recipe: Recipe, reading: Reading, progress: Progress) -> list[Passage]:
    passages: list[Passage] = []
    for done, document in enumerate(reading.documents):
        progress("splitting", done, len(reading.documents))
        passages += recipe.split(document)
    progress("splitting", len(reading.documents), len(reading.documents))
    if not passages:
        raise CorpusMissing(f"The documents in {recipe.corpus} hold no text: add one that does.")
    if len({passage.id for passage in passages}) < len(passages):
        raise ValueError("Two passages have the same id.")
    return passages


@contextmanager
def _known(complete: Sequence[_Complete], recipe: Recipe) -> Iterator[_Known]:
    """The vectors of the newest build that has some of this model."""
    identity = recipe.model.identity
    for one in complete:
        if one.manifest.model != identity:
            continue
        try:
            opened = open_folder(one.folder, one.manifest)
        except (IndexDamaged, ChromaAway, NoTemporaryFolder) as error:
            if one.manifest.splitting == recipe.splitting:
                _log.warning("No vectors are taken from %s: %s", one.folder, error)
            else:  # what is embedded of the same passages may be another, and nothing is damaged
                _log.info("No vectors are taken from %s: it was made otherwise.", one.folder)
            continue
        with opened:
            numbers = {
                key(point, identity=identity): number
                for number, point in enumerate(points(opened.passages))
            }
            yield _Known(numbers, opened.vectors)
            return
    yield _Known()


def _stage(
    recipe: Recipe,
    reading: Reading,
    passages: Sequence[Passage],
    staging: Path,
    known: _Known,
    progress: Progress,
) -> tuple[int, str]:
    """Write a whole build: how many texts were embedded, and the sha256 of the manifest."""
    staging.mkdir()
    _write_records(reading, passages, staging)
    KeywordIndex.of(passages).save(staging / KEYWORDS)
    server = Server(address(recipe.chroma_url), builds.collection(staging.name))
    store = create(server if recipe.chroma_url else staging / CHROMA)
    try:
        embedded, probes = _fill(store, passages, recipe.model, known, progress)
    finally:
        store.close()
    np.save(staging / PROBES, np.array(list(probes.values()), dtype=np.float32))
    told = Manifest(
        created=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        corpus=str(recipe.corpus),
        model=recipe.model.identity,
        engine=recipe.model.engine,
        splitting=recipe.splitting,
        documents={document.id: document.sha256 for document in reading.documents},
        skipped=reading.skipped,
        passages=len(passages),
        probes=tuple(probes),
        chroma_url=server.url,
        collection=server.collection if server.url else COLLECTION,
        files=manifest.files_in(staging),
    )
    sha256 = manifest.written(told, staging)
    builds.sync_all(staging)
    return embedded, sha256


def _write_records(reading: Reading, passages: Sequence[Passage], staging: Path) -> None:
    figures = (figure for document in reading.documents for figure in figures_of(document))
    (staging / DOCUMENTS).write_bytes(to_lines(reading.documents))
    (staging / PASSAGES).write_bytes(to_lines(passages))
    (staging / ANSWERS).write_bytes(to_lines(reading.answers))
    (staging / FIGURES).write_bytes(to_lines(figures))


def _fill(
    store: VectorStore,
    passages: Sequence[Passage],
    model: Model,
    known: _Known,
    progress: Progress,
) -> tuple[int, dict[str, Vectors]]:
    """How many texts were embedded, and the vectors of the probes by their ids."""
    all_points = points(passages)
    wanted = probe_numbers(len(all_points))
    probes: dict[str, Vectors] = {}
    waiting: list[tuple[Sequence[Point], Vectors, list[str]]] = []
    embedded = 0
    for start in range(0, len(all_points), BATCH_SIZE):
        progress("embedding", start, len(all_points))
        batch = all_points[start : start + BATCH_SIZE]
        keys = [key(point, identity=model.identity) for point in batch]
        vectors, new = _vectors(batch, keys, model, known)
        embedded += new
        waiting.append((batch, vectors, keys))
        if len(waiting) == BATCHES_AT_ONCE or start + BATCH_SIZE >= len(all_points):
            store.add(
                [point for points_, _, _ in waiting for point in points_],
                np.concatenate([one for _, one, _ in waiting]),
                keys=[one for _, _, keys_ in waiting for one in keys_],
            )
            waiting.clear()
        for number, (point, vector) in enumerate(zip(batch, vectors, strict=True), start):
            if number in wanted:
                probes[point.id] = vector
    progress("embedding", len(all_points), len(all_points))
    return embedded, probes


def _vectors(
    batch: Sequence[Point], keys: Sequence[str], model: Model, known: _Known
) -> tuple[Vectors, int]:
    """The vectors of a batch, and how many of them the model had to make."""
    new = [place for place, one in enumerate(keys) if one not in known.numbers]
    old = [place for place, one in enumerate(keys) if one in known.numbers]
    rows: list[Vectors] = []
    if new:
        rows.append(model.vectors([batch[place].text for place in new]))
    if old and known.vectors:
        rows.append(known.vectors.at([known.numbers[keys[place]] for place in old]))
    unordered = np.concatenate(rows)
    lengths = np.linalg.norm(unordered, axis=1)
    if len(lengths) != len(batch) or not np.allclose(lengths, 1, atol=_LENGTH_OFF_BY):
        raise ValueError("The model must give one vector of length one for each text.")
    vectors = np.empty_like(unordered)
    vectors[[*new, *old]] = unordered
    return vectors, len(new)


def _verify(staging: Path, progress: Progress) -> None:
    progress("checking", 0, 1)
    # On the same disk, where there is room for an index; inside it would not be its builder's.
    temporary = staging.with_name(f"check-{staging.name}")
    temporary.mkdir()
    try:
        verify_apart(staging, temporary=temporary)
    finally:
        builds.remove(temporary, chroma_url="")
    progress("checking", 1, 1)


def _switch(index: Path, staging: Path, entry: builds.Entry, complete: Sequence[_Complete]) -> None:
    staging.rename(index / entry.name)
    builds.sync(index)
    for one in complete:
        if one.which == "current":
            builds.name(index, "previous", one.entry)
    builds.name(index, "current", entry)
