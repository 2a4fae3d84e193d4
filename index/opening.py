"""The index as it serves: checked before it is opened, and built again when it must be."""

import logging
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from corpus import CorpusMissing
from index import builds, manifest
from index.building import Progress, build, quiet
from index.errors import (
    BuildFailed,
    IndexBusy,
    IndexDamaged,
    IndexMismatch,
    IndexNotBuilt,
    IndexUnwritable,
)
from index.opened_build import OpenedBuild, check_made_for, open_folder
from index.recipe import Recipe
from index.vectors import MOST_IN_MEMORY

WAIT_SECONDS = 120.0
_LOOK_AGAIN_SECONDS = 0.5

_log = logging.getLogger(__name__)


def open_build(
    index: Path,
    *,
    identity: str,
    chroma_url: str = "",
    which: builds.Which = "current",
    most_in_memory: int = MOST_IN_MEMORY,
) -> OpenedBuild:
    """Open the build that serves; nothing in the index folder is written.

    Raises:
        IndexNotBuilt: There is none.
        IndexDamaged: A file differs from what its builder wrote; it is named.
        IndexMismatch: It is of another model than `identity` names, or in another place.
        ChromaAway: A Chroma server is set, and does not answer.
        NoTemporaryFolder: There is no place for the copy that Chroma opens.
    """
    while True:
        entry = builds.entry(index, which)
        if entry is None:
            raise IndexNotBuilt(f"There is no index in {index}: {manifest.REBUILD}")
        folder = index / entry.name
        try:
            told = manifest.read(folder, expected_sha256=entry.manifest_sha256)
            check_made_for(told, identity=identity, chroma_url=chroma_url)
            return open_folder(folder, told, most_in_memory=most_in_memory)
        except IndexDamaged:
            # Two builders may have finished since we looked, and removed it.
            if builds.entry(index, which) == entry:
                raise


def open_or_rebuild(
    recipe: Recipe,
    index: Path,
    *,
    progress: Progress = quiet,
    wait_seconds: float = WAIT_SECONDS,
) -> OpenedBuild:
    """Open the build that serves. If it is missing, damaged or of another model, build it first.

    If that is not possible, the build before it serves, which may know older documents.

    Raises:
        IndexBusy: Another builder is still at work after `wait_seconds`.
        IndexUnwritable: Neither the index folder nor a temporary one can be written.
        CorpusMissing: There is nothing to build from.
        BuildFailed: What was built did not pass its check.
        ChromaAway: A Chroma server is set, and does not answer.
        NoTemporaryFolder: There is no place for the copy that Chroma opens.
    """
    try:
        opened = _open(recipe, index)
        if opened.manifest.corpus == str(recipe.corpus):
            return opened
        opened.close()
        _log.warning("The index is built again. It is of %s.", opened.manifest.corpus)
    except IndexNotBuilt:
        pass
    except (IndexDamaged, IndexMismatch) as error:
        _log.warning("The index is built again. %s", error)
    try:
        return _rebuilt(recipe, index, progress, wait_seconds)
    except (IndexBusy, IndexUnwritable, CorpusMissing, BuildFailed) as error:
        return _before(recipe, index, error)


def corpus_of(index: Path) -> Path | None:
    """The folder whose documents an index holds, even a damaged one; None when nothing tells."""
    try:
        entry = builds.entry(index, "current")
    except IndexDamaged:
        entry = None
    # What is damaged must not be built again of other documents, so its word is taken for it.
    for name in [entry.name] if entry else builds.newest_first(index):
        corpus = manifest.corpus_told(index / name)
        if corpus is not None:
            return corpus
    return None


def _open(recipe: Recipe, index: Path, *, which: builds.Which = "current") -> OpenedBuild:
    return open_build(
        index, identity=recipe.model.identity, chroma_url=recipe.chroma_url, which=which
    )


def _rebuilt(recipe: Recipe, index: Path, progress: Progress, wait_seconds: float) -> OpenedBuild:
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            build(recipe, index, progress=progress)
            return _open(recipe, index)
        except IndexBusy:
            if time.monotonic() > deadline:
                raise
            # When the other is done, building finds that nothing is left to do.
            time.sleep(_LOOK_AGAIN_SECONDS)
        except IndexUnwritable as error:
            _log.warning("The index is built for this run only. %s", error)
            return _in_passing(recipe, progress)


def _in_passing(recipe: Recipe, progress: Progress) -> OpenedBuild:
    """Build in a temporary folder, for a disk that can be read only."""
    recipe = replace(recipe, chroma_url="")  # nobody would clean up on the server
    try:
        with tempfile.TemporaryDirectory(prefix="hiring-assistant-") as folder:
            index = Path(folder) / "index"
            build(recipe, index, progress=progress)
            # What it opens is in memory, or in a copy of its own.
            return _open(recipe, index)
    except OSError as error:
        reason = error.strerror or str(error)
        raise IndexUnwritable(builds.unwritable(Path(tempfile.gettempdir()), reason)) from error


def _before(recipe: Recipe, index: Path, error: Exception) -> OpenedBuild:
    try:
        opened = _open(recipe, index, which="previous")
    except (IndexNotBuilt, IndexDamaged, IndexMismatch):
        raise error from None
    _log.warning("The build of %s serves. %s", opened.manifest.created, error)
    return opened
