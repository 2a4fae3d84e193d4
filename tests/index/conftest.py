import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from index import building
from index.manifest import read
from index.model_files import sha256
from index.opened_build import verify
from tests.index.small_index import write


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two documents, five passages."""
    folder = tmp_path / "corpus"
    write(
        folder,
        pay="The salary of a research team\nThe salary in an offer\nOffer after offer",
        hiring="An interview about code\nCode, code and research",
    )
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture(scope="session")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of our own on a free port."""
    with chroma_server(tmp_path_factory.mktemp("chroma")) as (url, _):
        yield url


@pytest.fixture
def checked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each build is checked without the process of its own, which test_verifying.py has."""

    def verify_here(folder: Path, *, temporary: Path) -> None:
        assert temporary.is_dir()
        verify(folder, read(folder, expected_sha256=sha256(folder / "manifest.json")))

    monkeypatch.setattr(building, "verify_apart", verify_here)


@contextmanager
def chroma_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start a server, and end it and no other."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = shutil.which("chroma", path=str(Path(sys.executable).parent))
    assert program
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [program, "run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 20
        while not _answers(url):
            assert time.monotonic() < deadline, "the Chroma server does not start"
            time.sleep(0.05)
        yield url, process
    finally:
        process.kill()
        process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/api/v2/heartbeat", timeout=1).is_success
    except httpx.TransportError:
        return False
