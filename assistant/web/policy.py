"""Who may do what, and how often: what the owner has set, as plain values."""

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Literal, Self
from urllib.parse import urlsplit

from assistant.settings import Settings

LOOPBACK = ("127.0.0.0/8", "::1/128")
Login = Literal["none", "basic", "proxy"]


@dataclass(frozen=True)
class Policy:
    """The defaults are those of a machine that only serves itself."""

    embed_origins: frozenset[str] = frozenset()
    """`https://intranet.example`: pages that may show or ask the assistant. No other may."""
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = tuple(map(ip_network, LOOPBACK))
    """They are believed when they say for whom they ask."""
    root_path: str = ""
    """Where a proxy serves it: `/assistant`."""
    questions_a_minute: int = 120
    """Of one visitor; 0: as many as they like."""
    login: Login = "none"
    login_header: str = "x-forwarded-user"
    """Where a proxy names who is logged in."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What is set."""
        return cls(
            embed_origins=frozenset(settings.embed_origins),
            trusted_proxies=tuple(map(ip_network, settings.trusted_proxies)),
            root_path=settings.root_path,
            questions_a_minute=settings.questions_a_minute,
            login=settings.login,
            login_header=settings.login_header.lower(),
        )

    def trusts(self, address: str) -> bool:
        """Whether a request from there may speak for somebody else."""
        found = as_address(address)
        return found is not None and any(found in network for network in self.trusted_proxies)


def as_address(said: str) -> IPv4Address | IPv6Address | None:
    """An address, also of IPv4 in IPv6; None for anything else."""
    try:
        found = ip_address(said.strip())
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def same_origin(origin: str, host: str, scheme: str) -> bool:
    """Whether a page of this origin is our own.

    A proxy may have taken https off without saying so; nobody turns http into https.
    """
    try:
        said = urlsplit(origin)
        theirs, ours = said.port, urlsplit(f"//{host}").port
    except ValueError:
        return False
    default = {"http": 80, "https": 443}
    if said.scheme not in default or said.hostname is None:
        return False
    if scheme == "https" and said.scheme != "https":
        return False
    port = default[said.scheme]
    return said.hostname == urlsplit(f"//{host}").hostname and (theirs or port) == (ours or port)
