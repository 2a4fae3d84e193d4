"""What the repository may hold. What git does not track is nobody's business."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOP_LEVEL = {
    "app.py",
    "assistant",
    "corpus",
    "index",
    "tests",
    "constraints.txt",
    "pyproject.toml",
    "LICENSE",
    "Makefile",
    "README.md",
}
# Folders of one machine, which mean nothing on another.
ONE_MACHINE = re.compile(r"(?<![\w.:/~])/(?:work|root|opt|home/\w+|Users/\w+)/")


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a git checkout")
    # The folder may belong to someone else, as in a container.
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]


def text_of(name: str) -> str:
    """The file as text; nothing for a binary one."""
    content = (ROOT / name).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def test_the_top_level_is_as_drawn(tracked: list[str]) -> None:
    top = {name.split("/")[0] for name in tracked}
    assert {name for name in top if not name.startswith(".")} - TOP_LEVEL == set()


def test_nothing_generated_or_secret_is_tracked(tracked: list[str]) -> None:
    ours_alone = {".env", ".venv", ".index", ".models"}
    assert [name for name in tracked if name.split("/")[0] in ours_alone] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("cd " + "/work" + "/main", True, id="a folder at the top"),
        pytest.param('"' + "/home" + '/ada/guides"', True, id="somebody's home"),
        pytest.param("https://example.org/work/roles", False, id="part of an address"),
        pytest.param("his/her/work/life", False, id="words with slashes"),
        pytest.param("how it works/does not", False, id="a word that begins alike"),
    ],
)
def test_the_folders_of_one_machine_are_recognised(text: str, found: bool) -> None:
    assert bool(ONE_MACHINE.search(text)) is found


def test_no_file_names_a_folder_of_one_machine(tracked: list[str]) -> None:
    assert [name for name in tracked if ONE_MACHINE.search(text_of(name))] == []


def test_no_model_brings_its_own_code(tracked: list[str]) -> None:
    # Ruff refuses imports, and cannot see an argument.
    allowed = re.compile(r"trust_remote_code(?!\s*=\s*False\b)")
    others = [name for name in tracked if name.endswith(".py") and name != "tests/test_layout.py"]
    assert [name for name in others if allowed.search(text_of(name))] == []
