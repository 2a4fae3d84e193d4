"""Whatever goes wrong with a language model, the reader gets a whole answer within seconds."""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from assistant import Answer, Assistant, BuiltInModel, Guides
from assistant.llm import Author, Breaker, Patience, Spending, open_language_model
from assistant.llm.spending import Spent
from assistant.llm.writing import MOST_CALLS
from tests.assistant.llm.playing import answering
from tests.assistant.llm.server import Playing, Reply, calls, piece, refuses, says, served

pytestmark = pytest.mark.models

QUESTION = "What does a senior ML engineer earn?"
GOOD = (
    "Senior ML engineers earn $380K-$750K in total compensation (range, US, 2026) {{| Senior |}}."
)
PATIENCE = Patience(connect=0.4, first=0.7, between=0.4, whole=3.0, most_characters=4_000)
SECONDS = 4.0
"""Within which every answer is there, the second try and a busy machine included."""
SEARCH = ("search_guides", {"question": QUESTION})

Play = Callable[[dict[str, Any]], Reply]


@pytest.fixture
def server() -> Iterator[Playing]:
    with served(answering(QUESTION, GOOD)) as playing:
        yield playing


def seated(guides: Guides, url: str, **given: Any) -> Assistant:
    model = open_language_model(
        "openai:played", url=url, connect_seconds=PATIENCE.connect, read_seconds=PATIENCE.first
    )
    author = Author(model, guides, **{"patience": PATIENCE, **given})
    return Assistant(guides, BuiltInModel(guides=guides), author=author)


def after_search(then: Play) -> Play:
    """Look the question up, then go wrong."""

    def play(request: dict[str, Any]) -> Reply:
        return then(request) if request["messages"][-1]["role"] == "tool" else calls(SEARCH)

    return play


def endless(*, pause: float) -> Iterator[Any]:
    while True:
        yield piece({"content": "and so on and so on "})
        yield pause


BEGUN = [
    piece({"role": "assistant", "content": ""}),
    piece({"content": "Senior ML engineers earn"}),
]
STALLED = Reply([*BEGUN, 30.0])
CUT = Reply([*BEGUN, b'data: {"id": "chatcmpl-1", "choices": [{"ind'], done=False)
DROPPED = Reply(BEGUN, done=False)
BROKEN_EVENT = Reply([*BEGUN, b"data: {no json}\n\n"])
ERROR_EVENT = Reply([*BEGUN, {"error": {"message": "overloaded", "type": "server_error"}}])
PAGE = Reply([b"<html>proxy login</html>"], done=False, kind="text/html")
NONSENSE = Reply([b"\x00\xff\xfe garbage\n\n"], done=False)

FAULTS: list[Any] = [
    pytest.param(lambda _: refuses(401, "bad key sk-secret"), "did not take the key", id="401"),
    pytest.param(lambda _: refuses(403), "did not take the key", id="403"),
    pytest.param(lambda _: refuses(404), "is not known at its address", id="404"),
    pytest.param(lambda _: refuses(400), "failed", id="400"),
    pytest.param(lambda _: refuses(429), "is asked too much", id="429"),
    pytest.param(lambda _: refuses(500), "failed", id="500"),
    pytest.param(lambda _: refuses(503), "failed", id="503"),
    pytest.param(lambda _: Reply([30.0]), "did not answer in time", id="slow first token"),
    pytest.param(lambda _: STALLED, "did not answer in time", id="stall mid-stream"),
    pytest.param(after_search(lambda _: STALLED), "did not answer in time", id="stall later on"),
    pytest.param(lambda _: CUT, None, id="cut JSON"),
    pytest.param(lambda _: DROPPED, None, id="dropped mid-stream"),
    pytest.param(lambda _: BROKEN_EVENT, "broke off", id="broken event"),
    pytest.param(lambda _: ERROR_EVENT, "broke off", id="error in the stream"),
    pytest.param(lambda _: PAGE, None, id="a web page"),
    pytest.param(lambda _: NONSENSE, None, id="nonsense"),
    pytest.param(lambda _: says(""), "said nothing", id="empty reply"),
    pytest.param(lambda _: Reply(), None, id="empty stream"),
    pytest.param(lambda _: Reply(endless(pause=0.0)), "did not come to an end", id="endless"),
    pytest.param(lambda _: Reply(endless(pause=0.2)), "did not answer in time", id="endless drip"),
    pytest.param(lambda _: calls(("google", {})), "went on looking things up", id="wrong tool"),
    pytest.param(
        lambda _: calls(("decide", {"tree": 7})), "went on looking things up", id="wrong arguments"
    ),
    pytest.param(
        lambda _: calls(("decide", "oak")), "went on looking things up", id="arguments no JSON"
    ),
    pytest.param(lambda _: calls(SEARCH), "went on looking things up", id="never stops searching"),
    pytest.param(
        after_search(lambda _: says("Senior ML engineers earn $380K-$750K [904].")),
        "wrote too little that the guides bear out",
        id="invented marks",
    ),
    pytest.param(
        after_search(lambda _: says("Senior ML engineers earn $391K-$777K [1].")),
        "wrote too little that the guides bear out",
        id="invented figures",
    ),
    pytest.param(
        after_search(lambda _: says("They earn well, in my experience.")),
        "wrote too little that the guides bear out",
        id="no marks",
    ),
    pytest.param(
        lambda _: says("Senior ML engineers earn $380K-$750K [1]."),
        "looked nothing up",
        id="memory",
    ),
]


@pytest.mark.parametrize(("play", "reason"), FAULTS)
def test_whatever_goes_wrong_the_built_in_answer_comes_in_time(
    play: Play, reason: str | None, guides: Guides, server: Playing, assistant: Assistant
) -> None:
    server.play = play
    started = time.monotonic()
    *_, answer = seated(guides, server.url).answer([QUESTION])
    assert time.monotonic() - started < SECONDS
    fell_back(answer, assistant, reason)
    assert len(server.asked) <= MOST_CALLS


def fell_back(answer: Answer, assistant: Assistant, reason: str | None) -> None:
    ours = assistant.ask(QUESTION)
    assert replace(answer, notes=()) == replace(ours, notes=())
    *others, note = answer.notes
    assert tuple(others) == ours.notes
    assert note.startswith("answered by the built-in model: the language model ")
    assert "sk-secret" not in note
    if reason:
        assert note.endswith(reason)


@pytest.mark.parametrize("kind", ["refused", "DNS", "TLS", "black hole", "accepted and left"])
def test_a_server_that_cannot_be_reached_costs_seconds(
    kind: str, guides: Guides, server: Playing, assistant: Assistant
) -> None:
    with ExitStack() as stack:
        started = time.monotonic()
        answer = seated(guides, _address(kind, server, stack)).ask(QUESTION)
        assert time.monotonic() - started < SECONDS
    fell_back(answer, assistant, None)


def _address(kind: str, server: Playing, stack: ExitStack) -> str:
    if kind == "DNS":
        return "http://no-such-host.invalid/v1"
    if kind == "TLS":
        return server.url.replace("http:", "https:")
    listening = stack.enter_context(socket.socket())
    listening.bind(("127.0.0.1", 0))
    if kind != "refused":
        listening.listen(0 if kind == "black hole" else 8)
    for _ in range(3 if kind == "black hole" else 0):
        one = stack.enter_context(socket.socket())
        one.setblocking(False)
        one.connect_ex(listening.getsockname())  # fills the queue: the next one hears nothing
    return f"http://127.0.0.1:{listening.getsockname()[1]}/v1"


def test_what_fails_once_is_tried_a_second_time(guides: Guides, server: Playing) -> None:
    good = answering(QUESTION, GOOD)
    replies = iter([refuses(500)])
    server.play = lambda request: next(replies, None) or good(request)
    answer = seated(guides, server.url).ask(QUESTION)
    assert (answer.layer, answer.notes, len(server.asked)) == ("language model", (), 3)


def test_a_wrong_key_is_not_tried_again(guides: Guides, server: Playing) -> None:
    server.play = lambda _: refuses(401)
    seated(guides, server.url).ask(QUESTION)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        pytest.param(("google", {"q": "pay"}), "The tools are search_guides", id="tool"),
        pytest.param(
            ("look_up_figures", {"role": "astronaut", "measure": "pay"}),
            "no role of the guides: use",
            id="role",
        ),
        pytest.param(
            ("look_up_figures", {"role": "ml engineer", "measure": "happiness"}),
            "no measure of the guides: use base salary",
            id="measure",
        ),
        pytest.param(("decide", {"tree": "oak"}), "is no tree: use", id="tree"),
        pytest.param(
            (
                "decide",
                {
                    "tree": "first-hire",
                    "answers": [{"question": "prototype", "answer": "yes", "words": "we have one"}],
                },
            ),
            "The person has not said",
            id="what nobody said",
        ),
        pytest.param(("search_guides", {}), "question: Field required", id="nothing"),
        pytest.param(("search_guides", "pay, please"), "are no JSON object", id="no JSON"),
    ],
)
def test_a_wrong_call_is_told_what_would_be_right(
    wrong: tuple[str, Any], told: str, guides: Guides, server: Playing
) -> None:
    def play(request: dict[str, Any]) -> Reply:
        results = [one for one in request["messages"] if one["role"] == "tool"]
        if not results:
            return calls(wrong)
        return calls(SEARCH) if len(results) == 1 else answering(QUESTION, GOOD)(request)

    server.play = play
    answer = seated(guides, server.url).ask(QUESTION)
    assert told in server.asked[1]["messages"][-1]["content"]
    assert (answer.layer, answer.kind) == ("language model", "answer")


def test_nothing_half_written_stays(guides: Guides, server: Playing, assistant: Assistant) -> None:
    def play(request: dict[str, Any]) -> Reply:
        good = answering(QUESTION, GOOD)(request)
        if request["messages"][-1]["role"] != "tool":
            return good
        return Reply([*list(good.events)[:-2], piece({"content": " Staff ML engineers"}), 30.0])

    server.play = play
    *growing, last = seated(guides, server.url).answer([QUESTION])
    assert any("$380K-$750K" in one.text and not one.complete for one in growing)
    fell_back(last, assistant, "did not answer in time")


def test_after_failures_in_a_row_nobody_waits(
    guides: Guides, server: Playing, assistant: Assistant
) -> None:
    server.play = lambda _: refuses(401)
    seat = seated(guides, server.url, breaker=Breaker(most_failures=2))
    for _ in range(2):
        seat.ask(QUESTION)
    fell_back(seat.ask(QUESTION), assistant, "is left alone for a while")
    assert len(server.asked) == 2


def test_a_budget_that_is_used_up_ends_the_calls(
    guides: Guides, server: Playing, assistant: Assistant
) -> None:
    spending = Spending(tokens_a_day=1_500)
    seat = seated(guides, server.url, spending=spending)
    assert seat.ask(QUESTION).layer == "language model"
    assert spending.counts.spent == Spent(calls=2, tokens_read=1_800, tokens_written=120)
    fell_back(seat.ask(QUESTION), assistant, "has used up its budget for today")
    assert (len(server.asked), spending.counts.answers) == (2, 2)
    assert dict(spending.counts.fallbacks) == {"has used up its budget for today": 1}


def test_the_log_tells_counts_and_no_words(
    guides: Guides, server: Playing, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="assistant.llm"):
        seated(guides, server.url).ask(QUESTION)
    told = " ".join(record.getMessage() for record in caplog.records)
    assert "2 calls, 1800 tokens read, 120 written, 0 sentences cut" in told
    assert "ML engineer" not in told


def test_the_key_is_sent_and_nowhere_shown(guides: Guides, server: Playing) -> None:
    assistant = seated(guides, server.url)
    assistant.ask(QUESTION)
    assert server.keys == ["Bearer none"] * 2
    assert json.dumps(server.asked[0]).count("none") == 0
