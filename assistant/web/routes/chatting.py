"""`/v1/chat/completions`: the same answers for chat clients that speak as OpenAI's do."""

import json
import logging
import re
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from assistant.answers import Answer, Turn
from assistant.web import shown
from assistant.web.errors import MESSAGES, Problem, invalid
from assistant.web.library import Library
from assistant.web.routes.asked import MOST_TURNS, Words
from assistant.web.routes.asking import (
    EVENT,
    EVENTS,
    RESTARTING,
    TURNS_REMEMBERED,
    streamed,
    until_closing,
)
from assistant.web.serving import Serving
from assistant.web.threads import Listening
from corpus.tokens import count_tokens

_log = logging.getLogger(__name__)

MODEL = "hiring-assistant"
_MARK = re.compile(r"\[(\d{1,4})\]")
_PIECE = re.compile(r"\S+\s*|\s+")
_WORDS_A_PIECE = 12


class Part(BaseModel):
    """A piece of what somebody has said."""

    type: Literal["text"]
    text: Words


class Message(BaseModel):
    """One contribution. What stands in one of the system or of a tool is not an order here."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Words | Annotated[list[Part], Field(max_length=50)] | None = None

    @property
    def words(self) -> str:
        """All its text."""
        if isinstance(self.content, list):
            return "\n\n".join(part.text for part in self.content)
        return self.content or ""


def _only_one(n: int | None) -> int | None:
    if n not in (None, 1):
        raise ValueError("there is one answer")
    return n


class StreamOptions(BaseModel):
    """What a stream tells beside the answer."""

    include_usage: bool = False


class Completion(BaseModel):
    """What clients send. Of all their settings only those below do something."""

    model_config = ConfigDict(
        extra="ignore",
        json_schema_extra={
            "examples": [
                {
                    "model": MODEL,
                    "messages": [{"role": "user", "content": "Who pays more, RS or RE?"}],
                }
            ]
        },
    )

    messages: Annotated[list[Message], Field(min_length=1, max_length=MOST_TURNS)]
    model: Annotated[str, Field(max_length=200)] = MODEL
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, AfterValidator(_only_one)] = None


class UrlCitation(TypedDict):
    """Where the words stand that a mark stands for."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(TypedDict):
    """A mark in the text."""

    type: Literal["url_citation"]
    url_citation: UrlCitation


class AssistantMessage(TypedDict):
    """The answer."""

    role: Literal["assistant"]
    content: str
    refusal: None
    annotations: list[Annotation]


class Chosen(TypedDict):
    """The one answer there is."""

    index: int
    message: AssistantMessage
    finish_reason: Literal["stop"]
    logprobs: None


class Usage(TypedDict):
    """Tokens, as cl100k counts them."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completed(TypedDict):
    """A completion, with the answer as `/api/ask` gives it."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Chosen]
    usage: Usage
    answer: shown.AnswerShown


class ModelShown(TypedDict):
    """What may be named as the model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Models(TypedDict):
    """All of them."""

    object: Literal["list"]
    data: list[ModelShown]


def router(library: Library, serving: Serving) -> APIRouter:
    """The routes, over some guides."""
    routes = APIRouter(tags=["chat"])

    @routes.get("/v1/models", response_model=Models, summary="List what answers")
    async def models() -> Response:
        one = ModelShown(id=MODEL, object="model", created=0, owned_by=MODEL)
        return JSONResponse(Models(object="list", data=[one]))

    @routes.post(
        "/v1/chat/completions",
        response_model=Completed,
        responses={200: {"content": {EVENTS: {"schema": EVENT}}}},
        summary="Answer as OpenAI's chat completions do",
    )
    async def complete(asked: Completion, request: Request) -> Response:
        """The marks of the answer are annotations, `url_citation`, each with its link.

        What is streamed cannot be taken back, so a stream begins when the answer is complete and
        checked.
        """
        turns = turns_of(asked)
        reply = _Reply(asked, turns, request)
        if asked.stream:
            answers = serving.threads.each(lambda: iter([library.assistant.ask(*turns)]))
            return streamed(_chunks(reply, answers, serving))
        answer = await serving.threads.run(lambda: library.assistant.ask(*turns))
        serving.metrics.answered(answer)
        return JSONResponse(reply.whole(answer))

    return routes


def turns_of(asked: Completion) -> list[Turn]:
    """The conversation as the assistant takes it.

    Raises:
        Refused: It does not end with a person's turn.
    """
    of = {"user": "person", "assistant": "assistant"}
    turns = [
        Turn(one.words, "person" if one.role == "user" else "assistant")
        for one in asked.messages
        if one.role in of
    ]
    if not turns or turns[-1].speaker != "person":
        raise invalid("The last message is the one that is answered: let it be a user's.")
    return turns[-TURNS_REMEMBERED:]


class _Reply:
    """What is the same in every piece of a reply."""

    def __init__(self, asked: Completion, turns: list[Turn], request: Request) -> None:
        self.request_id = str(request.state.request_id)
        self._about = {
            "id": f"chatcmpl-{self.request_id}",
            "created": int(time.time()),
            "model": asked.model,
        }
        self._page = str(request.base_url).rstrip("/")
        self._asked_tokens = sum(count_tokens(turn.text) for turn in turns)
        self.tells_usage = bool(asked.stream_options and asked.stream_options.include_usage)

    def whole(self, answer: Answer) -> dict[str, Any]:
        """In one piece."""
        message = AssistantMessage(
            role="assistant",
            content=answer.text,
            refusal=None,
            annotations=list(self.annotations(answer)),
        )
        chosen = Chosen(index=0, message=message, finish_reason="stop", logprobs=None)
        return {
            **self._about,
            "object": "chat.completion",
            "choices": [chosen],
            "usage": self.usage(answer),
            "answer": shown.answer(answer),
        }

    def chunk(self, delta: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
        """A piece of a stream."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return {**self._about, "object": "chat.completion.chunk", "choices": [choice]}

    def last(self, answer: Answer) -> dict[str, Any]:
        """What a stream ends with, for those who asked for it."""
        usage = self.usage(answer)
        return {**self.chunk({}), "choices": [], "usage": usage}

    def usage(self, answer: Answer) -> Usage:
        """Of the conversation and the answer."""
        said = count_tokens(answer.text)
        asked = self._asked_tokens
        return Usage(prompt_tokens=asked, completion_tokens=said, total_tokens=asked + said)

    def annotations(self, answer: Answer) -> Iterator[Annotation]:
        """One for each mark in the text."""
        known = {one.number: one for one in answer.citations}
        for mark in _MARK.finditer(answer.text):
            cited = known.get(int(mark[1]))
            if cited is None:
                continue
            place = (quote(cited.passage.document, safe=""), quote(cited.passage.id, safe=""))
            link = f"{self._page}/#/guides/{'/'.join(place)}?from={cited.start}&to={cited.end}"
            title = " › ".join((cited.title, *cited.passage.section))
            found = UrlCitation(
                start_index=mark.start(), end_index=mark.end(), title=title, url=link
            )
            yield Annotation(type="url_citation", url_citation=found)


async def _chunks(
    reply: _Reply, answers: Listening[Answer], serving: Serving
) -> AsyncIterator[str]:
    answer: Answer | None = None
    code, message = "closing", RESTARTING
    yield _data(reply.chunk({"role": "assistant", "content": ""}))
    try:
        async for one in until_closing(answers, serving):
            if one is None:
                yield ": still here\n\n"
            answer = one or answer
    except Exception:  # noqa: BLE001  the reply has begun: nobody above can say it any more
        _log.exception("%s: the answer could not be finished", reply.request_id)
        code, message = "failed", MESSAGES[500]
    if answer is None or not answer.complete:
        yield _data({"error": Problem(code=code, message=message, request_id=reply.request_id)})
        return
    serving.metrics.answered(answer)
    for piece in _pieces(answer.text):
        yield _data(reply.chunk({"content": piece}))
    annotations = list(reply.annotations(answer))
    yield _data(reply.chunk({"annotations": annotations} if annotations else {}, "stop"))
    if reply.tells_usage:
        yield _data(reply.last(answer))
    yield "data: [DONE]\n\n"


def _pieces(text: str) -> Iterator[str]:
    words = _PIECE.findall(text)
    for start in range(0, len(words), _WORDS_A_PIECE):
        yield "".join(words[start : start + _WORDS_A_PIECE])


def _data(value: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"
