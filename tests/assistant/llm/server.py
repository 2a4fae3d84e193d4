"""A server that speaks the OpenAI protocol as it is told to: replies, tool calls, and faults."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Event = dict[str, Any] | bytes | float
"""A piece of JSON, bytes as they are, or seconds to wait."""


@dataclass(frozen=True)
class Reply:
    """What is sent to one request."""

    events: Sequence[Event] | Iterator[Event] = ()
    status: int = 200
    done: bool = True
    """Whether the stream ends as it should."""
    kind: str = "text/event-stream"


@dataclass
class Playing:
    """A running server: what it plays can be changed, and what it was asked is kept."""

    play: Callable[[dict[str, Any]], Reply]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)


def piece(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "played",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }


def usage(read: int = 900, written: int = 60) -> dict[str, Any]:
    total = {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
    return {**piece({}), "choices": [], "usage": total}


def says(text: str, *, size: int = 12) -> Reply:
    """A reply in pieces of so many characters."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return Reply(
        [
            piece({"role": "assistant", "content": ""}),
            *(piece({"content": one}) for one in pieces),
            piece({}, "stop"),
            usage(),
        ]
    )


def calls(*tools: tuple[str, dict[str, Any] | str]) -> Reply:
    """Calls of tools, all at once; arguments that are a string are sent as they are."""
    events: list[Event] = [piece({"role": "assistant", "content": None})]
    for number, (name, given) in enumerate(tools):
        arguments = given if isinstance(given, str) else json.dumps(given)
        begun = {"name": name, "arguments": ""}
        call = {"index": number, "id": f"call_{number}", "type": "function", "function": begun}
        events.append(piece({"tool_calls": [call]}))
        for at in range(0, len(arguments), 20):
            more = {"arguments": arguments[at : at + 20]}
            events.append(piece({"tool_calls": [{"index": number, "function": more}]}))
    return Reply([*events, piece({}, "tool_calls"), usage()])


def refuses(status: int, message: str = "no") -> Reply:
    return Reply(
        [json.dumps({"error": {"message": message}}).encode()], status, False, "application/json"
    )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        playing = self.server.playing
        playing.asked.append(body)
        playing.keys.append(self.headers.get("Authorization", ""))
        reply = playing.play(body)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            self._send(reply)
        except OSError:
            return  # nobody listens any more

    def _send(self, reply: Reply) -> None:
        for event in reply.events:
            if isinstance(event, float):
                time.sleep(event)
                continue
            sent = event if isinstance(event, bytes) else f"data: {json.dumps(event)}\n\n".encode()
            self.wfile.write(sent)
            self.wfile.flush()
        if reply.done:
            self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a test's output is its own."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    playing: Playing


@contextmanager
def served(play: Callable[[dict[str, Any]], Reply]) -> Iterator[Playing]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.playing = Playing(play, f"http://127.0.0.1:{server.server_port}/v1")
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server.playing
        finally:
            server.shutdown()
