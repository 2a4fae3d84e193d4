"""The owner's page: it builds the snippet, shows it live, and says what is in the way."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.assistant.web.widget.conftest import World
from tests.assistant.web.widget.using import LABEL, ask, inside

FORM = {"Colour": "#aa3311", "Greeting": 'Ask "us" <now>', "On the button": "Ask people team"}


@pytest.fixture
def page(context: BrowserContext, world: World) -> Page:
    page = context.new_page()
    page.goto(f"{world.assistant}/embed")
    expect(page.get_by_role("button", name=LABEL)).to_be_visible()
    return page


def snippet(page: Page) -> str:
    return page.get_by_label("The snippet").inner_text()


def test_the_snippet_is_built_and_works_in_a_page(page: Page, world: World) -> None:
    script = f'<script src="{world.assistant}/widget.js"'
    assert snippet(page) == f"{script} async></script>"
    for label, value in FORM.items():
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("Questions to begin with, one a line").fill("One?\n\nTwo?\n")
    page.get_by_label("For whom").select_option("Candidates")
    named = (
        ' data-audience="candidate" data-colour="#aa3311" data-label="Ask people team"'
        ' data-greeting="Ask &quot;us&quot; &lt;now>" data-starters="One? | Two?"'
    )
    assert snippet(page) == f"{script}{named} async></script>"
    whole = snippet(page)
    page.goto(f"{world.listed}/without")
    page.evaluate(
        """(written) => {
            const read = new DOMParser().parseFromString(written, "text/html").scripts[0];
            const script = document.createElement("script");
            for (const { name, value } of read.attributes) script.setAttribute(name, value);
            document.body.append(script);
        }""",
        whole,
    )
    page.get_by_role("button", name="Ask people team").click()
    expect(inside(page).locator(".greeting")).to_have_text('Ask "us" <now>')
    expect(inside(page).get_by_role("button", name="Two?")).to_be_visible()


def test_what_is_not_right_does_not_get_into_the_snippet(page: Page, world: World) -> None:
    page.get_by_label("Colour", exact=True).fill("red")
    page.get_by_label("Size", exact=True).fill("big")
    assert snippet(page) == f'<script src="{world.assistant}/widget.js" async></script>'


def test_the_preview_is_the_real_one(page: Page) -> None:
    page.get_by_label("Where", exact=True).select_option("In the text of the page")
    expect(page.locator("#stage .card")).to_be_visible()
    assert "\n<hiring-assistant></hiring-assistant>" in snippet(page)
    page.locator("#stage").get_by_role("button", name=LABEL).click()
    ask(inside(page))


def test_it_says_what_is_in_the_way_with_the_line_to_add(page: Page, world: World) -> None:
    page.get_by_label("Address of your page").fill("https://other.example/team")
    page.get_by_label("Its Content-Security-Policy").fill("frame-src 'none'")
    page.get_by_role("button", name="Check").click()
    found = page.get_by_label("Line to add")
    expect(found).to_have_text(
        ["ASSISTANT_EMBED_ORIGINS=https://other.example", f"frame-src {world.assistant}"]
    )
    page.get_by_label("Address of your page").fill(f"{world.listed}/team")
    page.get_by_label("Its Content-Security-Policy").fill("")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Nothing is in the way")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
