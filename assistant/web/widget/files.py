"""The widget's files: the launcher, the frame's documents, and what those load."""

import hashlib
import html
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from assistant.web import static_files

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
# The frame uses what the page has, too; its address there changes with its content.
_OF_THE_PAGE = "page/0/"
_IMPORTED = ("parts/announce.js", "parts/api.js", "parts/dom.js", "parts/marks.js")
_SHARED = (*_IMPORTED, "parts/route.js", "parts/text.js")
_HEAD = "<!-- head -->"


@cache
def version() -> str:
    """Of all files of the widget and of the page together."""
    sha = hashlib.sha256(static_files.version().encode())
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            sha.update(f"{path.relative_to(FOLDER).as_posix()}\0".encode())
            sha.update(path.read_bytes())
    return sha.hexdigest()[:16]


@cache
def names() -> frozenset[str]:
    """What may be asked for below `/widget/<version>/`."""
    found = (path for path in FOLDER.rglob("*") if path.suffix in TYPES)
    return frozenset(path.relative_to(FOLDER).as_posix() for path in found)


@cache
def content(name: str) -> bytes:
    """A file as it is served; imports of the page's parts lead to those of today."""
    written = (FOLDER / name).read_text("utf-8")
    return written.replace(_OF_THE_PAGE, f"page/{static_files.version()}/").encode()


@cache
def document(name: str, *, up: str = "", feedback: bool = False) -> str:
    """A document; `up` leads from it to where the assistant is served."""
    written = (FOLDER / f"{name}.html").read_text("utf-8")
    return written.replace(_HEAD, "\n".join(_head(name, up, feedback)), 1)


def _head(name: str, up: str, feedback: bool) -> Iterable[str]:
    own = f"{up}widget/{version()}"
    if feedback:
        yield '<meta name="feedback" content="kept">'
    yield f'<link rel="icon" href="{up}{static_files.address("icon.svg")}" type="image/svg+xml">'
    yield f'<link rel="stylesheet" href="{up}{static_files.address("page.css")}">'
    if f"{name}.css" in names():
        yield f'<link rel="stylesheet" href="{own}/{name}.css">'
    if name == "frame":
        for part in _SHARED:
            yield f'<link rel="modulepreload" href="{up}{static_files.address(part)}">'
        for part in ("answers", "card", "colours", "host", "keeping", "words"):
            yield f'<link rel="modulepreload" href="{own}/{part}.js">'
    yield f'<script type="module" src="{own}/{html.escape(name)}.js"></script>'
