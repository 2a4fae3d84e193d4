"""The folders that are meant, and what is opened from them."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.assistant import Assistant
from assistant.commands.terminal import say_aside
from assistant.opened import opened
from assistant.settings import Settings
from corpus import Document, Reading, read_folder
from index import Bar, open_model, recipe_for
from index.building import build
from index.builds import newest_first
from index.errors import IndexDamaged
from index.opening import corpus_of


@contextmanager
def open_assistant(asked: argparse.Namespace) -> Iterator[Assistant]:
    """The assistant over the index, which is built first where it must be."""
    settings = settings_for(asked)
    model = open_model(settings.embedding_model, cache=settings.models)
    if asked.corpus:
        recipe = recipe_for(settings, model)
        for one in build(recipe, settings.index, progress=Bar()).skipped:
            _say_skipped(one.path, one.reason)
    with opened(settings, model) as everything:
        yield everything.assistant


def read_documents(asked: argparse.Namespace) -> tuple[Document, ...]:
    """The documents themselves, which takes no model and no index."""
    return read_corpus(asked).documents


def read_corpus(asked: argparse.Namespace) -> Reading:
    """The documents, and the answers that stand beside them."""
    reading = read_folder(settings_for(asked).corpus)
    for one in reading.skipped:
        _say_skipped(one.path, one.reason)
    return reading


def settings_for(asked: argparse.Namespace) -> Settings:
    """The settings, with the folders that are named on the command line."""
    settings = Settings.read()
    # Not Path.resolve, which stumbles over links that lead in a circle.
    index = Path(os.path.realpath(asked.index or settings.index))
    corpus = Path(os.path.realpath(asked.corpus or _corpus_of(index, asked, settings)))
    return settings.model_copy(update={"corpus": corpus, "index": index})


def _corpus_of(index: Path, asked: argparse.Namespace, settings: Settings) -> Path:
    """An index of other documents must never be replaced by one of the guides in passing."""
    if not asked.index:
        return settings.corpus
    told = corpus_of(index)
    theirs = "corpus" not in settings.model_fields_set
    if told is None and theirs and newest_first(index):
        raise IndexDamaged(
            f"The index in {index} is damaged and no longer tells which documents it is of: "
            "name their folder with --corpus."
        )
    return told or settings.corpus


def _say_skipped(path: str, reason: str) -> None:
    say_aside(f"Skipped {path}: {reason}")
