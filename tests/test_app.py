import os
import socket
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

import app


def test_nothing_in_the_environment_shares_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}

    def launch(_: gr.Blocks, **options: Any) -> tuple[None, str, None]:
        told.update(options)
        return None, "", None

    monkeypatch.setattr(gr.Blocks, "launch", launch)
    app.launched(gr.Blocks(), host="127.0.0.1")
    off = ("share", "run_history", "mcp_server", "enable_monitoring", "pwa", "ssr_mode")
    # None would leave it to a GRADIO_ variable.
    assert {name: told[name] for name in off} == dict.fromkeys(off, False)
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


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
