"""The application on an address of this machine, until it is told to end."""

import signal
import socket
import sys
import webbrowser
from types import FrameType

import uvicorn

from assistant.web.application import Application
from assistant.web.protocol import Protocol

SECONDS_TO_END = 8
"""Open streams end by themselves when they are told; what has not then is cut."""
BACKLOG = 2048


class AddressTaken(Exception):
    """The address of the page is taken, or not one of this machine."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that nobody is answered on yet.

    Raises:
        AddressTaken: It cannot be had.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise AddressTaken(
            f"The page cannot be opened at {host}:{port}: if it is open already, use that one, "
            "or set ASSISTANT_PORT or ASSISTANT_HOST to another."
        ) from error


def address_of(listening: socket.socket) -> str:
    """`http://127.0.0.1:7860`."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class Server(uvicorn.Server):
    """Tells open streams to end as soon as it is told to end itself."""

    def __init__(self, app: Application) -> None:
        self._closing = app.serving.closing
        super().__init__(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,  # addresses may hold what people asked
                server_header=False,
                proxy_headers=False,  # the application knows which proxies to believe
                timeout_graceful_shutdown=SECONDS_TO_END,
                timeout_keep_alive=30,
                http=Protocol,
                ws="none",
            )
        )

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Let streams end, then do as uvicorn does."""
        self._closing.set()
        super().handle_exit(sig, frame)


def serve(app: Application, listening: socket.socket) -> None:
    """Answer until SIGTERM or Ctrl-C."""
    # uvicorn raises the signal again when all is done; to be told to end is no failure.
    signal.signal(signal.SIGTERM, lambda *_: None)
    if sys.stdout.isatty():
        webbrowser.open(address_of(listening))
    Server(app).run(sockets=[listening])
