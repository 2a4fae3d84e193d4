"""Chromium, as tests of the page drive it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

# All it may reach is the page: whatever else it looks up is not found.
ARGUMENTS = (
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The one that is installed; where there is none, the test is skipped."""
    program = shutil.which("chromium")
    if program is None:
        assert "CI" not in os.environ, "the page is tested in Chromium: install chromium"
        pytest.skip("no chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=ARGUMENTS, timeout=60_000
        )
        yield browser
        browser.close()
