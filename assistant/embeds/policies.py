"""Content security policies of host pages: whether one lets an address through."""

from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

Directives = Mapping[str, Sequence[str]]

_INSTEAD = {
    "script-src-elem": ("script-src-elem", "script-src", "default-src"),
    "frame-src": ("frame-src", "child-src", "default-src"),
    "connect-src": ("connect-src", "default-src"),
}
_PORTS = {"http": 80, "https": 443}


def directives(policy: str) -> Directives:
    """What a policy says, the first of each name."""
    found: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split()[:1000] or [""]
        if name:
            found.setdefault(name.lower(), sources)
    return found


def governing(said: Directives, kind: str) -> str | None:
    """The directive that decides for a kind; None when nothing is said of it."""
    return next((name for name in _INSTEAD[kind] if name in said), None)


def allows(sources: Sequence[str], address: str, *, page: str, nonce: str = "") -> bool:
    """Whether one of the sources stands for the address; a nonce, too, opens the door."""
    if nonce and f"'nonce-{nonce}'" in sources:
        return True
    if "'strict-dynamic'" in (one.lower() for one in sources):
        return False  # then names of hosts count for nothing
    wanted, around = urlsplit(address), urlsplit(page)
    return any(_stands_for(one, wanted, around) for one in sources)


def line_to_add(said: Directives, kind: str, origin: str) -> str:
    """The directive as it should be: what decides now, and the origin."""
    name = governing(said, kind) or kind
    kept = [one for one in said.get(name, ()) if one.lower() != "'none'"]
    own = "script-src" if kind == "script-src-elem" else kind
    return " ".join([own if name == "default-src" else name, *kept, origin])


def _stands_for(source: str, wanted: SplitResult, page: SplitResult) -> bool:
    low = source.lower()
    if low == "'self'":
        return (wanted.scheme, wanted.netloc) == (page.scheme, page.netloc)
    if low.startswith("'"):
        return False
    if low == "*":
        return wanted.scheme in ("http", "https", page.scheme)
    if low.endswith(":"):
        return _scheme_fits(low[:-1], wanted.scheme)
    return _host_fits(source, wanted, page)


def _host_fits(source: str, wanted: SplitResult, page: SplitResult) -> bool:
    scheme, _, rest = source.rpartition("://")
    host, slash, path = rest.partition("/")
    name, _, port = host.rpartition(":") if ":" in host else (host, "", "")
    if not _scheme_fits(scheme.lower() or page.scheme, wanted.scheme):
        return False
    found = (wanted.hostname or "").lower()
    name = name.lower()
    named = found.endswith(name[1:]) if name.startswith("*.") else found == name
    theirs = wanted.port or _PORTS.get(wanted.scheme)
    # Without a port, the usual one of the scheme is meant.
    ported = port == "*" or theirs == (int(port) if port.isdigit() else _PORTS.get(wanted.scheme))
    if not (named and ported):
        return False
    whole = f"/{path}" if slash else ""
    inside = whole.endswith("/") and wanted.path.startswith(whole)
    return not whole or wanted.path == whole or inside


def _scheme_fits(said: str, wanted: str) -> bool:
    return wanted == said or (said, wanted) in (("http", "https"), ("ws", "wss"))
