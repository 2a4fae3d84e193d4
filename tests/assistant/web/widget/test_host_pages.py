"""On other people's pages, in Chromium: it works, or stays away without harm."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.assistant.web.widget.conftest import World
from tests.assistant.web.widget.using import ask, frame_of, inside, launcher, opened


@pytest.mark.parametrize("name", ["plain", "framework", "reset", "hostile", "strict"])
def test_it_answers_whatever_is_around_it(context: BrowserContext, world: World, name: str) -> None:
    wrong: list[str] = []
    context.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda said: wrong.append(str(said.error)))
    page = opened(context, f"{world.listed}/{name}")
    box = launcher(page).bounding_box()
    assert box is not None and box["height"] >= 44
    assert (round(1280 - box["x"] - box["width"]), round(900 - box["y"] - box["height"])) == (
        20,
        20,
    )

    launcher(page).click()
    answer = ask(inside(page))
    expect(answer.get_by_role("button", name="source 1", exact=True)).to_be_visible()
    panel = page.locator("hiring-assistant .panel").bounding_box()
    assert panel is not None and (panel["width"], panel["height"]) == (400, 640)
    page.keyboard.press("Escape")
    expect(page.locator("hiring-assistant .panel")).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    assert [one for one in wrong if "favicon" not in one] == []


def test_it_fills_a_phone_and_leaves_the_page_as_it_was(
    context: BrowserContext, world: World
) -> None:
    page = opened(context, f"{world.listed}/plain")
    page.set_viewport_size({"width": 360, "height": 740})
    before = page.evaluate("document.documentElement.scrollWidth")
    launcher(page).click()
    ask(inside(page))
    panel = page.locator("hiring-assistant .panel").bounding_box()
    assert panel == {"x": 0, "y": 0, "width": 360, "height": 740}
    frame = frame_of(page, world.assistant)
    assert frame.evaluate("document.documentElement.scrollWidth") == 360
    inside(page).get_by_role("button", name="Close").click()
    expect(launcher(page)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == before


def test_inside_another_frame_it_works_where_all_around_it_are_listed(
    context: BrowserContext, world: World
) -> None:
    page = context.new_page()
    page.goto(f"{world.listed}/around")
    around = page.frame_locator("iframe[title=Inside]")
    launcher(around).click()
    ask(inside(around))


def test_inside_a_page_that_is_not_listed_it_says_so_and_leads_to_the_whole_page(
    context: BrowserContext, world: World
) -> None:
    page = context.new_page()
    page.goto(f"{world.unlisted}/around")
    around = page.frame_locator("iframe[title=Inside]")
    launcher(around).click()
    link = around.get_by_role("link", name="Open the assistant in a new tab")
    expect(link).to_have_attribute("href", f"{world.assistant}/#/ask")
    expect(link).to_be_focused()


def test_where_frames_are_forbidden_a_click_opens_the_whole_page(
    context: BrowserContext, world: World
) -> None:
    page = opened(context, f"{world.listed}/narrow")
    with context.expect_page() as whole:
        launcher(page).click()
    assert whole.value.url.startswith(world.assistant)
    expect(page.get_by_text("cannot be shown inside this page")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    with context.expect_page():
        launcher(page).click()
    expect(page.get_by_role("heading", name="People team")).to_be_visible()


def test_a_page_that_tells_no_origin_gets_no_launcher(
    context: BrowserContext, world: World
) -> None:
    assert_stays_away(context, f"{world.listed}/silent")


def test_a_page_that_is_not_listed_gets_no_launcher(context: BrowserContext, world: World) -> None:
    page = assert_stays_away(context, f"{world.unlisted}/plain")
    assert page.evaluate("'HiringAssistant' in window") is False


def assert_stays_away(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    with page.expect_event("requestfailed") as failed:
        page.goto(address)
    assert failed.value.url.endswith("/widget.js")
    page.wait_for_load_state("load")
    assert page.locator("hiring-assistant").count() == 0
    return page


def test_a_page_that_is_not_listed_cannot_frame_it_or_ask(
    context: BrowserContext, world: World
) -> None:
    page = context.new_page()
    page.goto(f"{world.unlisted}/without")
    page.evaluate(
        """(address) => new Promise((done) => {
            const frame = document.createElement("iframe");
            frame.onload = done;
            frame.src = `${address}/widget`;
            document.body.append(frame);
        })""",
        world.assistant,
    )
    assert [one.url for one in page.frames[1:]] == ["chrome-error://chromewebdata/"]
    told = page.evaluate(
        """async (address) => {
            const found = [];
            for (const path of ["widget.js", "widget", "api/trees", "api/ask"]) {
                const how = path === "api/ask" ? { method: "POST", body: "{}" } : {};
                const reply = fetch(`${address}/${path}`, how);
                found.push(await reply.then(() => "told", () => "nothing"));
            }
            return found;
        }""",
        world.assistant,
    )
    assert told == ["nothing"] * 4


def test_nothing_is_kept_in_the_page_and_nothing_of_it_can_be_reached(
    browser: Browser, world: World
) -> None:
    context = browser.new_context()
    page = context.new_page()
    with page.expect_event("framenavigated", lambda one: one != page.main_frame):
        page.goto(f"{world.listed}/open")
    ask(frame_of(page, world.assistant))
    kept = page.evaluate(
        """() => [document.querySelector("hiring-assistant").shadowRoot, frames.length,
          document.querySelectorAll("iframe").length, localStorage.length, sessionStorage.length,
          document.cookie]"""
    )
    assert kept == [None, 0, 0, 0, 0, ""]
    assert "Guides differ" not in page.content()
    context.close()
