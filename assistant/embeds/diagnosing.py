"""What stands in the way of an embed, from what was seen of the page and of the assistant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from assistant.embeds.policies import allows, directives, governing, line_to_add

_TELLS_NO_ORIGIN = frozenset({"no-referrer", "same-origin"})


@dataclass(frozen=True)
class Finding:
    """Something that is in the way, or may be."""

    code: str
    message: str
    line: str = ""
    """Exactly what to add, and where the message says."""
    stops: bool = True
    """Whether the widget does not work until it is put right."""


@dataclass(frozen=True)
class Snippet:
    """The script element, as it stands in a page."""

    address: str
    """Of the script, whole."""
    nonce: str = ""
    referrer_policy: str = ""


@dataclass(frozen=True)
class Page:
    """A page that shows the assistant, or shall."""

    address: str
    policies: tuple[str, ...] = ()
    """Content security policies, of headers and of meta elements."""
    snippet: Snippet | None = None
    referrer_policy: str = ""
    embedder_policy: str = ""

    @property
    def origin(self) -> str:
        """`https://intranet.example`."""
        return origin_of(self.address)


def origin_of(address: str) -> str:
    """Scheme, host and port, the way a browser says it; nothing for what is no address."""
    try:
        found = urlsplit(address)
        number = found.port
    except ValueError:
        return ""
    host = (found.hostname or "").lower()
    if not host:
        return ""
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(found.scheme)
    port = f":{number}" if number and number != usual else ""
    return f"{found.scheme}://{host}{port}"


def snippet_for(base: str) -> str:
    """The one line."""
    return f'<script src="{base}/widget.js" async></script>'


def of_page(page: Page, base: str) -> list[Finding]:
    """What the page itself puts in the way of an assistant at this address."""
    return [
        *_snippet(page, base),
        *_mixed(page, base),
        *_policies(page, base),
        *_headers(page, base),
    ]


def not_listed(origin: str) -> Finding:
    """The owner has not said that this page may show it."""
    return Finding(
        "not-listed",
        f"{origin} is not listed. Add it to the assistant's settings, beside those that are "
        "there, separated by commas, and start it again:",
        f"ASSISTANT_EMBED_ORIGINS={origin}",
    )


def of_framing(headers: Mapping[str, str], origin: str) -> Iterator[Finding]:
    """What the headers of the frame's document say, as they arrive."""
    frame_options = headers.get("x-frame-options", "")
    policy = headers.get("content-security-policy", "")
    # A proxy that adds a policy of its own makes two, and each counts.
    said = [directives(one).get("frame-ancestors") for one in policy.split(",")]
    listed = [one for one in said if one is not None]
    refusing = [one for one in listed if not allows(one, origin, page="")]
    if not listed:
        yield Finding(
            "headers-lost",
            "The assistant's Content-Security-Policy does not arrive: a proxy takes it away. "
            "In its configuration, remove:",
            "proxy_hide_header Content-Security-Policy;",
        )
    if refusing:
        yield Finding(
            "frame-ancestors",
            f"A Content-Security-Policy that arrives with the assistant does not let {origin} show "
            "it. A proxy adds that policy: remove its line",
            f'add_header Content-Security-Policy "frame-ancestors {" ".join(refusing[0])} ...";',
        )
    if frame_options:
        yield Finding(
            "x-frame-options",
            f"A proxy in front of the assistant adds X-Frame-Options: {frame_options}. Remove the "
            "line that adds it:",
            f"add_header X-Frame-Options {frame_options};",
        )


def of_root(root: str, base: str) -> Iterator[Finding]:
    """What the assistant takes for its own address, beside where it was found."""
    said, found = urlsplit(root), urlsplit(base)
    if said.path.rstrip("/") != found.path.rstrip("/"):
        yield Finding(
            "sub-path",
            f"It is served at {found.path or '/'}, and takes itself to be at {said.path or '/'}: "
            "its own page will not work. Set:",
            f"ASSISTANT_ROOT_PATH={found.path.rstrip('/')}",
        )
    elif said.scheme == "http" and found.scheme == "https":
        yield Finding(
            "scheme",
            "It does not know that it is served over https. In the proxy's configuration, add:",
            "proxy_set_header X-Forwarded-Proto $scheme;",
        )


def _snippet(page: Page, base: str) -> Iterator[Finding]:
    if page.snippet is None:
        yield Finding(
            "no-snippet",
            "The page does not hold the snippet (or a script adds it later). Before </body>, add:",
            snippet_for(base),
        )


def _mixed(page: Page, base: str) -> Iterator[Finding]:
    if urlsplit(page.address).scheme == "https" and not _is_secure(base):
        better = base.replace("http://", "https://", 1)
        yield Finding(
            "mixed-content",
            "The page comes over https and the assistant over http: browsers load nothing of it. "
            "Serve the assistant over https, and then in the page:",
            snippet_for(better),
        )


def _policies(page: Page, base: str) -> Iterator[Finding]:
    script = page.snippet.address if page.snippet else f"{base}/widget.js"
    nonce = page.snippet.nonce if page.snippet else ""
    wanted = (
        ("script-src-elem", script, "script-src", "does not let the script in", True),
        ("frame-src", f"{base}/widget", "frame-src", "does not let its frame in: a click opens the "
         "whole page in a new tab instead", True),
        ("connect-src", f"{base}/api/ask", "connect-src", "does not let the page's own scripts ask "
         "/api/ask. The widget does not need that; where your scripts do", False),
    )  # fmt: skip
    for policy in page.policies:
        said = directives(policy)
        for kind, address, code, says, stops in wanted:
            name = governing(said, kind)
            if name is None or allows(said[name], address, page=page.address, nonce=nonce):
                continue
            if kind == "script-src-elem" and "'strict-dynamic'" in said[name]:
                says = (
                    "lets in scripts with its nonce alone: give the script element that nonce, too"
                )
            yield Finding(
                code,
                f"The page's Content-Security-Policy ({name}) {says}. In the policy, write:",
                line_to_add(said, kind, origin_of(base)),
                stops,
            )
        if "sandbox" in said and not {"allow-scripts", "allow-same-origin"} <= set(said["sandbox"]):
            yield Finding(
                "sandbox",
                "The page's Content-Security-Policy puts the page into a sandbox without an "
                "origin or scripts. In the policy, write:",
                "sandbox allow-scripts allow-same-origin allow-popups allow-forms",
            )


def _headers(page: Page, base: str) -> Iterator[Finding]:
    own = page.snippet.referrer_policy.lower() if page.snippet else ""
    last = page.referrer_policy.replace(" ", "").lower().split(",")[-1]
    if (own or last) in _TELLS_NO_ORIGIN:
        yield Finding(
            "referrer",
            "The page does not tell where a request comes from, so the assistant cannot know that "
            "it is listed. Write the snippet as:",
            snippet_for(base).replace(" async", ' referrerpolicy="origin" async'),
        )
    if page.embedder_policy.lower().startswith(("require-corp", "credentialless")):
        yield Finding(
            "embedder-policy",
            "The page lets in no frame that does not ask for isolation. Where the page does not "
            "need it, send:",
            "Cross-Origin-Embedder-Policy: unsafe-none",
        )


def _is_secure(address: str) -> bool:
    found = urlsplit(address)
    host = found.hostname or ""
    if found.scheme == "https" or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
