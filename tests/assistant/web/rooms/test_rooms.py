"""What a person does in the rooms beside the conversation, in Chromium."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pypdf import PdfReader

from tests.assistant.web.chromium import chromium

HOSTILE = (
    '<img src=x onerror="document.title=1"> ![x](http://a.example/b.png) [a](javascript:alert(1)) '
    "<script>document.title=1</script> <svg onload=document.title=1>"
)
POSTING = "ML Engineer\n\nYou deploy models \U0001f600.\n\nA PhD is required.\n\nWe pay well."
SITUATION = (
    "Whom should we hire first? There is a notebook demo, two pilots want to sign, and nothing is "
    "deployed."
)
LABELS = {"prototype": "Yes", "customers": "Yes", "integration": "No, or not yet"}
ENGINEER = "ML engineer first: move quickly to production"
RESEARCHER = "AI researcher or research engineer first"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, accept_downloads=True, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def open_page(context: BrowserContext, address: str) -> Iterator[tuple[Page, list[str]]]:
    """One page for all tests, and what went wrong on it."""
    wrong: list[str] = []
    page = context.new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}/#/guides")
    expect(page.get_by_role("heading", name="Guides", level=1)).to_be_visible()
    yield page, wrong


@pytest.fixture
def page(open_page: tuple[Page, list[str]]) -> Iterator[Page]:
    """The page, on which nothing may go wrong."""
    page, wrong = open_page
    wrong.clear()
    yield page
    page.unroute_all()
    assert wrong == []


def enter(page: Page, hash: str) -> None:
    page.evaluate("hash => { location.hash = '#/ask'; location.hash = hash; }", hash)


def room(page: Page, name: str) -> Any:
    return page.locator(f".room-{name}:not(.compact)")


def hash_of(page: Page) -> str:
    return str(page.evaluate("location.hash"))


# Guides.


def test_a_guide_is_shown_whole(page: Page, http: httpx.Client) -> None:
    guide = http.get("/api/guides/first-ai-hire").json()
    enter(page, "#/guides/first-ai-hire")
    article = room(page, "guides").get_by_role("article")
    expect(article).to_be_visible()
    kinds = [block["kind"] for block in guide["blocks"]]
    assert [article.locator(tag).count() for tag in ("tbody tr", "h2, h3, h4", "li")] == [
        kinds.count("row"),
        kinds.count("heading"),
        kinds.count("item"),
    ]
    expect(article.locator("blockquote strong").first).to_have_text("Editor's note:")
    shown = article.inner_text()
    assert [sign for sign in ("**", "## ", "|--", "> ") if sign in shown] == []


def test_a_link_marks_exactly_the_words_it_names(page: Page, http: httpx.Client) -> None:
    guide = http.get("/api/guides/first-ai-hire").json()
    note = next(one for one in guide["blocks"] if one["text"].startswith("> **Editor's note:**"))
    start = note["from"] + note["text"].index("note:**")
    link = f"#/guides/first-ai-hire/{note['passage'].replace('#', '%23')}"
    enter(page, f"{link}?from={start}&to={start + len('note:** The VAMI')}")
    mark = room(page, "guides").locator("mark.cited")
    expect(mark).to_have_count(1)
    expect(mark).to_have_text("note: The VAMI")
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    expect(mark.locator("strong")).to_have_text("note:")


def test_a_link_to_what_is_gone_says_so_and_shows_the_guide(page: Page) -> None:
    enter(page, "#/guides/first-ai-hire/first-ai-hire%23gone?from=1&to=2")
    guides = room(page, "guides")
    expect(guides.get_by_role("alert")).to_contain_text("not in this guide any more")
    expect(guides.get_by_role("article")).to_be_visible()


def test_a_search_leads_to_a_passage_with_its_words_marked(page: Page) -> None:
    enter(page, "#/guides")
    guides = room(page, "guides")
    field = guides.get_by_label("Search in the guides")
    field.fill("paper discussion")
    field.press("Enter")
    hit = guides.locator(".guides-hit").first
    expect(hit.locator("mark.hit").first).to_be_visible()
    words = hit.locator("mark.hit").first.inner_text()
    hit.get_by_role("link").click()
    expect(guides.get_by_role("article")).to_be_visible()
    focused = guides.locator("mark.hit:focus")
    expect(focused).to_be_in_viewport()
    assert focused.inner_text() == words
    guides.get_by_role("link", name="Back to what was found").click()
    expect(guides.locator(".guides-hit").first).to_be_visible()


def test_a_link_to_a_passage_can_be_copied(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    enter(page, "#/guides/first-ai-hire")
    button = room(page, "guides").get_by_role("button", name="Copy a link to this passage").nth(3)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The link is copied.").first).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    enter(page, link[link.index("#") :])
    expect(room(page, "guides").locator(".guides-here").first).to_be_in_viewport()


def test_a_row_is_named_in_words_without_the_signs_of_a_table(page: Page) -> None:
    enter(page, "#/guides/first-ai-hire")
    name = room(page, "guides").locator("tbody .guides-copy").first.get_attribute("aria-label")
    assert name is not None
    assert name.startswith("Copy a link to this passage: Main focus, New model architectures")


def test_all_of_a_guide_is_printed(page: Page, tmp_path: Path) -> None:
    enter(page, "#/guides/first-ai-hire")
    last = room(page, "guides").locator("article :is(h2, h3)").last.inner_text()
    page.pdf(path=tmp_path / "guide.pdf")
    printed = " ".join(one.extract_text() for one in PdfReader(tmp_path / "guide.pdf").pages)
    assert last in " ".join(printed.split())
    assert "Check a posting" not in printed


def test_hostile_words_of_a_guide_stay_words(page: Page) -> None:
    kinds = ("paragraph", "item", "row", "code", "heading")
    before = {"row": "| ", "item": "- ", "heading": "## "}
    block = {"passage": "strange#1", "section": [], "level": 2, "context": "| a |", "from": 0}
    blocks = [
        {**block, "kind": kind, "text": f"{before.get(kind, '')}{HOSTILE}", "to": 300}
        for kind in kinds
    ]
    guide = {"document": "strange", "title": HOSTILE, "description": HOSTILE, "sections": []}
    more = {
        "publisher": HOSTILE,
        "date": HOSTILE,
        "source": "javascript:alert(1)",
        "basis": HOSTILE,
    }
    body = json.dumps({**guide, **more, "blocks": blocks})
    page.route("**/api/guides/strange", lambda route: route.fulfill(body=body))
    enter(page, "#/guides/strange/strange%231?from=0&to=40")
    article = room(page, "guides").get_by_role("article")
    expect(article.locator("p").first).to_contain_text("<script>document.title=1</script>")
    expect(article.locator("img, script, iframe, a, svg")).to_have_count(0)
    expect(room(page, "guides").locator("[href^=javascript]")).to_have_count(0)
    expect(page).to_have_title("Guides · Hiring for AI roles")


# Decide.


def test_a_tree_is_walked_by_keyboard(page: Page) -> None:
    enter(page, "#/decide/first-hire")
    decide = room(page, "decide")
    for question, label in LABELS.items():
        expect(decide.get_by_role("radio")).to_have_count(2)
        decide.get_by_role("radio", name=label).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{page.url.split('#')[0]}{hash_of(page)}")
        page.wait_for_function("question => location.hash.includes(question)", arg=f"{question}=")
    expect(decide.get_by_role("heading", level=2, name=ENGINEER)).to_be_focused()
    expect(decide.locator(".decide-sheet svg desc")).to_contain_text("there is a working prototype")
    for title in ("Why", "What speaks against it", "What would change it"):
        expect(decide.get_by_role("heading", name=title, exact=True)).to_be_visible()


def test_an_earlier_answer_is_changed_and_the_others_are_kept(page: Page) -> None:
    enter(page, "#/decide/first-hire?prototype=yes&customers=yes&integration=no")
    decide = room(page, "decide")
    expect(decide.get_by_role("heading", name=ENGINEER)).to_be_visible()
    decide.get_by_role("button", name="Change the answer to: Is there a working").click()
    decide.get_by_role("radio", name="No", exact=True).check()
    decide.get_by_role("button", name="Change the answer", exact=True).click()
    expect(decide.get_by_role("heading", name=RESEARCHER)).to_be_visible()
    assert hash_of(page) == "#/decide/first-hire?prototype=no&customers=yes&integration=no"
    expect(decide.get_by_text("Kept for later")).to_be_visible()
    decide.get_by_role("link", name="If there is a working prototype", exact=False).first.click()
    expect(decide.get_by_role("heading", name=ENGINEER)).to_be_visible()


def test_a_link_restores_every_answer(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/#/decide/first-hire?prototype=yes&customers=yes&integration=no&x=y")
    decide = room(page, "decide")
    expect(decide.get_by_role("heading", name=ENGINEER)).to_be_visible()
    given = decide.locator(".decide-given strong").all_inner_texts()
    assert given == list(LABELS.values())
    expect(decide.get_by_text("does not know any more")).to_be_visible()
    page.close()


def test_answers_are_read_out_of_words_and_the_words_are_shown(page: Page) -> None:
    enter(page, "#/decide")
    decide = room(page, "decide")
    decide.get_by_label("Describe your situation").fill(SITUATION)
    decide.get_by_role("button", name="Read it").click()
    expect(
        decide.get_by_role("heading", name="Whom to hire at your stage", level=1)
    ).to_be_visible()
    marked = decide.locator(".decide-yours mark")
    expect(marked.first).to_be_visible()
    assert all(words in SITUATION for words in marked.all_inner_texts())
    expect(decide.locator(".decide-yours p")).to_have_text(SITUATION)
    expect(decide.get_by_text("from your words").first).to_be_visible()


def test_a_candidate_is_offered_other_decisions(page: Page) -> None:
    enter(page, "#/decide")
    decide = room(page, "decide")
    titles = decide.locator(".decide-card h2")
    decide.get_by_role("button", name="I’m a candidate").click()
    expect(titles).to_have_text(["Which track fits you"])
    decide.get_by_role("button", name="I’m hiring").click()
    expect(titles).to_have_count(7)


def test_the_contents_tell_where_one_reads_and_nothing_at_the_top(page: Page) -> None:
    enter(page, "#/pay")
    expect(room(page, "pay").locator("table")).to_be_visible()
    page.locator("#hall").evaluate("(hall) => hall.scrollTo({ top: 2000, behavior: 'instant' })")
    enter(page, "#/guides/mle-vs-research-scientist")
    guides = room(page, "guides")
    here = guides.locator('[data-section][aria-current="location"]')
    expect(guides.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(here).to_have_count(0)
    guides.get_by_role(
        "heading", name="What separates an ML engineer from a research scientist"
    ).evaluate("(one) => one.scrollIntoView()")
    expect(here).to_contain_text("What separates an ML engineer from a research scientist")
    page.locator("#hall").evaluate("(hall) => hall.scrollTo({ top: 0, behavior: 'instant' })")
    expect(here).to_have_count(0)


def test_the_way_back_of_a_guide_says_where_it_leads(page: Page) -> None:
    for way, name in (
        ("#/decide/first-hire?prototype=no", "Back to the decision"),
        ("#/pay", "Back to the figures"),
    ):
        enter(page, way)
        page.locator("#hall .mark:visible").first.click()
        page.locator(".beside").get_by_role("button", name=name).click()
        expect(page.locator(".beside")).to_be_hidden()
        assert page.evaluate("location.hash") == way


def test_a_decision_is_discussed_in_the_chat(page: Page) -> None:
    enter(page, "#/decide/first-hire?prototype=yes&customers=yes&integration=no")
    room(page, "decide").get_by_role("button", name="Discuss in the chat").click()
    said = page.locator(".user-row").last.get_by_role("link")
    expect(said).to_have_text(
        re.compile(r"^Whom should we hire first\? Is there a working .* Yes · .* No, or not yet$")
    )
    way = page.locator(".bot-row").last.locator(".way li")
    expect(way).to_have_count(3)
    expect(page.locator(".bot-row").last).to_contain_text(ENGINEER)


def test_a_decision_is_taken_along(page: Page, tmp_path: Path) -> None:
    enter(page, "#/decide/first-hire?prototype=no")
    for name, begins in (("Brief as PDF", b"%PDF"), ("Brief as Markdown", b"# ")):
        with page.expect_download() as taken:
            room(page, "decide").get_by_role("button", name=name).click()
        taken.value.save_as(tmp_path / "brief")
        assert (tmp_path / "brief").read_bytes().startswith(begins)


def test_a_mark_opens_the_guide_beside_and_one_steps_through_the_sources(
    page: Page, http: httpx.Client
) -> None:
    answers = {"tree": "first-hire", "answers": {"prototype": "no"}}
    reasons = http.post("/api/decide", json=answers).json()["outcome"]["reasons"]
    first, second = (one for reason in reasons[:2] for one in reason["citations"][:1])
    enter(page, "#/decide/first-hire?prototype=no")
    source = room(page, "decide").locator(".reasons").get_by_role("button")
    source.filter(has_text=str(first["n"])).first.click()
    beside = page.locator(".beside")
    expect(beside.locator("mark.cited")).to_have_text(first["quote"])
    expect(beside.locator("mark.cited")).to_be_in_viewport()
    beside.get_by_role("button", name="Next source").click()
    expect(beside.locator("mark.cited").first).to_have_text(second["quote"])
    page.keyboard.press("Escape")
    expect(beside).to_be_hidden()
    expect(source.filter(has_text=str(first["n"])).first).to_be_focused()


# Pay.


def test_pay_is_filtered_and_a_bar_opens_its_words(page: Page) -> None:
    enter(page, "#/pay")
    pay = room(page, "pay")
    pay.get_by_label("Role").select_option("research engineer")
    pay.get_by_label("Kind of pay").select_option("base salary")
    page.wait_for_function("location.hash === '#/pay?role=research+engineer&measure=base+salary'")
    rows = pay.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(pay.get_by_text("The guides differ", exact=True)).to_be_visible()
    expect(pay.locator("svg a", has_text="$220k-$300k")).to_have_count(1)
    expect(pay.locator("svg a", has_text="k-$")).to_have_count(2)
    pay.locator("svg a:not(:has(text)) path").first.click()
    mark = page.locator(".beside mark.cited")
    expect(mark.first).to_be_in_viewport()
    assert "$220k-$300k" in "".join(mark.all_inner_texts())
    page.keyboard.press("Escape")
    for _ in ("rising", "falling"):
        pay.get_by_role("button", name="Pay", exact=True).click()
    shown = pay.locator("tbody td.pay-pay a").all_inner_texts()
    assert shown == ["$260k-$300k", "$220k-$300k"]
    with page.expect_download() as taken:
        pay.get_by_role("link", name="CSV").click()
    assert "$220k-$300k" in Path(taken.value.path()).read_text("utf-8")


# Going on inside a room.


@pytest.mark.parametrize(
    ("room_of", "pressed", "heading"),
    [
        pytest.param("guides", ".guides-card a", "AI Engineer vs AI Researcher", id="a guide"),
        pytest.param("guides/first-ai-hire", ".crumbs a", "Guides", id="all guides"),
        pytest.param("decide/first-hire", ".crumbs a", "Decide", id="all decisions"),
    ],
)
def test_the_focus_goes_on_at_the_heading_of_what_is_opened(
    page: Page, room_of: str, pressed: str, heading: str
) -> None:
    enter(page, f"#/{room_of}")
    room(page, room_of.split("/")[0]).locator(pressed).first.press("Enter")
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_focused()


def test_the_focus_goes_on_at_the_decision_that_is_chosen(page: Page) -> None:
    enter(page, "#/decide")
    decide = room(page, "decide")
    decide.get_by_label("Describe your situation").fill("")
    decide.get_by_role("link", name="Whom to hire first", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Whom to hire first", level=1)).to_be_focused()


def test_the_focus_goes_on_at_what_a_search_finds(page: Page) -> None:
    enter(page, "#/guides")
    field = room(page, "guides").get_by_label("Search in the guides")
    field.fill("paper discussion")
    field.press("Enter")
    found = page.get_by_role("heading", name="Passages about “paper discussion”", level=1)
    expect(found).to_be_focused()


def test_the_focus_stays_in_the_filters_that_are_cleared(page: Page) -> None:
    enter(page, "#/pay?role=ml+engineer")
    pay = room(page, "pay")
    pay.get_by_role("link", name="Show all").press("Enter")
    expect(pay.get_by_label("Role")).to_be_focused()


# Postings.


def check(page: Page, words: str) -> Any:
    enter(page, "#/posting")
    posting = room(page, "posting")
    posting.get_by_label("The posting", exact=True).fill(words)
    posting.get_by_role("button", name="Check", exact=True).click()
    return posting


def test_a_posting_is_shown_with_its_findings_in_place(page: Page, http: httpx.Client) -> None:
    posting = check(page, POSTING)
    expect(posting.get_by_role("heading", name="1 finding")).to_be_focused()
    found = http.post("/api/check-posting", json={"text": POSTING}).json()["findings"]
    assert [one["words"] for one in found] == ["A PhD is required."]
    assert posting.locator("mark[data-findings]").all_inner_texts() == [
        one["words"] for one in found
    ]
    whole = posting.locator(".posting-words").evaluate(
        "all => [...all.childNodes].filter(one => one.nodeName !== 'BUTTON')"
        ".map(one => one.textContent).join('')"
    )
    assert whole == POSTING
    posting.locator(".posting-number[data-finding='0']").click()
    expect(posting.locator(".posting-finding").first).to_be_focused()


def test_findings_are_gone_through_by_keyboard_and_taken_along(page: Page) -> None:
    enter(page, "#/posting")
    posting = room(page, "posting")
    posting.get_by_role("button", name="Try an example").click()
    expect(posting.locator(".posting-finding")).to_have_count(5)
    posting.locator(".posting-number[data-finding='0']").focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    expect(posting.locator(".posting-finding.current")).to_be_focused()
    expect(posting.locator("mark.current")).to_have_text(
        "Own data pipelines, monitoring and on-call for the model API."
    )
    with page.expect_download() as taken:
        posting.get_by_role("button", name="Download report").click()
    report = Path(taken.value.path()).read_text("utf-8")
    assert report.count("\n## ") == 8
    assert "> A PhD in computer science or machine learning is required." in report


def test_findings_that_overlap_are_each_shown(page: Page) -> None:
    cut = page.evaluate(
        """async () => {
          const at = document.querySelector('script[src*="page.js"]').src;
          const { pieces } = await import(new URL("rooms/posting_pieces.js", at));
          const findings = [{ from: 0, to: 5 }, { from: 3, to: 8 }, { from: 3, to: 3 }];
          return pieces([..."abc\U0001f600efghi"], findings);
        }"""
    )
    assert [(one["words"], one["holds"], one["begins"]) for one in cut] == [
        ("abc", [0], [0]),
        ("\U0001f600e", [0, 1], [1, 2]),
        ("fgh", [1], []),
        ("i", [], []),
    ]


def test_a_posting_is_read_from_a_file(page: Page, tmp_path: Path) -> None:
    enter(page, "#/posting")
    posting = room(page, "posting")
    file = tmp_path / "posting.txt"
    file.write_text(POSTING, "utf-8")
    posting.locator("input[type=file]").set_input_files(file)
    expect(posting.get_by_label("The posting", exact=True)).to_have_value(POSTING)
    expect(posting.locator(".posting-finding").first).to_be_visible()
    (tmp_path / "posting.exe").write_text("x", "utf-8")
    posting.locator("input[type=file]").set_input_files(tmp_path / "posting.exe")
    expect(posting.get_by_role("alert")).to_contain_text("posting.exe is not a kind of file")


def test_a_clean_posting_is_told_so(page: Page) -> None:
    posting = check(page, "ML Engineer\n\nYou deploy models to production.")
    expect(posting.get_by_role("heading", name="Nothing found")).to_be_visible()
    expect(posting.get_by_text("only what is listed below was checked")).to_be_visible()


def test_hostile_words_of_a_posting_stay_words(page: Page) -> None:
    posting = check(page, f"ML Engineer\n\nA PhD is required. {HOSTILE}")
    expect(posting.locator(".posting-words")).to_contain_text("<script>document.title=1</script>")
    expect(posting.locator("img, script, iframe")).to_have_count(0)
    expect(page).to_have_title("Check a posting · Hiring for AI roles")


def test_a_posting_is_kept_when_it_cannot_be_checked(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    problem = {"code": "failed", "message": "Something went wrong.", "request_id": "1"}

    def fail(route: Route) -> None:
        route.fulfill(status=500, body=json.dumps(problem))

    page.route("**/api/check-posting", fail)
    page.goto(f"{address}/#/posting")
    posting = check(page, POSTING)
    expect(posting.get_by_role("alert")).to_contain_text("Your text is still here.")
    page.reload()
    expect(posting.get_by_label("The posting", exact=True)).to_have_value(POSTING)
    page.close()


# Everybody.

AXE = Axe()
# It would look for the styles that styles import beside the page.
NO_PRELOAD = {"preload": False}

VIEWS = (
    "#/guides",
    "#/guides?q=phd",
    "#/guides/first-ai-hire?q=salary",
    "#/decide",
    "#/decide/first-hire?prototype=yes",
    "#/decide/first-hire?prototype=no",
    "#/pay",
    "#/posting",
)


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 390)])
def test_axe_finds_nothing_in_any_room(page: Page, theme: Any, width: int) -> None:
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.set_viewport_size({"width": width, "height": 844})
    found = {}
    for view in VIEWS:
        enter(page, view)
        here = room(page, view[2:].split("/")[0].split("?")[0])
        expect(here.get_by_role("heading", level=1)).to_be_visible()
        if view == "#/posting":
            here.get_by_role("button", name="Try an example").click()
            expect(here.locator(".posting-finding")).to_have_count(5)
        if view == "#/pay":
            expect(here.locator("svg a").first).to_be_attached()
        page.wait_for_timeout(200)
        found[view] = [
            one["id"] for one in AXE.run(page, options=NO_PRELOAD).response["violations"]
        ]
        assert page.evaluate("document.querySelector('.hall').scrollWidth") == width
    assert found == dict.fromkeys(VIEWS, [])
