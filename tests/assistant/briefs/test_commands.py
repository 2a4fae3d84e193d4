"""`decide --brief` and `replay`, on the guides as they ship."""

import io
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.__main__ import main
from tests.assistant.briefs.conftest import GUIDES

NO_PROTOTYPE = ("decide", "first-hire", "--answer", "prototype=no")
SAME = "The same situation gets the same recommendation today."


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str | Path) -> Ran:
        status = main([str(one) for one in arguments])
        return Ran(status, *capsys.readouterr())

    return command


@pytest.mark.parametrize("name", ["first.md", "first.pdf", "FIRST.PDF"])
def test_a_decision_is_taken_along_and_decided_again(run: Run, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    ran = run(*NO_PROTOTYPE, "--brief", file)
    assert (ran.status, ran.err) == (0, f"The brief is in {file}.\n")
    assert ran.out == run(*NO_PROTOTYPE).out
    assert file.read_bytes().startswith(b"%PDF-" if name.lower().endswith("pdf") else b"# Whom")
    ran = run("replay", file)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(f"{SAME}\n")


def test_a_program_gets_its_json_as_before(run: Run, tmp_path: Path) -> None:
    ran = run(*NO_PROTOTYPE, "--json", "--brief", tmp_path / "first.md")
    assert ran.out == run(*NO_PROTOTYPE, "--json").out
    row = json.loads(run("replay", tmp_path / "first.md", "--json").out)
    assert (row["verdict"], row["answers"], row["changed"]) == ("same", {"prototype": "no"}, [])


def test_a_brief_can_be_piped_in(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(*NO_PROTOTYPE, "--brief", tmp_path / "first.pdf")
    content = io.BytesIO((tmp_path / "first.pdf").read_bytes())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(content))
    assert run("replay", "-").out.startswith(SAME)


def test_a_recommendation_that_cannot_be_had_again_ends_with_status_2(
    run: Run, tmp_path: Path
) -> None:
    run(*NO_PROTOTYPE, "--brief", tmp_path / "first.md")
    corpus = tmp_path / "guides"
    shutil.copytree(GUIDES, corpus)
    guide = corpus / "first-ai-hire.md"
    old = "If there is no working prototype, the quick decision tree says to hire"
    guide.write_text(guide.read_text("utf-8").replace(old, "Without one, hire"), "utf-8")
    ran = run("replay", tmp_path / "first.md", "--corpus", corpus)
    assert ran.status == 2
    assert ran.out.startswith("Nobody can tell: the decision tree first-hire is not there")
    assert f'- Cited words that first-ai-hire no longer says: "{old} an AI researcher' in ran.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["decide", "--brief", "x.md"], "Name the tree as well", id="no tree"),
        pytest.param([*NO_PROTOTYPE, "--brief", "x.doc"], "'x.doc' in .md or .pdf", id="an ending"),
        pytest.param([*NO_PROTOTYPE, "--brief", ""], "'' in .md or .pdf", id="no name"),
        pytest.param([*NO_PROTOTYPE, "--brief", "no/x.md"], "cannot be written", id="no folder"),
        pytest.param([*NO_PROTOTYPE, "--brief", "\0.md"], "cannot be written", id="no such name"),
        pytest.param(
            ["decide", "first-hire", "--brief", "x.md"],
            "answer prototype (yes or no) first",
            id="nothing decided",
        ),
        pytest.param(["replay", "no.md"], "no.md cannot be read", id="no file"),
        pytest.param(["replay", "."], ". cannot be read", id="a folder"),
        pytest.param(["replay", GUIDES / "first-ai-hire.md"], "It is no brief", id="a guide"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str | Path],
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(r"error: .+\n", ran.err)
    assert says in ran.err
    assert list(tmp_path.iterdir()) == []
