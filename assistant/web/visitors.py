"""Who asks, also behind a proxy, and how often they may."""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_network

from starlette.datastructures import Headers
from starlette.types import Scope

from assistant.web.policy import Policy, as_address

MOST_VISITORS = 20_000
SHARE_AT_ONCE = 0.5
"""Of what is allowed in a minute."""
_FORWARDED = (b"forwarded", b"x-forwarded-", b"x-real-ip")


def settled(scope: Scope, policy: Policy) -> Scope:
    """The request as it reached the outermost proxy that is believed, and below which path.

    What nobody may say here is taken out: Gradio would build addresses from it.
    """
    headers = Headers(scope=scope)
    peer = (scope.get("client") or ("", 0))[0]
    path, root = scope["path"], policy.root_path
    if root and not f"{path}/".startswith(f"{root}/"):
        path = f"{root}{path}"
    found = {**scope, "path": path, "root_path": root}
    if not policy.trusts(peer):
        kept = [one for one in scope["headers"] if not one[0].lower().startswith(_FORWARDED)]
        return {**found, "headers": kept}
    scheme = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
    if scheme in ("http", "https"):
        found["scheme"] = scheme
    found["client"] = (_outermost(headers.getlist("x-forwarded-for"), peer, policy), 0)
    return found


def _outermost(said: list[str], peer: str, policy: Policy) -> str:
    """The nearest address that is not one of a trusted proxy; each proxy adds one at the end."""
    way = [one.strip() for line in said for one in line.split(",")]
    nearest = peer
    for one in reversed(way):
        address = as_address(one)
        if address is None:
            break
        nearest = str(address)
        if not policy.trusts(nearest):
            break
    return nearest


def visitor(scope: Scope) -> str:
    """What stands for one visitor: an address, or the network one of IPv6 hands out."""
    client = (scope.get("client") or ("", 0))[0]
    address = as_address(client)
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address) >> 64 << 64, 64)))
    return client


@dataclass
class _Left:
    """What a visitor may still do, and when that was so."""

    tokens: float
    at: float


class Rates:
    """How often each visitor may ask. It refills all the time."""

    def __init__(self, a_minute: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._a_second = a_minute / 60
        self._most = max(1.0, a_minute * SHARE_AT_ONCE)
        self._clock = clock
        self._left: OrderedDict[str, _Left] = OrderedDict()

    def wait(self, who: str, cost: float, *, credit: float = 0.0) -> int:
        """Take so much from what is left; 0, or the seconds until there is enough again.

        With `credit`, so much more may be taken than is left.
        """
        if not self._a_second or not cost:
            return 0
        missing = self.missing(who, cost - credit)
        if not missing:
            self._left[who].tokens -= cost
        return missing

    def missing(self, who: str, cost: float) -> int:
        """The seconds until there is enough again; nothing is taken."""
        if not self._a_second:
            return 0
        now = self._clock()
        left = self._left.pop(who, None) or _Left(self._most, now)
        tokens = min(self._most, left.tokens + (now - left.at) * self._a_second)
        self._left[who] = _Left(tokens, now)
        while len(self._left) > MOST_VISITORS:
            self._left.popitem(last=False)
        return 0 if tokens >= cost else math.ceil((cost - tokens) / self._a_second)
