import errno
import io
import json
import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from assistant import Answer
from assistant import Path as AnswerPath
from assistant.__main__ import main
from assistant.commands import opening
from assistant.commands.batch import LONGEST_TURN
from assistant.commands.showing import lines
from assistant.commands.terminal import Pen
from corpus import Passage, read_folder
from index.settings import PROJECT

SALARY = "ML engineers earn $150k a year in Oslo."
DOCUMENTS = {
    "pay.md": f"# Pay\n\n## Salary\n\n{SALARY} Research engineers earn $170k a year in Oslo.\n\n"
    "## Relocation\n\nMoving to another city is paid up to $5,000.\n",
    "interviews.md": "# Interviews\n\n## Rounds\n\n"
    "An ML engineer interview has four rounds: two about code, one about systems, one "
    "with the team.\n",
}
ROLE: dict[str, Any] = {
    "roles": ["ml engineer"],
    "level": "",
    "place": "",
    "tier": "",
    "period": "",
}
WORKED = [
    {
        "id": "pay-mle",
        "kind": "figure",
        "attribute": "pay",
        "asked": ["What does an ML engineer earn?", "ML engineer pay", "MLE salary"],
        "answer": [{"text": SALARY, "cites": [{"guide": "pay", "words": SALARY}]}],
        "note": "of one city only",
        **ROLE,
    },
    {
        "id": "interview-mle",
        "kind": "fact",
        "attribute": "interview",
        "asked": ["How many rounds does an ML engineer interview have?", "MLE interview rounds"],
        "answer": [
            {
                "text": "An ML engineer interview has four rounds.",
                "cites": [
                    {"guide": "interviews", "words": "An ML engineer interview has four rounds"}
                ],
            }
        ],
        "note": "",
        **ROLE,
    },
]
PAY = "What does an ML engineer earn?"
ROUNDS = "How many rounds does an ML engineer interview have?"
NOT_THERE = "What is the weather in Paris?"
NOT_THERE_EITHER = "Who won the football game in Lima?"
POSTING = "ML Engineer\n\nRequirements:\n- PhD required\n- Five years of Python\n"
READ_ONCE = cache(read_folder)
BATCH_KEYS = [
    *("id", "kind", "text", "citations", "notes", "layer", "path", "suggestions", "seconds")
]


class Ran(NamedTuple):
    status: int
    out: str
    err: str


Run = Callable[..., Ran]
Refused = Callable[..., str]


def child(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        **{"cwd": PROJECT, "capture_output": True, "text": True, "check": False, **options},
    )


def run_here(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> Ran:
    capsys.readouterr()
    try:
        status: Any = main([str(one) for one in arguments])
    except SystemExit as stopped:
        status = stopped.code
    said = capsys.readouterr()
    return Ran(status, said.out, said.err)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command in this process, which is quicker by two seconds."""
    return lambda *arguments: run_here(capsys, *arguments)


@pytest.fixture
def refused(run: Run) -> Refused:
    """What a command says that is refused: one line, and nothing else."""

    def command(*arguments: str | Path) -> str:
        ran = run(*arguments)
        assert (ran.status, ran.out) == (2, "")
        assert re.fullmatch(r"error: .+\n", ran.err)
        return ran.err.removeprefix("error: ").removesuffix("\n")

    return command


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two documents, made by the real model; nobody changes it."""
    folder = tmp_path_factory.mktemp("commands")
    documents = folder / "documents"
    documents.mkdir()
    for name, text in DOCUMENTS.items():
        (documents / name).write_text(text, "utf-8")
    worked = "".join(f"{json.dumps(one)}\n" for one in WORKED)
    (documents / "pay.answers.jsonl").write_text(worked, "utf-8")
    ran = child("ask", "hi", "--corpus", documents, "--index", folder / "index")
    assert (ran.returncode, ran.stderr) == (0, "")
    return folder / "index"


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever opens the embedding model fails, and the guides are read only once."""

    def opened(*_: object, **__: object) -> None:
        raise AssertionError("the embedding model is opened")

    monkeypatch.setattr(opening, "open_model", opened)
    monkeypatch.setattr(opening, "read_folder", READ_ONCE)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Standard output becomes a terminal of some width."""

    def be(columns: int, **variables: str) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return be


# Asking.


def test_an_answer_is_followed_by_its_kind_sources_and_suggestions(run: Run, built: Path) -> None:
    assert run("ask", "--index", built, PAY) == (
        0,
        "ML engineers earn $150k a year in Oslo [1].\n\n"
        "Note: of one city only.\n\n"
        "answer · worked answers\n\n"
        f'[1] Pay > Salary\n    "{SALARY}"\n\n'
        f"You could also ask:\n  - {ROUNDS}\n",
        "",
    )


def test_several_questions_are_the_turns_of_a_conversation(run: Run, built: Path) -> None:
    ran = run("ask", "--index", built, "MLE interview rounds?", "and what do they earn?")
    assert ran.out.startswith("ML engineers earn $150k a year in Oslo [1].\n")


def test_a_question_needs_no_quotes(run: Run, built: Path) -> None:
    ran = run("ask", "--index", built, "--json", *PAY.split())
    said = json.loads(ran.out)
    assert (said["turns"], said["kind"]) == ([PAY], "answer")


def test_json_is_one_object_whose_spans_are_those_of_the_document(run: Run, built: Path) -> None:
    ran = run("ask", "--index", built, "--json", PAY)
    assert (ran.status, ran.err, ran.out.count("\n")) == (0, "", 1)
    said = json.loads(ran.out)
    assert list(said) == ["turns", *BATCH_KEYS[1:], "nearby"]
    (citation,) = said["citations"]
    start, end = citation.pop("start"), citation.pop("end")
    assert DOCUMENTS["pay.md"][start:end] == citation["quote"] == SALARY
    assert re.fullmatch(r"pay#\w+", citation.pop("passage"))
    assert citation == {
        "n": 1,
        "document": "pay",
        "title": "Pay",
        "section": ["Salary"],
        "quote": SALARY,
    }
    assert said["notes"] == ["of one city only"]


def test_what_is_declined_shows_what_is_near_and_a_decision_its_path() -> None:
    near = Passage("pay#1", "pay", "Pay", ("Salary",), 0, 8, "Two\nlines", searchable="Two lines")
    answer = Answer(
        "decline",
        "Nothing is said of it.",
        nearby=(near,),
        path=AnswerPath("first-hire", {"a": "no"}, ("Is there one? No",), ("none yet",), "Why?"),
    )
    assert list(lines(answer, Pen())) == [
        "Nothing is said of it.",
        "",
        "decline",
        "",
        "Decision tree: first-hire",
        "  1. Is there one? No",
        '    From your words: "none yet"',
        "  ?  Why?",
        "",
        "Near the question:",
        "  - Pay > Salary",
        '    "Two lines"',
    ]


def test_a_terminal_gets_lines_that_fit_and_marks_that_step_back(
    run: Run, built: Path, terminal: Callable[..., None]
) -> None:
    terminal(30)
    said = run("ask", "--index", built, PAY).out
    assert "\x1b[2m[1]\x1b[0m.\n" in said
    assert "\n\x1b[2manswer · worked answers\x1b[0m\n" in said
    plain = re.sub(r"\x1b\[\d+m", "", said)
    assert max(map(len, plain.splitlines())) <= 30
    assert " ".join(plain.split()).startswith("ML engineers earn $150k a year in Oslo [1].")


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_that_wants_no_colour_gets_none(
    run: Run, built: Path, terminal: Callable[..., None], variables: dict[str, str]
) -> None:
    terminal(30, **variables)
    ran = run("ask", "--index", built, PAY)
    assert "\x1b" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 30


def test_rows_of_tables_are_not_wrapped_and_lists_hang(terminal: Callable[..., None]) -> None:
    terminal(24, NO_COLOR="1")
    row = f"| {'a' * 30} | b |"
    assert Pen().text(f"{row}\n- one two three four five six") == (
        f"{row}\n- one two three four\n  five six"
    )


# Batches.


def test_a_batch_is_answered_line_by_line(run: Run, built: Path, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": 7, "turns": [PAY]},
        {"id": None, "turns": ["MLE interview rounds?", "and what do they earn?"], "more": 1},
        {"id": {"a": [1.5]}, "turns": ["\ud800\x00 ?"]},
        {"id": "–", "turns": ["hi"]},
    ]
    path = tmp_path / "batch.jsonl"
    path.write_text("\ufeff" + "\n\n".join(map(json.dumps, rows)) + "\n  \n", "utf-8")
    ran = run("ask", "--index", built, "--batch", path)
    assert (ran.status, ran.err) == (0, "")
    said = [json.loads(line) for line in ran.out.splitlines()]
    assert [list(one) for one in said] == 4 * [BATCH_KEYS]
    assert [one["id"] for one in said] == [row["id"] for row in rows]
    assert [one["kind"] for one in said] == ["answer", "answer", "chat", "chat"]
    assert said[0]["text"] == said[1]["text"]
    assert all(0 <= one["seconds"] < 60 for one in said)


BAD_LINES = [
    pytest.param(b'{"id": 1', "is not a JSON object", id="not JSON"),
    pytest.param(b"[1, 2]", "is not a JSON object", id="a list"),
    pytest.param(b'{"turns": ["pay"]}', "is not a JSON object", id="no id"),
    pytest.param(b'{"id": 1}', "is not a JSON object", id="no turns"),
    pytest.param(b'{"id": NaN, "turns": ["x"]}', "is not a JSON object", id="NaN"),
    pytest.param(b"[" * 200_000, "is not a JSON object", id="without end"),
    pytest.param(b'{"id": 1, "turns": "pay"}', '"turns" is not a list', id="a string"),
    pytest.param(b'{"id": 1, "turns": []}', '"turns" is not a list', id="no turn"),
    pytest.param(b'{"id": 1, "turns": ["pay", 5]}', '"turns" is not a list', id="a number"),
    pytest.param(b'{"id": 1, "turns": ["\xff"]}', "is not UTF-8 text", id="no UTF-8"),
    pytest.param(
        b'{"id": 1, "turns": ["%s"]}' % (b"x" * (LONGEST_TURN + 1)),
        '"turns" has more',
        id="a long turn",
    ),
    pytest.param(
        b'{"id": 1, "turns": [%s"x"]}' % (b'"x", ' * 100), '"turns" has more', id="many turns"
    ),
]


@pytest.mark.parametrize(("line", "says"), BAD_LINES)
def test_a_bad_line_is_told_and_the_others_are_answered(
    run: Run, built: Path, tmp_path: Path, line: bytes, says: str
) -> None:
    path = tmp_path / "batch.jsonl"
    path.write_bytes(b'{"id": 0, "turns": ["hi"]}\n\n' + line + b'\n{"id": 2, "turns": ["hi"]}\n')
    ran = run("ask", "--index", built, "--batch", path)
    assert ran.status == 2
    assert [json.loads(one)["id"] for one in ran.out.splitlines()] == [0, 2]
    assert re.fullmatch(rf"error: {path}, line 3: (it )?{re.escape(says)}.*\.\n", ran.err)


def test_each_line_is_answered_before_the_next_one_comes(built: Path) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-m", "assistant", "ask", "--index", built, "--batch", "-"],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert asking.stdin
    assert asking.stdout
    for id in (1, 2):
        asking.stdin.write(b'{"id": %d, "turns": ["hi"]}\n' % id)
        asking.stdin.flush()
        assert select.select([asking.stdout], [], [], 60)[0]
        assert json.loads(asking.stdout.readline())["id"] == id
    asking.stdin.close()
    assert asking.wait(60) == 0
    asking.stdout.close()


# Talking.


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What a person types, and then Ctrl-D, or whatever is raised."""

    def will_be(*words: str, then: type[BaseException] = EOFError) -> None:
        left = iter(words)

        def typing(prompt: str) -> str:
            sys.stdout.write(prompt)
            line = next(left, None)
            if line is None:
                raise then
            return line

        monkeypatch.setattr(sys, "stdin", io.StringIO())
        monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
        monkeypatch.setattr("builtins.input", typing)

    return will_be


def test_a_conversation_remembers_its_turns_until_it_starts_afresh(
    run: Run, built: Path, typed: Callable[..., None]
) -> None:
    typed("MLE interview rounds?", "", "and what do they earn?", " New ", "and what do they earn?")
    ran = run("ask", "--index", built)
    assert (ran.status, ran.err) == (0, "")
    hello, rounds, nothing, pay, new, last, end = ran.out.split("\n> ")
    assert "Ctrl-D ends" in hello
    assert "four rounds [1]." in rounds
    assert nothing.strip() == ""
    assert "$150k a year in Oslo [1]." in pay
    assert "A new conversation." in new
    assert "$150k" not in last.split("Near the question")[0]
    assert end.strip() == ""


def test_interrupting_a_conversation_is_told_by_its_status(
    run: Run, built: Path, typed: Callable[..., None]
) -> None:
    typed("hi", then=KeyboardInterrupt)
    ran = run("ask", "--index", built)
    assert (ran.status, ran.err) == (130, "Stopped.\n")


def read_until(terminal: int, pattern: str, *, seconds: float = 60) -> str:
    said = ""
    deadline = time.monotonic() + seconds
    while not re.search(pattern, said, re.DOTALL):
        assert time.monotonic() < deadline, said
        if select.select([terminal], [], [], 1)[0]:
            said += os.read(terminal, 65_536).decode()
    return said


def test_a_person_at_a_terminal_can_talk(built: Path) -> None:
    ours, theirs = pty.openpty()
    talking = subprocess.Popen(
        [sys.executable, "-m", "assistant", "ask", "--index", built],
        cwd=PROJECT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(theirs)
    try:
        read_until(ours, "> $")
        os.write(ours, f"{PAY}\n".encode())
        said = read_until(ours, rf"  - {re.escape(ROUNDS)}\r\n.*> $")
        assert "\x1b[2m[1]\x1b[0m" in said
        os.write(ours, b"\x04")
        assert talking.wait(60) == 0
    finally:
        talking.kill()
        talking.wait()
        os.close(ours)


# Gaps.


@pytest.fixture
def own_place(built: Path, tmp_path: Path) -> Iterator[Path]:
    """The index by another name, so that the file beside it is ours."""
    (tmp_path / "place").mkdir()
    index = tmp_path / "place" / "index"
    built.rename(index)
    yield index
    index.rename(built)


def test_gaps_are_off_unless_the_owner_wants_them(run: Run, own_place: Path) -> None:
    assert run("ask", "--index", own_place, NOT_THERE).status == 0
    ran = run("gaps", "--index", own_place)
    assert (ran.status, ran.err) == (0, "")
    assert "are not kept" in ran.out
    assert "ASSISTANT_KEEP_GAPS=true" in ran.out
    assert [path.name for path in own_place.parent.iterdir()] == ["index"]


def test_gaps_are_listed_told_to_programs_and_cleared(
    run: Run, own_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_KEEP_GAPS", "true")
    here = ("--index", own_place)
    assert run("gaps", *here).out == "Every question so far could be answered.\n"
    for question in (NOT_THERE_EITHER, NOT_THERE, NOT_THERE, PAY, "hi"):
        assert run("ask", *here, question).status == 0
    ran = run("gaps", *here)
    assert (ran.status, ran.err) == (0, "")
    assert re.fullmatch(
        rf"2  {re.escape(NOT_THERE)}\n   \d{{4}}-\d\d-\d\d; looked for paris.*\n"
        rf"1  {re.escape(NOT_THERE_EITHER)}\n   .+\n"
        r"\n2 unanswered questions, the most frequent first\.\n",
        ran.out,
    )
    rows = [json.loads(line) for line in run("gaps", *here, "--json").out.splitlines()]
    assert [(row["question"], row["count"]) for row in rows] == [
        (NOT_THERE, 2),
        (NOT_THERE_EITHER, 1),
    ]
    assert run("gaps", *here, "--clear").out == "2 unanswered questions cleared.\n"
    assert run("gaps", *here, "--json").out == ""


def test_gaps_in_a_file_that_cannot_be_read_are_an_error(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / ".gaps.jsonl").mkdir()
    assert refused("gaps", "--index", tmp_path / "index") == (
        f"{tmp_path / '.gaps.jsonl'} cannot be read: Is a directory."
    )


# Deciding.


@pytest.mark.usefixtures("no_model")
def test_the_trees_are_listed_with_what_they_are_for(run: Run) -> None:
    ran = run("decide")
    assert (ran.status, ran.err) == (0, "")
    assert "\nfirst-hire  Whom to hire first\n  For founders" in ran.out
    rows = json.loads(run("decide", "--json").out)
    assert [row["tree"] for row in rows] == re.findall(r"^([a-z-]+)  ", ran.out, re.MULTILINE)
    assert all(row["about"] and row["questions"] for row in rows)


@pytest.mark.usefixtures("no_model")
def test_too_few_answers_lead_to_the_next_question_and_how_to_go_on(run: Run) -> None:
    ran = run("decide", "first-hire", "--answer", "prototype=yes")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Would customers use the prototype?\n")
    assert "\n- yes: Yes" in ran.out
    assert "\nYour answers:\n- There is a working prototype [" in ran.out
    link = re.search(r"--link '(.+)' --answer customers=yes\|no\n$", ran.out)
    assert link
    assert run("decide", "--link", link[1]).out == ran.out


@pytest.mark.usefixtures("no_model")
def test_an_outcome_has_its_reasons_and_what_would_change_it(run: Run) -> None:
    ran = run("decide", "first-hire", "--answer", "prototype=no")
    for heading in ("Why", "What speaks against it", "Next steps", "What would change it"):
        assert f"\n{heading}:\n- " in ran.out
    assert re.search(r'^\[1\] first-ai-hire: "', ran.out, re.MULTILINE)


@pytest.mark.usefixtures("no_model")
def test_a_decision_is_told_to_programs(run: Run) -> None:
    said = json.loads(run("decide", "--link", "tree=first-hire&prototype=no", "--json").out)
    assert (said["tree"], said["answers"], said["question"], said["link"]) == (
        "first-hire",
        {"prototype": "no"},
        None,
        "tree=first-hire&prototype=no",
    )
    assert [(step["question"], step["answer"]) for step in said["steps"]] == [("prototype", "no")]
    assert said["outcome"]["recommendation"]["cites"][0]["document"] == "first-ai-hire"
    assert {"answers": {"prototype": "yes", "customers": "yes", "integration": "no"}}.items() <= (
        said["changes"][0].items()
    )


TEXT = "We have a prototype but customers do not want it. Who should we hire first?"


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--text", TEXT], id="which tree is recognised"),
        pytest.param(["first-hire", "--text", TEXT], id="the tree is named"),
        pytest.param(
            ["first-hire", "--text", TEXT.removesuffix("Who should we hire first?")],
            id="nothing is asked, and the tree is named",
        ),
    ],
)
def test_answers_are_read_out_of_a_text_and_told_with_their_words(
    run: Run, arguments: list[str]
) -> None:
    said = json.loads(run("decide", *arguments, "--json").out)
    assert said["tree"] == "first-hire"
    assert {"prototype": "yes", "customers": "no"}.items() <= said["answers"].items()
    told = run("decide", *arguments).out
    assert {one["question"] for one in said["taken"]} == said["answers"].keys()
    for one in said["taken"]:
        assert one["words"] in TEXT
        assert f'- {one["question"]}={one["answer"]}, from "{one["words"]}"\n' in told


@pytest.mark.usefixtures("no_model")
def test_what_is_answered_goes_before_what_is_read(run: Run) -> None:
    asked = ["decide", "--text", TEXT, "--link", "tree=first-hire&customers=yes&deployed=yes"]
    said = json.loads(run(*asked, "--answer", "deployed=no", "--json").out)
    assert {"prototype": "yes", "customers": "yes", "deployed": "no"}.items() <= (
        said["answers"].items()
    )
    assert "customers" not in {one["question"] for one in said["taken"]}


@pytest.mark.usefixtures("no_model")
def test_a_diagram_is_nothing_but_mermaid(run: Run) -> None:
    ran = run("decide", "first-hire", "--diagram", "--answer", "prototype=no")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("flowchart TD\n")
    assert "linkStyle" in ran.out


@pytest.mark.usefixtures("no_model")
def test_documents_without_trees_are_no_error(run: Run, built: Path) -> None:
    ran = run("decide", "--index", built)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("No decision tree rests on these documents.\n")
    assert "first-hire.toml: It rests on documents that are not here" in ran.out


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["frist-hire"], "Did you mean first-hire?", id="a misspelt tree"),
        pytest.param(["first-hire", "--answer", "a=b"], "'a' is not asked by", id="a question"),
        pytest.param(
            ["first-hire", "--answer", "prototype=perhaps"],
            "'perhaps' does not answer prototype: answer yes or no.",
            id="an answer",
        ),
        pytest.param(
            ["first-hire", "--answer", "prototype"], "write it as question=answer", id="half"
        ),
        pytest.param(
            ["first-hire", "--answer", "prototype=no", "--answer", "prototype=yes"],
            "prototype is answered twice",
            id="two answers",
        ),
        pytest.param(["--answer", "prototype=no"], "Name the tree as well: ", id="no tree"),
        pytest.param(["--diagram"], "Name the tree as well: ", id="nothing to draw"),
        pytest.param(["--link", "nonsense"], "This link is not of the form", id="no link"),
        pytest.param(["--link", ""], "The link is empty", id="an empty link"),
        pytest.param(["--link", "tree=none&a=b"], "There is no tree 'none'", id="no such tree"),
        pytest.param(
            ["one-hire", "--link", "tree=first-hire"], "The link is of the tree", id="two trees"
        ),
        pytest.param(["--text", "Nice weather."], "asks for no decision", id="nothing to decide"),
        pytest.param(["--text", " "], "A text has from 1 to", id="an empty text"),
        pytest.param(["--text", "x" * 10_001], "A text has from 1 to", id="a long text"),
        pytest.param(["--corpus", "missing"], "There is no folder", id="no documents"),
    ],
)
def test_a_decision_that_cannot_be_made_is_said(
    refused: Refused, arguments: list[str], says: str
) -> None:
    assert says in refused("decide", *arguments)


# Postings.


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize("way", ["a file", "standard input"])
def test_a_posting_is_held_against_the_guides(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    path = tmp_path / "posting.txt"
    path.write_text(POSTING, "utf-8")
    stdin = io.TextIOWrapper(io.BytesIO(POSTING.encode()), encoding="ascii")
    monkeypatch.setattr(sys, "stdin", stdin)
    ran = run("check-posting", path if way == "a file" else "-")
    assert (ran.status, ran.err) == (0, "")
    assert "1 finding." in ran.out
    assert '\n  line 4: "PhD required"\n' in ran.out
    assert "\n  Instead: " in ran.out
    assert "\n  ai-engineer-vs-ai-researcher: " in ran.out


@pytest.mark.usefixtures("no_model")
def test_findings_are_told_to_programs(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_text(POSTING, "utf-8")
    said = json.loads(run("check-posting", path, "--json").out)
    (finding,) = said["findings"]
    assert POSTING[finding["start"] : finding["end"]] == finding["words"] == "PhD required"
    assert finding["certainty"] in ("certain", "likely", "possible")
    assert finding["change"]
    assert {one["document"] for one in finding["cites"]} >= {"ai-engineer-vs-ai-researcher"}


@pytest.mark.usefixtures("no_model")
def test_a_clean_posting_gets_what_was_checked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "posting.txt"
    path.write_text("ML Engineer\n\n- You ship models to production.\n", "utf-8")
    ran = run("check-posting", path)
    assert ran.status == 0
    assert "Nothing found." in ran.out
    assert "pay lies outside the guides' bands" in ran.out


@pytest.mark.usefixtures("no_model")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(None, "cannot be read: No such file or directory.", id="missing"),
        pytest.param(b"", "holds no text", id="empty"),
        pytest.param(b" \n\t", "holds no text", id="blank"),
        pytest.param(b"Geh\xe4lter", "is not UTF-8 text", id="latin-1"),
        pytest.param(b"ML\0engineer", "it is no text", id="binary"),
        pytest.param(b"x" * (4 * 1024 * 1024 + 1), "it has more than 4 MB", id="too large"),
    ],
)
def test_a_file_that_is_no_posting_is_said(
    refused: Refused, tmp_path: Path, content: bytes | None, says: str
) -> None:
    path = tmp_path / "posting.txt"
    if content is not None:
        path.write_bytes(content)
    assert says in refused("check-posting", path)


@pytest.mark.usefixtures("no_model")
def test_a_name_that_is_no_file_is_said(
    refused: Refused, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Is a directory" in refused("check-posting", tmp_path)
    assert "embedded null byte" in refused("check-posting", "a\0b")
    monkeypatch.setattr(sys, "stdin", None)
    assert refused("check-posting", "-").startswith("Standard input is closed")


# What a person can put right is told in one line.

ONE_OF_THE_TWO = "Ask a question, or name --batch FILE: one of the two."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([], "the following arguments are required: COMMAND", id="nothing"),
        pytest.param(["sing"], "argument COMMAND: invalid choice: 'sing'", id="no command"),
        pytest.param(["ask"], ONE_OF_THE_TWO, id="no question, and nobody at a terminal"),
        pytest.param(["ask", ""], ONE_OF_THE_TWO, id="an empty question"),
        pytest.param(["ask", " ", "\u200b"], ONE_OF_THE_TWO, id="a question nobody can see"),
        pytest.param(["ask", "pay", "--batch", "b"], ONE_OF_THE_TWO, id="both"),
        pytest.param(["ask", "x" * (LONGEST_TURN + 1)], "at most 10,000 characters", id="long"),
        pytest.param(["ask", "--batch", "missing"], "missing cannot be read: No such", id="batch"),
        pytest.param(["ask", "pay", "--colour"], "unrecognized arguments: --colour", id="option"),
        pytest.param(["ask", "pay", "--index="], "an empty name is no folder", id="no index"),
        pytest.param(["ask", "pay", "--corpus", "missing"], "There is no folder", id="no corpus"),
        pytest.param(["check-posting"], "arguments are required: FILE", id="no posting"),
        pytest.param(["gaps", "-\n-"], "unrecognized arguments: - -;", id="of two lines"),
    ],
)
def test_a_command_that_makes_no_sense_is_refused(
    refused: Refused,
    arguments: list[str],
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path / "index"))
    assert says in refused(*arguments)


@pytest.mark.parametrize("command", ["ask hi", "decide", "check-posting -", "gaps"])
def test_a_setting_that_does_not_fit_is_said(
    refused: Refused, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(POSTING.encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    monkeypatch.setenv("ASSISTANT_KEEP_GAP", "true")
    assert refused(*command.split()).startswith(
        "ASSISTANT_KEEP_GAP is not a setting. Did you mean ASSISTANT_KEEP_GAPS?"
    )


def test_a_damaged_index_that_tells_nothing_is_not_replaced_by_one_of_the_guides(
    refused: Refused, tmp_path: Path
) -> None:
    (tmp_path / "index" / "build-20260101T000000-00000000").mkdir(parents=True)
    for command in (["ask", "pay"], ["decide"], ["gaps"]):
        said = refused(*command, "--index", tmp_path / "index")
        assert "name their folder with --corpus" in said


@pytest.mark.parametrize("command", ["ask", "decide", "check-posting", "gaps"])
def test_every_command_explains_itself(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert (ran.status, ran.err) == (0, "")
    options = ["--corpus DIR", "--index DIR", "--json"]
    options += {
        "ask": ["--batch FILE", "[QUESTION ...]", '{"id": 1, "turns": ['],
        "decide": ["[TREE]", "--answer QUESTION=ANSWER", "--text WORDS", "--link", "--diagram"],
        "check-posting": ["FILE"],
        "gaps": ["--clear"],
    }[command]
    assert [one for one in options if one not in ran.out] == []
    assert command in run("--help").out


# What only shows when it is run as a person does.


def test_what_is_wrong_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    ran = child("decide", "--corpus", tmp_path / "missing")
    assert (ran.returncode, ran.stdout, ran.stderr) == (
        2,
        "",
        f"error: There is no folder {tmp_path / 'missing'}: "
        "name the one that holds your documents.\n",
    )


def test_a_terminal_without_dashes_still_gets_the_words(built: Path) -> None:
    plain = {**os.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    ran = child("ask", "--index", built, PAY, env=plain)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "answer ? worked answers" in ran.stdout


def test_a_reader_who_has_enough_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody:
        ran = child("decide", capture_output=False, stdout=nobody, stderr=-1)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk to offer")
def test_output_that_cannot_be_written_is_said() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = child("decide", capture_output=False, stdout=full, stderr=-1)
    assert (ran.returncode, ran.stderr) == (
        2,
        f"error: Standard output cannot be written: {os.strerror(errno.ENOSPC)}.\n",
    )


@pytest.mark.models  # the guides are embedded, which takes a minute
def test_the_guides_answer_from_end_to_end(tmp_path: Path) -> None:
    index = tmp_path / "index"
    batch = tmp_path / "batch.jsonl"
    rows = [
        {"id": "pay", "turns": ["What does a senior ML engineer earn?"]},
        {"id": "tree", "turns": ["There is no prototype yet. Who should we hire first?"]},
        {"id": "weather", "turns": ["What is the weather in Paris?"]},
    ]
    batch.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    ran = child("ask", "--index", index, "--batch", batch)
    assert (ran.returncode, ran.stderr) == (0, "")
    pay, tree, weather = (json.loads(line) for line in ran.stdout.splitlines())
    assert (pay["kind"], tree["kind"], weather["kind"]) == ("answer", "decision", "decline")
    assert "$380K-$750K" in pay["text"]
    assert tree["path"]["tree"] == "first-hire"
    for one in pay["citations"]:
        text = (PROJECT / "corpus" / "guides" / f"{one['document']}.md").read_text("utf-8")
        assert text[one["start"] : one["end"]] == one["quote"]
