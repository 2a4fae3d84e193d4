"""The whole application over the guides, served once for all tests."""

from collections.abc import Iterator

import httpx
import pytest

from assistant import Assistant, BuiltInModel, Guides, Settings
from assistant.web import Library, Policy, application
from index import open_model, open_or_rebuild, recipe_for
from tests.assistant.web.served import served


@pytest.fixture(scope="session")
def library() -> Iterator[Library]:
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
        guides = Guides.of(opened, model)
        yield Library.of(opened, guides, Assistant(guides, BuiltInModel(guides=guides)))


@pytest.fixture(scope="session")
def address(library: Library) -> Iterator[str]:
    with served(application(library, Policy(questions_a_minute=0))) as address:
        yield address


@pytest.fixture(scope="session")
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client
