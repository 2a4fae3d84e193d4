import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from corpus import CorpusMissing, Document, Passage, figures_of
from index import wording
from index.building import Built, build
from index.errors import (
    ChromaAway,
    IndexBusy,
    IndexMismatch,
    IndexUnwritable,
)
from index.keywords import KeywordIndex
from index.opened_build import probe_numbers
from index.opening import open_build
from index.recipe import Recipe
from index.vector_store import Server, drop
from tests.index.small_index import WordModel, found, recipe, state, write

pytestmark = pytest.mark.usefixtures("checked_here")

PAY = ["The salary of a research team", "The salary in an offer", "Offer after offer"]
HIRING = ["An interview about code", "Code, code and research"]


@pytest.fixture(params=["folder", "server"])
def chroma(request: pytest.FixtureRequest) -> str:
    """Every build with Chroma in a folder, and on a server."""
    return "" if request.param == "folder" else str(request.getfixturevalue("chroma_url"))


def opened_state(index: Path, *, identity: str = "words@1", chroma_url: str = "") -> dict[str, str]:
    with open_build(index, identity=identity, chroma_url=chroma_url) as opened:
        return state(opened)


def names(index: Path) -> set[str]:
    return {path.name for path in index.iterdir()}


def test_the_first_build_embeds_everything(corpus: Path, index: Path, chroma: str) -> None:
    model = WordModel()
    built = build(recipe(corpus, model=model, chroma_url=chroma), index)
    assert model.embedded == HIRING + PAY
    assert built == Built(built.name, 2, 5, embedded=5, skipped=(), up_to_date=False)
    assert opened_state(index, chroma_url=chroma) == {
        "hiring": "\n".join(HIRING),
        "pay": "\n".join(PAY),
    }


def test_a_build_is_a_folder_that_describes_itself(corpus: Path, index: Path) -> None:
    built = build(recipe(corpus), index)
    folder = index / built.name
    assert names(index) == {"current", "lock", built.name}
    assert re.fullmatch(rf"{built.name} [0-9a-f]{{64}}\n", (index / "current").read_text("ascii"))
    assert names(folder) == {
        *("manifest.json", "documents.jsonl", "passages.jsonl", "answers.jsonl", "figures.jsonl"),
        *("probes.npy", "keywords", "chroma"),
    }
    told = json.loads((folder / "manifest.json").read_bytes())
    assert (told["model"], told["engine"], told["splitting"], told["passages"]) == (
        *("words@1", "words", "1"),
        5,
    )
    assert list(told["documents"]) == ["hiring", "pay"]
    assert told["probes"] == ["hiring#0", "hiring#1", "pay#0", "pay#1", "pay#2"]
    assert {file["path"] for file in told["files"]} == {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }


def test_the_figures_of_the_documents_are_in_the_index(tmp_path: Path, index: Path) -> None:
    text = (
        "A senior ML engineer has a base salary of $200k.\n| Role | Equity |\n|-|-|\n| AS | 1-2% |"
    )
    write(tmp_path / "corpus", pay=text)
    build(recipe(tmp_path / "corpus"), index)
    with open_build(index, identity="words@1", chroma_url="") as opened:
        assert opened.figures == figures_of(opened.documents[0])
        said = [(one.role, one.level, one.measure, one.shown) for one in opened.figures]
    assert said == [
        ("ml engineer", "senior", "base salary", "$200k"),
        ("applied scientist", "", "equity", "1-2%"),
    ]


def test_nothing_changed_nothing_done(corpus: Path, index: Path, chroma: str) -> None:
    model = WordModel()
    first = build(recipe(corpus, model=model, chroma_url=chroma), index)
    model.embedded.clear()
    before = {path: path.stat().st_mtime_ns for path in index.rglob("*") if path.name != "lock"}
    again = build(recipe(corpus, model=model, chroma_url=chroma), index)
    assert again == replace(first, embedded=0, up_to_date=True)
    assert model.embedded == []
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_only_what_changed_is_embedded(corpus: Path, index: Path, chroma: str) -> None:
    model = WordModel()
    made = recipe(corpus, model=model, chroma_url=chroma)
    build(made, index)
    model.embedded.clear()
    write(corpus, pay="A new line about a team\n" + "\n".join(PAY), team="A research team")
    built = build(made, index)
    assert model.embedded == ["A new line about a team", "A research team"]
    assert (built.passages, built.embedded) == (7, 2)
    with open_build(index, identity="words@1", chroma_url=chroma) as opened:
        assert found(opened, "salary research team") == PAY[0]
        assert found(opened, "research team") == "A research team"
        assert set(state(opened)) == {"hiring", "pay", "team"}


def test_removed_documents_are_gone(corpus: Path, index: Path, chroma: str) -> None:
    made = recipe(corpus, chroma_url=chroma)
    build(made, index)
    (corpus / "pay.txt").unlink()
    build(made, index)
    assert list(opened_state(index, chroma_url=chroma)) == ["hiring"]


def test_another_splitting_builds_again_with_the_vectors_there_are(
    corpus: Path, index: Path
) -> None:
    model = WordModel()
    first = build(recipe(corpus, model=model), index)
    model.embedded.clear()
    second = build(replace(recipe(corpus, model=model), splitting="2"), index)
    assert (model.embedded, second.up_to_date) == ([], False)
    assert second.name != first.name


def test_after_other_short_forms_nothing_is_called_damaged(
    corpus: Path,
    index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    made = recipe(corpus)

    def split(document: Document) -> list[Passage]:
        return [replace(one, questions=("MLE coding in hiring?",)) for one in made.split(document)]

    build(replace(made, split=split), index)
    changed = tmp_path / "words.toml"
    changed.write_text(
        wording.WORDS.read_text("utf-8").replace("[anywhere]", '[anywhere]\nhiring = "recruiting"'),
        "utf-8",
    )
    monkeypatch.setattr(wording, "WORDS", changed)
    wording._known.cache_clear()  # noqa: SLF001  it is read once
    try:
        built = build(replace(made, split=split, splitting="2"), index)
    finally:
        monkeypatch.undo()
        wording._known.cache_clear()  # noqa: SLF001
    assert not built.up_to_date
    assert "damaged" not in caplog.text


def test_another_model_embeds_everything_again(corpus: Path, index: Path) -> None:
    build(recipe(corpus), index)
    model = WordModel("words@2")
    build(recipe(corpus, model=model), index)
    assert model.embedded == HIRING + PAY
    with pytest.raises(IndexMismatch):
        opened_state(index)
    assert len(opened_state(index, identity="words@2")) == 2


def test_another_corpus_folder_replaces_the_first(
    corpus: Path, index: Path, tmp_path: Path
) -> None:
    build(recipe(corpus), index)
    write(tmp_path / "other", team="A team\nAn offer")
    build(recipe(tmp_path / "other"), index)
    assert opened_state(index) == {"team": "A team\nAn offer"}


def test_vectors_move_between_a_folder_and_a_server(
    corpus: Path, index: Path, chroma_url: str
) -> None:
    for url in ("", chroma_url, ""):
        model = WordModel()
        build(recipe(corpus, model=model, chroma_url=url), index)
        assert model.embedded == ([] if (index / "previous").exists() else HIRING + PAY)
        assert len(opened_state(index, chroma_url=url)) == 2


def test_the_build_before_stays_and_older_ones_go(corpus: Path, index: Path) -> None:
    built = []
    for number in range(3):
        write(corpus, pay=f"Offer {number}")
        built.append(build(recipe(corpus), index).name)
    assert names(index) == {"current", "previous", "lock", *built[1:]}


def test_the_build_before_serves_again_when_its_documents_are_back(
    corpus: Path, index: Path
) -> None:
    first = build(recipe(corpus), index)
    write(corpus, pay="An offer")
    build(recipe(corpus), index)
    write(corpus, pay="\n".join(PAY))
    again = build(recipe(corpus), index)
    assert again == replace(first, embedded=0, up_to_date=True)
    assert opened_state(index)["pay"] == "\n".join(PAY)


def test_old_collections_leave_the_server(corpus: Path, index: Path, chroma_url: str) -> None:
    def collections() -> set[str]:
        database = f"{chroma_url}/api/v2/tenants/default_tenant/databases/default_database"
        return {one["name"] for one in httpx.get(f"{database}/collections").json()}

    others = collections()
    built = []
    for number in range(3):
        write(corpus, pay=f"Offer {number}")
        built.append(build(recipe(corpus, chroma_url=chroma_url), index).name)
    assert collections() - others == {name.replace("build-", "passages-") for name in built[1:]}


def test_what_a_killed_builder_left_is_removed(corpus: Path, index: Path) -> None:
    built = build(recipe(corpus), index)
    for left in ("build-x.staging", "build-y", "check-build-x.staging"):
        (index / left / "chroma").mkdir(parents=True)
    (index / "current.staging").write_text("build-", "ascii")
    assert build(recipe(corpus), index).up_to_date
    assert names(index) == {"current", "lock", built.name}


def test_the_same_words_twice_are_two_passages(corpus: Path, index: Path) -> None:
    write(corpus, pay="\n".join(["An offer"] * 100), hiring="An offer")
    build(recipe(corpus), index)
    with open_build(index, identity="words@1") as opened:
        assert len(opened.passages) == 101
        assert found(opened, "An offer") == "An offer"


def test_more_passages_than_a_batch_keep_their_order(corpus: Path, index: Path) -> None:
    lines = [f"{'code ' * (n % 7)}{'team ' * (n // 7)}line {n}" for n in range(300)]
    write(corpus, pay="\n".join(lines))
    told: list[tuple[str, int, int]] = []
    build(recipe(corpus), index, progress=lambda *step: told.append(step))
    with open_build(index, identity="words@1") as opened:
        words = [passage.text for passage in opened.passages]
        assert words == HIRING + lines
        vectors = opened.vectors.at(range(302))
        assert np.allclose(vectors, WordModel().vectors(words), atol=1e-6)
    assert [step for step in told if step[0] == "embedding"] == [
        *(("embedding", done, 302) for done in (0, 128, 256, 302))
    ]
    assert [stage for stage, done, _ in told if done == 0] == [
        *("reading", "splitting", "embedding", "checking")
    ]


def test_skipped_files_are_told(corpus: Path, index: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    built = build(recipe(corpus), index)
    assert [skipped.path for skipped in built.skipped] == ["empty.txt"]
    with open_build(index, identity="words@1") as opened:
        assert opened.manifest.skipped == built.skipped


def test_a_second_builder_is_refused_and_told_who_is_at_work(corpus: Path, index: Path) -> None:
    def split(document: Document) -> list[Passage]:
        command = [sys.executable, "-m", "tests.index.small_index", "build", str(corpus)]
        second = subprocess.run(
            [*command, str(index)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.stderr.splitlines()[-1] == (
            f"index.errors.IndexBusy: Process {os.getpid()} is building the index in {index}: "
            "wait until it is done."
        )
        with pytest.raises(IndexBusy, match=f"Process {os.getpid()} is building"):
            build(recipe(corpus), index)
        return recipe(corpus).split(document)

    (corpus / "hiring.txt").unlink()
    build(replace(recipe(corpus), split=split), index)
    assert build(recipe(corpus), index).up_to_date


def broken_embedding(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    def vectors(*_: object) -> None:
        raise RuntimeError("the model broke")

    monkeypatch.setattr(recipe.model, "vectors", vectors)
    return RuntimeError


def nothing_to_read(recipe: Recipe, _: pytest.MonkeyPatch) -> type[Exception]:
    for path in recipe.corpus.iterdir():
        path.unlink()
    return CorpusMissing


def no_words(recipe: Recipe, _: pytest.MonkeyPatch) -> type[Exception]:
    object.__setattr__(recipe, "split", lambda _: [])
    return CorpusMissing


def no_corpus(recipe: Recipe, _: pytest.MonkeyPatch) -> type[Exception]:
    recipe.corpus.rename(recipe.corpus.with_name("moved"))
    return CorpusMissing


def not_of_length_one(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    vectors = recipe.model.vectors
    monkeypatch.setattr(recipe.model, "vectors", lambda texts: 2 * vectors(texts))
    return ValueError


def not_numbers(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    vectors = recipe.model.vectors
    monkeypatch.setattr(recipe.model, "vectors", lambda texts: np.nan * vectors(texts))
    return ValueError


def too_few(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> type[Exception]:
    vectors = recipe.model.vectors
    monkeypatch.setattr(recipe.model, "vectors", lambda texts: vectors([*texts, ""])[:-2])
    return ValueError


def the_same_id_twice(recipe: Recipe, _: pytest.MonkeyPatch) -> type[Exception]:
    split = recipe.split
    object.__setattr__(recipe, "split", lambda document: split(document) * 2)
    return ValueError


@pytest.mark.parametrize(
    "fault",
    [
        broken_embedding,
        nothing_to_read,
        no_words,
        no_corpus,
        not_of_length_one,
        not_numbers,
        too_few,
        the_same_id_twice,
    ],
)
def test_a_failed_build_keeps_the_old_index(
    corpus: Path,
    index: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Callable[[Recipe, pytest.MonkeyPatch], type[Exception]],
) -> None:
    made = recipe(corpus)
    build(made, index)
    old, there = opened_state(index), names(index)
    write(corpus, pay="Something new about an interview")
    with pytest.raises(fault(made, monkeypatch)):
        build(made, index)
    assert names(index) == there
    assert opened_state(index) == old


@pytest.mark.parametrize(
    ("owner", "call", "number"),
    [
        (Path, "mkdir", errno.EROFS),
        (Path, "write_bytes", errno.ENOSPC),
        (KeywordIndex, "save", errno.ENOSPC),
        (np, "save", errno.EDQUOT),
        (os, "fsync", errno.EIO),
        (Path, "rename", errno.EACCES),
        (Path, "replace", errno.ENOSPC),
    ],
)
def test_a_disk_that_refuses_is_said_and_costs_nothing(
    corpus: Path,
    index: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    call: str,
    number: int,
) -> None:
    build(recipe(corpus), index)
    old = opened_state(index)
    write(corpus, pay="Something new about an interview")

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched, pytest.raises(IndexUnwritable) as refused:
        patched.setattr(owner, call, refuse)
        build(recipe(corpus), index)
    assert str(refused.value) == (
        f"The index in {index} cannot be written ({os.strerror(number)}): free some space, make "
        "the folder writable, or set ASSISTANT_INDEX to another one. What was there is unchanged."
    )
    assert not list(index.glob("build-*.staging"))
    assert opened_state(index) == old
    assert build(recipe(corpus), index).up_to_date is False
    assert opened_state(index) != old


def test_a_server_that_is_away_keeps_the_old_index(
    corpus: Path, index: Path, chroma_url: str
) -> None:
    build(recipe(corpus, chroma_url=chroma_url), index)
    there = names(index)
    with pytest.raises(ChromaAway, match=r"No Chroma server answers at http://127.0.0.1:9:"):
        build(recipe(corpus, chroma_url="http://127.0.0.1:9"), index)
    assert names(index) == there
    assert len(opened_state(index, chroma_url=chroma_url)) == 2


def test_a_server_that_lost_its_passages_gets_them_again(
    corpus: Path, index: Path, chroma_url: str
) -> None:
    made = recipe(corpus, chroma_url=chroma_url)
    built = build(made, index)
    drop(Server(chroma_url, built.name.replace("build-", "passages-")))
    again = build(made, index)
    assert (again.up_to_date, again.embedded) == (False, 5)
    assert len(opened_state(index, chroma_url=chroma_url)) == 2


def test_damaged_vectors_are_not_used_again(corpus: Path, index: Path) -> None:
    built = build(recipe(corpus), index)
    path = index / built.name / "chroma" / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    model = WordModel()
    again = build(recipe(corpus, model=model), index)
    assert model.embedded == HIRING + PAY
    assert names(index) == {"current", "lock", again.name}


def test_few_passages_are_all_probes_and_many_are_every_so_many() -> None:
    assert list(probe_numbers(3)) == [0, 1, 2]
    assert list(probe_numbers(101)) == list(range(0, 101, 3))
    assert len(probe_numbers(1_000_000)) == 50
