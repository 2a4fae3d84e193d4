"""`/live`, `/ready` and `/metrics`: for whoever keeps the assistant running."""

from typing import Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST
from typing_extensions import TypedDict  # pydantic needs this one before Python 3.12

from assistant.web.library import Library
from assistant.web.serving import Serving


class Alive(TypedDict):
    """The process answers."""

    status: Literal["alive"]


class Ready(TypedDict):
    """Whether questions are answered, and what is not as it should be."""

    status: Literal["ready", "degraded", "not ready"]
    why: list[str]
    documents: int
    passages: int
    worked_answers: int
    figures: int


def router(library: Library, serving: Serving) -> APIRouter:
    """The routes, over some guides."""
    routes = APIRouter(tags=["health"])

    @routes.get("/live", response_model=Alive, summary="Whether the process answers")
    async def live() -> Response:
        return JSONResponse(Alive(status="alive"))

    @routes.get("/ready", response_model=Ready, summary="Whether questions are answered")
    async def ready() -> Response:
        """Degraded is still 200: questions are answered, and `why` tells what is amiss."""
        found = readiness(library, serving)
        return JSONResponse(found, status_code=503 if found["status"] == "not ready" else 200)

    @routes.get(
        "/metrics",
        response_class=Response,
        responses={200: {"content": {"text/plain": {}}}},
        summary="Counts for Prometheus",
    )
    async def metrics() -> Response:
        serving.metrics.busy.set(serving.threads.busy)
        return Response(serving.metrics.text(), media_type=CONTENT_TYPE_LATEST)

    return routes


def readiness(library: Library, serving: Serving) -> Ready:
    """What there is to answer from, and what is amiss."""
    why = [
        f"Decision tree left out: {one.reason}"
        for one in library.guides.trees.left_out
        if one.faulty
    ]
    why += [
        f'Posting rule left out: "{title}", because {reason}.'
        for title, reason in library.rules.left_out
    ]
    if not library.answers:
        why.append("There are no worked answers: documents answer in their own sentences.")
    if serving.threads.full:
        why.append("So many questions are being answered that more are refused.")
    stopping = serving.closing.is_set()
    return Ready(
        status="not ready" if stopping else "degraded" if why else "ready",
        why=["The server is being stopped."] if stopping else why,
        documents=len(library.documents),
        passages=len(library.guides.index.passages),
        worked_answers=len(library.answers),
        figures=len(library.figures),
    )
