"""What the routes share while the application runs: threads, counts, and the end of it all."""

import asyncio
from dataclasses import dataclass, field

from assistant.web.metrics import Metrics
from assistant.web.threads import Threads


@dataclass(frozen=True)
class Serving:
    """One for each application."""

    threads: Threads = field(default_factory=Threads)
    metrics: Metrics = field(default_factory=Metrics)
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the server is told to end: open streams then end by themselves."""
