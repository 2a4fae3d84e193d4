"""The built-in model: a LangChain chat model that is deterministic and needs no network.

It stands where any other chat model may stand: it calls tools, and writes what they found.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    ToolMessage,
)
from langchain_core.messages.tool import ToolCall, ToolCallChunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable, RunnableConfig

from assistant.builtin.drafting import ABOUT, Draft
from assistant.builtin.plan import Call
from assistant.builtin.planning import further, planned
from assistant.builtin.writing import written
from assistant.finding import Guides
from assistant.listeners import listened_to


class BuiltInModel(BaseChatModel):
    """Plans a search, then writes from what it found. The same messages, the same reply."""

    guides: Guides
    """What it reads questions with: the words of the guides, and their decision trees."""

    @property
    def _llm_type(self) -> str:
        return "built-in"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:  # noqa: ARG002
        """It knows the tools of this assistant, and needs no description of them."""
        return self

    def invoke(
        self,
        input: LanguageModelInput,  # noqa: A002  as LangChain calls it
        config: RunnableConfig | None = None,
        *,
        stop: list[str] | None = None,
        **kwargs: Any,
    ) -> AIMessage:
        """The same, without telling listeners where there are none: that takes a while."""
        if kwargs or not isinstance(input, list) or listened_to(self, config):
            return super().invoke(input, config, stop=stop, **kwargs)
        return _message(cast(list[BaseMessage], input), self.guides)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> ChatResult:
        """Call tools, or write the whole at once."""
        message = _message(messages, self.guides)
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Iterator[ChatGenerationChunk]:
        """Call tools, or write, sentence by sentence."""
        for chunk in _chunks(_reply(messages, self.guides)):
            yield ChatGenerationChunk(message=chunk)


Calls = Mapping[str, Call]
"""By the ids under which their results come back."""


def _message(messages: Sequence[BaseMessage], guides: Guides) -> AIMessage:
    reply = _reply(messages, guides)
    if isinstance(reply, Draft):
        return AIMessage("".join(_growing(reply)), additional_kwargs={ABOUT: reply.about})
    calls = [
        ToolCall(name=call.tool, args=call.arguments, id=id, type="tool_call")
        for id, call in reply.items()
    ]
    return AIMessage("", tool_calls=calls)


def _reply(messages: Sequence[BaseMessage], guides: Guides) -> Calls | Draft:
    turns = [str(message.content) for message in messages if isinstance(message, HumanMessage)]
    plan = planned(tuple(turns), guides)
    found = _found(messages)
    calls = plan.calls if not found else further(plan, found)
    if calls:
        return {f"call-{number}": call for number, call in enumerate(calls, start=len(found))}
    return plan.draft or written(plan, found, turns)


def _chunks(reply: Calls | Draft) -> Iterator[AIMessageChunk]:
    if isinstance(reply, Draft):
        yield AIMessageChunk(content="", additional_kwargs={ABOUT: reply.about})
        for more in _growing(reply):
            yield AIMessageChunk(content=more)
        return
    chunks = [_call(number, id, call) for number, (id, call) in enumerate(reply.items())]
    yield AIMessageChunk(content="", tool_call_chunks=chunks)


def _growing(draft: Draft) -> Iterator[str]:
    """What each sentence adds."""
    between = ""
    for sentence in draft.sentences:
        yield between + sentence
        between = "\n" if draft.lines else " "


def _found(messages: Sequence[BaseMessage]) -> list[Any]:
    """What the tools returned since the person last spoke."""
    found: list[Any] = []
    for message in reversed(messages):
        if isinstance(message, HumanMessage):
            break
        if isinstance(message, ToolMessage):
            found.insert(0, message.artifact)
    return found


def _call(number: int, id: str, call: Call) -> ToolCallChunk:
    return ToolCallChunk(
        name=call.tool,
        args=json.dumps(call.arguments),
        id=id,
        index=number,
        type="tool_call_chunk",
    )
