"""Other people's pages and the assistant, each on an origin of its own, and a browser."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext

from assistant.web import Library, Policy, application
from tests.assistant.web.chromium import chromium
from tests.assistant.web.served import served
from tests.assistant.web.widget.hosts import Hosts

# Selectors do not reach into closed shadow roots: for a test, they are open.
OPEN_SHADOWS = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function () { return attach.call(this, { mode: "open" }); };
"""


@dataclass(frozen=True)
class World:
    """Where everything is."""

    assistant: str
    listed: str
    unlisted: str


@pytest.fixture(scope="session")
def world(library: Library) -> Iterator[World]:
    hosts = Hosts()
    with served(hosts) as listed, served(hosts) as unlisted:
        policy = Policy(embed_origins=frozenset({listed}), questions_a_minute=0)
        with served(application(library, policy)) as assistant:
            hosts.assistant, hosts.host = assistant, listed
            yield World(assistant, listed, unlisted)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of someone who has never been here."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(OPEN_SHADOWS)
    context.set_default_timeout(20_000)
    yield context
    context.close()
