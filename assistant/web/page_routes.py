"""What the page needs of Gradio, and no more: the rest is closed, and its errors are put in ours.

Nearly everything that was ever wrong with Gradio's routes was in those that the page does not use:
files, uploads, proxies, streams, monitoring.
"""

import re
from typing import Any

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READ = ("GET", "HEAD")
NEEDED: tuple[tuple[tuple[str, ...], str], ...] = (
    (READ, r"/"),
    (READ, r"/config"),
    (READ, r"/theme\.css"),
    (READ, r"/assets/[\w.@+/-]+"),
    (READ, r"/static/[\w.@+/-]+"),
    (READ, r"/svelte/[\w.@+/-]+"),
    (READ, r"/(?:favicon\.ico|robots\.txt|manifest\.json)"),
    (READ, r"/gradio_api/info"),
    (READ, r"/gradio_api/queue/data"),
    (READ, r"/gradio_api/call/\w+/\w+"),
    (READ, r"/gradio_api/startup-events"),
    (READ, r"/gradio_api/app_id"),
    (READ, r"/gradio_api/heartbeat/\w+"),
    (("POST",), r"/gradio_api/queue/join"),
    (("POST",), r"/gradio_api/call/\w+"),
    (("POST",), r"/gradio_api/(?:cancel|reset)"),
)
_NEEDED = tuple((methods, re.compile(path, re.ASCII)) for methods, path in NEEDED)


class OnlyNeeded:
    """Gradio's application, without what the page does not use."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is needed.

        Raises:
            HTTPException: There is nothing here, or Gradio says that something is wrong.
        """
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", "")) or "/"
        if not is_needed(scope["method"], path):
            raise HTTPException(404)
        wrong: list[Message] = []

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                wrong.append(message)
            if not wrong:
                await send(message)

        await self._app(scope, receive, sending)
        if wrong:
            raise HTTPException(wrong[0]["status"])

    def __getattr__(self, name: str) -> Any:
        """As Gradio's own application, for whoever looks at its routes."""
        return getattr(self._app, name)


def is_needed(method: str, path: str) -> bool:
    """Whether the page asks for this; nothing that climbs out of a folder."""
    return ".." not in path and any(
        method in methods and form.fullmatch(path) for methods, form in _NEEDED
    )
