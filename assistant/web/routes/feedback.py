"""`/api/feedback`: what people say of an answer, where the owner keeps it."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from typing_extensions import TypedDict

from assistant.answers import Turn
from assistant.web.feedback import Feedback
from assistant.web.routes.asked import Verdict


class Kept(TypedDict):
    """Whether it was kept."""

    kept: bool


def router(feedback: Feedback | None) -> APIRouter:
    """The route; without a place to keep things, nothing is kept."""
    routes = APIRouter(tags=["ask"])

    @routes.post("/api/feedback", response_model=Kept, summary="Say what an answer was worth")
    async def say(said: Verdict) -> Response:
        """Kept only where the owner wants it (`ASSISTANT_KEEP_FEEDBACK`), and `kept` tells."""
        if feedback is None:
            return JSONResponse(Kept(kept=False))
        turns = [Turn(one.text, one.speaker) for one in said.turns]
        kept = await asyncio.to_thread(feedback.keep, said.verdict, said.reason, turns)
        return JSONResponse(Kept(kept=kept))

    return routes
