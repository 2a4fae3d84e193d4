"""What a person does with the widget."""

import json

from playwright.sync_api import BrowserContext, Frame, FrameLocator, Locator, Page, expect

QUESTION = "Who pays more, research scientist or research engineer?"
LABEL = "Ask about hiring"


def opened(context: BrowserContext, address: str) -> Page:
    """A page with a launcher on it."""
    page = context.new_page()
    page.goto(address)
    expect(launcher(page)).to_be_visible()
    return page


def launcher(page: Page | FrameLocator) -> Locator:
    return page.get_by_role("button", name=LABEL, exact=True).first


def inside(page: Page | FrameLocator) -> FrameLocator:
    """The conversation of the first widget that is open."""
    return page.frame_locator("hiring-assistant iframe").first


def ask(conversation: FrameLocator | Frame, question: str = QUESTION) -> Locator:
    """Ask and wait for the whole answer."""
    turns = conversation.locator(".turn")
    before = turns.count()
    conversation.get_by_label("Your question").fill(question)
    conversation.get_by_label("Your question").press("Enter")
    expect(turns).to_have_count(before + 1)
    expect(turns.last.locator(".thumbs")).to_be_visible()
    return turns.last


def frame_of(page: Page, assistant: str) -> Frame:
    return next(one for one in page.frames if one.url.startswith(f"{assistant}/widget"))


def heard(page: Page) -> list[tuple[str, object]]:
    """The events that the page was told, since `listen`."""
    return [(name, detail) for name, detail in json.loads(page.evaluate("JSON.stringify(heard)"))]


LISTEN = """
window.heard = [];
for (const name of ["open", "ask", "answer", "feedback"])
  document.addEventListener(name, (event) => heard.push([name, event.detail]));
"""
