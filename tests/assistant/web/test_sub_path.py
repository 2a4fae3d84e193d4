"""Below a path of somebody else's host: the page, its rooms and the routes, through a proxy."""

import re
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from playwright.sync_api import Page, Request, expect
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from assistant.web import Library, Policy, application
from tests.assistant.web.chromium import chromium
from tests.assistant.web.served import served

PATH = "/intranet/assistant"
OF_ONE_HOP = {"host", "connection", "keep-alive", "transfer-encoding", "upgrade"}
SENIOR = "What does a senior ML engineer earn?"


def proxy(behind: str, *, strips: bool) -> Starlette:
    """What stands before the assistant: it has the path, and something else has the rest."""

    async def passed_on(asked: Asked) -> Response:
        path = asked.url.path.removeprefix(PATH) if strips else asked.url.path
        headers = {name: value for name, value in asked.headers.items() if name not in OF_ONE_HOP}
        headers |= {"host": asked.headers["host"], "x-forwarded-for": "10.1.1.1"}
        client = httpx.AsyncClient(base_url=behind, timeout=30)
        sent = client.build_request(
            asked.method,
            path or "/",
            params=asked.url.query.encode(),
            headers=headers,
            content=await asked.body(),
        )
        reply = await client.send(sent, stream=True)

        async def body() -> AsyncIterator[bytes]:
            async for piece in reply.aiter_raw():
                yield piece
            await client.aclose()

        kept = {name: one for name, one in reply.headers.items() if name not in OF_ONE_HOP}
        return StreamingResponse(body(), reply.status_code, headers=kept)

    def elsewhere(_: Asked) -> Response:
        return PlainTextResponse("This is not the assistant's.", 418)

    methods = ["GET", "HEAD", "POST", "OPTIONS"]
    return Starlette(
        routes=[
            Route(f"{PATH}/{{rest:path}}", passed_on, methods=methods),
            Route("/{rest:path}", elsewhere, methods=methods),
        ]
    )


@pytest.fixture(scope="module", params=[True, False], ids=["cut off", "passed on"])
def outside(request: pytest.FixtureRequest, library: Library) -> Iterator[str]:
    """The address that people know; proxies cut the path off, or pass it on."""
    policy = Policy(root_path=PATH, questions_a_minute=0)
    with (
        served(application(library, policy)) as behind,
        served(proxy(behind, strips=request.param)) as front,
    ):
        yield f"{front}{PATH}/"


@pytest.fixture
def page(outside: str) -> Iterator[Page]:
    """The page, on which everything that is asked is asked below the path, and nothing fails."""
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(20_000)
        elsewhere: list[str] = []
        wrong: list[str] = []

        def sees(request: Request) -> None:
            if not request.url.startswith((outside, "data:", "blob:")):
                elsewhere.append(request.url)

        page.on("request", sees)
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(outside)
        expect(page.locator("body.ready")).to_be_attached()
        yield page
        assert (elsewhere, wrong) == ([], [])


def test_questions_are_answered_and_marks_lead_to_their_words(page: Page) -> None:
    page.get_by_label("Your question").last.fill(SENIOR)
    page.keyboard.press("Enter")
    expect(page.locator(".below")).to_have_count(1)
    page.locator('.message a[href^="#/guides/"]').first.click()
    expect(page.locator(".beside mark").first).to_be_in_viewport()
    page.reload()
    expect(page.locator(".below")).to_have_count(1)


def test_every_room_opens(page: Page, outside: str) -> None:
    for room, shown in (
        ("decide", ".decide-card"),
        ("decide/first-hire?prototype=no", ".decide-take"),
        ("pay", "table"),
        ("posting", "textarea"),
        ("guides", ".room-guides a"),
        ("guides/first-ai-hire", ".room-guides article, .room-guides h1"),
    ):
        page.goto(f"{outside}#/{room}")
        expect(page.locator(f"#hall {shown}").first).to_be_visible()


def test_a_decision_is_taken_along(page: Page, outside: str) -> None:
    page.goto(f"{outside}#/decide/first-hire?prototype=no")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Brief as Markdown").click()
    assert taken.value.suggested_filename.endswith(".md")


def test_programs_ask_below_the_path(outside: str) -> None:
    with httpx.Client(base_url=outside, timeout=30) as client:
        asked = {"turns": [{"text": SENIOR}]}
        answer = client.post("api/ask", json=asked).json()
        assert (answer["kind"], answer["complete"]) == ("answer", True)
        events = client.post("api/ask", json={**asked, "stream": True}).text
        assert re.findall(r"^event: (\w+)$", events, re.MULTILINE)[-1] == "answer"
        assert client.get("api/guides").status_code == 200
        assert client.get("api/figures/chart.svg").headers["content-type"] == "image/svg+xml"
        for path in ("live", "ready", "metrics", "openapi.json"):
            assert client.get(path).status_code == 200
        said = {"model": "hiring-assistant", "messages": [{"role": "user", "content": SENIOR}]}
        completed = client.post("v1/chat/completions", json=said).json()
        assert completed["choices"][0]["message"]["role"] == "assistant"
