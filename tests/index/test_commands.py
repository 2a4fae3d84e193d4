import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from index.__main__ import main
from index.settings import PROJECT
from tests.index.small_index import WordModel

DOCUMENTS = {
    "pay.md": """# Pay

What an offer holds – and what it does not.

## Salary

A senior research engineer earns $250k a year in San Francisco. The salary is paid every month.

| Level | Base |
|---|---|
| Junior | $150k |
| Senior | $250k |

## Relocation

Moving to another city is paid up to $5,000.
""",
    "hiring/interviews.md": """# Interviews

## How many interviews are there?

There are four interviews: two about code, one about research, one with the team.

## The decision

The team decides within two days of the last interview.
""",
    "notes.txt": "Notes on laptops\n\nEvery new colleague chooses a laptop in the first week.\n",
}
QUESTION = "How much is paid for moving?"
MOVING = "Moving to another city is paid up to $5,000."
MOUNT = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-ec"]
READ_ONLY = 'mount --bind "$0" "$0"; mount -o remount,ro,bind "$0"; exec "$@"'
SMALL_DISK = 'mount -t tmpfs -o size=1m tmpfs "$0"; exec "$@"'


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]


def write(folder: Path, **content: str | bytes) -> Path:
    """A folder with these files; `pay_md` is `pay.md`."""
    folder.mkdir(exist_ok=True)
    for name, said in content.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(said.encode() if isinstance(said, str) else said)
    return folder


def passages(ran: Ran) -> list[str]:
    """The words of what was found."""
    return [one["text"] for one in json.loads(ran.out)["passages"]]


def child(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "index", *arguments],
        **{"cwd": PROJECT, "capture_output": True, "text": True, "check": False, **options},
    )


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents, nobody changes them."""
    folder = tmp_path_factory.mktemp("commands") / "documents"
    for name, text in DOCUMENTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def built(documents: Path) -> Path:
    """Their index, made by the real model; nobody changes it."""
    index = documents.parent / "built"
    assert main(["build", "--corpus", str(documents), "--index", str(index)]) == 0
    return index


@pytest.fixture
def own(built: Path, index: Path) -> Path:
    """A copy of the index, to do harm to."""
    shutil.copytree(built, index)
    return index


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Run:
    """The command in this process, which is quicker by a second."""

    def command(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        caplog.clear()
        try:
            status: Any = main([str(one) for one in arguments])
        except SystemExit as stopped:
            status = stopped.code
        said = capsys.readouterr()
        # Under pytest what is logged does not reach standard error.
        return Ran(status, said.out, "".join(f"{one}\n" for one in caplog.messages) + said.err)

    return command


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """What a command says that is refused: one line, and nothing else."""

    def command(*arguments: str | Path) -> str:
        ran = run(*arguments)
        assert (ran.status, ran.out) == (2, "")
        assert re.fullmatch(r"error: .+\n", ran.err)
        return ran.err.removeprefix("error: ").removesuffix("\n")

    return command


# Building.


def test_building_says_what_it_did_and_then_that_nothing_is_left_to_do(
    run: Run, documents: Path, index: Path
) -> None:
    command = ("build", "--corpus", documents, "--index", index)
    first = run(*command)
    assert first == (
        0,
        f"The index in {index} is built, 18 texts embedded: 3 documents, 8 passages.\n",
        "",
    )
    assert run(*command) == (
        0,
        f"The index in {index} is up to date: 3 documents, 8 passages.\n",
        "",
    )


def test_the_figures_are_listed_with_what_they_are_of(run: Run, built: Path) -> None:
    ran = run("figures", "--index", built, "--role", "RE")
    assert (ran.status, ran.err) == (0, "")
    assert [line.split("  ") for line in re.sub("  +", "  ", ran.out).splitlines()] == [
        ["pay"],
        *(
            ["", *said.split(", ")]
            for said in (
                "role, level, measure, figure, basis, tier, region, period, reported by",
                "research engineer, senior, compensation, $250k, -, -, Bay Area, -, -",
            )
        ),
        [""],
        ["1 figures of the role research engineer."],
    ]


def test_the_figures_are_told_to_programs_too(run: Run, built: Path) -> None:
    ran = run("figures", "--index", built, "--json")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [(row["level"], row["measure"], row["low"], row["words"]) for row in rows] == [
        ("senior", "compensation", 250_000, DOCUMENTS["pay.md"].split("\n")[6].split(" The")[0]),
        ("early career", "base salary", 150_000, "| Junior | $150k |"),
        ("senior", "base salary", 250_000, "| Senior | $250k |"),
    ]


def test_only_what_changed_is_embedded_again(run: Run, tmp_path: Path, index: Path) -> None:
    corpus = write(tmp_path / "corpus", pay_md="The salary.", offer_md="The offer.")
    run("build", "--corpus", corpus, "--index", index)
    write(corpus, offer_md="A new offer.")
    assert "is built, 2 texts embedded: 2 documents, 2 passages." in (
        run("build", "--corpus", corpus, "--index", index).out
    )


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(
    run: Run, tmp_path: Path, index: Path, make_pdf: Callable[..., bytes]
) -> None:
    corpus = write(
        tmp_path / "corpus",
        bomb_pdf=make_pdf(content=b" " * 200_000_000),
        good_md="The salary is paid monthly.",
    )
    ran = run("build", "--corpus", corpus, "--index", index)
    assert (ran.status, ran.out) == (
        0,
        f"The index in {index} is built, 2 texts embedded: 1 documents, 1 passages.\n",
    )
    assert re.fullmatch(r"Skipped bomb\.pdf: It .+\.\n", ran.err)
    assert re.search(r"^  skipped bomb\.pdf: It ", run("check", "--index", index).out, re.MULTILINE)
    searched = run("search", "--corpus", corpus, "--index", index, "--json", "pay day")
    assert passages(searched) == ["The salary is paid monthly."]
    assert searched.err == ran.err


def test_documents_with_the_same_title_and_words_are_all_kept(
    run: Run, tmp_path: Path, index: Path
) -> None:
    corpus = write(tmp_path / "corpus", **dict.fromkeys(("a_md", "a_txt", "b_md"), "# Pay\n\n$5."))
    assert "3 documents, 3 passages" in run("build", "--corpus", corpus, "--index", index).out
    found = json.loads(run("search", "--index", index, "--json", "pay").out)["passages"]
    assert [one["document"] for one in found] == ["a.md", "a.txt", "b"]
    assert len({one["passage"] for one in found}) == 3


@pytest.mark.parametrize("name", ["a\nb", "-x", "with space", "ünï", "*"])
def test_a_folder_may_have_any_name(run: Run, tmp_path: Path, name: str) -> None:
    corpus = write(tmp_path / name, pay_md="The salary.")
    assert run("build", f"--corpus={corpus}", f"--index={tmp_path / name / '.i'}").status == 0


class Letters(WordModel):
    """A model that costs nothing, for what would take the real one half an hour."""

    max_tokens = 256

    def count_tokens(self, text: str) -> int:
        return len(text) // 8 + 2


@pytest.mark.models  # 50 seconds
def test_a_line_of_fifty_megabytes_is_built_and_searched(
    run: Run, tmp_path: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.__main__.open_model", lambda *_, **__: Letters())
    corpus = write(tmp_path / "corpus", line_txt="x" * 49_999_000 + " salary" * 100)
    ran = run("build", "--corpus", corpus, "--index", index)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("texts embedded: 1 documents, 50000 passages.\n")
    (found,) = passages(run("search", "--index", index, "--json", "--limit", "1", "salary"))
    assert "salary salary" in found


# Searching.


def test_searching_shows_passages_under_their_headings(run: Run, built: Path) -> None:
    ran = run("search", "--index", built, "--limit", "1", *QUESTION.split())
    assert (ran.status, ran.err) == (0, "")
    assert re.fullmatch(
        rf"\[1\] Pay > Relocation  \(\d\.\d\d\)\n    {re.escape(MOVING)}\n\n", ran.out
    )


def test_json_is_one_object_whose_spans_are_those_of_the_file(
    run: Run, documents: Path, built: Path
) -> None:
    ran = run("search", "--index", built, "--json", "--limit", "8", QUESTION)
    assert (ran.status, ran.err, ran.out.count("\n")) == (0, "", 1)
    said = json.loads(ran.out)
    assert (list(said), said["query"]) == (["query", "passages"], QUESTION)
    assert [list(one) for one in said["passages"]] == 8 * [
        ["passage", "document", "section", "text", "start", "end", "score"]
    ]
    paths = {str(Path(name).with_suffix("")): documents / name for name in DOCUMENTS}
    for one in said["passages"]:
        assert one["text"] == paths[one["document"]].read_text("utf-8")[one["start"] : one["end"]]
    scores = [one["score"] for one in said["passages"]]
    assert scores == sorted(scores, reverse=True)
    first = said["passages"][0]
    assert (first["document"], first["section"], first["text"]) == ("pay", ["Relocation"], MOVING)


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param([], 5, id="five unless told otherwise"),
        pytest.param(["--limit", "2"], 2, id="as many as are wanted"),
        pytest.param(["--limit=1000000"], 8, id="no more than there are"),
    ],
)
def test_the_limit_is_kept(run: Run, built: Path, options: list[str], found: int) -> None:
    assert len(passages(run("search", "--index", built, "--json", *options, QUESTION))) == found


def test_the_same_command_writes_the_same_bytes(built: Path) -> None:
    first, again = (
        child("search", "--index", built, "--json", QUESTION, encoding="latin-1") for _ in range(2)
    )
    assert (first.returncode, first.stderr) == (0, "")
    assert json.loads(first.stdout)["passages"]
    assert again.stdout == first.stdout


BATCH: list[dict[str, Any]] = [
    {"id": 7, "query": "laptop"},
    {"id": None, "query": QUESTION},
    {"id": {"a": [1.5, True]}, "query": "How many interviews?"},
    {"id": "–\ud800", "query": ""},
    {"id": [], "query": "\x00\ud800 \u202e", "more": 1},
    {"id": 7, "query": "laptop"},
]


@pytest.mark.parametrize("way", ["a file", "standard input"])
def test_a_batch_is_answered_line_by_line(
    run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    lines = "\ufeff" + "\n\n".join(json.dumps(row) for row in BATCH) + "\n  \n"
    path = tmp_path / "batch.jsonl"
    path.write_text(lines, "utf-8")
    if way == "standard input":
        # As in a terminal that does not speak UTF-8.
        monkeypatch.setattr(
            sys, "stdin", io.TextIOWrapper(io.BytesIO(lines.encode()), encoding="ascii")
        )
    ran = run("search", "--index", built, "--limit=2", "--batch", path if way == "a file" else "-")
    assert (ran.status, ran.err) == (0, "")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert [list(row) for row in rows] == len(BATCH) * [["id", "passages"]]
    assert [row["id"] for row in rows] == [row["id"] for row in BATCH]
    assert [len(row["passages"]) for row in rows] == len(BATCH) * [2]
    single = json.loads(run("search", "--index", built, "--limit=2", "--json", QUESTION).out)
    assert rows[1]["passages"] == single["passages"]
    assert rows[0] == rows[-1]


def test_a_batch_of_nothing_is_answered_with_nothing(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "batch.jsonl").write_text("\n \n", "utf-8")
    assert run("search", "--index", built, "--batch", tmp_path / "batch.jsonl") == (0, "", "")


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("mov\x00ing\x1b[2J", id="controls"),
        pytest.param("mov\u200bing\u202e", id="invisible characters"),
        pytest.param("mov\udcffing", id="a byte that is no character"),
        pytest.param("moving " * 20_000, id="140,000 characters"),
        pytest.param("m" * 100_000, id="a word without end"),
        pytest.param("\U0001f600 e" + "\u0301" * 5_000, id="stacked marks"),
        pytest.param("[CLS] <|endoftext|> [MASK] moving", id="special tokens"),
        pytest.param("?!", id="no words"),
    ],
)
def test_any_question_has_an_answer(run: Run, built: Path, query: str) -> None:
    ran = run("search", "--index", built, "--json", "--limit", "1", query)
    assert (ran.status, ran.err) == (0, "")
    said = json.loads(ran.out)
    assert said["query"] == query
    if "mov" in query and "\udcff" not in query:
        assert passages(ran) == [MOVING]


def test_what_nobody_can_see_changes_nothing(run: Run, built: Path) -> None:
    hidden = QUESTION.replace("moving", "mo\u200bvi\u00adng\x00")
    plain = run("search", "--index", built, "--json", QUESTION)
    assert passages(run("search", "--index", built, "--json", hidden)) == passages(plain)


def test_searching_a_corpus_brings_its_index_up_to_date_first(
    run: Run, tmp_path: Path, index: Path
) -> None:
    corpus = write(tmp_path / "corpus", pay_md="The salary.")
    command = ("search", "--corpus", corpus, "--index", index, "--json", "salary")
    assert passages(run(*command)) == ["The salary."]
    write(corpus, pay_md="A salary is paid.")
    assert passages(run(*command)) == ["A salary is paid."]


def test_without_its_corpus_an_index_is_searched_as_it_is(
    run: Run, tmp_path: Path, index: Path
) -> None:
    corpus = write(tmp_path / "corpus", pay_md="The salary.")
    run("build", "--corpus", corpus, "--index", index)
    shutil.rmtree(corpus)
    assert run("search", "--index", index, "--json", "salary").err == ""
    assert passages(run("search", "--index", index, "--json", "salary")) == ["The salary."]


# An index of other documents.


@pytest.mark.parametrize("name", ["current", "manifest.json", "passages.jsonl", "chroma"])
@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_damaged_index_is_built_again_of_its_own_documents(
    run: Run, own: Path, name: str, harm: str
) -> None:
    build = next(own.glob("build-*"))
    path = own / name if name == "current" else build / name
    if harm == "changed":
        path = path / "chroma.sqlite3" if path.is_dir() else path
        path.write_bytes(path.read_bytes() + b" ")
    elif path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    ran = run("search", "--index", own, "--json", QUESTION)
    if (name, harm) == ("manifest.json", "gone"):
        assert ran == (
            2,
            "",
            f"error: The index in {own} is damaged and no longer tells which documents it is of: "
            "name their folder with --corpus.\n",
        )
        return
    assert (ran.status, passages(ran)[0]) == (0, MOVING)
    assert "error" not in ran.err
    assert "3 documents" in run("check", "--index", own).out


def test_an_index_that_tells_nothing_is_built_again_of_the_corpus_that_is_named(
    run: Run, documents: Path, own: Path
) -> None:
    (next(own.glob("build-*")) / "manifest.json").unlink()
    assert run("search", "--index", own, QUESTION).status == 2
    ran = run("search", "--index", own, "--corpus", documents, "--json", QUESTION)
    assert (ran.status, passages(ran)[0]) == (0, MOVING)


def test_a_damaged_index_whose_documents_are_gone_is_left_alone(
    run: Run, index: Path, tmp_path: Path
) -> None:
    corpus = write(tmp_path / "corpus", pay_md="The salary.")
    run("build", "--corpus", corpus, "--index", index)
    shutil.rmtree(corpus)
    path = next(index.glob("build-*")) / "passages.jsonl"
    path.write_bytes(path.read_bytes() + b" ")
    before = sorted(index.rglob("*"))
    ran = run("search", "--index", index, QUESTION)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.splitlines()[-1].startswith(f"error: There is no folder {corpus}: ")
    assert sorted(index.rglob("*")) == before


# Checking.


def test_checking_lists_every_document(run: Run, documents: Path, built: Path) -> None:
    ran = run("check", "--index", built)
    assert (ran.status, ran.err) == (0, "")
    whole, made, *listed = ran.out.splitlines()
    assert whole == f"The index in {built} is whole."
    assert re.fullmatch(
        rf"Built .+ from {documents}, by all-MiniLM-L6-v2@[\w+]+/int8-v\d+ in onnx\.", made
    )
    assert listed == [
        "3 documents, 8 passages:",
        "  hiring/interviews: 2 passages, 0 known questions",
        "  notes: 1 passages, 0 known questions",
        "  pay: 5 passages, 0 known questions",
    ]


def test_checking_says_when_there_is_none(refused: Callable[..., str], index: Path) -> None:
    assert refused("check", "--index", index).startswith(f"There is no index in {index}: run ")
    assert not index.exists()


def test_checking_names_what_is_damaged_and_repairs_nothing(
    refused: Callable[..., str], own: Path
) -> None:
    path = next(own.glob("build-*")) / "passages.jsonl"
    path.write_bytes(b"!")
    assert refused("check", "--index", own).startswith(f"{path} has 1 bytes instead of ")
    assert path.read_bytes() == b"!"


# What a person can put right is told in one line.


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda _: None, "There is no folder {corpus}: name the one", id="missing"),
        pytest.param(lambda corpus: corpus.touch(), "{corpus} is a file: name", id="a file"),
        pytest.param(lambda corpus: corpus.mkdir(), "{corpus} holds no document: put", id="empty"),
        pytest.param(
            lambda corpus: corpus.symlink_to(corpus),
            "The folder {corpus} cannot be opened (Too many levels of symbolic links)",
            id="a link that leads in a circle",
        ),
        pytest.param(
            lambda corpus: write(corpus, photo_md=b"\x89PNG\r\n\x1a\n\x00\x00"),
            "None of the 1 files in {corpus} can be read. The first is photo.md: "
            "It is not a text file, whatever its name says.",
            id="a picture that is called Markdown",
        ),
        pytest.param(
            lambda corpus: write(corpus, umlaut_txt="Gehälter".encode("latin-1")),
            "The first is umlaut.txt: It is not UTF-8 text: save it as UTF-8.",
            id="an unreadable file",
        ),
        pytest.param(
            lambda corpus: write(corpus, pay_md="---\ntitle: Pay\n---\n"),
            "The documents in {corpus} hold no text: add one that does.",
            id="a document of nothing but front matter",
        ),
    ],
)
@pytest.mark.parametrize("command", [["build"], ["search", "pay"]], ids=["build", "search"])
def test_a_corpus_that_cannot_be_read_is_said_and_the_index_stays(
    refused: Callable[..., str],
    run: Run,
    own: Path,
    tmp_path: Path,
    make: Callable[[Path], object],
    says: str,
    command: list[str],
) -> None:
    corpus = tmp_path / "corpus"
    make(corpus)
    said = refused(*command, "--corpus", corpus, "--index", own)
    assert says.format(corpus=corpus) in said
    assert passages(run("search", "--index", own, "--json", QUESTION))[0] == MOVING


def test_a_name_that_is_too_long_is_said(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "(File name too long)" in (
        refused("build", "--corpus", tmp_path / ("a" * 300), "--index", tmp_path / "index")
    )
    assert "(File name too long)" in refused("build", "--index", tmp_path / ("a" * 300))


ONE_OF_THE_TWO = "Search for words, or for --batch FILE: one of the two."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["search"], ONE_OF_THE_TWO, id="neither words nor a batch"),
        pytest.param(["search", "a", "--batch", "b"], ONE_OF_THE_TWO, id="both"),
        pytest.param(["search", ""], ONE_OF_THE_TWO, id="an empty question"),
        pytest.param(["search", " ", "\u200b"], ONE_OF_THE_TWO, id="a question nobody can see"),
        pytest.param(
            ["search", "pay", "--limit", "0"],
            "argument --limit: '0' is not a number from 1 on; `python -m index search --help` "
            "tells more.",
            id="a limit of nothing",
        ),
        pytest.param(
            ["search", "pay", "--limit=-1"],
            "'-1' is not a number from 1 on",
            id="less than nothing",
        ),
        pytest.param(
            ["search", "pay", "--limit", "many"], "'many' is not a number", id="not a number"
        ),
        pytest.param(
            ["search", "pay", "--limit", "9" * 5_000], "argument --limit: ", id="too many digits"
        ),
        pytest.param(
            ["search", "pay", "--colour"], "unrecognized arguments: --colour", id="unknown option"
        ),
        pytest.param(["check", "-\n-"], "unrecognized arguments: - -;", id="of two lines"),
        pytest.param(["repair"], "argument COMMAND: invalid choice: 'repair'", id="no command"),
        pytest.param([], "the following arguments are required: COMMAND", id="nothing"),
        pytest.param(
            ["build", "--corpus", ""], "argument --corpus: an empty name is no folder", id="no name"
        ),
        pytest.param(
            ["check", "--index="], "argument --index: an empty name is no folder", id="no index"
        ),
    ],
)
def test_a_command_that_makes_no_sense_is_refused(
    refused: Callable[..., str], arguments: list[str], says: str
) -> None:
    assert says in refused(*arguments)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(b'{"id": 1', ', line 3 is not a JSON object with "id"', id="not JSON"),
        pytest.param(b"[1, 2]", ", line 3 is not a JSON object", id="a list"),
        pytest.param(b'"id query"', ", line 3 is not a JSON object", id="a string"),
        pytest.param(b'{"query": "pay"}', ", line 3 is not a JSON object", id="no id"),
        pytest.param(b'{"id": 1}', ", line 3 is not a JSON object", id="no query"),
        pytest.param(b'{"id": NaN, "query": ""}', ", line 3 is not a JSON object", id="NaN"),
        pytest.param(b'{"id": 1e999, "query": ""}', ", line 3 is not a JSON", id="infinite"),
        pytest.param(b"[" * 200_000, ", line 3 is not a JSON object", id="without end"),
        pytest.param(b'{"id": 1, "query": 5}', ', line 3: "query" is not a string', id="a number"),
        pytest.param(b'{"id": 1, "query": null}', ', line 3: "query" is not', id="null"),
        pytest.param(b'{"id": 1, "query": "\xff"}', " is not UTF-8 text: save it", id="no UTF-8"),
    ],
)
def test_a_batch_with_a_line_that_cannot_be_read_is_refused_whole(
    refused: Callable[..., str], built: Path, tmp_path: Path, line: bytes, says: str
) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b'{"id": 0, "query": "pay"}\n\n' + line + b"\n")
    assert refused("search", "--index", built, "--batch", path).startswith(f"{path}{says}")


def test_a_batch_that_is_not_there_is_said(
    refused: Callable[..., str], built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "missing.jsonl"
    assert refused("search", "--index", built, "--batch", missing) == (
        f"{missing} cannot be read: No such file or directory."
    )
    assert refused("search", "--index", built, "--batch", tmp_path) == (
        f"{tmp_path} cannot be read: Is a directory."
    )
    monkeypatch.setattr(sys, "stdin", None)
    assert refused("search", "--index", built, "--batch", "-") == (
        "Standard input is closed: name a file, or pipe one in."
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        pytest.param(
            "ASSISTANT_INDX",
            "x",
            "ASSISTANT_INDX is not a setting. Did you mean ASSISTANT_INDEX? The settings are ",
            id="misspelt",
        ),
        pytest.param(
            "ASSISTANT_EMBEDDING_MODEL",
            "missing/model",
            f"{Path.cwd() / 'missing' / 'model'} is not a folder: the embedding model is ",
            id="a model that is not there",
        ),
        pytest.param(
            "ASSISTANT_CHROMA_URL",
            "localhost:8000",
            "ASSISTANT_CHROMA_URL does not fit: it starts with http:// or https://.",
            id="half an address",
        ),
    ],
)
@pytest.mark.parametrize(
    "command", [["build"], ["check"], ["search", "pay"]], ids=lambda one: one[0]
)
def test_a_setting_that_does_not_fit_is_said(
    refused: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    index: Path,
    name: str,
    value: str,
    says: str,
    command: list[str],
) -> None:
    monkeypatch.setenv(name, value)
    assert refused(*command, "--index", index).startswith(says)
    assert not index.exists()


def test_a_file_where_the_index_should_be_is_left_alone(
    refused: Callable[..., str], documents: Path, index: Path
) -> None:
    index.write_text("mine", "utf-8")
    for command in (["build"], ["search", "pay"]):
        said = refused(*command, "--corpus", documents, "--index", index)
        assert said.startswith(f"The index in {index} cannot be written (File exists): ")
    assert index.read_text("utf-8") == "mine"


@pytest.mark.parametrize("command", ["build", "search", "check"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    options = ["--corpus DIR", "--index DIR"]
    if command == "search":
        options += ["--limit N", "--json", "--batch FILE", "[words ...]"]
    assert [one for one in options if one not in ran.out] == []
    assert command in run("--help").out


# What only shows when it is run as a person does.


def test_what_is_wrong_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    ran = child("search", "--index", tmp_path / "index", "--corpus", tmp_path / "missing", "pay")
    assert (ran.returncode, ran.stdout, ran.stderr) == (
        2,
        "",
        f"error: There is no folder {tmp_path / 'missing'}: "
        "name the one that holds your documents.\n",
    )


def test_a_terminal_without_dashes_still_gets_the_words(built: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = child("search", "--index", built, "What does an offer hold?", "--limit=1", env=plain)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "What an offer holds ? and what it does not." in ran.stdout


def test_a_reader_who_has_enough_is_no_error(built: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody:
        ran = child(
            "search", "--index", built, "pay", capture_output=False, stdout=nobody, stderr=-1
        )
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to offer")
def test_output_that_cannot_be_written_is_said(built: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = child("search", "--index", built, "pay", capture_output=False, stdout=full, stderr=-1)
    assert (ran.returncode, ran.stderr) == (
        2,
        f"error: Standard output cannot be written: {os.strerror(errno.ENOSPC)}.\n",
    )


def in_a_mount(mount: str, folder: Path, *arguments: str | Path) -> Ran:
    """A command with something else mounted on a folder, for this command alone."""
    if subprocess.run([*MOUNT, mount, folder, "true"], capture_output=True, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    ran = subprocess.run(
        [*MOUNT, mount, folder, sys.executable, "-m", "index", *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_an_index_on_a_read_only_disk_is_searched_and_not_built(
    documents: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = in_a_mount(READ_ONLY, own, "search", "--index", own, "--json", QUESTION)
    assert (found.status, passages(found)[0], found.err) == (0, MOVING, "")
    ran = in_a_mount(READ_ONLY, own, "build", "--corpus", documents, "--index", own)
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(
        rf"error: The index in {own} cannot be written \(Read-only file system\): .+\n", ran.err
    )
    # No index yet, and no place for one: it is made for this run.
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    monkeypatch.setenv("ASSISTANT_CORPUS", str(documents))
    command = ("search", "--index", nowhere / "index", "--json", QUESTION)
    found = in_a_mount(READ_ONLY, nowhere, *command)
    assert (found.status, passages(found)[0]) == (0, MOVING)
    assert found.err.startswith("The index is built for this run only. ")


def test_a_full_disk_is_said(index: Path, tmp_path: Path) -> None:
    lines = (f"{'code ' * (number % 40)} {number}\n" for number in range(2_000))
    corpus = write(tmp_path / "corpus", many_md="\n".join(lines))
    index.mkdir()
    ran = in_a_mount(SMALL_DISK, index, "build", "--corpus", corpus, "--index", index)
    assert (ran.status, ran.out) == (2, "")
    assert re.fullmatch(rf"error: The index in {index} cannot be written \(.+\): .+\n", ran.err)
