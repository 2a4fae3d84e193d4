import contextlib
import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from corpus.errors import UnreadableDocument
from corpus.formats import parsing_child
from corpus.formats.limited import LimitedParser
from corpus.formats.messages import Parsed, decode

PAGE = b"<title>Pay</title><p>Seniors get $200k.</p>"
READ = Parsed("Seniors get $200k.\n", "Pay", "", "")


@pytest.fixture
def parser() -> Iterator[LimitedParser]:
    with LimitedParser() as parser:
        yield parser


def test_one_child_parses_many_files(parser: LimitedParser) -> None:
    assert [parser.parse(PAGE, format="html") for _ in range(50)] == [READ] * 50
    child = parser._child
    parser.parse(PAGE, format="html")
    assert parser._child is child


def test_a_child_that_died_is_replaced(parser: LimitedParser) -> None:
    parser.parse(PAGE, format="html")
    assert parser._child is not None
    parser._child.kill()
    parser._child.wait()

    assert parser.parse(PAGE, format="html") == READ


def test_a_child_that_hangs_is_given_up() -> None:
    with LimitedParser(timeout_seconds=0.3) as parser:
        started = time.monotonic()
        with pytest.raises(UnreadableDocument, match=r"more than 0\.3 seconds"):
            parser.parse(b"<b><p>" * 2_000_000, format="html")

        assert time.monotonic() - started < 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not count a process's seconds")
def test_a_child_that_computes_too_long_is_ended() -> None:
    with LimitedParser(cpu_seconds=1) as parser:
        with pytest.raises(UnreadableDocument, match="more than 1 seconds of computing"):
            parser.parse(b"<i>x</i>" * 500_000, format="html")

        assert parser.parse(PAGE, format="html") == READ


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_page_that_needs_too_much_memory_is_refused_and_the_next_is_read() -> None:
    # However slow the machine is, its memory is what it runs out of.
    with LimitedParser(cpu_seconds=120, timeout_seconds=240) as parser:
        with pytest.raises(UnreadableDocument, match="512 MB"):
            parser.parse(b"<p>" + b"<b>x</b>" * 5_000_000, format="html")

        assert parser.parse(PAGE, format="html") == READ


def test_a_page_nested_very_deep_costs_no_other_page(parser: LimitedParser) -> None:
    with contextlib.suppress(UnreadableDocument):
        parser.parse(b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000, format="html")

    assert parser.parse(PAGE, format="html") == READ


def test_more_than_5_mb_of_text_is_refused(parser: LimitedParser) -> None:
    with pytest.raises(UnreadableDocument, match="5 MB of text"):
        parser.parse(b"<p>" + b"word " * 1_200_000, format="html")


def test_the_child_knows_no_secret_of_ours(
    parser: LimitedParser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_API_KEY", "secret")
    parser.parse(PAGE, format="html")
    child = parser._child
    if child is None or not os.path.exists(f"/proc/{child.pid}/environ"):  # noqa: PTH110
        pytest.skip("this system does not show the environment of a process")

    with open(f"/proc/{child.pid}/environ", "rb") as environment:  # noqa: PTH123
        assert b"secret" not in environment.read()


@pytest.mark.parametrize(
    ("event", "arguments"),
    [
        pytest.param("socket.__new__", (), id="a socket"),
        pytest.param("socket.connect", (), id="a connection"),
        pytest.param("subprocess.Popen", (), id="a program"),
        pytest.param("os.remove", ("x",), id="removing a file"),
        pytest.param("open", ("x", "w", 0), id="writing a file"),
        pytest.param("open", ("x", None, os.O_WRONLY | os.O_CREAT), id="creating a file"),
    ],
)
def test_a_parser_may_not_reach_out(event: str, arguments: tuple[Any, ...]) -> None:
    with pytest.raises(PermissionError):
        parsing_child._refuse_what_parsing_never_needs(event, arguments)


def test_a_parser_may_read_its_own_modules() -> None:
    parsing_child._refuse_what_parsing_never_needs("open", ("module.py", "r", os.O_RDONLY))


@pytest.mark.parametrize(
    "said",
    [
        b"{}",
        b"[]",
        b'{"text": 1, "title": "", "publisher": "", "date": ""}',
        b'{"reason": 1}',
        b"x",
    ],
)
def test_a_reply_that_is_none_is_not_believed(said: bytes) -> None:
    with pytest.raises(ValueError):
        decode(said)
