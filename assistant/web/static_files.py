"""Scripts, styles and texts of the page, under addresses that change with their content."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

FOLDER = Path(__file__).parent / "static"
PREFIX = "page"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"


@cache
def version() -> str:
    """Of all files together: they refer to each other by relative addresses."""
    sha = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            sha.update(f"{path.relative_to(FOLDER).as_posix()}\0".encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()[:16]


def address(name: str) -> str:
    """`page.js` -> `page/3f2a.../page.js`, relative to the page."""
    return f"{PREFIX}/{version()}/{name}"


class VersionedFiles:
    """Serves `/<version>/<file>`; a page that is still open gets files by its old version, too."""

    def __init__(self) -> None:
        self._files = StaticFiles(directory=FOLDER)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the version off, and say how long the file may be kept."""
        here, _, name = _below(scope).partition("/")
        cached = FOR_EVER if here == version() else ASK_AGAIN

        async def with_cache(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                message["headers"] = [*message["headers"], (b"cache-control", cached.encode())]
            await send(message)

        inside = {**scope, "path": f"{scope.get('root_path', '')}/{name}"}
        await self._files(inside, receive, with_cache)


def _below(scope: Scope) -> str:
    """The path below where this is mounted."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    return path.removeprefix(root).lstrip("/")
