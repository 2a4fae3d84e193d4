import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

import app


@pytest.fixture
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "pay.md").write_text("The salary.", "utf-8")
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path / "documents"))
    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path / "index"))
    return tmp_path


def test_a_port_that_is_taken_is_said_in_one_line(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert own_folders.exists()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("ASSISTANT_PORT", str(port))
        assert app.main() == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "",
        f"error: The page cannot be opened at 127.0.0.1:{port}: if it is open already, use that "
        "one, or set ASSISTANT_PORT or ASSISTANT_HOST to another.\n",
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        pytest.param("ASSISTANT_PROT", "1", "Did you mean ASSISTANT_PORT?", id="misspelt"),
        pytest.param("ASSISTANT_PORT", "70000", "ASSISTANT_PORT does not fit: ", id="no port"),
        pytest.param("ASSISTANT_CORPUS", "missing", "There is no folder", id="no corpus"),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_line(
    own_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    says: str,
) -> None:
    assert own_folders.exists()
    monkeypatch.setenv(name, value)
    assert app.main() == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("error: ")
    assert says in said.err


def test_who_tells_it_to_end_gets_an_end_without_an_error(own_folders: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, app.__file__],
        env={**os.environ, "ASSISTANT_PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == f"The page is at http://127.0.0.1:{port}\n"
    assert httpx.get(f"http://127.0.0.1:{port}/ready").json()["documents"] == 1
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
    assert own_folders.exists()
