"""What goes into the head of the page: styles first, then scripts and the first words."""

import json
from collections.abc import Iterator
from html import escape

from assistant.web.page.words import words
from assistant.web.static_files import FOLDER, address

FIRST_SEEN = ("shell", "ask")
"""The rooms whose words come with the page."""
_SHEETS = ("page.css", "shell.css", "ask.css")
_SCRIPTS = ("parts/*.js", "shell/*.js", "ask/*.js")


def head(
    *, feedback: bool = False, model: str = "", sent_to: str = "", collected: bool = False
) -> str:
    """Nothing in it is a script in the page itself, and nothing is of another host.

    What the page must be open about: whether what people say of an answer is kept, which language
    model answers and the host that questions are sent to for it, and whether they are collected.
    """
    told = {
        "feedback": "kept" if feedback else "",
        "model": model,
        "sent-to": sent_to,
        "collected": "gaps" if collected else "",
    }
    about = (
        f'<meta name="{name}" content="{escape(said)}">' for name, said in told.items() if said
    )
    return "\n".join((*about, *_lines()))


def top() -> str:
    """The header as shell/header.js draws it again: something to see before scripts run."""
    says = words("shell")
    rooms = (
        f'<a href="#/{room}">{escape(name)}</a>'
        for room, name in says["rooms"].items()
        if room != "label"
    )
    return (
        '<header class="top" id="top-first"><a class="name" href="#/ask">'
        f'<span class="sign" aria-hidden="true"></span><span>{escape(says["name"])}</span></a>'
        f'<nav>{"".join(rooms)}</nav><div class="tools"></div></header>'
        f"<noscript><p>{escape(says['noscript'])}</p></noscript>"
    )


def _lines() -> Iterator[str]:
    yield f'<script src="{address("theme-first.js")}"></script>'
    for sheet in _SHEETS:
        yield f'<link rel="stylesheet" href="{address(sheet)}">'
    yield f'<link rel="icon" href="{address("icon.svg")}" type="image/svg+xml">'
    for pattern in _SCRIPTS:
        for path in sorted(FOLDER.glob(pattern)):
            name = path.relative_to(FOLDER).as_posix()
            yield f'<link rel="modulepreload" href="{address(name)}">'
    for room in FIRST_SEEN:
        # Data, not a script; `<` is written so that no word can end it.
        told = json.dumps(words(room), ensure_ascii=False).replace("<", "\\u003c")
        yield f'<script type="application/json" id="words-{room}">{told}</script>'
    yield f'<script type="module" src="{address("page.js")}"></script>'
