import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.messages import AIMessageChunk, ToolMessage
from langchain_core.messages.tool import ToolCallChunk

from assistant import Assistant, BuiltInModel, Guides
from tests.assistant.conftest import ScriptedModel

pytestmark = pytest.mark.models

QUESTION = "What does a senior ML engineer earn in total compensation?"


def calls(tool: str, **arguments: str) -> list[AIMessageChunk]:
    call = ToolCallChunk(
        name=tool, args=json.dumps(arguments), id="1", index=0, type="tool_call_chunk"
    )
    return [AIMessageChunk(content="", tool_call_chunks=[call])]


def search(question: str = QUESTION) -> list[AIMessageChunk]:
    return calls("search_guides", question=question)


def says(*pieces: str) -> list[AIMessageChunk]:
    return [AIMessageChunk(content=piece) for piece in pieces]


def put(guides: Guides, *script: list[AIMessageChunk]) -> tuple[Assistant, ScriptedModel]:
    model = ScriptedModel(script=list(script))
    return Assistant(guides, model), model


@pytest.fixture(scope="module")
def sentence(guides: Guides) -> str:
    """The first that a search for the question finds; it rests on the words numbered 1."""
    found = guides.find(QUESTION).candidates[0].answer.sentences[0]
    assert len(found.cites) == 1
    assert "$" in found.text
    return found.text


def test_any_model_can_take_the_seat(guides: Guides, sentence: str) -> None:
    assistant, model = put(guides, search(), says(sentence[:20], f"{sentence[20:-1]} [1]."))
    answer = assistant.ask(QUESTION)
    assert (answer.kind, answer.text) == ("answer", f"{sentence[:-1]} [1].")
    told = model.heard[1][-1]
    assert isinstance(told, ToolMessage)
    assert f'[1] "{answer.citations[0].quote}"' in str(told.content)


def test_any_model_can_have_a_posting_checked(guides: Guides) -> None:
    posting = "ML Engineer\n\nRequirements:\n- PhD required\n- Python"
    said = "Requiring a PhD for an AI engineer role is usually a mistake [1]."
    assistant, model = put(guides, calls("check_posting", posting=posting), says(said))
    answer = assistant.ask(f"check this posting: {posting}")
    assert (answer.text, answer.cut) == (said, ())
    told = str(model.heard[1][-1].content)
    assert "PhD required for an engineering role (likely)" in told
    assert 'line 4: "PhD required"' in told
    assert "Instead: Ask for shipped production systems instead" in told
    assert f'[1] "{answer.citations[0].quote}"' in told


@pytest.mark.parametrize(
    "made_up",
    [
        pytest.param(lambda said: f"{said[:-1]} [999].", id="a mark that retrieval did not return"),
        pytest.param(lambda said: f"{said[:-1]} and $999K [1].", id="a figure that no quote has"),
        pytest.param(lambda said: f"Nurses and applied scientists: {said} [1].", id="another role"),
        pytest.param(lambda said: said, id="no mark at all"),
        pytest.param(lambda _: "Parrots talk to each other at dawn [1].", id="something else"),
    ],
)
def test_what_a_model_makes_up_is_not_shown(
    made_up: Callable[[str], str], guides: Guides, sentence: str
) -> None:
    good = f"{sentence[:-1]} [1]."
    assistant, _ = put(guides, search(), says(f"{made_up(sentence)} ", good))
    answer = assistant.ask(QUESTION)
    assert answer.text == good
    assert len(answer.cut) == 1


def test_a_model_that_never_stops_calling_tools_is_stopped(guides: Guides) -> None:
    assistant, model = put(guides, *[search() for _ in range(9)])
    answer = assistant.ask(QUESTION)
    assert (answer.text, answer.complete) == ("", True)
    assert len(model.heard) == 4


def test_an_answer_grows_and_ends_complete(assistant: Assistant) -> None:
    answers = list(assistant.answer([QUESTION]))
    texts = [answer.text for answer in answers]
    assert [len(text) for text in texts] == sorted(len(text) for text in texts)
    assert [answer.complete for answer in answers] == [*([False] * (len(answers) - 1)), True]
    assert len(answers) > 2


async def _collected(assistant: Assistant) -> list[Any]:
    return [answer async for answer in assistant.aanswer([QUESTION])]


def test_the_async_twin_says_the_same(assistant: Assistant) -> None:
    assert asyncio.run(_collected(assistant)) == list(assistant.answer([QUESTION]))


def test_the_built_in_model_is_a_chat_model(guides: Guides) -> None:
    reply = BuiltInModel(guides=guides).invoke("hello")
    assert str(reply.content).startswith("Hello!")
