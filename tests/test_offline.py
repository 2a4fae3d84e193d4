"""No packet leaves: all of it works where there is no network, and nothing is kept outside."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Every Python that is started imports it first. Who is refused may keep quiet about it.
REFUSING = """
import os
import sys

def refuse(event, arguments):
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host not in (None, "", "localhost", "127.0.0.1", "::1"):
        with open(os.environ["TRIED"], "a") as file:
            file.write(f"{host}\\n")
        raise OSError(f"no packet leaves: {host}")

sys.addaudithook(refuse)
"""
ASKING_THE_PAGE = """
import app
from assistant import Assistant, BuiltInModel, Guides, Settings
from assistant.web import Library, application
from gradio_client import Client
from index import open_model, open_or_rebuild, recipe_for
from tests.assistant.web.served import served

settings = Settings.read()
model = open_model(settings.embedding_model, cache=settings.models)
with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
    guides = Guides.of(opened, model)
    library = Library.of(opened, guides, Assistant(guides, BuiltInModel(guides=guides)))
    with served(application(library)) as address:
        client = Client(address, verbose=False)
        asked = '{"id": "1", "question": "When is the salary paid?"}'
        said, record = client.predict(asked, [], api_name="/ask")
        print(said[-1]["content"][0]["text"])
"""
REACHING_OUT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"


def namespace() -> list[str]:
    """A command in front that takes the network away; nothing where that is not permitted."""
    for command in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if (
            shutil.which("unshare")
            and not subprocess.run([*command, "true"], check=False).returncode
        ):
            return command
    return []


class Apart:
    """Runs Python without a network, in a home of its own."""

    def __init__(self, folder: Path, before: list[str]) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        (folder / "first").mkdir()
        self._tried = folder / "tried"
        if not before:
            (folder / "first" / "sitecustomize.py").write_text(REFUSING, "utf-8")
        (folder / "documents").mkdir()
        (folder / "documents" / "pay.md").write_text(
            "# Pay\n\nThe salary is paid monthly.", "utf-8"
        )
        self._before = before
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TRIED": str(self._tried),
            "PYTHONPATH": f"{folder / 'first'}{os.pathsep}{ROOT}",
            "ASSISTANT_CORPUS": str(folder / "documents"),
            "ASSISTANT_INDEX": str(folder / "index"),
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self._before, sys.executable, *arguments],
            cwd=self.home,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def tried(self) -> str:
        """The hosts that somebody tried to reach, as far as Python knows."""
        return self._tried.read_text("utf-8") if self._tried.exists() else ""

    def kept(self) -> list[str]:
        """Whatever somebody has put into the home."""
        return [str(path.relative_to(self.home)) for path in self.home.rglob("*")]


@pytest.fixture(params=["no network", "no sockets"])
def apart(request: pytest.FixtureRequest, tmp_path: Path) -> Apart:
    # Where no network can be taken away, sockets are refused: both times, but never not at all.
    return Apart(tmp_path, namespace() if request.param == "no network" else [])


def test_nobody_can_be_reached(apart: Apart) -> None:
    ran = apart.run("-c", REACHING_OUT)
    assert ran.stderr.splitlines()[-1] in (
        "OSError: [Errno 101] Network is unreachable",
        "OSError: no packet leaves: 192.0.2.1",
    )


def test_an_index_is_built_and_searched_without_a_network(apart: Apart) -> None:
    built = apart.run("-m", "index", "build")
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.endswith("is built, 2 texts embedded: 1 documents, 1 passages.\n")
    found = apart.run("-m", "index", "search", "--json", "When is the salary paid?")
    assert (found.returncode, found.stderr) == (0, "")
    assert [one["text"] for one in json.loads(found.stdout)["passages"]] == [
        "The salary is paid monthly."
    ]
    assert (apart.tried(), apart.kept()) == ("", [])


def test_a_question_is_answered_without_a_network(apart: Apart) -> None:
    asked = apart.run("-m", "assistant", "ask", "--json", "When is the salary paid?")
    assert asked.returncode == 0, asked.stderr
    answer = json.loads(asked.stdout)
    assert "The salary is paid monthly" in answer["text"]
    assert [one["quote"] for one in answer["citations"]] == ["The salary is paid monthly."]
    assert (apart.tried(), apart.kept()) == ("", [])


def test_the_page_is_opened_and_asked_without_a_network(tmp_path: Path) -> None:
    apart = Apart(tmp_path, [])  # it needs this machine itself to be reached
    asked = apart.run("-c", ASKING_THE_PAGE)
    assert asked.returncode == 0, asked.stderr
    assert "The salary is paid monthly" in asked.stdout
    assert (apart.tried(), apart.kept()) == ("", [])
