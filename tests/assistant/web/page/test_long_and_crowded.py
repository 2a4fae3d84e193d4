"""Conversations of many turns, and a server that has no time: nothing is lost, all goes on."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web import Library, Policy, application
from tests.assistant.web.chromium import chromium
from tests.assistant.web.page.told import Told
from tests.assistant.web.served import served

ASKED = (
    "What does a senior ML engineer earn?",
    "Who pays more, research scientist or research engineer?",
    "How long does it take to hire an applied scientist?",
    "What is the weather like in Paris?",
)
MOST_SENT = 200_000
MOST_TURNS = 200


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.set_default_timeout(20_000)
        yield context


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator("body.ready")).to_be_attached()
    return page


def ask(page: Page, question: str, *, answers: int) -> None:
    page.get_by_label("Your question").last.fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".below")).to_have_count(answers)


def long_one(http: httpx.Client, turns: int) -> dict[str, Any]:
    answers = {
        question: http.post("/api/ask", json={"turns": [{"text": question}]}).json()
        for question in ASKED
    }
    asked = [ASKED[number % len(ASKED)] for number in range(turns)]
    return {
        "format": "hiring-assistant conversation",
        "version": 1,
        "id": "long",
        "title": "A long one",
        "audience": "hiring",
        "created": "2026-01-01T00:00:00.000Z",
        "changed": "2026-01-01T00:00:00.000Z",
        "turns": [
            {"question": f"{number}: {question}", "answer": answers[question]}
            for number, question in enumerate(asked, start=1)
        ],
    }


def test_two_hundred_turns_are_shown_and_kept_and_go_on(
    context: BrowserContext, address: str, http: httpx.Client, tmp_path: Path
) -> None:
    file = tmp_path / "long.json"
    file.write_text(json.dumps(long_one(http, MOST_TURNS - 2)))
    page = opened(context, address)
    sent: list[int] = []

    def sees(request: Request) -> None:
        if "/queue/join" in request.url:
            sent.append(len(request.post_data or ""))

    page.on("request", sees)
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.locator(".below")).to_have_count(MOST_TURNS - 2)
    expect(page.locator(".user-row").first).to_have_text(f"1: {ASKED[0]}")
    ask(page, "and a junior one?", answers=MOST_TURNS - 1)
    ask(page, ASKED[0], answers=MOST_TURNS)
    expect(page.locator(".bot-row").last).to_contain_text("Senior ML engineers earn")
    page.reload()
    expect(page.locator(".below")).to_have_count(MOST_TURNS)
    rows = page.locator(".user-row").all_text_contents()
    assert [rows[0].strip(), rows[-2].strip()] == [f"1: {ASKED[0]}", "and a junior one?"]
    mark = page.locator(".earlier .mark").first
    mark.click()
    expect(page.locator(".beside mark").first).to_be_in_viewport()
    page.keyboard.press("Escape")
    for form in ("Markdown", "PDF", "JSON"):
        page.locator(".talk-bar").get_by_role("button", name="Export").click()
        with page.expect_download() as taken:
            page.get_by_role("button", name=f"Export as {form}").click()
        taken.value.save_as(tmp_path / form)
    assert len(json.loads((tmp_path / "JSON").read_text())["turns"]) == MOST_TURNS
    assert (tmp_path / "Markdown").read_text().count("\n## ") == MOST_TURNS
    assert (tmp_path / "PDF").read_bytes().startswith(b"%PDF")
    assert max(sent) < MOST_SENT
    ask(page, ASKED[1], answers=1)
    expect(page.get_by_text("This conversation is full.").last).to_be_attached()
    page.close()


def test_a_conversation_that_grows_long_hands_its_beginning_over(
    context: BrowserContext, library: Library
) -> None:
    told = Told()
    app = application(replace(library, assistant=told), Policy(questions_a_minute=0))
    with served(app) as address:
        page = opened(context, address)
        for number in range(1, 33):
            ask(page, f"Question {number}", answers=number)
        assert told.heard == [f"Question {number}" for number in range(13, 33)]
        assert page.locator(".earlier .turn").count() == 10
        asked = [one.strip() for one in page.locator(".user-row").all_text_contents()]
        assert asked == [f"Question {number}" for number in range(1, 33)]
        expect(page.locator(".user-row").last).to_be_in_viewport()
        expect(page.locator(".below").last.get_by_role("button", name="Ask again")).to_be_visible()
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator(".below")).to_have_count(32)
        assert told.heard == [f"Question {number}" for number in range(13, 33)]
        page.close()


def test_who_asks_too_fast_waits_and_is_answered(context: BrowserContext, library: Library) -> None:
    app = application(replace(library, assistant=Told()), Policy(questions_a_minute=20))
    with served(app) as address:
        page = opened(context, address)
        for number in range(1, 13):
            page.get_by_label("Your question").last.fill(f"Question {number}")
            page.keyboard.press("Enter")
            page.get_by_label("Your question").last.fill("typed meanwhile")
            expect(page.locator(".below")).to_have_count(number, timeout=15_000)
            assert page.get_by_label("Your question").last.input_value() == "typed meanwhile"
        asked = [one.strip() for one in page.locator(".user-row").all_text_contents()]
        assert asked == [f"Question {number}" for number in range(1, 13)]
        page.close()


class Crowded:
    """Has no time for questions until it is told that it has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.full = False
        self.refused = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.full and scope.get("path", "").endswith("/queue/join"):
            self.refused += 1
            await send({"type": "http.response.start", "status": 503, "headers": []})
            await send({"type": "http.response.body", "body": b"{}"})
            return
        await self._app(scope, receive, send)


def test_a_server_without_time_is_asked_again_for_as_long_as_it_takes(
    context: BrowserContext, library: Library
) -> None:
    app = application(replace(library, assistant=Told()), Policy(questions_a_minute=0))
    crowded = Crowded(app)
    with served(crowded) as address:
        page = opened(context, address)
        crowded.full = True
        page.get_by_label("Your question").last.fill("Well?")
        page.keyboard.press("Enter")
        busy = page.get_by_text("Many questions at once: yours is waiting").first
        expect(busy).to_be_visible()
        page.wait_for_timeout(20_000)
        expect(busy).to_be_visible()
        assert crowded.refused > 5
        crowded.full = False
        expect(page.locator(".below")).to_have_count(1, timeout=4_000)
        assert page.locator(".user-row").inner_text().strip() == "Well?"
        expect(busy).to_be_hidden()
        page.close()
