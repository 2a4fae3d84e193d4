"""The guides as they are served, and a model that says what a test tells it to."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import add_ai_message_chunks
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable

from assistant import Assistant, BuiltInModel, Guides, Settings
from index import open_model, open_or_rebuild, recipe_for


class ScriptedModel(BaseChatModel):
    """Says one thing after another, in pieces, whatever it is asked."""

    script: list[list[AIMessageChunk]]
    """What it streams the first time, the second time, and so on."""
    heard: list[list[BaseMessage]] = []  # noqa: RUF012  pydantic copies it

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:  # noqa: ARG002
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:  # noqa: ARG002
        whole = add_ai_message_chunks(AIMessageChunk(content=""), *self._next(messages))
        message = AIMessage(content=whole.content, tool_calls=whole.tool_calls)
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Iterator[ChatGenerationChunk]:
        for chunk in self._next(messages):
            yield ChatGenerationChunk(message=chunk)

    def _next(self, messages: list[BaseMessage]) -> list[AIMessageChunk]:
        self.heard.append(list(messages))
        return self.script.pop(0)


@pytest.fixture(scope="session")
def guides() -> Iterator[Guides]:
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
        yield Guides.of(opened, model)


@pytest.fixture(scope="session")
def assistant(guides: Guides) -> Assistant:
    return Assistant(guides, BuiltInModel(guides=guides))
