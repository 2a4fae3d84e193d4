"""`check-embed` over real pages and a real assistant."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.__main__ import main
from assistant.embeds import PageUnreachable, diagnose
from assistant.web import Library, Policy, application
from tests.assistant.web.served import served
from tests.assistant.web.widget.hosts import Hosts


class HoldingBack:
    """Sends a response when all of it is there, as some proxies do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Gather, then send."""
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)
            if message["type"] != "http.response.start" and not message.get("more_body"):
                for one in held:
                    await send(one)

        await self._app(scope, receive, hold if scope["type"] == "http" else send)


@contextmanager
def showing(library: Library, *, listed: bool = True, held: bool = False) -> Iterator[str]:
    """The address of pages that show an assistant."""
    hosts = Hosts()
    with served(hosts) as host:
        origins = frozenset({host} if listed else ())
        app: ASGIApp = application(library, Policy(embed_origins=origins, questions_a_minute=0))
        with served(HoldingBack(app) if held else app) as assistant:
            hosts.assistant, hosts.host = assistant, host
            yield host


def test_a_page_that_can_show_it_is_told(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    with showing(library) as host:
        assert main(["check-embed", f"{host}/plain"]) == 0
        assert capsys.readouterr().out.startswith(f"{host}/plain can show the assistant at http")
        assert main(["check-embed", f"{host}/narrow", "--json"]) == 2
        told = json.loads(capsys.readouterr().out)
    assert (told["works"], told["origin"]) == (False, host)
    assert [one["code"] for one in told["findings"]] == ["frame-src", "connect-src"]
    assert told["findings"][0]["line"] == f"frame-src 'self' {told['assistant']}"


def test_an_origin_that_is_not_listed_is_told_with_the_line_to_add(
    library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    with showing(library, listed=False) as host:
        assert main(["check-embed", f"{host}/plain"]) == 2
        told = capsys.readouterr().out
    assert told.startswith(f"not-listed: {host} is not listed.")
    assert f"    ASSISTANT_EMBED_ORIGINS={host}\n" in told


def test_streams_that_are_held_back_are_told(library: Library) -> None:
    with showing(library, held=True) as host:
        found = diagnose(f"{host}/plain").findings
    assert [(one.code, one.line) for one in found] == [("buffering", "proxy_buffering off;")]


def test_without_a_snippet_the_host_has_to_be_named(library: Library) -> None:
    with showing(library) as host:
        with pytest.raises(PageUnreachable, match="add --host"):
            diagnose(f"{host}/without")
        assistant = diagnose(f"{host}/plain").assistant
        found = diagnose(f"{host}/without", assistant=f"{assistant}/").findings
    line = f'<script src="{assistant}/widget.js" async></script>'
    assert [(one.code, one.line) for one in found] == [("no-snippet", line)]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("http://127.0.0.1:1/", "does not answer"),
        ("file:///etc/passwd", "is no address of a page"),
        ("intranet.example", "is no address of a page"),
    ],
)
def test_a_page_that_cannot_be_had_is_told(
    page: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-embed", page]) == 2
    assert said in capsys.readouterr().err
