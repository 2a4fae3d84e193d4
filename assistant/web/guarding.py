"""What holds of every request and every response, as pure ASGI around the whole application."""

import asyncio
import logging
import re
import time
import uuid
from dataclasses import dataclass
from typing import Protocol

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access import Access, AccessUnusable
from assistant.web import bodies
from assistant.web.errors import MESSAGES, Refused
from assistant.web.policy import Policy, same_origin
from assistant.web.refusing import problem
from assistant.web.serving import Serving
from assistant.web.visitors import Rates, settled, visitor

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_TO_ALL = frozenset({"/live", "/ready"})
"""Whoever keeps the server running asks them without a login."""
PROGRAMS = ("/api/", "/v1/", "/mcp", "/gradio_api/", "/metrics")
"""No page of another origin gets anything from here unless it is listed."""
NO_COST = frozenset({"/gradio_api/cancel", "/gradio_api/reset"})
FRAME = "/widget"
"""The widget's own document, which the owner's page at /embed shows as others will."""
HEARD = "/gradio_api/queue/data"
"""What brings the answer to a question that was taken: the page is lost without it."""
CREDIT = 1.0
"""For that: in questions."""
DRAWN = "/api/figures/chart"
SMALL_COST = 0.1
"""Of looking something up, beside asking a question."""
WRONG_LOGIN_COST = 10.0
"""Of 60 a minute: three guesses at once, then one each ten seconds."""
CORS_SECONDS = 600
ALLOWED_HEADERS = "Accept, Authorization, Content-Type, Mcp-Session-Id"
_log = logging.getLogger(__name__)
_REQUEST_ID = re.compile(r"[\w.-]{8,64}", re.ASCII)
_HASHED = re.compile(r"/assets/[^/]+-[\w-]{8}\.(?:js|css|woff2?)")


class Check(Protocol):
    """Whose key or password something is."""

    def __call__(self, said: str, *, remembered: bool = False) -> str | None:
        """A name, or None; of what was checked before alone, when that is asked for."""


HeaderList = list[tuple[bytes, bytes]]


@dataclass
class _Passing:
    """A request on its way through."""

    scope: Scope
    id: str
    path: str
    """Below the root path."""
    origin: str
    listed: bool
    """Whether its origin may have our answers."""
    by_proxy: bool
    """Whether a proxy that is believed has passed it on."""
    asked_first: bool = False
    """Whether it is a preflight, which we answer ourselves."""
    status: int = 500


class Guard:
    """Around everything, also what the frameworks answer by themselves."""

    def __init__(
        self, app: ASGIApp, policy: Policy, serving: Serving, access: Access | None = None
    ) -> None:
        self._app = app
        self._policy = policy
        self._serving = serving
        self._access = access or Access()
        self._rates = Rates(policy.questions_a_minute)
        self._guesses = Rates(60)
        self._headers = security_headers(policy)
        self._headers_of_frame = security_headers(policy, own_pages=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through or refuse it; every response carries what every response must."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        passing = self._met(scope)
        try:
            await self._answered(passing, receive, self._sending(passing, send))
        finally:
            route = _route(passing.scope)
            seconds = time.perf_counter() - began
            self._serving.metrics.requested(route, scope["method"], passing.status, seconds)

    def _met(self, scope: Scope) -> _Passing:
        by_proxy = self._policy.trusts((scope.get("client") or ("", 0))[0])
        scope = settled(scope, self._policy)
        headers = Headers(scope=scope)
        said = headers.get("x-request-id", "")
        id = said if _REQUEST_ID.fullmatch(said) else uuid.uuid4().hex
        scope["state"] = {**scope.get("state", {}), "request_id": id}
        origin = headers.get("origin", "")
        path = scope["path"].removeprefix(scope["root_path"]) or "/"
        listed = origin in self._policy.embed_origins
        return _Passing(scope, id, path, origin, listed, by_proxy)

    async def _answered(self, passing: _Passing, receive: Receive, send: Send) -> None:
        scope = passing.scope
        try:
            if self._asks_whether_it_may(passing):
                await self._may(passing)(scope, receive, send)
                return
            self._check_origin(passing)
            who = await self._known(passing)
            self._check_rate(who, scope["method"], passing.path)
            receive = await bodies.whole(scope, receive, passing.path)
        except Refused as error:
            response = problem(
                Request(scope),
                error.status,
                code=error.code,
                message=error.message,
                headers=error.headers,
            )
            await response(scope, receive, send)
            return
        except AccessUnusable as error:
            _log.error("%s: %s", passing.id, error)
            response = problem(Request(scope), 503, code="away", message=MESSAGES[500])
            await response(scope, receive, send)
            return
        except bodies.SenderGone:
            return
        await self._app(scope, receive, send)

    # Origins.

    def _asks_whether_it_may(self, passing: _Passing) -> bool:
        headers = Headers(scope=passing.scope)
        asks = "access-control-request-method" in headers
        return passing.scope["method"] == "OPTIONS" and asks

    def _may(self, passing: _Passing) -> Response:
        """The answer to a preflight; one from an origin that is not listed is refused."""
        self._check_origin(passing)
        if not passing.listed:
            return Response(status_code=204)
        passing.asked_first = True
        return Response(
            status_code=204,
            headers={
                "Access-Control-Allow-Methods": "GET, POST",
                "Access-Control-Allow-Headers": ALLOWED_HEADERS,
                "Access-Control-Max-Age": str(CORS_SECONDS),
            },
        )

    def _check_origin(self, passing: _Passing) -> None:
        """Nothing is done for a page that nobody listed, and nothing of ours is told to it.

        Raises:
            Refused: It is such a page.
        """
        if passing.listed or not self._is_foreign(passing):
            return
        reads_a_file = passing.scope["method"] in SAFE - {"OPTIONS"}
        if reads_a_file and not passing.path.startswith(PROGRAMS):
            return
        raise Refused(
            403,
            "origin",
            "Pages of this origin may not ask the assistant: its owner lists those that may in "
            "ASSISTANT_EMBED_ORIGINS.",
        )

    def _is_foreign(self, passing: _Passing) -> bool:
        headers = Headers(scope=passing.scope)
        if passing.origin:
            host, scheme = headers.get("host", ""), passing.scope["scheme"]
            return not same_origin(passing.origin, host, scheme)
        # A browser tells, even where it leaves the origin out; programs send neither.
        site = headers.get("sec-fetch-site", "none")
        acts = passing.scope["method"] not in SAFE
        return acts and site not in ("none", "same-origin")

    # Visitors.

    async def _known(self, passing: _Passing) -> str:
        """What stands for who asks: a key, a name, or an address.

        Raises:
            Refused: A login is needed, and there is none.
        """
        headers = Headers(scope=passing.scope)
        address = visitor(passing.scope)
        said = headers.get("authorization", "")
        if passing.path in OPEN_TO_ALL:
            return address
        if said[:7].lower() == "bearer " and self._access.has_keys():
            name = await self._tried(address, self._access.key, said[7:].strip())
            return f"key {name}"
        if self._policy.login == "basic":
            if not said:
                raise _login_wanted("Please log in.")
            name = await self._tried(address, self._access.password, said)
            return f"name {name}"
        if self._policy.login == "proxy":
            return f"name {self._named_by_proxy(passing)}"
        return address

    async def _tried(self, address: str, check: Check, said: str) -> str:
        """Whose key or password it is. Who guesses has to wait; who was right before has not.

        Raises:
            Refused: It is nobody's.
        """
        name = check(said, remembered=True)
        if name is None:
            if wait := self._guesses.missing(address, WRONG_LOGIN_COST):
                raise _too_many(wait)
            name = await asyncio.to_thread(check, said)
        if name is None:
            self._guesses.wait(address, WRONG_LOGIN_COST)
            raise _login_wanted("This key or password is not known.")
        return name

    def _named_by_proxy(self, passing: _Passing) -> str:
        name = Headers(scope=passing.scope).get(self._policy.login_header, "")
        if not (name and passing.by_proxy):
            raise Refused(401, "login", "Please log in.")
        return name

    def _check_rate(self, who: str, method: str, path: str) -> None:
        credit = CREDIT if path == HEARD else 0.0
        if wait := self._rates.wait(who, cost(method, path), credit=credit):
            raise _too_many(wait)

    # Responses.

    def _sending(self, passing: _Passing, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                passing.status = message["status"]
                message = {**message, "headers": self._headers_of(passing, message)}
            await send(message)

        return sending

    def _headers_of(self, passing: _Passing, message: Message) -> HeaderList:
        kept = [
            one
            for one in message.get("headers", [])
            # What an inner application says of other origins: that is decided here alone.
            if passing.asked_first or not one[0].lower().startswith(b"access-control-")
        ]
        named = {name.lower() for name, _ in kept}
        always = self._headers_of_frame if passing.path == FRAME else self._headers
        headers = [*kept, *always, (b"x-request-id", passing.id.encode())]
        if b"cache-control" not in named:
            headers.append((b"cache-control", cache(passing.path, message["status"])))
        if self._policy.embed_origins:
            headers.append((b"vary", b"Origin"))
        if passing.listed:
            headers.append((b"access-control-allow-origin", passing.origin.encode()))
            headers.append((b"access-control-expose-headers", b"Retry-After, X-Request-Id"))
        return headers


def security_headers(policy: Policy, *, own_pages: bool = False) -> HeaderList:
    """On every response, whoever made it; with `own_pages`, ours may show it in a frame."""
    own = ["'self'"] if own_pages else []
    framed = " ".join([*own, *sorted(policy.embed_origins)]) or "'none'"
    csp = (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        f"frame-ancestors {framed}; base-uri 'self'; form-action 'self'; object-src 'none'"
    )
    headers = {
        "content-security-policy": csp,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "cross-origin" if policy.embed_origins else "same-origin",
    }
    if not policy.embed_origins:
        # For what does not know frame-ancestors.
        headers["x-frame-options"] = "SAMEORIGIN" if own_pages else "DENY"
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def cost(method: str, path: str) -> float:
    """In questions."""
    if path in NO_COST:
        return 0.0
    if method not in SAFE or path.startswith(DRAWN):
        return 1.0
    return SMALL_COST if path.startswith(PROGRAMS) else 0.0


def cache(path: str, status: int) -> bytes:
    """How long a response that does not say so itself may be kept."""
    if status == 200 and _HASHED.fullmatch(path):
        return b"public, max-age=31536000, immutable"
    if status == 200 and path.startswith(("/assets/", "/static/")):
        return b"public, max-age=3600"
    return b"no-store"


def _login_wanted(message: str) -> Refused:
    challenge = 'Basic realm="Hiring assistant", charset="UTF-8"'
    return Refused(401, "login", message, {"WWW-Authenticate": challenge})


def _too_many(wait: int) -> Refused:
    return Refused(
        429,
        "too_many",
        f"That is faster than the assistant answers one visitor: please wait {wait} seconds.",
        {"Retry-After": str(wait)},
    )


def _route(scope: Scope) -> str:
    """The route's own form, so that no address becomes a label."""
    return str(getattr(scope.get("route"), "path", "")) or "other"
