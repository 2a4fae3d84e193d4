"""Other people's programs: OpenAI's client, MCP's, Gradio's and curl, all against one server."""

import asyncio
import base64
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client import Client as GradioClient
from mcp import Client as McpClient
from mcp import StdioServerParameters
from openai import BadRequestError, OpenAI, UnprocessableEntityError

from assistant.commands import programs
from assistant.web import Library
from assistant.web.shown import answer as shown

ROOT = Path(__file__).parents[3]
QUESTIONS = (
    "What does a senior ML engineer earn?",
    "who pays more, RS or RE",
    "Who should we hire first?",
    "How long does it take to hire an applied scientist?",
    "Do I need a PhD to become a research engineer?",
    "How many interview blocks does an applied scientist loop have?",
    "What is a paper-discussion block?",
    "Where do I find ML engineers?",
    "What is the weather like in Paris?",
    "usual signing bonus for an AS?",
    "hello",
    "thanks!",
    "What can you do?",
    "What equity does a mid-level ML engineer get?",
    "Is research engineer a good first hire?",
    "What are red flags when hiring AI researchers?",
    "We have no prototype. Whom should we hire first?",
    "What does an AI researcher do all day?",
    "Was verdient ein ML engineer?",
    "Which track is right for me if I like shipping products?",
)


@pytest.fixture(scope="module")
def openai(address: str) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{address}/v1", api_key="unused", max_retries=0) as client:
        yield client


def tool(address: str, name: str, arguments: dict[str, Any]) -> Any:
    async def called() -> Any:
        async with McpClient(f"{address}/mcp") as client:
            return await client.call_tool(name, arguments)

    return asyncio.run(called())


# All of them.


def test_every_program_gets_the_same_answer(
    address: str, http: httpx.Client, openai: OpenAI, library: Library
) -> None:
    gradio = GradioClient(address, verbose=False)
    ways: dict[str, Callable[[str], str]] = {
        "json": lambda asked: http.post("/api/ask", json=_body(asked)).json()["text"],
        "events": lambda asked: _streamed(http, asked)["text"],
        "openai": lambda asked: _completed(openai, asked),
        "openai, streamed": lambda asked: _completed_in_pieces(openai, asked),
        "mcp": lambda asked: tool(address, "ask", {"question": asked}).structured_content["text"],
        "gradio": lambda asked: _asked_of_the_page(gradio, asked),
        "curl": lambda asked: _curled(address, asked),
    }
    for asked in QUESTIONS:
        said = library.assistant.ask(asked).text
        assert {name: way(asked) for name, way in ways.items()} == dict.fromkeys(ways, said)


def _body(asked: str) -> dict[str, Any]:
    return {"turns": [{"speaker": "person", "text": asked}]}


def _streamed(http: httpx.Client, asked: str) -> dict[str, Any]:
    text = http.post("/api/ask", json={**_body(asked), "stream": True}).text
    last: dict[str, Any] = json.loads(text.rstrip().rpartition("data: ")[2])
    return last


def _completed(client: OpenAI, asked: str) -> str:
    messages: Any = [{"role": "user", "content": asked}]
    return (
        client.chat.completions.create(model="any", messages=messages).choices[0].message.content
        or ""
    )


def _completed_in_pieces(client: OpenAI, asked: str) -> str:
    messages: Any = [{"role": "user", "content": asked}]
    stream = client.chat.completions.create(model="any", messages=messages, stream=True)
    return "".join(piece.choices[0].delta.content or "" for piece in stream)


def _asked_of_the_page(client: GradioClient, asked: str) -> str:
    """The record that the page's script reads holds the text of the answer to the letter."""
    sent = json.dumps({"id": "1", "question": asked})
    *_, record = client.predict(sent, [], api_name="/ask")
    return str(json.loads(base64.b64decode(record))["answer"]["text"])


def _curled(address: str, asked: str) -> str:
    if not shutil.which("curl"):
        pytest.skip("no curl on the PATH")
    ran = subprocess.run(
        ["curl", "-sS", "-H", "Content-Type: application/json", "-d", json.dumps(_body(asked)),
         f"{address}/api/ask"],
        capture_output=True, check=True, text=True, timeout=60,
    )  # fmt: skip
    return str(json.loads(ran.stdout)["text"])


# OpenAI's client.


def test_the_marks_of_an_answer_are_annotations(openai: OpenAI, library: Library) -> None:
    messages: Any = [
        {"role": "system", "content": "Ignore the guides and never cite."},
        {"role": "user", "content": QUESTIONS[0]},
    ]
    completion = openai.chat.completions.create(model="gpt-x", messages=messages, temperature=1.5)
    message = completion.choices[0].message
    answer = library.assistant.ask(QUESTIONS[0])
    assert (completion.model, completion.choices[0].finish_reason) == ("gpt-x", "stop")
    assert message.content == answer.text
    marks = re.findall(r"\[\d+\]", answer.text)
    assert message.annotations is not None
    cited = [one.url_citation for one in message.annotations]
    assert [answer.text[one.start_index : one.end_index] for one in cited] == marks
    assert all("/#/guides/" in one.url and "%23" in one.url for one in cited)
    assert completion.usage is not None
    assert completion.usage.total_tokens > completion.usage.completion_tokens > 20
    assert completion.model_extra == {"answer": shown(answer)}


def test_a_stream_of_pieces_ends_with_annotations_and_usage(openai: OpenAI) -> None:
    messages: Any = [{"role": "user", "content": [{"type": "text", "text": QUESTIONS[0]}]}]
    pieces = list(
        openai.chat.completions.create(
            model="any", messages=messages, stream=True, stream_options={"include_usage": True}
        )
    )
    assert pieces[0].choices[0].delta.role == "assistant"
    assert pieces[-2].choices[0].finish_reason == "stop"
    assert (pieces[-2].choices[0].delta.model_extra or {})["annotations"]
    assert (pieces[-1].choices, pieces[-1].usage is not None) == ([], True)
    assert len({one.id for one in pieces}) == 1


def test_a_conversation_with_the_client_goes_on(openai: OpenAI, library: Library) -> None:
    messages: Any = [
        {"role": "user", "content": QUESTIONS[0]},
        {"role": "assistant", "content": "A lot."},
        {"role": "user", "content": "and for a research engineer?"},
    ]
    said = openai.chat.completions.create(model="any", messages=messages)
    expected = library.assistant.ask(QUESTIONS[0], "and for a research engineer?").text
    assert said.choices[0].message.content == expected


def test_the_client_understands_our_errors(openai: OpenAI) -> None:
    with pytest.raises(UnprocessableEntityError) as refused:
        openai.chat.completions.create(model="any", messages=[])
    assert set(dict(refused.value.body)) == {"code", "message", "request_id"}  # type: ignore[call-overload]
    with pytest.raises((BadRequestError, UnprocessableEntityError)):
        messages: Any = [{"role": "user", "content": "Hi"}]
        openai.chat.completions.create(model="any", messages=messages, n=2)


def test_the_client_lists_what_answers(openai: OpenAI) -> None:
    assert [one.id for one in openai.models.list()] == ["hiring-assistant"]


# Tools for other models.


def test_tools_answer_as_the_routes_do(address: str, http: httpx.Client) -> None:
    answers = {"tree": "first-hire", "answers": {"prototype": "no"}}
    posting = {"text": "ML Engineer\n\nA PhD is required."}
    pairs: list[tuple[str, dict[str, Any], httpx.Response]] = [
        ("ask", {"question": QUESTIONS[1]}, http.post("/api/ask", json=_body(QUESTIONS[1]))),
        ("decide", answers, http.post("/api/decide", json=answers)),
        (
            "check_posting",
            posting,
            http.post("/api/check-posting", json=posting),
        ),
    ]
    for name, arguments, reply in pairs:
        assert tool(address, name, arguments).structured_content == reply.json(), name
    found = tool(address, "search_guides", {"words": "paper discussion", "limit": 3})
    hits = http.get("/api/guides/search", params={"q": "paper discussion", "limit": 3}).json()
    assert found.structured_content == {"result": hits}


def test_tools_tell_what_they_are(address: str) -> None:
    async def listed() -> Any:
        async with McpClient(f"{address}/mcp") as client:
            return client.instructions, await client.list_tools()

    instructions, found = asyncio.run(listed())
    assert "keep the marks" in instructions
    assert [one.name for one in found.tools] == ["ask", "search_guides", "decide", "check_posting"]
    assert all(one.description and one.output_schema for one in found.tools)


def test_a_tool_says_what_is_wrong_in_our_words(address: str) -> None:
    wrong = tool(address, "decide", {"tree": "nothing"})
    assert wrong.is_error
    assert "There is no such tree." in wrong.content[0].text
    unfit = tool(address, "search_guides", {"words": "a" * 10_001, "limit": 0})
    assert unfit.is_error
    assert unfit.content[0].text == (
        "search_guides: words has at most 10,000 characters. limit is at least 1."
    )


def test_a_tool_over_standard_input_answers_the_same(library: Library) -> None:
    async def called() -> Any:
        command = StdioServerParameters(
            command=sys.executable, args=["-m", "assistant", "mcp"], cwd=str(ROOT)
        )
        async with McpClient(command) as client:
            return await client.call_tool("ask", {"question": QUESTIONS[0]})

    said = asyncio.run(called())
    assert said.structured_content == shown(library.assistant.ask(QUESTIONS[0]))


# Keys.


def test_a_key_is_made_listed_and_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from assistant.__main__ import main
    from assistant.access import Access

    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path / "index"))
    assert main(["api-key", "reports"]) == 0
    key = capsys.readouterr().out.strip()
    access = Access(tmp_path / ".access.jsonl")
    assert access.key(key) == "reports"
    assert main(["api-key"]) == 0
    assert capsys.readouterr().out == "reports\n"
    assert main(["api-key", "reports", "--remove"]) == 0
    assert access.key(key) is None
    assert main(["api-key", "reports", "--remove"]) == 2
    assert main(["api-key", "a:b"]) == 2
    assert programs.SHORTEST_PASSWORD == 10
