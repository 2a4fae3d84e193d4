import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def section(title: str) -> str:
    return README.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def tree(text: str) -> list[str]:
    """The paths of an indented tree: `index/`, then `  building.py  what it does`."""
    paths: list[str] = []
    folders: list[str] = []
    for line in text.partition("```\n")[2].partition("```")[0].splitlines():
        name = line.split()[0]
        depth = (len(line) - len(line.lstrip())) // 2
        folders[depth:] = [name]
        paths.append("".join(folders))
    return paths


def paths_in_prose(text: str) -> list[str]:
    """What stands in backticks and looks like a path, but for what is not in the repository."""
    code = re.findall(r"`([^`\s]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [name for name in code if re.search(r"/|\.(py|toml|txt|md)$|^LICENSE$", name)]


def targets(text: str) -> set[str]:
    return set(re.findall(r"(?:^|`)make ([a-z]+)", text, flags=re.MULTILINE))


def commands(text: str) -> list[str]:
    return sorted(set(re.findall(r"python -m ([\w.]+)", text)))


def test_a_tree_is_read_with_its_folders() -> None:
    text = "```\na/   one\n  b/   two\n    c.py\n  d.py\ne.py\n```\n"
    assert tree(text) == ["a/", "a/b/", "a/b/c.py", "a/d.py", "e.py"]


def test_every_path_of_the_tree_exists() -> None:
    paths = tree(section("Where things are"))
    assert {"app.py", "assistant/", "index/", "corpus/", "tests/"} <= set(paths)
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("title", ["How it works", "To change it"])
def test_every_path_a_section_names_exists(title: str) -> None:
    paths = paths_in_prose(section(title))
    assert len(paths) >= 5
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_every_path_the_readme_names_exists() -> None:
    assert [path for path in paths_in_prose(README) if not (ROOT / path).exists()] == []


def test_a_path_that_ends_with_a_slash_is_a_folder() -> None:
    paths = [*tree(section("Where things are")), *paths_in_prose(README)]
    assert [path for path in paths if path.endswith("/") != (ROOT / path).is_dir()] == []


def test_every_make_target_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    known = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE))
    assert {"run", "test", "check"} <= targets(README) <= known


def test_every_python_command_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8").replace("$(PY)", "python")
    ours = [name for name in commands(README + makefile) if (ROOT / name.split(".")[0]).is_dir()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        said = dict(zip(ours, pool.map(helped, ours), strict=True))
    failed = {
        module: ran.stderr.strip().splitlines()[-1:]
        for module, ran in said.items()
        if ran.returncode or "usage" not in ran.stdout.lower()
    }
    assert failed == {}
    assert "tests.audit" in ours


def helped(module: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", module, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
