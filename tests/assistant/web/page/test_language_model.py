"""A language model behind the page: what is told of it, and how a reader does without."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from assistant import Assistant, BuiltInModel
from assistant.gaps import Gaps
from assistant.llm import Author, open_language_model
from assistant.web import Library, Policy, application
from tests.assistant.llm.playing import answering
from tests.assistant.llm.server import Playing
from tests.assistant.llm.server import served as playing
from tests.assistant.web.chromium import chromium
from tests.assistant.web.served import served

QUESTION = "Do ML engineers need a PhD?"
SAID = "For ML engineers, a PhD helps but is not required {{helps but is not required}}."


@pytest.fixture
def model() -> Iterator[Playing]:
    with playing(answering(QUESTION, SAID)) as server:
        yield server


@pytest.fixture
def address(library: Library, model: Playing, tmp_path: Path) -> Iterator[str]:
    opened = open_language_model("openai:played", url=model.url)
    guides = library.guides
    assistant = Assistant(
        guides,
        BuiltInModel(guides=guides),
        Gaps(tmp_path / "gaps.jsonl"),
        author=Author(opened, guides),
    )
    app = application(replace(library, assistant=assistant), Policy(questions_a_minute=0))
    with served(app) as address:
        yield address


@pytest.fixture
def page(address: str) -> Iterator[Page]:
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        expect(page.locator("body.ready")).to_be_attached()
        yield page


def ask(page: Page, *, answers: int) -> str:
    page.get_by_label("Your question").last.fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".below")).to_have_count(answers)
    return page.locator(".written-by").last.inner_text()


def test_a_reader_is_told_which_model_answers_and_may_do_without(
    page: Page, model: Playing
) -> None:
    told = page.get_by_role("group", name="Which model answers")
    expect(told).to_contain_text("openai:played answers: what you ask is sent to 127.0.0.1.")
    assert ask(page, answers=1).startswith("Written by a language model")
    told.get_by_role("button", name="Keep to the built-in model").click()
    expect(told).to_contain_text("The built-in model answers: what you ask is not sent on.")
    sent = len(model.asked)
    assert not ask(page, answers=2).startswith("Written by a language model")
    page.reload()
    expect(page.locator(".below")).to_have_count(2)
    assert not ask(page, answers=3).startswith("Written by a language model")
    assert len(model.asked) == sent == 2
    told.get_by_role("button", name="Let openai:played answer").click()
    assert ask(page, answers=4).startswith("Written by a language model")


def test_the_page_never_says_that_what_leaves_stays(page: Page) -> None:
    kept = page.locator(".drawer").get_by_text("Kept in this browser")
    expect(kept).to_have_text(
        "Kept in this browser. Questions are also sent to 127.0.0.1, where a language model writes,"
        " unless you keep to the built-in model. Questions that cannot be answered are also kept on"
        " the server."
    )


def test_a_program_may_do_without_too_and_what_it_costs_is_counted(
    address: str, model: Playing
) -> None:
    asked = {"turns": [{"text": QUESTION}]}
    with httpx.Client(base_url=address, timeout=30) as client:
        built_in = client.post("/api/ask", json={**asked, "builtin": True}).json()
        assert (built_in["layer"], model.asked) == ("worked answers", [])
        written = client.post("/api/ask", json=asked).json()
        assert (written["layer"], written["notes"]) == ("language model", [])
        counted = client.get("/metrics").text.splitlines()
    assert [one for one in counted if one.startswith("assistant_model_")] == [
        "assistant_model_answers_total 1.0",
        "assistant_model_calls_total 2.0",
        'assistant_model_tokens_total{direction="read"} 1800.0',
        'assistant_model_tokens_total{direction="written"} 120.0',
        "assistant_model_sentences_cut_total 0.0",
    ]
