"""Fetches a host page and looks at the assistant from outside, as the owner's browser would.

Only the command line does this, when the owner asks for it: a server that fetched any address it
is told would be a way into the network around it.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpx
from bs4 import BeautifulSoup, Tag

from assistant.embeds.diagnosing import (
    Finding,
    Page,
    Snippet,
    not_listed,
    of_framing,
    of_page,
    of_root,
    origin_of,
    snippet_for,
)

SECONDS = 10.0
MOST_BYTES = 5 * 1024 * 1024
SCRIPT = "/widget.js"
TICKS = "/api/embed/stream"
ASKED = {"turns": [{"speaker": "person", "text": "Who should we hire first?"}], "stream": True}
SPREAD = 0.5
"""Of the time that a stream takes at its source; what arrives in less was held back."""


class PageUnreachable(Exception):
    """The page, or the assistant, does not answer."""


@dataclass(frozen=True)
class Diagnosis:
    """What was looked at, and what was found."""

    page: str
    origin: str
    assistant: str
    findings: tuple[Finding, ...]

    @property
    def works(self) -> bool:
        """Whether nothing stops the widget."""
        return not any(one.stops for one in self.findings)


def diagnose(address: str, *, assistant: str = "") -> Diagnosis:
    """Look at the page and at the assistant it names, or at this one.

    Raises:
        PageUnreachable: One of them does not answer, or the page names none.
    """
    with httpx.Client(timeout=SECONDS, follow_redirects=True) as client:
        page = _page(client, address)
        base = assistant.rstrip("/") or _base(page)
        if not base:
            raise PageUnreachable(
                f"{address} does not hold the snippet: add --host with the assistant's address."
            )
        found = [*of_page(page, base), *_of_assistant(client, page, base)]
    return Diagnosis(address, page.origin, base, tuple(found))


def _page(client: httpx.Client, address: str) -> Page:
    if urlsplit(address).scheme not in ("http", "https"):
        raise PageUnreachable(f"{address} is no address of a page: it begins with https://.")
    try:
        with client.stream("GET", address) as reply:
            read = bytearray()
            for piece in reply.iter_bytes():
                read += piece
                if len(read) > MOST_BYTES:
                    break
    except httpx.HTTPError as error:
        raise PageUnreachable(f"{address} does not answer: {error}") from error
    if reply.status_code >= 400:
        raise PageUnreachable(
            f"{address} answers {reply.status_code}: give the address of a page that needs no "
            "login, or a copy of it."
        )
    return page_of(str(reply.url), reply.headers, bytes(read))


def page_of(address: str, headers: httpx.Headers, content: bytes) -> Page:
    """What a page says, in its headers and in its head."""
    soup = BeautifulSoup(content, "lxml")
    base = soup.find("base", href=True)
    at = urljoin(address, str(base["href"])) if isinstance(base, Tag) else address
    meta: dict[str, list[str]] = {"content-security-policy": [], "referrer": []}
    for one in soup.find_all("meta", content=True):
        name = str(one.get("http-equiv") or one.get("name") or "").lower()
        if name in meta:
            meta[name].append(str(one["content"]))
    return Page(
        address,
        (*headers.get_list("content-security-policy"), *meta["content-security-policy"]),
        _snippet(soup, at),
        (meta["referrer"] or [headers.get("referrer-policy", "")])[-1],
        headers.get("cross-origin-embedder-policy", ""),
    )


def _snippet(soup: BeautifulSoup, at: str) -> Snippet | None:
    for one in soup.find_all("script", src=True):
        address = urljoin(at, str(one["src"]))
        if urlsplit(address).path.endswith(SCRIPT):
            return Snippet(
                address, str(one.get("nonce") or ""), str(one.get("referrerpolicy") or "")
            )
    return None


def _base(page: Page) -> str:
    return page.snippet.address.split(SCRIPT)[0] if page.snippet else ""


def _of_assistant(client: httpx.Client, page: Page, base: str) -> Iterator[Finding]:
    try:
        script = client.get(base + SCRIPT, headers={"Referer": f"{page.origin}/"})
        if script.status_code == 403 and _says_origin(script):
            yield not_listed(page.origin)
        elif script.status_code == 401:
            yield Finding(
                "login",
                "The assistant asks for a login: people see the widget only where their browser "
                "is logged in already.",
                stops=False,
            )
            return
        elif not _is_script(script):
            yield _wrong_path(client, page, base, script.status_code)
            return
        else:
            yield from of_framing(dict(client.get(f"{base}/widget").headers), page.origin)
        yield from _root(client, base)
        yield from _streams(client, base)
    except httpx.HTTPError as error:
        raise PageUnreachable(f"The assistant at {base} does not answer: {error}") from error


def _says_origin(reply: httpx.Response) -> bool:
    if not reply.headers.get("content-type", "").startswith("application/json"):
        return False
    return bool(reply.json().get("code") == "origin")


def _is_script(reply: httpx.Response) -> bool:
    return reply.status_code == 200 and "javascript" in reply.headers.get("content-type", "")


def _wrong_path(client: httpx.Client, page: Page, base: str, status: int) -> Finding:
    """The script is not there; perhaps it is nearer to the root."""
    found = urlsplit(base)
    parts = found.path.strip("/").split("/") if found.path.strip("/") else []
    for kept in range(len(parts) - 1, -1, -1):
        other = f"{origin_of(base)}{''.join(f'/{part}' for part in parts[:kept])}"
        reply = client.get(other + SCRIPT, headers={"Referer": f"{page.origin}/"})
        if _is_script(reply) or _says_origin(reply):
            return Finding(
                "sub-path",
                f"There is no assistant at {base} ({status}), but there is one at {other}. In the "
                "page, write:",
                snippet_for(other),
            )
    return Finding(
        "sub-path",
        f"There is no assistant at {base}: {base}{SCRIPT} answers {status}. If a proxy serves it "
        "below a path, the path belongs into the snippet and into the assistant's settings:",
        "ASSISTANT_ROOT_PATH=/assistant",
    )


def _root(client: httpx.Client, base: str) -> Iterator[Finding]:
    reply = client.get(f"{base}/config")
    if reply.headers.get("content-type", "").startswith("application/json"):
        yield from of_root(str(reply.json().get("root", "")), base)


def _streams(client: httpx.Client, base: str) -> Iterator[Finding]:
    """Time a stream whose pace is known, and see that an answer comes as a stream, too."""
    arrived: list[float] = []
    with client.stream("GET", base + TICKS) as reply:
        asked_for = float(reply.headers.get("x-stream-seconds", "0") or 0)
        for _ in reply.iter_raw():
            arrived.append(time.perf_counter())
    spread = arrived[-1] - arrived[0] if arrived else 0.0
    with client.stream("POST", f"{base}/api/ask", json=ASKED) as answer:
        answer.read()
    if 429 in (reply.status_code, answer.status_code):
        return
    is_stream = answer.headers.get("content-type", "").startswith("text/event-stream")
    if spread >= SPREAD * asked_for and is_stream and "content-length" not in answer.headers:
        return
    yield Finding(
        "buffering",
        f"A proxy holds answers back until they are whole: what takes {asked_for:.1f} s came "
        f"within {spread:.1f} s. In nginx, where the assistant is served, add:",
        "proxy_buffering off;",
    )
