"""The chain: a model, tools, and checks on what comes out. One path for every model.

The loop is ours, over LangChain's chat models, tools and messages: `create_agent` does the same in
2.5 ms a turn, which is most of what the built-in model takes for a whole answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessage, HumanMessage, ToolMessage
from langchain_core.tools import BaseTool

from assistant.grounding import Evidence
from assistant.tools import CLAIMS
from corpus import Cite

MOST_ROUNDS = 4
"""A model that still calls tools after so many rounds writes from what it has."""


@dataclass
class Said:
    """What the model has said so far, and what it may cite."""

    text: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    evidence: Evidence = field(default_factory=Evidence)
    complete: bool = False


class Chain:
    """Puts a conversation to a model that can call tools."""

    def __init__(self, model: BaseChatModel, tools: Sequence[BaseTool], place: Any) -> None:
        self._model = model.bind_tools(tools)
        self._tools = {tool.name: tool for tool in tools}
        self._place = place

    def stream(self, messages: Sequence[BaseMessage]) -> Iterator[Said]:
        """Yield what is said each time it grows; the last one is complete."""
        said = Said()
        talk = list(messages)
        for _ in range(MOST_ROUNDS):
            whole: AIMessageChunk | None = None
            for chunk in self._model.stream(talk):
                whole = chunk if whole is None else whole + chunk
                if chunk.content and not whole.tool_call_chunks:
                    said.text, said.about = str(whole.content), whole.additional_kwargs
                    yield said
            if whole is None or not whole.tool_calls:
                break
            said.text = ""
            talk.append(whole)
            talk += [self._called(call, said.evidence) for call in whole.tool_calls]
        said.complete = True
        yield said

    def _called(self, call: Any, evidence: Evidence) -> ToolMessage:
        message: ToolMessage = self._tools[call["name"]].invoke(call)
        message.content = "\n".join(_numbered(message.artifact, evidence, self._place))
        return message


def _numbered(artifact: Any, evidence: Evidence, place: Any) -> Iterator[str]:
    """Number the words of every claim, and yield the claims as a model reads them."""
    for claim in _claims(artifact):
        numbers = []
        for cite in claim["cites"]:
            quoted = Cite(cite["document"], cite["words"])
            cite["n"] = evidence.add(quoted, *place(quoted))
            numbers.append(cite["n"])
        yield f"{claim['text']} {' '.join(f'[{number}]' for number in numbers)}"


def _claims(artifact: Any) -> Iterator[Any]:
    for name, value in artifact.items():
        if name in CLAIMS:
            yield from value
        elif name == "claim":
            yield value
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, dict):
                    yield from _claims(one)


def to_messages(turns: Sequence[str]) -> list[BaseMessage]:
    """The turns of a person as messages."""
    return [HumanMessage(turn) for turn in turns]
