"""`/api/ask`, whole and as it grows."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import MOST_CHARACTERS, NOTHING_ASKED, Answer, Assistant, Turn
from assistant.web import Library, Policy, application
from assistant.web.shown import answer as shown
from index.errors import ChromaAway
from tests.assistant.web.served import served

PAY = "What does a senior ML engineer earn?"
FREE = Policy(questions_a_minute=0)


def asked(*turns: str, **more: Any) -> dict[str, Any]:
    return {"turns": [{"speaker": "person", "text": turn} for turn in turns], **more}


def events_of(text: str) -> list[tuple[str, Any]]:
    found = []
    for one in text.split("\n\n"):
        if one.strip().startswith("event: "):
            name, data = one.strip().split("\n")
            found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


class Slow(Assistant):
    """Says a word, waits to be let go on, and says the rest; it remembers whether it was let."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Semaphore(0)
        self.ended = threading.Event()

    def answer(self, turns: Sequence[Turn | str], **_: bool) -> Iterator[Answer]:  # noqa: ARG002
        self.begun.release()
        try:
            for number in range(1_000):
                yield Answer("answer", f"Line {number}.", complete=False)
                self.go_on.acquire(timeout=0.2)
            yield Answer("answer", "The end.")
        finally:
            self.ended.set()

    def ask(self, *turns: Turn | str, **_: bool) -> Answer:  # noqa: ARG002
        self.begun.release()
        self.go_on.acquire(timeout=20)
        return Answer("answer", "The end.")


class Broken(Assistant):
    def __init__(self, error: Exception) -> None:
        self._error = error

    def ask(self, *turns: Turn | str, **_: bool) -> Answer:  # noqa: ARG002
        raise self._error

    def answer(self, turns: Sequence[Turn | str], **_: bool) -> Iterator[Answer]:  # noqa: ARG002
        yield Answer("answer", "Half of", complete=False)
        raise self._error


# Whole.


def test_the_answer_is_the_assistants(http: httpx.Client, library: Library) -> None:
    reply = http.post("/api/ask", json=asked(PAY))
    assert reply.json() == shown(library.assistant.ask(PAY))
    for one in reply.json()["citations"]:
        text = library.by_id[one["document"]].text
        assert text[one["from"] : one["to"]] == one["quote"]


def test_a_conversation_is_understood_as_one(http: httpx.Client, library: Library) -> None:
    turns = [
        {"speaker": "person", "text": PAY},
        {"speaker": "assistant", "text": "A lot."},
        {"speaker": "person", "text": "and for a research engineer?"},
    ]
    reply = http.post("/api/ask", json={"turns": turns})
    assert reply.json() == shown(library.assistant.ask(PAY, "and for a research engineer?"))


def test_a_decision_tells_its_way(http: httpx.Client) -> None:
    said = http.post(
        "/api/ask", json=asked("Whom should we hire first? We have no prototype and no data.")
    ).json()
    assert said["kind"] in ("decision", "clarify")
    assert said["path"]["tree"]


@pytest.mark.parametrize("text", ["?!", "\u200b", ""])
def test_what_holds_no_word_is_asked_again(http: httpx.Client, text: str) -> None:
    assert http.post("/api/ask", json=asked(text)).json()["text"] == NOTHING_ASKED


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "turns is missing."),
        ({"turns": []}, "turns has at least 1 entry."),
        (asked("a", more=1), "more is not known here: leave it out."),
        ({"turns": [{"text": "a", "speaker": "system"}]}, "turns[0].speaker is one of 'person' or"),
        ({"turns": [{"text": 1}]}, "turns[0].text is of another kind: string."),
        ({"turns": "a"}, "turns is of another kind: list."),
        (asked("a", stream="yes"), "stream is of another kind: bool."),
        (asked("a", audience="all"), "audience is one of 'hiring' or 'candidate'."),
        (
            {"turns": [{"text": "a"}, {"speaker": "assistant", "text": "b"}]},
            "The last turn is the one that is answered: let it be a person's.",
        ),
        (asked("a" * (MOST_CHARACTERS + 1)), "turns[0].text has at most 10,000 characters."),
        (asked(*["a"] * 201), "turns has at most 200 entries."),
    ],
)
def test_what_does_not_fit_is_said(http: httpx.Client, body: object, message: str) -> None:
    reply = http.post("/api/ask", json=body)
    assert (reply.status_code, reply.json()["code"]) == (422, "invalid")
    assert reply.json()["message"].startswith(message)


@pytest.mark.parametrize(
    "text", ["\ud800 pay?", "pay\x00?", "p\u202eay of an MLE?", "pa\u0301y" * 99]
)
def test_hostile_characters_are_answered_as_words(http: httpx.Client, text: str) -> None:
    body = json.dumps(asked(text))
    reply = http.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == 200, reply.text
    assert reply.json()["complete"]


# As it grows.


def test_a_stream_ends_with_the_whole_answer(http: httpx.Client, library: Library) -> None:
    for how in ({"json": asked(PAY, stream=True)}, {"json": asked(PAY), "headers": SSE}):
        reply = http.post("/api/ask", **how)  # type: ignore[arg-type]
        assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert reply.headers["x-accel-buffering"] == "no"
        events = events_of(reply.text)
        assert {name for name, _ in events} == {"answer"}
        assert [one["complete"] for _, one in events][-1]
        assert events[-1][1] == shown(library.assistant.ask(PAY))


SSE = {"accept": "text/event-stream"}


def test_who_goes_away_stops_the_work(library: Library) -> None:
    slow = Slow()
    app = application(replace(library, assistant=slow), FREE)
    with served(app) as at:
        with httpx.stream("POST", f"{at}/api/ask", json=asked("Well?", stream=True)) as reply:
            first = next(line for line in reply.iter_lines() if line.startswith("data:"))
            assert '"Line 0."' in first
            assert not slow.ended.is_set()
        assert slow.ended.wait(5)
        deadline = time.monotonic() + 5
        while app.serving.threads.busy and time.monotonic() < deadline:
            time.sleep(0.01)
        assert app.serving.threads.busy == 0


def test_a_stream_that_fails_says_so_in_the_one_shape(library: Library) -> None:
    app = application(replace(library, assistant=Broken(RuntimeError("secret"))), FREE)
    with served(app) as at:
        reply = httpx.post(f"{at}/api/ask", json=asked("Well?", stream=True))
    (_, half), (name, problem) = events_of(reply.text)
    assert half["text"] == "Half of"
    assert (name, set(problem), problem["code"]) == (
        "error",
        {"code", "message", "request_id"},
        "failed",
    )
    assert "secret" not in reply.text


@pytest.mark.parametrize(
    ("error", "status"), [(RuntimeError("secret"), 500), (ChromaAway("secret is away"), 503)]
)
def test_a_mistake_of_ours_is_told_without_its_words(
    library: Library, error: Exception, status: int
) -> None:
    app = application(replace(library, assistant=Broken(error)), FREE)
    with served(app) as at:
        reply = httpx.post(f"{at}/api/ask", json=asked("Well?"))
    assert reply.status_code == status
    assert set(reply.json()) == {"code", "message", "request_id"}
    assert "secret" not in reply.text
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_past_capacity_questions_are_refused_and_others_are_answered(library: Library) -> None:
    slow = Slow()
    app = application(replace(library, assistant=slow), FREE, answers_at_once=2)
    app.serving.threads.most_waiting = 3
    with served(app) as at, ThreadPoolExecutor(12) as callers:
        replies = [
            callers.submit(httpx.post, f"{at}/api/ask", json=asked("Well?"), timeout=30)
            for _ in range(12)
        ]
        deadline = time.monotonic() + 10
        while sum(one.done() for one in replies) < 7 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert httpx.get(f"{at}/ready").json()["status"] == "degraded"
        slow.go_on.release(12)
        done = [one.result() for one in replies]
    assert sorted(one.status_code for one in done) == [200] * 5 + [503] * 7
    refused = next(one for one in done if one.status_code == 503)
    assert (refused.json()["code"], refused.headers["retry-after"]) == ("busy", "2")


SLOW_APP = """
import app
from assistant.web.running import bound, serve
from assistant.web import Library, Policy, application
from tests.assistant.web.test_asking import Slow

class Nothing:
    trees = {}
    def __getattr__(self, name): return self
    def __iter__(self): return iter(())
    def __len__(self): return 0

library = Library(Slow(), Nothing(), (), (), (), Nothing(), ())
with bound("127.0.0.1", int(__import__("sys").argv[1])) as listening:
    print("listening", flush=True)
    serve(application(library), listening)
"""


def test_told_to_end_open_streams_end_cleanly_and_in_time(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    root = Path(__file__).parents[3]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_APP, str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "listening\n"
    at = f"http://127.0.0.1:{port}/api/ask"
    with httpx.stream("POST", at, json=asked("Well?", stream=True), timeout=20) as reply:
        lines = reply.iter_lines()
        next(line for line in lines if line.startswith("data:"))
        process.send_signal(signal.SIGTERM)
        rest = "\n".join(lines)
    name, problem = events_of(rest)[-1]
    assert (name, problem["code"]) == ("error", "closing")
    assert process.wait(timeout=10) == 0
