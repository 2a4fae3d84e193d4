"""What the widget costs the page around it, measured in Chromium over the wire."""

import statistics

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.assistant.web.widget.conftest import OPEN_SHADOWS, World
from tests.assistant.web.widget.using import inside, launcher

MOST_BEFORE = 10 * 1024
MOST_AFTER = 40 * 1024
MOST_LATER_MS = 50
ROUNDS = 21
PAINTS = """() => new Promise((done) => {
    let last = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) last = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    setTimeout(() => done(last), 400);
})"""


def test_before_the_first_click_it_is_one_small_request(browser: Browser, world: World) -> None:
    wanted: list[str] = []
    context = browser.new_context()
    context.add_init_script(OPEN_SHADOWS)
    page = context.new_page()
    page.on("request", lambda one: wanted.append(one.url))
    page.goto(f"{world.listed}/plain")
    expect(launcher(page)).to_be_visible()
    page.wait_for_timeout(300)
    assert [one for one in wanted if one.startswith(world.assistant)] == [
        f"{world.assistant}/widget.js"
    ]
    context.close()
    assert over_the_wire(world, ["widget.js"]) <= MOST_BEFORE


def test_after_it_the_rest_is_small(browser: Browser, world: World) -> None:
    wanted: list[str] = []
    context = browser.new_context()
    context.add_init_script(OPEN_SHADOWS)
    page = context.new_page()
    page.goto(f"{world.listed}/plain")
    page.on("request", lambda one: wanted.append(one.url))
    launcher(page).click()
    expect(inside(page).get_by_label("Your question")).to_be_focused()
    page.wait_for_timeout(300)
    context.close()
    assert all(one.startswith(world.assistant) for one in wanted)
    paths = sorted({one.removeprefix(f"{world.assistant}/").partition("#")[0] for one in wanted})
    assert len(paths) > 10
    assert over_the_wire(world, paths) <= MOST_AFTER


def over_the_wire(world: World, paths: list[str]) -> int:
    """Bytes of the bodies as a browser gets them."""
    headers = {"Accept-Encoding": "gzip", "Referer": f"{world.listed}/"}
    total = 0
    with httpx.Client(base_url=world.assistant, headers=headers) as client:
        for path in paths:
            with client.stream("GET", f"/{path}") as reply:
                assert reply.status_code == 200, path
                total += sum(len(piece) for piece in reply.iter_raw())
    return total


def test_the_largest_paint_of_the_page_comes_as_early_as_without_it(
    browser: Browser, world: World
) -> None:
    # In turns, so that whatever else the machine does falls on both; so often that it evens out.
    times: dict[str, list[float]] = {"without": [], "plain": []}
    for _ in range(ROUNDS):
        for name, those in times.items():
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{world.listed}/{name}")
            those.append(page.evaluate(PAINTS))
            context.close()
    without, plain = (statistics.median(times[name]) for name in ("without", "plain"))
    assert without > 0
    assert plain - without < MOST_LATER_MS, f"{plain / without:.2f} times as late"


@pytest.mark.parametrize("path", ["widget.js", "widget"])
def test_what_is_kept_is_asked_for_again(world: World, path: str) -> None:
    reply = httpx.get(f"{world.assistant}/{path}", headers={"Referer": f"{world.listed}/"})
    kept = {"widget.js": "private, max-age=600", "widget": "no-cache"}
    assert reply.headers["cache-control"] == kept[path]
