import http.server
import logging
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import numpy as np
import pytest

from index.errors import ChromaAway, ChromaFailed, WrongSetting
from index.records import Point
from index.vector_store import Server, address, create, drop, opened
from tests.index.conftest import chroma_server

VECTORS = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1], [0, 0, 1]], dtype=np.float32)
POINTS = [Point(f"d#{number}", number, "d", f"text {number}") for number in range(4)]
KEYS = ["a", "b", "c", "c"]


@pytest.fixture(params=["folder", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | Server:
    if request.param == "folder":
        return tmp_path / "chroma"
    return Server(request.getfixturevalue("chroma_url"), f"passages-{tmp_path.name}")


@pytest.fixture
def stored(place: Path | Server) -> Path | Server:
    """Four passages, in two batches."""
    store = create(place)
    for start in (0, 2):
        end = start + 2
        store.add(POINTS[start:end], VECTORS[start:end], keys=KEYS[start:end])
    store.close()
    return place


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that accepts and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def other() -> Iterator[str]:
    """A server, but not Chroma."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b'"a page"')

        def log_message(self, *_: object) -> None: ...

    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_nearest_come_first_with_their_cosines(stored: Path | Server) -> None:
    store = opened(stored)
    nearest = store.nearest(np.array([0.6, 0.8, 0], dtype=np.float32), limit=2)
    store.close()
    assert [id for id, _ in nearest] == ["d#1", "d#0"]
    assert [cosine for _, cosine in nearest] == pytest.approx([0.96, 0.6], abs=1e-5)


def test_equal_vectors_are_both_found(stored: Path | Server) -> None:
    store = opened(stored)
    nearest = store.nearest(VECTORS[3], limit=2)
    store.close()
    assert {id for id, _ in nearest} == {"d#2", "d#3"}


def test_more_than_there_are_is_all_there_are(stored: Path | Server) -> None:
    store = opened(stored)
    assert (store.count(), len(store.nearest(VECTORS[0], limit=500))) == (4, 4)
    store.close()


def test_rows_come_in_the_order_asked_for(stored: Path | Server) -> None:
    store = opened(stored)
    rows = store.rows(["d#2", "d#0", "d#1"])
    store.close()
    assert np.allclose(rows.vectors, VECTORS[[2, 0, 1]], atol=1e-6)
    assert (rows.positions, rows.keys) == ([2, 0, 1], ["c", "a", "b"])


def test_a_lost_row_is_an_error(stored: Path | Server) -> None:
    store = opened(stored)
    with pytest.raises(ChromaFailed, match=r"Chroma has lost \['d#9'\]"):
        store.rows(["d#0", "d#9"])
    store.close()


def test_what_was_never_created_cannot_be_opened(place: Path | Server) -> None:
    with pytest.raises(ChromaFailed, match="does not exist"):
        opened(place)


def test_a_dropped_collection_is_gone_and_may_be_dropped_again(
    chroma_url: str, tmp_path: Path
) -> None:
    server = Server(chroma_url, f"passages-{tmp_path.name}")
    create(server).close()
    drop(server)
    drop(server)
    with pytest.raises(ChromaFailed, match="does not exist"):
        opened(server)


@pytest.mark.parametrize("kind", ["refuses", "silent", "other"])
def test_a_server_that_is_no_chroma_is_said_within_three_seconds(
    kind: str, request: pytest.FixtureRequest
) -> None:
    url = "http://127.0.0.1:9" if kind == "refuses" else request.getfixturevalue(kind)
    start = time.monotonic()
    with pytest.raises(ChromaAway) as away:
        opened(Server(url, "passages-x"))
    assert time.monotonic() - start < 4
    assert str(away.value) == (
        f"No Chroma server answers at {url}: start it, or unset ASSISTANT_CHROMA_URL."
    )


def test_a_server_that_hangs_is_said_within_three_seconds_and_used_again_later(
    tmp_path: Path,
) -> None:
    with chroma_server(tmp_path) as (url, process):
        store = create(Server(url, "passages-x"))
        store.add(POINTS, VECTORS, keys=KEYS)
        store.close()
        store = opened(Server(url, "passages-x"))
        process.send_signal(signal.SIGSTOP)
        start = time.monotonic()
        with pytest.raises(ChromaAway):
            store.nearest(VECTORS[0], limit=1)
        assert time.monotonic() - start < 4
        process.send_signal(signal.SIGCONT)
        assert store.nearest(VECTORS[1], limit=1)[0][0] == "d#1"
        store.close()


@pytest.mark.parametrize(
    ("ip", "warned"),
    [
        pytest.param("127.0.0.1", False, id="this machine"),
        pytest.param("::1", False, id="this machine, IPv6"),
        pytest.param("192.168.0.7", False, id="a private network"),
        pytest.param("fe80::1%eth0", False, id="the same cable"),
        pytest.param("8.8.8.8", True, id="the world"),
    ],
)
def test_a_server_with_a_public_address_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, ip: str, warned: bool
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise httpx.ConnectError("refused")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [(0, 0, 0, "", (ip, 0))])
    monkeypatch.setattr(httpx, "get", refuse)
    with caplog.at_level(logging.WARNING), pytest.raises(ChromaAway):
        opened(Server("http://chroma.example", "passages-x"))
    assert ("has a public address" in caplog.text) == warned


@pytest.mark.parametrize(
    ("url", "short"),
    [
        pytest.param("", "", id="none"),
        pytest.param("http://localhost:8000/", "http://localhost:8000", id="a port"),
        pytest.param("https://chroma", "https://chroma:443", id="the port of https"),
        pytest.param("http://[::1]:8000", "http://[::1]:8000", id="IPv6"),
        pytest.param(
            "http://me:secret@chroma:1/a?b", "http://chroma:1", id="a password is left out"
        ),
    ],
)
def test_an_address_is_scheme_host_and_port(url: str, short: str) -> None:
    assert address(url) == short


def test_a_port_that_is_no_number_is_a_wrong_setting() -> None:
    with pytest.raises(WrongSetting, match="ASSISTANT_CHROMA_URL does not fit"):
        address("http://localhost:eight")


def test_chroma_does_not_read_our_environment_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CHROMA_API_IMPL=nothing.like.it\n", "utf-8")
    code = (
        "from pathlib import Path; from index.vector_store import create; "
        "create(Path('chroma')).close()"
    )
    root = Path(__file__).parents[2]
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(root)}, check=False
    )
    assert result.returncode == 0
