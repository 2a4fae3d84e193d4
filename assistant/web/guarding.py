"""What holds of every request and every response, as pure ASGI around the whole application."""

import re
import time
import uuid

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.policy import Policy
from assistant.web.serving import Serving

_REQUEST_ID = re.compile(r"[\w.-]{8,64}")


class Guard:
    """Around everything, also what the frameworks answer by themselves."""

    def __init__(self, app: ASGIApp, policy: Policy, serving: Serving) -> None:
        self._app = app
        self._serving = serving
        self._headers = security_headers(policy)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and put what every response carries onto its response."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        id = _request_id(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = id
        began, status = time.perf_counter(), 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*_kept(message["headers"]), *self._headers]
                message["headers"].append((b"x-request-id", id.encode()))
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        finally:
            seconds = time.perf_counter() - began
            self._serving.metrics.requested(_route(scope), scope["method"], status, seconds)


def security_headers(policy: Policy) -> list[tuple[bytes, bytes]]:
    """On every response, whoever made it."""
    framed = " ".join(sorted(policy.embed_origins)) or "'none'"
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
    }
    if not policy.embed_origins:
        headers["x-frame-options"] = "DENY"
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _kept(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Without what an inner application says of other origins: that is decided here alone."""
    return [one for one in headers if not one[0].lower().startswith(b"access-control-")]


def _request_id(headers: Headers) -> str:
    said = headers.get("x-request-id", "")
    return said if _REQUEST_ID.fullmatch(said) else uuid.uuid4().hex


def _route(scope: Scope) -> str:
    """The route's own form, so that no address becomes a label."""
    route = scope.get("route")
    return str(getattr(route, "path", "")) or "other"
