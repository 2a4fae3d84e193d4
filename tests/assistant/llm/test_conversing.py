import pytest
from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)

from assistant import Guides
from assistant.llm.calling import Toolbox
from assistant.llm.conversing import MOST_TURNS, begun, fitted, prompt, tokens_of
from corpus.tokens import count_tokens

MOST_PROMPT_TOKENS = 700
MOST_SCHEMA_TOKENS = 1_800


def test_the_prompt_is_short() -> None:
    assert count_tokens(prompt()) <= MOST_PROMPT_TOKENS


@pytest.mark.models
def test_the_tools_are_described_shortly_and_name_what_may_be_asked_for(guides: Guides) -> None:
    schemas = {one["function"]["name"]: one["function"] for one in Toolbox(guides).schemas}
    assert count_tokens(str(list(schemas.values()))) <= MOST_SCHEMA_TOKENS
    asked = schemas["look_up_figures"]["parameters"]["properties"]
    assert "applied scientist" in asked["role"]["enum"]
    assert "total compensation" in asked["measure"]["enum"]
    assert asked["level"]["enum"] == ["early career", "mid-level", "senior", "staff", "manager"]
    assert schemas["decide"]["parameters"]["properties"]["tree"]["enum"] == list(guides.trees)
    assert "prototype (Is there a working prototype? yes|no)" in schemas["decide"]["description"]


def test_a_conversation_begins_with_the_prompt_and_the_latest_turns() -> None:
    messages = begun([f"question {number}" for number in range(20)])
    assert isinstance(messages[0], SystemMessage)
    assert [one.text for one in messages[1:]] == [
        f"question {number}" for number in range(20 - MOST_TURNS, 20)
    ]


def conversation(*, turns: int, found: int) -> list[BaseMessage]:
    lines = [f'- Claim {number} is here.\n  [{number}] "words {number}"' for number in range(found)]
    calls = [{"name": "search_guides", "args": {"question": "x"}, "id": "1"}]
    return [
        *begun([f"{number} and a few more words" for number in range(turns)]),
        AIMessage("", tool_calls=calls),
        ToolMessage("\n".join(lines), tool_call_id="1"),
    ]


def test_what_fits_stays_as_it_is() -> None:
    messages = conversation(turns=3, found=10)
    assert fitted(messages, window=8_192, reserved=2_000) == messages


def test_old_turns_go_first_and_then_the_ends_of_what_was_found() -> None:
    messages = conversation(turns=8, found=120)
    window = 2_400
    fit = fitted(messages, window=window, reserved=500)
    assert sum(map(tokens_of, fit)) <= window - 500
    asked = [one for one in fit if isinstance(one, HumanMessage)]
    assert asked == [messages[8]]
    (found,) = (one for one in fit if isinstance(one, ToolMessage))
    lines = str(found.content).split("\n")
    assert lines[0] == "- Claim 0 is here."
    assert lines[-1].startswith("(More was found")
    assert lines[-2].startswith("  [")


def test_a_window_that_holds_nothing_still_gets_the_question() -> None:
    fit = fitted(conversation(turns=2, found=400), window=900, reserved=100)
    assert isinstance(fit[1], HumanMessage)
    assert isinstance(fit[0], SystemMessage)
