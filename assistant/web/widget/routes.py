"""The widget's routes: the launcher, the frame, and the owner's page that builds the snippet."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from pydantic import ConfigDict, StringConstraints
from typing_extensions import TypedDict

from assistant.embeds import Finding, Page, of_page
from assistant.embeds.diagnosing import not_listed, origin_of, snippet_for
from assistant.web.errors import Refused, invalid, unknown
from assistant.web.policy import Policy, same_origin
from assistant.web.routes.asked import Asked
from assistant.web.routes.asking import EVENT, EVENTS, event, streamed
from assistant.web.static_files import ASK_AGAIN, FOR_EVER
from assistant.web.widget import files

FOR_A_WHILE = "private, max-age=600"
TICKS = 5
TICK_SECONDS = 0.2

Line = Annotated[str, StringConstraints(max_length=8_000)]


class EmbedAsked(Asked):
    """A page that shall show the assistant, as far as its owner tells of it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"page": "https://intranet.example/hiring"}]}
    )

    page: Annotated[str, StringConstraints(max_length=2_000)]
    policy: Line = ""
    """Its Content-Security-Policy."""
    referrer_policy: Annotated[str, StringConstraints(max_length=200)] = ""


class FindingShown(TypedDict):
    """Something in the way, and the line that puts it right."""

    code: str
    message: str
    line: str
    stops: bool


class EmbedShown(TypedDict):
    """The snippet for this assistant, and what is in its way."""

    origin: str
    listed: bool
    snippet: str
    findings: list[FindingShown]


def router(policy: Policy, *, feedback: bool = False) -> APIRouter:
    """The routes; with `feedback`, the frame sends what people say of an answer."""
    routes = APIRouter()
    _take_files(routes, policy, feedback=feedback)
    _take_diagnosis(routes, policy)
    return routes


def _take_files(routes: APIRouter, policy: Policy, *, feedback: bool) -> None:
    @routes.get("/widget.js", include_in_schema=False)
    async def launcher(request: Request) -> Response:
        """For the pages that are listed, and for our own; nothing for any other."""
        _check_page(request, policy)
        return Response(
            files.content("widget.js"),
            media_type=files.TYPES[".js"],
            headers={"Cache-Control": FOR_A_WHILE, "Vary": "Referer"},
        )

    @routes.get("/widget", include_in_schema=False)
    async def frame() -> Response:
        return _document("frame", feedback=feedback)

    @routes.get("/widget/full", include_in_schema=False)
    async def full() -> Response:
        """Where a conversation passes through on its way to the whole page."""
        return _document("full", up="../")

    @routes.get("/embed", include_in_schema=False)
    async def embed() -> Response:
        return _document("embed")

    @routes.get("/widget/{version}/{name:path}", include_in_schema=False)
    async def file(version: str, name: str) -> Response:
        if name not in files.names():
            raise unknown("There is no such file.")
        return Response(
            files.content(name),
            media_type=files.TYPES[f".{name.rpartition('.')[2]}"],
            headers={"Cache-Control": FOR_EVER if version == files.version() else ASK_AGAIN},
        )


def _take_diagnosis(routes: APIRouter, policy: Policy) -> None:
    @routes.post(
        "/api/embed/check",
        response_model=EmbedShown,
        tags=["embed"],
        summary="Tell what keeps a page from showing the assistant, from what is told of the page",
    )
    async def check(asked: EmbedAsked, request: Request) -> Response:
        """Nothing is fetched: `python -m assistant check-embed` looks at the page itself."""
        return JSONResponse(_checked(asked, policy, base_of(request)))

    @routes.get(
        "/api/embed/stream",
        response_class=Response,
        responses={200: {"content": {EVENTS: {"schema": EVENT}}}},
        tags=["embed"],
        summary="Stream at a known pace, to see whether a proxy holds streams back",
    )
    async def stream() -> Response:
        reply = streamed(_ticks())
        reply.headers["X-Stream-Seconds"] = f"{(TICKS - 1) * TICK_SECONDS:.1f}"
        return reply


async def _ticks() -> AsyncIterator[str]:
    for number in range(TICKS):
        if number:
            await asyncio.sleep(TICK_SECONDS)
        yield event("tick", number)


def _document(name: str, *, up: str = "", feedback: bool = False) -> HTMLResponse:
    written = files.document(name, up=up, feedback=feedback)
    return HTMLResponse(written, headers={"Cache-Control": ASK_AGAIN})


def _check_page(request: Request, policy: Policy) -> None:
    """A browser tells which page asks for a script, by Origin or by Referer.

    Raises:
        Refused: It is not listed, or not told.
    """
    said = request.headers.get("origin") or request.headers.get("referer", "")
    origin = origin_of(said) if said and said != "null" else ""
    own = same_origin(origin, request.headers.get("host", ""), request.url.scheme)
    if own or origin in policy.embed_origins:
        return
    raise Refused(
        403,
        "origin",
        "Pages of this origin may not show the assistant: its owner lists those that may in "
        "ASSISTANT_EMBED_ORIGINS.",
    )


def _checked(asked: EmbedAsked, policy: Policy, base: str) -> EmbedShown:
    if not origin_of(asked.page).startswith(("http://", "https://")):
        raise invalid("Give the page's whole address: https://intranet.example/team.")
    policies = (asked.policy,) if asked.policy.strip() else ()
    page = Page(asked.page, policies, referrer_policy=asked.referrer_policy)
    listed = page.origin in policy.embed_origins
    findings = [] if listed else [not_listed(page.origin)]
    findings += [one for one in of_page(page, base) if one.code != "no-snippet"]
    return EmbedShown(
        origin=page.origin,
        listed=listed,
        snippet=snippet_for(base),
        findings=[_shown(one) for one in findings],
    )


def base_of(request: Request) -> str:
    """Where the assistant is served, as whoever asks sees it."""
    root = request.scope.get("root_path", "")
    return f"{request.scope['scheme']}://{request.headers.get('host', '')}{root}"


def _shown(one: Finding) -> FindingShown:
    return FindingShown(code=one.code, message=one.message, line=one.line, stops=one.stops)
