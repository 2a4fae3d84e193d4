"""What a person does in the widget, and what the page around it may do."""

import base64
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from tests.assistant.web.widget.conftest import OPEN_SHADOWS, World
from tests.assistant.web.widget.using import (
    LABEL,
    LISTEN,
    QUESTION,
    ask,
    frame_of,
    heard,
    inside,
    launcher,
    opened,
)


@pytest.fixture
def page(context: BrowserContext, world: World) -> Page:
    page = opened(context, f"{world.listed}/plain")
    launcher(page).click()
    expect(inside(page).get_by_label("Your question")).to_be_focused()
    return page


def test_a_mark_shows_its_words_and_leads_to_them_in_the_guide(
    page: Page, context: BrowserContext, world: World
) -> None:
    answer = ask(inside(page))
    mark = answer.get_by_role("button", name="source 1", exact=True)
    mark.click()
    card = inside(page).get_by_role("dialog", name="Source 1")
    words = card.locator(".words").inner_text().strip("“”")
    link = card.get_by_role("link", name="Open in the guide")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(mark).to_be_focused()
    expect(page.locator("hiring-assistant .panel")).to_be_visible()

    mark.click()
    with context.expect_page() as whole:
        link.click()
    guide = whole.value
    assert guide.url.startswith(f"{world.assistant}/#/guides/")
    expect(guide.locator("mark").first).to_be_visible()
    assert " ".join("".join(guide.locator("mark").all_inner_texts()).split()) == words


def test_a_mark_shows_its_words_on_hover_and_on_focus(page: Page) -> None:
    mark = ask(inside(page)).get_by_role("button", name="source 1", exact=True)
    card = inside(page).get_by_role("tooltip")
    mark.hover()
    expect(card).to_be_visible()
    inside(page).get_by_role("heading", name="Hiring for AI roles").hover()
    expect(card).to_be_hidden()
    inside(page).get_by_label("Conversation", exact=True).focus()
    page.keyboard.press("Tab")
    expect(mark).to_be_focused()
    expect(card).to_be_visible()
    expect(mark).to_have_attribute("aria-describedby", "source-card")
    page.keyboard.press("Enter")
    expect(inside(page).get_by_role("dialog", name="Source 1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    expect(inside(page).locator(".source-card")).to_be_hidden()


def test_the_tree_is_walked_by_its_buttons(page: Page, context: BrowserContext) -> None:
    conversation = inside(page)
    first = ask(conversation, "Who should we hire first?")
    expect(first).to_contain_text("Is there a working prototype?")
    first.get_by_role("group", name="Your answer").get_by_role(
        "button", name="No", exact=True
    ).click()
    outcome = conversation.locator(".turn").last
    expect(outcome).to_contain_text("AI researcher or research engineer first")
    expect(outcome).to_contain_text("Take care")
    assert outcome.get_by_role("button", name="source 1", exact=True).count() >= 1
    expect(conversation.get_by_role("group", name="Your answer")).to_have_count(0)
    with context.expect_page() as whole:
        conversation.get_by_role("link", name="Open step by step").click()
    expect(whole.value).to_have_url(re.compile(r"/#/decide/first-hire\?prototype=no$"))


def test_a_tree_can_be_what_it_begins_with(context: BrowserContext, world: World) -> None:
    page = opened(context, f"{world.listed}/tree")
    launcher(page).click()
    start = inside(page).get_by_role("group", name="Your answer")
    start.get_by_role("button", name="Yes").click()
    answer = inside(page).locator(".turn").last
    expect(answer.get_by_role("group", name="Your answer")).to_be_visible()


def test_a_suggestion_asks_it(page: Page) -> None:
    answer = ask(inside(page))
    suggestion = answer.get_by_role("group", name="You could ask").get_by_role("button").first
    words = suggestion.inner_text()
    suggestion.click()
    expect(inside(page).locator(".turn .asked").last).to_have_text(words)


def test_the_conversation_goes_along_to_the_whole_page(page: Page, context: BrowserContext) -> None:
    answer = ask(inside(page))
    said = answer.locator(".prose").inner_text()
    with context.expect_page() as whole:
        inside(page).get_by_role("link", name="Open in full page").click()
    expect(whole.value).to_have_url(re.compile(r"/#/ask$"))
    log = whole.value.get_by_role("log")
    expect(log).to_contain_text(QUESTION)
    # The page sets its marks apart from the words by other spaces.
    told = re.sub(r"\s+", "", said)
    expect(log).to_contain_text("Guides differ")
    assert told in re.sub(r"\s+", "", log.inner_text())


def test_a_link_from_elsewhere_plants_no_conversation(
    context: BrowserContext, world: World
) -> None:
    answer = {"text": "Forged", "kind": "answer", "layer": "", "citations": [], "complete": True}
    said = {"audience": "hiring", "turns": [{"question": "Who?", "answer": answer}]}
    forged = base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
    page = context.new_page()
    page.goto(f"{world.listed}/without")
    page.evaluate(f"location.href = '{world.assistant}/widget/full#{forged}'")
    page.wait_for_url(re.compile(r"/#/ask$"))
    kept = page.evaluate("Object.keys(localStorage).filter((key) => key.includes('conversation:'))")
    assert kept == []


def test_it_is_still_there_on_the_next_page(page: Page) -> None:
    ask(inside(page))
    page.reload()
    launcher(page).click()
    expect(inside(page).locator(".turn")).to_have_count(1)
    expect(inside(page).locator(".turn")).to_contain_text("Guides differ")
    inside(page).get_by_role("button", name="New conversation").click()
    page.reload()
    launcher(page).click()
    expect(inside(page).locator(".greeting")).to_be_visible()


def test_an_answer_is_announced_once_and_marks_are_read_as_sources(
    page: Page, world: World
) -> None:
    frame = frame_of(page, world.assistant)
    frame.evaluate(
        """() => {
            window.said = [];
            new MutationObserver(() => {
                const words = document.querySelector("[role=status]").textContent;
                if (words) said.push(words);
            }).observe(document.querySelector("[role=status]"), { childList: true });
        }"""
    )
    ask(inside(page))
    page.wait_for_timeout(500)
    said = frame.evaluate("said")
    assert len(said) == 1
    assert said[0].startswith("Answer: Guides differ:") and "(source 1)" in said[0]


def test_the_focus_stays_in_the_dialog_and_comes_back(
    context: BrowserContext, world: World
) -> None:
    page = opened(context, f"{world.listed}/plain")
    page.get_by_role("button", name="Our own button").focus()
    page.evaluate("HiringAssistant.open()")
    conversation = inside(page)
    expect(conversation.get_by_label("Your question")).to_be_focused()
    page.keyboard.press("Tab")
    expect(conversation.get_by_role("button", name="Ask", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(conversation.get_by_role("link", name="Open in full page")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(conversation.get_by_role("button", name="Ask", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Our own button")).to_be_focused()


def test_the_page_may_open_ask_and_close_and_is_told_without_words(
    context: BrowserContext, world: World
) -> None:
    page = opened(context, f"{world.listed}/plain")
    page.evaluate(LISTEN)
    page.evaluate("HiringAssistant.ask('Who pays more, research scientist or research engineer?')")
    turn = inside(page).locator(".turn")
    expect(turn.locator(".thumbs")).to_be_visible()
    inside(page).get_by_role("button", name="Good answer").click()
    expect(inside(page).get_by_role("button", name="Good answer")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.wait_for_function("heard.length === 4")
    shown = re.search(r"(\d+) sources", turn.inner_text())
    assert shown
    assert heard(page) == [
        ("open", {}),
        ("ask", {"by": "page"}),
        ("answer", {"kind": "answer", "sources": int(shown[1])}),
        ("feedback", {"verdict": "up"}),
    ]
    page.evaluate("document.querySelector('hiring-assistant').close()")
    expect(page.locator("hiring-assistant .panel")).to_be_hidden()


def test_two_in_one_page_keep_apart(context: BrowserContext, world: World) -> None:
    page = context.new_page()
    page.goto(f"{world.listed}/two")
    one, two = page.locator("hiring-assistant").all()
    one.get_by_role("button", name="Who should we hire first?").click()
    two.get_by_role("button", name=LABEL).click()
    first, second = one.frame_locator("iframe"), two.frame_locator("iframe")
    expect(first.locator(".turn .asked")).to_have_text("Who should we hire first?")
    expect(second.get_by_role("group", name="Your answer")).to_be_visible()
    expect(second.locator(".turn")).to_have_count(0)
    # In the text of a page nothing holds the focus, and there is nothing to close.
    expect(first.get_by_role("button", name="Close")).to_have_count(0)


def test_two_launchers_stand_in_their_corners(context: BrowserContext, world: World) -> None:
    page = opened(context, f"{world.listed}/both-corners")
    page.get_by_role("button", name="Careers").click()
    expect(page.get_by_role("dialog", name="Careers")).to_be_visible()
    expect(page.get_by_role("dialog", name=LABEL)).to_be_hidden()
    left = page.get_by_role("dialog", name="Careers").bounding_box()
    assert left is not None and left["x"] == 20


def test_its_words_may_be_others_of_our_own_host(context: BrowserContext, world: World) -> None:
    page = opened(context, f"{world.listed}/german")
    launcher(page).click()
    expect(inside(page).get_by_label("Ihre Frage")).to_be_focused()
    assert frame_of(page, world.assistant).evaluate("document.documentElement.lang") == "de"


def test_words_of_another_host_are_not_fetched(context: BrowserContext, world: World) -> None:
    wanted: list[str] = []
    context.on("request", lambda request: wanted.append(request.url))
    page = opened(context, f"{world.listed}/elsewhere")
    launcher(page).click()
    expect(inside(page).get_by_label("Your question")).to_be_focused()
    assert [one for one in wanted if not one.startswith((world.assistant, world.listed))] == []


def test_messages_of_anybody_else_change_nothing(page: Page, world: World) -> None:
    page.evaluate(
        """(origin) => {
            const said = { to: "hiring-assistant", v: 1, type: "close" };
            window.postMessage(said, "*");
            window.dispatchEvent(new MessageEvent("message", { data: said, origin }));
            const event = { ...said, type: "event", name: "answer", detail: { text: "spoofed" } };
            window.dispatchEvent(new MessageEvent("message", { data: event, origin }));
        }""",
        world.assistant,
    )
    frame = frame_of(page, world.assistant)
    frame.evaluate(
        """() => {
            const said = { to: "hiring-assistant", v: 1, type: "ask", text: "spoofed" };
            window.postMessage(said, "*");
            window.dispatchEvent(new MessageEvent("message", { data: said, origin: "null" }));
        }"""
    )
    page.evaluate("HiringAssistant.ask({ toString: () => '   ' })")
    page.wait_for_timeout(300)
    expect(page.locator("hiring-assistant .panel")).to_be_visible()
    expect(inside(page).locator(".turn")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_it(browser: Browser, world: World, theme: str, width: int) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if theme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.add_init_script(OPEN_SHADOWS)
    page = opened(context, f"{world.listed}/plain")
    assert violations(page) == []
    launcher(page).click()
    ask(inside(page))
    assert violations(page) == []
    frame = frame_of(page, world.assistant)
    assert violations(frame) == []
    inside(page).get_by_role("button", name="source 1", exact=True).first.click()
    expect(inside(page).get_by_role("dialog", name="Source 1")).to_be_visible()
    assert violations(frame) == []
    context.close()


def violations(page: Page | Frame) -> list[str]:
    return [
        f"{one['id']}: {node['target']}"
        for one in Axe().run(page).response["violations"]
        for node in one["nodes"]
    ]
