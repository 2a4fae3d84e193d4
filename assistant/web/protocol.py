"""HTTP as uvicorn speaks it, but that what cannot be read at all is answered as all else is."""

import json
import uuid

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from assistant.web.errors import MESSAGES, Problem
from assistant.web.guarding import security_headers
from assistant.web.policy import Policy

_HEADERS = security_headers(Policy())


class Protocol(HttpToolsProtocol):
    """It answers without the application when there is no request to hand to it."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  the parser's words, not ours
        """In the one shape, with every header; nobody may show or embed it."""
        id = uuid.uuid4().hex
        said = Problem(code="unreadable", message=MESSAGES[400], request_id=id)
        body = json.dumps(said).encode()
        headers = [
            *_HEADERS,
            (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
            (b"x-request-id", id.encode()),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
        ]
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n" + lines + b"\r\n" + body)
        self.transport.close()
