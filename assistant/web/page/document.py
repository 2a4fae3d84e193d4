"""Gradio's document without scripts in it, so that `script-src 'self'` refuses nothing."""

import hashlib
import re
from collections import OrderedDict

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONFIG = "page-config"
_INLINE = re.compile(r"<script(?![^>]*\b(?:src|type)=)[^>]*>(.*?)</script>\s*", re.DOTALL)
_TOLD = ("window.gradio_config", "window.gradio_api_info")
# What is said of Gradio to other sites, and a manifest that is not served.
_ABOUT_GRADIO = re.compile(
    r'<meta\s+(?:property="og:|name="twitter:)[^>]*>\s*|<link rel="manifest"[^>]*>\s*'
)
_STYLES = re.compile(r'<link rel="stylesheet"[^>]*>')
_BEFORE_GRADIO = '<script type="module" crossorigin'
_APP = "<gradio-app"
_SCRIPT = f'<script src="./{CONFIG}/{{name}}.js"></script>'
_MOST_KEPT = 64
_FOR_A_WHILE = "private, max-age=3600"


class OwnDocument:
    """Around Gradio: what its document says in scripts is said in a file, after what is ours.

    Gradio itself adds a head only when its own script has run: too late to be seen first.
    """

    def __init__(self, app: ASGIApp, *, head: str, top: str = "") -> None:
        self._app = app
        self._head = head
        self._top = top
        self._kept: OrderedDict[str, str] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for the document and its file; all else is Gradio's."""
        path = _below(scope)
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
        elif path == "":
            await self._document(scope, receive, send)
        elif path.startswith(f"{CONFIG}/"):
            await self._config(path)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _document(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, headers, body = 200, [], b""

        async def gather(message: Message) -> None:
            nonlocal status, headers, body
            if message["type"] == "http.response.start":
                status, headers = message["status"], message["headers"]
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")

        await self._app(scope, receive, gather)
        if status == 200 and dict(headers).get(b"content-type", b"").startswith(b"text/html"):
            response: Response = HTMLResponse(self._without_scripts(body.decode()))
            response.headers["Cache-Control"] = "no-cache"
        else:
            response = Response(body, status)
            response.raw_headers = list(headers)
        await response(scope, receive, send)

    def _without_scripts(self, document: str) -> str:
        told = [code for code in _INLINE.findall(document) if code.lstrip().startswith(_TOLD)]
        script = "\n".join([*told, 'window.__gradio_mode__ = "app";'])
        name = hashlib.sha256(script.encode()).hexdigest()[:16]
        self._kept[name] = script
        self._kept.move_to_end(name)
        while len(self._kept) > _MOST_KEPT:  # it holds the address that is asked for: a few
            self._kept.popitem(last=False)
        bare = _ABOUT_GRADIO.sub("", _INLINE.sub("", document))
        # Gradio's styles first, so that ours count; our scripts first, so that they are seen first.
        styles = "".join(_STYLES.findall(bare))
        ours = "\n".join((styles, self._head, _SCRIPT.format(name=name)))
        whole = _STYLES.sub("", bare).replace(_BEFORE_GRADIO, f"{ours}\n{_BEFORE_GRADIO}", 1)
        return whole.replace(_APP, f"{self._top}{_APP}", 1)

    def _config(self, path: str) -> Response:
        name = path.removeprefix(f"{CONFIG}/").removesuffix(".js")
        if name not in self._kept:
            return Response("", 404)
        return Response(
            self._kept[name],
            media_type="text/javascript",
            headers={"Cache-Control": _FOR_A_WHILE},
        )


def _below(scope: Scope) -> str:
    """The path below where Gradio is mounted."""
    path, root = str(scope.get("path", "")), str(scope.get("root_path", ""))
    return path.removeprefix(root).strip("/")
