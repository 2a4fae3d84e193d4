import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import builds, manifest
from index.building import build
from index.errors import BuildFailed, IndexDamaged
from index.manifest import Manifest
from index.model_files import sha256
from index.opened_build import verify
from index.opening import open_build
from tests.index.small_index import recipe, state, write


def told(folder: Path) -> Manifest:
    return manifest.read(folder, expected_sha256=sha256(folder / "manifest.json"))


def described_anew(folder: Path) -> Manifest:
    """The files as they are now, as if a builder had written them so."""
    return replace(told(folder), files=manifest.files_in(folder))


def flip_last_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build with enough passages for Chroma to write its graph."""
    root = tmp_path_factory.mktemp("built")
    lines = (f"{'code ' * (n % 40)}{'team ' * (n // 40)}{n}" for n in range(1200))
    write(root / "corpus", many="\n".join(lines))
    return root / "index" / build(recipe(root / "corpus"), root / "index").name


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / built.name)


def test_a_good_build_passes(folder: Path) -> None:
    verify(folder, told(folder))


def test_a_byte_that_flips_before_the_check_is_found_by_it(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(recipe(corpus), index)
    write(corpus, pay="An offer")
    monkeypatch.setattr(
        builds, "sync_all", lambda staging: flip_last_byte(staging / "chroma" / "chroma.sqlite3")
    )
    with pytest.raises(BuildFailed) as failed:
        build(recipe(corpus), index)
    assert str(failed.value).startswith(
        "The new index did not pass its check, and what was there stays. The check: "
    )
    assert "chroma.sqlite3 has changed since it was written" in str(failed.value)
    with open_build(index, identity="words@1") as opened:
        assert state(opened)["pay"] != "An offer"


def test_a_check_that_crashes_fails_the_build(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = index.parent / "crash"
    crash.write_text("#!/bin/sh\nkill -SEGV $$\n", "ascii")
    crash.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crash))
    with pytest.raises(BuildFailed, match="The check: exit status -11"):
        build(recipe(corpus), index)
    assert {path.name for path in index.iterdir()} == {"lock"}


def graph_gone(folder: Path) -> None:
    for path in (folder / "chroma").iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def database_empty(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").write_bytes(b"")


def rows_gone(folder: Path) -> None:
    with sqlite3.connect(folder / "chroma" / "chroma.sqlite3") as database:
        database.execute("delete from embedding_metadata where id = 7")
        database.execute("delete from embeddings where id = 7")
    database.close()


def keys_changed(folder: Path) -> None:
    with sqlite3.connect(folder / "chroma" / "chroma.sqlite3") as database:
        database.execute("update embedding_metadata set string_value='x' where id=7 and key='key'")
    database.close()


def positions_swapped(folder: Path) -> None:
    with sqlite3.connect(folder / "chroma" / "chroma.sqlite3") as database:
        database.execute(
            "update embedding_metadata set int_value=9-int_value "
            "where key='position' and int_value in (4,5)"
        )
    database.close()


def other_vectors(folder: Path) -> None:
    probes = np.load(folder / "probes.npy")
    np.save(folder / "probes.npy", probes[::-1])


@pytest.mark.parametrize(
    "harm", [graph_gone, database_empty, rows_gone, keys_changed, positions_swapped, other_vectors]
)
def test_chroma_must_know_what_it_was_given_whatever_its_files_say(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder)
    with pytest.raises(IndexDamaged, match="chroma is damaged"):
        verify(folder, described_anew(folder))
