"""Folders for learning and testing, and their indexes, kept for the next time."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index import EmbeddingModel, OpenedBuild, Settings, open_or_rebuild, recipe_for

PLACE = Path(tempfile.gettempdir()) / "guides-without-worked-answers"


def folder(name: str, *endings: str) -> Path:
    """The guides with some of the files beside them only."""
    place = PLACE / name
    place.mkdir(parents=True, exist_ok=True)
    for path in sorted(Settings().corpus.iterdir()):
        if path.name.endswith(endings):
            shutil.copyfile(path, place / path.name)
    return place


@contextmanager
def opened(corpus: Path, model: EmbeddingModel) -> Iterator[OpenedBuild]:
    """The index of a folder, kept beside it for the next time."""
    settings = Settings.read().model_copy(update={"corpus": corpus})
    index = PLACE / f"index-{corpus.resolve().name}"
    with open_or_rebuild(recipe_for(settings, model), index) as build:
        yield build
