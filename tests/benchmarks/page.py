"""How fast the page is, beside a bare chat of Gradio in the same run and browser.

python -m tests.benchmarks.page [--loads 8] [--questions 50]
"""

import argparse
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from index.offline import go_offline

go_offline()

import gradio as gr  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from assistant import Assistant, BuiltInModel, Guides, Settings  # noqa: E402
from assistant.web import Library, application  # noqa: E402
from assistant.web.running import Server, address_of, bound  # noqa: E402
from index import open_model, open_or_rebuild, recipe_for  # noqa: E402

QUESTIONS = (
    "What does a senior ML engineer earn?",
    "Who pays more, research scientist or research engineer?",
    "How long does it take to hire an applied scientist?",
    "Do I need a PhD to become a research engineer?",
    "Where do I find applied scientists?",
)
A_CONVERSATION = 5
TOLERATED = 1.2
FIRST_WORDS_MS = 150

# When Enter was pressed, and when the words of an answer were there: in the page's own clock.
WATCH = """() => {
  window.waited = [];
  let pressed = 0, answers = 0;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    pressed = performance.now();
    answers = document.querySelectorAll(".bot-row").length;
  }, true);
  const said = () => {
    const rows = document.querySelectorAll(".bot-row");
    if (!pressed || rows.length <= answers) return;
    const words = rows[rows.length - 1].querySelector("p")?.textContent.trim();
    if (!words) return;
    const since = pressed;
    pressed = 0;
    requestAnimationFrame(() => window.waited.push(performance.now() - since));
  };
  new MutationObserver(said).observe(document.body,
    { childList: true, subtree: true, characterData: true });
}"""
FIRST_CONTENT = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime"""


def main() -> int:
    """Print medians and ratios; 1 when one is worse than is tolerated."""
    wanted = _wanted()
    with _ours() as ours, _bare() as bare, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        loads: dict[str, list[tuple[float, float, float]]] = {"ours": [], "bare": []}
        for _ in range(wanted.loads):  # in turn, so that both meet the same machine
            loads["ours"].append(_load(browser, ours, "#question", "body.ready"))
            loads["bare"].append(_load(browser, bare, "textarea", "textarea"))
        first = {
            "ours": _first_words(browser, ours, "#question", ".below", wanted.questions),
            "bare": _first_words(browser, bare, "textarea", ".bot-row", wanted.questions),
        }
        browser.close()
    return _report(loads, first)


def _report(
    loads: dict[str, list[tuple[float, float, float]]], first: dict[str, list[float]]
) -> int:
    print(f"{'median ms':34}{'ours':>8}{'bare':>8}{'ratio':>8}")
    slow = False
    for at, name in enumerate(("first content", "a question can be typed", "and be asked")):
        mine, other = (statistics.median(one[at] for one in loads[of]) for of in ("ours", "bare"))
        slow |= mine > TOLERATED * other
        print(f"{name:34}{mine:8.0f}{other:8.0f}{mine / other:8.2f}")
    mine, gradio = (statistics.median(first[of]) for of in ("ours", "bare"))
    print(f"{'Enter to first words':34}{mine:8.0f}{gradio:8.0f}{mine / gradio:8.2f}")
    worst = sorted(first["ours"])[int(0.95 * len(first["ours"]))]
    print(f"p95 of ours: {worst:.0f} ms. The bare chat answers at once with a sentence it knows,")
    print("so that what it takes is Gradio's own part.")
    return int(slow or mine > FIRST_WORDS_MS)


def _load(browser: Browser, address: str, box: str, ready: str) -> tuple[float, float, float]:
    """First content, a box to type in, and a page that takes a question; without any cache."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(box)
    typed = 1000 * (time.perf_counter() - began)
    page.wait_for_selector(ready)
    asked = 1000 * (time.perf_counter() - began)
    page.wait_for_timeout(200)
    content = page.evaluate(FIRST_CONTENT)
    context.close()
    return float(content), typed, asked


def _first_words(
    browser: Browser, address: str, box: str, answered: str, questions: int
) -> list[float]:
    found: list[float] = []
    while len(found) < questions:
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        page.wait_for_selector("body.ready" if box == "#question" else box)
        page.wait_for_timeout(500)
        page.evaluate(WATCH)
        for number in range(A_CONVERSATION):
            _ask(page, box, QUESTIONS[number % len(QUESTIONS)], answered, number + 1)
        found += page.evaluate("window.waited")
        page.close()
    return found[:questions]


def _ask(page: Page, box: str, question: str, answered: str, answers: int) -> None:
    page.locator(box).last.fill(question)
    page.locator(box).last.press("Enter")
    page.wait_for_function(
        "([what, many]) => document.querySelectorAll(what).length >= many", arg=[answered, answers]
    )
    page.wait_for_timeout(300)


@contextmanager
def _ours() -> Iterator[str]:
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
        guides = Guides.of(opened, model)
        assistant = Assistant(guides, BuiltInModel(guides=guides))
        app = application(Library.of(opened, guides, assistant))
        with bound("127.0.0.1", 0) as listening:
            server = Server(app)
            thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
            thread.start()
            yield address_of(listening)
            server.should_exit = True
            thread.join(timeout=10)


@contextmanager
def _bare() -> Iterator[str]:
    answer: Callable[[str, object], str] = lambda *_: "Senior ML engineers earn more."  # noqa: E731
    demo = gr.ChatInterface(answer, analytics_enabled=False)
    _, address, _ = demo.launch(
        server_name="127.0.0.1",
        quiet=True,
        prevent_thread_lock=True,
        share=False,
        run_history=False,
    )
    yield address
    demo.close()


def _wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--loads", type=int, default=8)
    parser.add_argument("--questions", type=int, default=50)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
