import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest

from assistant.answers import Answer
from assistant.web.routes import chatting


def test_an_answer_that_was_broken_off_is_not_told_as_the_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def broken_off(*_: object) -> AsyncIterator[Answer]:
        yield Answer("answer", "Research engineers do not", complete=False)

    async def pieces() -> str:
        reply = SimpleNamespace(request_id="7", chunk=lambda delta: {"delta": delta})
        return "".join([one async for one in chatting._chunks(reply, None, None)])  # type: ignore[arg-type]

    monkeypatch.setattr(chatting, "until_closing", broken_off)
    told = asyncio.run(pieces())
    assert "Research engineers" not in told
    assert '"code": "closing"' in told or '"code":"closing"' in told
