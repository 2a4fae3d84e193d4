"""The assistant with all it stands on, as the settings have it: index -> guides -> assistant."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.builtin import BuiltInModel
from assistant.finding import Guides
from assistant.gaps import Gaps
from assistant.llm import author_for
from assistant.settings import Settings
from index import Bar, EmbeddingModel, OpenedBuild, open_or_rebuild, recipe_for


@dataclass(frozen=True)
class Opened:
    """Open as long as the index is."""

    build: OpenedBuild
    guides: Guides
    assistant: Assistant


@contextmanager
def opened(settings: Settings, model: EmbeddingModel) -> Iterator[Opened]:
    """Open the index, which is built first where it must be, and what answers from it."""
    gaps = Gaps(settings.gaps) if settings.keep_gaps else None
    recipe = recipe_for(settings, model)
    with open_or_rebuild(recipe, settings.index, progress=Bar()) as build:
        guides = Guides.of(build, model)
        author = author_for(settings, guides)
        assistant = Assistant(guides, BuiltInModel(guides=guides), gaps, author=author)
        yield Opened(build, guides, assistant)
