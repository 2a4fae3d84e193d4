"""What an index must survive: kills, damaged files, several processes at once."""

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import pytest

from index import builds
from index.building import build
from index.errors import IndexDamaged, IndexNotBuilt
from index.opening import open_build, open_or_rebuild
from tests.index.small_index import open_again_and_again, recipe, slow_build, state, write

KILLS = 20
CORRUPTIONS = 20
SECONDS_A_TEXT = 0.01
BEFORE_THE_SWITCH = 9
"""Rename the folder, sync; write, sync, replace and sync `previous`; the same for `current`."""


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Starts processes that have imported everything, so that a kill falls into the build."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chromadb", "tests.index.small_index"])
    return context


def starting(
    processes: ForkServerContext, corpus: Path, index: Path, *, seconds: float
) -> ForkServerProcess:
    process = processes.Process(target=slow_build, args=(corpus, index, seconds))
    process.start()
    return process


def served(index: Path) -> dict[str, str] | None:
    """What is known, after every passage has been searched for; None when there is no index."""
    try:
        with open_build(index, identity="words@1") as opened:
            return state(opened)
    except IndexNotBuilt:
        return None


def a_new_document(corpus: Path, number: int) -> None:
    lines = [f"{'salary ' * (n % 6)}{'team ' * (n // 6)}{number}" for n in range(40)]
    write(corpus, changing="\n".join(lines))


def known(corpus: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted(corpus.iterdir())}


def test_a_kill_at_any_moment_leaves_the_old_index_or_the_new(
    processes: ForkServerContext, corpus: Path, index: Path
) -> None:
    moments = random.Random(20)
    a_new_document(corpus, -1)
    start = time.monotonic()
    whole = starting(processes, corpus, index, seconds=SECONDS_A_TEXT)
    whole.join()
    duration = time.monotonic() - start
    shutil.rmtree(index)
    old: dict[str, str] | None = None
    new_ones = 0
    for number in range(KILLS):
        a_new_document(corpus, number)
        builder = starting(processes, corpus, index, seconds=SECONDS_A_TEXT)
        builder.join(moments.uniform(0.05, 1.2 * duration))
        builder.kill()
        builder.join()
        after = served(index)
        assert after in (old, known(corpus))
        new_ones += after == known(corpus)
        old = after
    assert 0 < new_ones < KILLS
    build(recipe(corpus), index)
    assert served(index) == known(corpus)
    deadline = time.monotonic() + 20
    # The check of a killed builder may outlive it for a moment, and writes until it is done.
    while list(index.glob("*.staging")) and time.monotonic() < deadline:
        assert build(recipe(corpus), index).up_to_date
        time.sleep(0.1)
    assert not list(index.glob("*.staging"))
    assert len(list(index.glob("build-*"))) <= 2


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, and an index with a build before the one that serves."""
    root = tmp_path_factory.mktemp("two")
    for number in range(2):
        a_new_document(root / "corpus", number)
        build(recipe(root / "corpus"), root / "index")
    return root


@pytest.mark.usefixtures("checked_here")
@pytest.mark.parametrize("step", range(1, 12))
def test_a_kill_between_any_two_steps_of_the_switch_leaves_the_old_index_or_the_new(
    processes: ForkServerContext, two_builds: Path, tmp_path: Path, step: int
) -> None:
    root = shutil.copytree(two_builds, tmp_path / "copy")
    corpus, index = root / "corpus", root / "index"
    old = served(index)
    a_new_document(corpus, 2)
    builder = processes.Process(target=build_and_die, args=(corpus, index, step))
    builder.start()
    builder.join()
    assert builder.exitcode == -signal.SIGKILL
    assert served(index) == (old if step <= BEFORE_THE_SWITCH else known(corpus))
    build(recipe(corpus), index)
    assert served(index) == known(corpus)


def build_and_die(corpus: Path, index: Path, step: int) -> None:
    """End without a word before the given step after the check, a step being a file operation."""
    left = iter(range(step, -1, -1))

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def or_die(*arguments: object, **named: object) -> object:
            if next(left) == 1:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments, **named)

        return or_die

    def after_the_check(stage: str, done: int, _: int) -> None:
        if (stage, done) == ("checking", 1):
            steps: list[tuple[object, str]] = [
                *((Path, name) for name in ("rename", "replace", "write_text")),
                *((os, "fsync"), (shutil, "rmtree")),
            ]
            for owner, name in steps:
                setattr(owner, name, counted(getattr(owner, name)))

    build(recipe(corpus), index, progress=after_the_check)


Harm = Callable[[list[Path], random.Random], None]


def flip_a_bit(files: list[Path], chance: random.Random) -> None:
    path = chance.choice([path for path in files if path.stat().st_size])
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def flip_many_bytes(files: list[Path], chance: random.Random) -> None:
    path = chance.choice([path for path in files if path.stat().st_size])
    content = bytearray(path.read_bytes())
    start = chance.randrange(len(content))
    content[start : start + 512] = bytes(255 - byte for byte in content[start : start + 512])
    path.write_bytes(content)


def cut(files: list[Path], chance: random.Random) -> None:
    path = chance.choice([path for path in files if path.stat().st_size])
    os.truncate(path, chance.randrange(path.stat().st_size))


def lengthen(files: list[Path], chance: random.Random) -> None:
    with chance.choice(files).open("ab") as file:
        file.write(b"\0")


def delete(files: list[Path], chance: random.Random) -> None:
    chance.choice([path for path in files if path.name != "current"]).unlink()


def swap(files: list[Path], chance: random.Random) -> None:
    some = {path.read_bytes(): path for path in files}
    one, other = chance.sample(sorted(some.values()), 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def empty_the_database(files: list[Path], _: random.Random) -> None:
    next(path for path in files if path.name == "chroma.sqlite3").write_bytes(b"")


def remove_the_graph(files: list[Path], _: random.Random) -> None:
    shutil.rmtree(next(path for path in files if path.name == "header.bin").parent)


def add_a_file(files: list[Path], _: random.Random) -> None:
    database = next(path for path in files if path.name == "chroma.sqlite3")
    database.with_name("chroma.sqlite3-journal").write_bytes(b"\xd9\xd5\x05\xf9 \xa1c\xd7")


HARMS: list[Harm] = [
    *(empty_the_database, remove_the_graph, add_a_file),
    *(flip_a_bit, flip_many_bytes, cut, lengthen, delete, swap),
]


@pytest.fixture(scope="module")
def one_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus and its index."""
    root = tmp_path_factory.mktemp("one")
    a_new_document(root / "corpus", 0)
    build(recipe(root / "corpus"), root / "index")
    return root


@pytest.mark.usefixtures("checked_here")
@pytest.mark.parametrize("seed", range(CORRUPTIONS))
def test_damage_is_found_before_anything_is_opened_and_then_repaired(
    one_build: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    root = shutil.copytree(one_build, tmp_path / "copy")
    corpus, index = root / "corpus", root / "index"
    entry = builds.entry(index, "current")
    assert entry
    files = [path for path in (index / entry.name).rglob("*") if path.is_file()]
    HARMS[seed % len(HARMS)](sorted([*files, index / "current"]), random.Random(seed))
    with monkeypatch.context() as closed, pytest.raises(IndexDamaged) as damaged:
        closed.setattr("index.opened_build.opened", None)
        open_build(index, identity="words@1")
    assert str(index) in str(damaged.value)
    with open_or_rebuild(recipe(corpus), index) as opened:
        assert state(opened) == known(corpus)
    assert served(index) == known(corpus)


def test_many_readers_and_two_builders_at_once(
    processes: ForkServerContext, corpus: Path, index: Path
) -> None:
    build(recipe(corpus), index)
    readers = [processes.Process(target=open_again_and_again, args=(index, 20)) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(4):
        a_new_document(corpus, number)
        builders = [starting(processes, corpus, index, seconds=0.001) for _ in range(2)]
        for builder in builders:
            builder.join()
        assert served(index) == known(corpus)
    for reader in readers:
        reader.join()
    assert [reader.exitcode for reader in readers] == [0, 0]
