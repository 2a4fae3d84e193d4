import hashlib
import logging
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest

from corpus import CorpusMissing
from index import builds
from index.building import build
from index.errors import (
    ChromaAway,
    ChromaFailed,
    IndexBusy,
    IndexDamaged,
    IndexMismatch,
    IndexNotBuilt,
    IndexUnwritable,
    NoTemporaryFolder,
)
from index.model_files import sha256
from index.opening import open_build, open_or_rebuild
from index.vector_store import Server, drop
from tests.index.conftest import chroma_server
from tests.index.small_index import WordModel, found, recipe, state, write

pytestmark = pytest.mark.usefixtures("checked_here")

ROOT = Path(__file__).parents[2]
READ_ONLY = [
    "unshare",
    "--mount",
    "sh",
    "-ec",
    'mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"; shift; exec "$@"',
    "sh",
]
SMALL_DISK = [
    "unshare",
    "--mount",
    "sh",
    "-ec",
    'mount -t tmpfs -o size=1m tmpfs "$1"; shift; exec "$@"',
    "sh",
]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where copies go, so that one can see what is left."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def files(folder: Path) -> dict[str, tuple[int, str]]:
    return {
        str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file()
    }


def serving(index: Path) -> Path:
    entry = builds.entry(index, "current")
    assert entry
    return index / entry.name


def damage(index: Path) -> None:
    """Change one byte of the build that serves."""
    path = serving(index) / "passages.jsonl"
    path.write_bytes(path.read_bytes().replace(b"salary", b"Salary", 1))


def two_builds(corpus: Path, index: Path) -> None:
    """The first with "An old offer", the second with "A new offer"."""
    for word in ("old", "new"):
        write(corpus, pay=f"An {word} offer")
        build(recipe(corpus), index)


def test_an_index_that_is_not_there_says_what_to_run(index: Path) -> None:
    with pytest.raises(IndexNotBuilt) as missing:
        open_build(index, identity="words@1")
    assert str(missing.value) == f"There is no index in {index}: run `python -m index build`."


def test_another_model_is_refused(corpus: Path, index: Path) -> None:
    build(recipe(corpus), index)
    with pytest.raises(IndexMismatch) as refused:
        open_build(index, identity="words@2")
    assert str(refused.value) == (
        "The index was made with the model words@1, and the one in use is words@2: "
        "run `python -m index build`."
    )


def test_another_place_is_refused(corpus: Path, index: Path, chroma_url: str) -> None:
    build(recipe(corpus), index)
    with pytest.raises(IndexMismatch, match=r"The vectors are in the index folder, and"):
        open_build(index, identity="words@1", chroma_url=chroma_url)


def test_an_index_of_another_version_is_refused_and_built_again(corpus: Path, index: Path) -> None:
    built = build(recipe(corpus), index)
    path = index / built.name / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"format": "', b'"format": "0-'))
    builds.name(index, "current", builds.Entry(built.name, sha256(path)))
    with pytest.raises(IndexMismatch, match="The index has the form 0-"):
        open_build(index, identity="words@1")
    with open_or_rebuild(recipe(corpus), index) as opened:
        assert len(state(opened)) == 2


def test_what_is_opened_is_what_was_read_and_split(corpus: Path, index: Path) -> None:
    made = recipe(corpus)
    build(made, index)
    reading = made.read(corpus)
    with open_build(index, identity="words@1") as opened:
        assert opened.documents == reading.documents
        assert opened.passages == tuple(
            passage for document in reading.documents for passage in made.split(document)
        )
        words = [passage.text for passage in opened.passages]
        assert np.allclose(
            opened.vectors.similarities(WordModel().vector("team")),
            WordModel().vectors(words) @ WordModel().vector("team"),
            atol=1e-6,
        )


def test_odd_characters_come_back_as_they_were(corpus: Path, index: Path) -> None:
    line = 'An offer\u2028of \U0001f600 £5\x85and \u00e9\\n"quotes"\twith tabs'
    made = replace(
        recipe(corpus),
        split=lambda document: [
            replace(passage, context=line, kind="table row", section=(line, ""))
            for passage in recipe(corpus).split(document)
        ],
    )
    build(made, index)
    with open_build(index, identity="words@1") as opened:
        assert opened.passages[0].context == line
        assert opened.passages[0].section == (line, "")


def test_opening_writes_nothing_into_the_index(corpus: Path, index: Path) -> None:
    build(recipe(corpus), index)
    before = files(index)
    open_build(index, identity="words@1").close()
    assert files(index) == before


def test_no_copy_is_left_when_all_is_in_memory(corpus: Path, index: Path, temporary: Path) -> None:
    build(recipe(corpus), index)
    with open_build(index, identity="words@1") as opened:
        assert list(temporary.iterdir()) == []
        assert found(opened, "salary research team") == "The salary of a research team"


def test_beyond_memory_chroma_answers_from_its_copy_until_it_is_closed(
    corpus: Path, index: Path, temporary: Path
) -> None:
    build(recipe(corpus), index)
    before = files(index)
    with open_build(index, identity="words@1", most_in_memory=4) as opened:
        assert len(list(temporary.iterdir())) == 1
        question = WordModel().vector("salary research team")
        in_chroma = opened.vectors.similarities(question)
        some = opened.vectors.at([3, 0])
    assert list(temporary.iterdir()) == []
    with open_build(index, identity="words@1") as opened:
        assert np.allclose(in_chroma, opened.vectors.similarities(question), atol=1e-6)
        assert np.allclose(some, opened.vectors.at([3, 0]), atol=1e-6)
    assert files(index) == before


def test_the_copy_goes_with_the_process(corpus: Path, index: Path, temporary: Path) -> None:
    build(recipe(corpus), index)
    code = (
        "import sys; from pathlib import Path; from index.opening import open_build; "
        "opened = open_build(Path(sys.argv[1]), identity='words@1', most_in_memory=1); "
        "print(len(list(Path(sys.argv[2]).iterdir())))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, index, temporary],
        cwd=ROOT,
        env={"TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (result.stdout, list(temporary.iterdir())) == ("1\n", [])


def test_without_room_for_a_copy_it_says_what_to_do(
    corpus: Path, index: Path, temporary: Path
) -> None:
    build(recipe(corpus), index)
    temporary.rmdir()
    with pytest.raises(NoTemporaryFolder) as refused:
        open_build(index, identity="words@1")
    assert str(refused.value) == (
        f"The index cannot be opened without a copy in {temporary} (No such file or directory): "
        "free some space there, or set TMPDIR to a folder that can be written."
    )


def test_an_index_on_a_server_is_opened_from_there(
    corpus: Path, index: Path, chroma_url: str
) -> None:
    built = build(recipe(corpus, chroma_url=chroma_url), index)
    for most in (0, 100):
        with open_build(
            index, identity="words@1", chroma_url=chroma_url, most_in_memory=most
        ) as opened:
            assert len(state(opened)) == 2
    drop(Server(chroma_url, built.name.replace("build-", "passages-")))
    with pytest.raises(IndexDamaged, match=f"{chroma_url} is damaged. Chroma failed: "):
        open_build(index, identity="words@1", chroma_url=chroma_url)
    with open_or_rebuild(recipe(corpus, chroma_url=chroma_url), index) as opened:
        assert len(state(opened)) == 2


def test_a_server_that_is_away_is_said_and_unsetting_it_helps(
    corpus: Path, index: Path, chroma_url: str
) -> None:
    build(recipe(corpus, chroma_url=chroma_url), index)
    away = recipe(corpus, chroma_url="http://127.0.0.1:9")
    with pytest.raises(ChromaAway):
        open_or_rebuild(away, index)
    with open_or_rebuild(recipe(corpus), index) as opened:
        assert len(state(opened)) == 2


@pytest.mark.parametrize("name", ["current", "manifest.json", "documents.jsonl", "passages.jsonl"])
@pytest.mark.parametrize("harm", ["changed", "cut", "emptied", "a folder"])
def test_damage_is_found_and_the_file_is_named(
    corpus: Path, index: Path, name: str, harm: str
) -> None:
    built = build(recipe(corpus), index)
    path = index / name if name == "current" else index / built.name / name
    content = path.read_bytes()
    path.unlink()
    if harm == "a folder":
        path.mkdir()
    else:
        path.write_bytes({"changed": b"!" + content[1:], "cut": content[:-1], "emptied": b""}[harm])
    with pytest.raises(IndexDamaged) as damaged:
        open_build(index, identity="words@1")
    assert str(path) in str(damaged.value)
    assert "run `python -m index build`." in str(damaged.value)


def test_a_file_that_does_not_belong_there_is_damage(corpus: Path, index: Path) -> None:
    built = build(recipe(corpus), index)
    extra = index / built.name / "chroma" / "chroma.sqlite3-wal"
    extra.write_bytes(b"")
    with pytest.raises(IndexDamaged, match=f"{extra} does not belong there"):
        open_build(index, identity="words@1")


def test_a_missing_index_is_built(corpus: Path, index: Path) -> None:
    with open_or_rebuild(recipe(corpus), index) as opened:
        assert len(state(opened)) == 2
    assert build(recipe(corpus), index).up_to_date


def test_an_index_of_another_model_is_built_again(corpus: Path, index: Path) -> None:
    build(recipe(corpus), index)
    with open_or_rebuild(recipe(corpus, model=WordModel("words@2")), index) as opened:
        assert opened.manifest.model == "words@2"


def test_a_damaged_index_is_built_again_with_the_vectors_of_the_one_before(
    corpus: Path, index: Path, caplog: pytest.LogCaptureFixture
) -> None:
    two_builds(corpus, index)
    (serving(index) / "documents.jsonl").unlink()
    model = WordModel()
    with caplog.at_level(logging.WARNING):
        opened = open_or_rebuild(recipe(corpus, model=model), index)
    with opened:
        assert state(opened)["pay"] == "An new offer"
    assert model.embedded == ["An new offer"]
    assert "documents.jsonl is missing" in caplog.text


def test_the_build_before_serves_when_no_other_can_be_made(corpus: Path, index: Path) -> None:
    two_builds(corpus, index)
    (serving(index) / "manifest.json").unlink()
    corpus.rename(corpus.with_name("moved"))
    with open_or_rebuild(recipe(corpus), index) as opened:
        assert state(opened)["pay"] == "An old offer"
    (index / "previous").unlink()
    with pytest.raises(CorpusMissing):
        open_or_rebuild(recipe(corpus), index)


def test_a_folder_that_cannot_be_written_is_no_reason_not_to_answer(
    corpus: Path, index: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(recipe(corpus), index)
    damage(index)
    before = files(index)
    real = builds.locked

    def refuse(folder: Path) -> object:
        if folder == index:
            raise IndexUnwritable("read-only")
        return real(folder)

    monkeypatch.setattr(builds, "locked", refuse)
    with open_or_rebuild(recipe(corpus), index) as opened:
        assert len(state(opened)) == 2
        assert list(temporary.iterdir()) == []
    assert files(index) == before


def test_it_waits_for_another_builder_and_opens_what_that_has_built(
    corpus: Path, index: Path
) -> None:
    slow = recipe(corpus, model=WordModel(seconds=0.3))
    other = threading.Thread(target=build, args=(slow, index))
    other.start()
    while not (index / "lock").exists():
        time.sleep(0.01)
    model = WordModel()
    with open_or_rebuild(recipe(corpus, model=model), index) as opened:
        assert len(state(opened)) == 2
    other.join()
    assert model.embedded == []


def test_it_does_not_wait_for_ever(corpus: Path, index: Path) -> None:
    two_builds(corpus, index)
    (index / "current").unlink()
    with builds.locked(index):
        with open_or_rebuild(recipe(corpus), index, wait_seconds=0) as opened:
            assert state(opened)["pay"] == "An old offer"
        (index / "previous").unlink()
        with pytest.raises(IndexBusy):
            open_or_rebuild(recipe(corpus), index, wait_seconds=0)


def test_a_build_that_is_replaced_while_it_is_opened_is_opened_anew(
    corpus: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = recipe(corpus)
    build(made, index)
    real = builds.entry
    looks: list[builds.Entry | None] = []

    def late(folder: Path, which: builds.Which) -> builds.Entry | None:
        entry = real(folder, which)
        if not looks:
            looks.append(entry)
            for number in range(2):  # the first goes when there are two newer ones
                write(corpus, pay=f"Offer {number}")
                build(made, index)
        return entry

    monkeypatch.setattr(builds, "entry", late)
    with open_build(index, identity="words@1") as opened:
        assert state(opened)["pay"] == "Offer 1"


def test_a_server_that_goes_away_later_is_said(corpus: Path, index: Path, tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as (url, _):
        build(recipe(corpus, chroma_url=url), index)
        opened = open_build(index, identity="words@1", chroma_url=url, most_in_memory=0)
    with opened, pytest.raises((ChromaAway, ChromaFailed)):
        opened.vectors.similarities(WordModel().vector("team"))


def in_a_mount(mount: list[str], folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command with something else mounted on a folder, for this command alone."""
    allowed = subprocess.run([*mount, str(folder), "true"], capture_output=True, check=False)
    if allowed.returncode:
        pytest.skip("nothing may be mounted here")
    return subprocess.run(
        [*mount, str(folder), sys.executable, "-m", "tests.index.small_index", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_index_on_a_read_only_disk_is_opened(corpus: Path, index: Path) -> None:
    build(recipe(corpus), index)
    result = in_a_mount(READ_ONLY, index, "open", str(corpus), str(index))
    assert result.stdout == "hiring pay"
    result = in_a_mount(READ_ONLY, index, "build", str(corpus), str(index))
    assert result.stderr.splitlines()[-1].startswith(
        f"index.errors.IndexUnwritable: The index in {index} cannot be written (Read-only file sys"
    )
    damage(index)
    result = in_a_mount(READ_ONLY, index, "open", str(corpus), str(index))
    assert result.stdout == "hiring pay"


def test_a_full_disk_is_said_and_nothing_is_left_on_it(corpus: Path, index: Path) -> None:
    write(corpus, many="\n".join(f"{'code ' * (n % 40)} {n}" for n in range(400)))
    index.mkdir()
    result = in_a_mount(SMALL_DISK, index, "build", str(corpus), str(index))
    assert result.stderr.splitlines()[-1].startswith("index.errors.IndexUnwritable: The index in ")
    assert result.stdout == "lock"


def test_nothing_stays_open(corpus: Path, index: Path, chroma_url: str) -> None:
    def open_now() -> int:
        process = psutil.Process()
        return process.num_fds() + len(process.net_connections())

    counts = []
    for _ in range(4):
        for url in ("", chroma_url):
            folder = index.with_name(f"index-{bool(url)}")
            build(recipe(corpus, chroma_url=url), folder)
            for most in (0, 100):
                open_build(folder, identity="words@1", chroma_url=url, most_in_memory=most).close()
        counts.append(open_now())
    assert counts[1:] == counts[1:2] * 3
