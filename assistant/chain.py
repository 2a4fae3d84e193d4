"""The chain: a model, tools, and the evidence for what it says. One path for every model.

The loop is ours, over LangChain's chat models, tools and messages: `create_agent` does the same in
2.5 ms a turn, which is most of what the built-in model takes for a whole answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    ToolCall,
    ToolMessage,
)
from langchain_core.tools import BaseTool

from assistant.citing import Place, numbered, to_read
from assistant.grounding import Evidence
from assistant.tools import claims_in

MOST_ROUNDS = 4
"""A model that still calls tools after so many rounds has nothing more to say."""


@dataclass(frozen=True)
class Said:
    """What the model has said so far, and what it may cite."""

    text: str
    evidence: Evidence
    about: dict[str, Any] = field(default_factory=dict)
    """What the model tells of its reply beside the words."""
    complete: bool = False


class Chain:
    """Puts a conversation to a model that can call tools."""

    def __init__(self, model: BaseChatModel, tools: Sequence[BaseTool], place: Place) -> None:
        self._model = model.bind_tools(tools)
        self._tools = {tool.name: tool for tool in tools}
        self._place = place

    def stream(self, turns: Sequence[str]) -> Iterator[Said]:
        """Yield what is said each time it grows; the last one is complete."""
        messages: list[BaseMessage] = [HumanMessage(turn) for turn in turns]
        said = Said("", Evidence())
        for _ in range(MOST_ROUNDS):
            whole = AIMessageChunk(content="")
            for chunk in self._model.stream(messages):
                if isinstance(chunk, AIMessageChunk):
                    whole += chunk
                if chunk.content and not whole.tool_call_chunks:
                    said = replace(said, text=str(whole.content), about=whole.additional_kwargs)
                    yield said
            if not whole.tool_calls:
                break
            self._call(whole, messages, said.evidence)
        yield replace(said, complete=True)

    def whole(self, turns: Sequence[str]) -> Said:
        """What is said, when nobody watches it grow: the same, in less time."""
        messages: list[BaseMessage] = [HumanMessage(turn) for turn in turns]
        said = Said("", Evidence())
        for _ in range(MOST_ROUNDS):
            message = self._model.invoke(messages)
            if not message.tool_calls:
                text, about = str(message.content), message.additional_kwargs
                return replace(said, text=text, about=about, complete=True)
            self._call(message, messages, said.evidence)
        return replace(said, complete=True)

    def _call(self, message: AIMessage, messages: list[BaseMessage], evidence: Evidence) -> None:
        """Call the tools a message asks for, and add it with what they return."""
        messages.append(message)
        messages += [self._called(call, evidence) for call in message.tool_calls]

    def _called(self, call: ToolCall, evidence: Evidence) -> ToolMessage:
        message: ToolMessage = self._tools[call["name"]].invoke(call)
        found = claims_in(message.artifact)
        claims = [claim for claim in found if numbered(claim, evidence, self._place)]
        told = [str(message.content)] if message.content else []
        message.content = "\n".join((*told, *map(to_read, claims)))
        return message
