"""Bodies of requests, read whole before anything else sees them: not too large, not too slow."""

import asyncio

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope

from assistant.web.errors import Refused

MOST_BYTES = 64 * 1024
LARGER: dict[str, int] = {
    "/api/check-posting": 2 * 1024 * 1024,  # a file
    "/api/conversations/read": 2 * 1024 * 1024,  # a file, too
    "/api/conversations/export": 2 * 1024 * 1024,
    "/api/feedback": 256 * 1024,
    "/v1/chat/completions": 512 * 1024,  # clients send the whole conversation
    "/mcp": 512 * 1024,  # a posting
    "/gradio_api/queue/join": 512 * 1024,  # so does the page, with what each answer rests on
    "/gradio_api/call/ask": 512 * 1024,
}
SECONDS = 20


class SenderGone(Exception):
    """Whoever was sending has stopped in the middle."""


async def whole(scope: Scope, receive: Receive, path: str) -> Receive:
    """What gives the body in one piece, then whatever comes after it.

    Raises:
        Refused: It is larger than what is taken at this path, or does not come.
        SenderGone: Nobody waits for an answer any more.
    """
    most = LARGER.get(path, MOST_BYTES)
    said = Headers(scope=scope).get("content-length", "")
    if said.isascii() and said.isdigit() and int(said) > most:
        raise _too_large(most)
    try:
        async with asyncio.timeout(SECONDS):
            body = await _read(receive, most)
    except TimeoutError as error:
        raise Refused(408, "slow", f"The body did not come within {SECONDS} seconds.") from error
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


async def _read(receive: Receive, most: int) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise SenderGone
        body += message.get("body", b"")
        if len(body) > most:
            raise _too_large(most)
        if not message.get("more_body"):
            return bytes(body)


def _too_large(most: int) -> Refused:
    size = f"{most // 1024} KB" if most < 1024 * 1024 else f"{most // 1024**2} MB"
    return Refused(413, "too_large", f"A body has at most {size} here.", {"Connection": "close"})
