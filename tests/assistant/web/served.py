"""A real server on a free port of this machine, for as long as a test needs it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from assistant.web.protocol import Protocol
from assistant.web.running import bound

LONGEST_START_SECONDS = 30


@contextmanager
def served(app: ASGIApp, *, port: int = 0) -> Iterator[str]:
    """Its address."""
    with bound("127.0.0.1", port) as listening:
        config = uvicorn.Config(
            app, log_level="error", timeout_graceful_shutdown=1, http=Protocol, ws="none"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + LONGEST_START_SECONDS
        while not server.started:
            assert thread.is_alive() and time.monotonic() < deadline, "the server does not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(LONGEST_START_SECONDS)
