"""`/api/ask`: a conversation in, the answer out; whole, or as it grows."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from assistant.answers import Answer, Turn
from assistant.web import shown
from assistant.web.errors import MESSAGES, Problem, invalid
from assistant.web.growing import in_sight
from assistant.web.library import Library
from assistant.web.routes.asked import Question, TurnAsked
from assistant.web.serving import Serving
from assistant.web.threads import Listening
from index import CAN_BE_PUT_RIGHT

_log = logging.getLogger(__name__)

EVENTS = "text/event-stream"
EVENT = {
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string"}},
}
"""As OpenAPI describes one of a stream; `data` is JSON."""
TURNS_REMEMBERED = 20
QUIET_SECONDS = 15.0
"""After so long a comment is sent, so that no proxy takes the stream for dead."""
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
RESTARTING = "The assistant is being restarted: please ask again in a moment."


def router(library: Library, serving: Serving) -> APIRouter:
    """The route, over some guides."""
    routes = APIRouter(tags=["ask"])

    @routes.post(
        "/api/ask",
        response_model=shown.AnswerShown,
        responses={200: {"content": {EVENTS: {"schema": EVENT}}}},
        summary="Answer the last turn of a conversation",
    )
    async def ask(question: Question, request: Request) -> Response:
        """Every sentence of the answer has its marks, and every mark the words it stands for.

        With `stream`, or `Accept: text/event-stream`, the answer comes as events called `answer`,
        each the whole answer so far; the last has `complete`. With `builtin` no language model
        is asked, also where one is set.
        """
        turns, builtin = turns_of(question.turns), question.builtin
        if question.stream or EVENTS in request.headers.get("accept", ""):
            events = serving.threads.each(
                lambda: in_sight(library.assistant.answer(turns, builtin=builtin))
            )
            return streamed(_events(events, serving, request.state.request_id))
        answer = await serving.threads.run(lambda: library.assistant.ask(*turns, builtin=builtin))
        serving.metrics.answered(answer)
        return JSONResponse(shown.answer(answer))

    return routes


def turns_of(asked: Iterable[TurnAsked]) -> list[Turn]:
    """The conversation as the assistant takes it; of a long one, the end.

    Raises:
        Refused: It does not end with a person's turn.
    """
    turns = [Turn(one.text, one.speaker) for one in asked]
    if turns[-1].speaker != "person":
        raise invalid("The last turn is the one that is answered: let it be a person's.")
    return turns[-TURNS_REMEMBERED:]


def streamed(events: AsyncIterator[str]) -> StreamingResponse:
    """Server-sent events that no proxy holds back."""
    return StreamingResponse(events, media_type=EVENTS, headers=STREAM_HEADERS)


def event(name: str, data: object) -> str:
    """`event: answer`, then its data in one line."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


async def until_closing(
    answers: Listening[Answer], serving: Serving
) -> AsyncIterator[Answer | None]:
    """The answers as they come; None when it has been quiet for long. Stops with the server."""
    closing = asyncio.ensure_future(serving.closing.wait())
    coming: asyncio.Future[Answer] | None = None
    try:
        while not closing.done():
            coming = coming or asyncio.ensure_future(anext(answers))
            either: set[asyncio.Future[Any]] = {coming, closing}
            await asyncio.wait(either, timeout=QUIET_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                if not closing.done():
                    yield None
                continue
            try:
                answer = coming.result()
            except StopAsyncIteration:
                return
            coming = None
            yield answer
    finally:
        closing.cancel()
        if coming:
            coming.cancel()
        answers.close()


async def _events(
    answers: Listening[Answer], serving: Serving, request_id: str
) -> AsyncIterator[str]:
    last: Answer | None = None
    code, message = "closing", RESTARTING
    try:
        async for answer in until_closing(answers, serving):
            if answer is None:
                yield ": still here\n\n"
                continue
            last = answer
            yield event("answer", shown.answer(answer))
    except CAN_BE_PUT_RIGHT as error:
        _log.error("%s: %s", request_id, error)
        code, message = "away", MESSAGES[503]
    except Exception:  # noqa: BLE001  the reply has begun: nobody above can say it any more
        _log.exception("%s: the answer could not be finished", request_id)
        code, message = "failed", MESSAGES[500]
    if last and last.complete:
        serving.metrics.answered(last)
        return
    yield event("error", Problem(code=code, message=message, request_id=request_id))
