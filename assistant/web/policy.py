"""Who may do what, and how often: what the owner has set, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """The defaults are those of a machine that only serves itself."""

    embed_origins: frozenset[str] = frozenset()
    """`https://intranet.example`: pages that may show or ask the assistant. No other may."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks that are believed when they say for whom they ask."""
    root_path: str = ""
    """Where a proxy serves it: `/assistant`."""
    questions_a_minute: int = 120
    """Of one visitor; 0: as many as they like."""
