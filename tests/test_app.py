import os
import shutil
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import gradio.processing_utils
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import Page, expect, sync_playwright

import app
from assistant import NOTHING_ASKED, Answer, Assistant, Settings
from corpus import Passage
from index import Match, PassageIndex, open_model, open_or_rebuild, passage_index, recipe_for
from index.errors import ChromaAway

HOSTILE = (
    '<img src=x onerror="document.title=1"> ![x](http://a.example/b.png) [a](javascript:alert(1)) '
    "<script>alert(1)</script> \\[b](http://b.example) &lt;b&gt; http://c.example www.d.example "
    "e@f.example $$x$$ <http://g.example>"
)
DOCUMENTS = {
    "pay.md": """# Pay

## Salary

A senior research engineer earns $250k a year. The salary is paid every month.

| Level | Base |
|---|---|
| Junior | $150k |
| Senior | $250k |

## Relocation

Moving to another city is paid up to $5,000.
""",
    "interviews.md": """# Interviews

## How many interviews are there?

- Two are about code.
- One is about research.

> The team decides within two days.
""",
    "hostile.md": f"# Parrots {HOSTILE}\n\nParrots talk. {HOSTILE}\n",
}
TABLE = {
    row: f"| Level | Base |\n|---|---|\n{row}"
    for row in ("| Junior | $150k |", "| Senior | $250k |")
}
MOVING = "How much is paid for moving?"
PARROTS = "Do parrots talk?"

Messages = list[dict[str, str]]

# All it may reach is the page: whatever else it looks up is not found.
CHROMIUM = (
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    folder = tmp_path_factory.mktemp("page")
    (folder / "documents").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "documents" / name).write_text(text, "utf-8")
    settings = Settings.read().model_copy(update={"corpus": folder / "documents"})
    model = open_model(settings.embedding_model, cache=settings.models)
    with open_or_rebuild(recipe_for(settings, model), folder / "index") as opened:
        yield passage_index(opened, model)


@pytest.fixture(scope="module")
def address(index: PassageIndex) -> Iterator[str]:
    """The page itself, on a free port of this machine."""
    demo = app.page(Assistant(index, ()))
    yield app.launched(demo, host="127.0.0.1", inbrowser=False)
    demo.close()


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False)


def ask(client: Client, question: object, messages: Sequence[dict[str, Any]] = ()) -> Messages:
    """The conversation after a question, as role and words."""
    before = [
        {**one, "content": [{"type": "text", "text": one["content"]}]}
        if isinstance(one["content"], str)
        else one
        for one in messages
    ]
    typed, said = client.predict(question, before, api_name="/ask")
    assert typed == ""
    return [
        {"role": message["role"], "content": "".join(part["text"] for part in message["content"])}
        for message in said
    ]


def reply(index: PassageIndex, question: str) -> str:
    """What the page should say, from what the index gives."""
    return "\n\n".join(
        f"**[{number}] {' › '.join((one.passage.title, *one.passage.section))}**\n\n"
        + (TABLE[one.passage.text] if one.passage.kind == "table row" else one.passage.text)
        for number, one in enumerate(index.search(question, limit=3), start=1)
    )


def test_a_question_is_answered_with_what_the_index_gives(
    index: PassageIndex, client: Client
) -> None:
    said = ask(client, MOVING)
    assert said == [
        {"role": "user", "content": MOVING},
        {"role": "assistant", "content": reply(index, MOVING)},
    ]
    assert said[1]["content"].startswith(
        "**[1] Pay › Relocation**\n\nMoving to another city is paid up to $5,000.\n\n**[2] "
    )


def test_a_row_is_shown_in_its_table(index: PassageIndex, client: Client) -> None:
    (_, answer) = ask(client, "senior base")
    assert answer["content"] == reply(index, "senior base")
    assert "\n\n| Level | Base |\n|---|---|\n| Senior | $250k |" in answer["content"]


def test_the_conversation_goes_on(client: Client) -> None:
    once = ask(client, MOVING)
    assert ask(client, "Who decides?", once) == [*once, *ask(client, "Who decides?")]


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_changes_nothing(client: Client, question: str) -> None:
    once = ask(client, MOVING)
    assert ask(client, question) == []
    assert ask(client, question, once) == once


@pytest.mark.parametrize("question", ["?!", "\u200b", "\U0001f600"])
def test_a_question_without_words_is_asked_again(client: Client, question: str) -> None:
    assert ask(client, question) == [
        {"role": "user", "content": question},
        {"role": "assistant", "content": NOTHING_ASKED},
    ]


def test_what_a_caller_sends_along_is_words_or_nothing(client: Client) -> None:
    sent = [
        {
            "role": "system",
            "content": [
                {"type": "text", "text": "Words."},
                {
                    "type": "component",
                    "component": "html",
                    "value": "<b>",
                    "constructor_args": {},
                    "props": {},
                },
            ],
        }
    ]
    assert ask(client, " ", sent) == [{"role": "assistant", "content": "Words."}]


def test_no_address_is_fetched_for_a_caller(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched: list[str] = []

    async def fetch(url: str, *_: object) -> str:
        fetched.append(url)
        return ""

    monkeypatch.setattr(gradio.processing_utils, "async_ssrf_protected_download", fetch)
    file = {"path": "http://a.example/b.png", "meta": {"_type": "gradio.FileData"}}
    for question, messages in [
        (file, []),
        (MOVING, [{"role": "user", "content": [{"type": "file", "file": file}]}]),
    ]:
        with pytest.raises(AppError, match="Please ask in words: no file is read"):
            ask(client, question, messages)
    assert fetched == []


def test_what_a_person_can_put_right_is_told_on_the_page() -> None:
    class Away(Assistant):
        def answer(self, turns: Sequence[str]) -> Answer:
            raise ChromaAway(f"Chroma is away, {turns[-1]}.")

    demo = app.page(Away(cast(PassageIndex, SimpleNamespace(passages=())), ()))
    address = app.launched(demo, host="127.0.0.1", inbrowser=False)
    with pytest.raises(AppError, match="Chroma is away, friend"):
        ask(Client(address, verbose=False), "friend")
    demo.close()


def test_nothing_in_the_environment_shares_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}

    def launch(_: gr.Blocks, **options: Any) -> tuple[None, str, None]:
        told.update(options)
        return None, "", None

    monkeypatch.setattr(gr.Blocks, "launch", launch)
    app.launched(gr.Blocks(), host="127.0.0.1")
    off = ("share", "run_history", "mcp_server", "enable_monitoring", "pwa", "ssr_mode")
    # None would leave it to a GRADIO_ variable.
    assert {name: told[name] for name in off} == dict.fromkeys(off, False)
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("R & D < 5 [1]", "R &#38; D &#60; 5 &#91;1]", id="signs of HTML and links"),
        pytest.param("\\[a](b) \\\\[", "&#91;a](b) &#91;", id="a backslash undoes nothing"),
        pytest.param("HTTP://a WWW.b c@d", "HTTP:&#47;&#47;a WWW&#46;b c&#64;d", id="addresses"),
        pytest.param("> **Note:** `x` _y_", "> **Note:** `x` _y_", id="Markdown stays"),
    ],
)
def test_the_words_of_a_document_are_only_words(words: str, shown: str) -> None:
    passage = Passage("a#1", "a", words, (), 0, len(words), words)
    answer = Answer("passages", "", nearby=(Match(passage, score=1.0, meaning=1.0),))
    assert app.in_markdown(answer) == f"**[1] {shown}**\n\n{shown}"


# From the command line.


@pytest.fixture
def own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "pay.md").write_text("The salary.", "utf-8")
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path / "documents"))
    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path / "index"))
    return tmp_path


def test_a_port_that_is_taken_is_said_in_one_line(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert own_folders.exists()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("ASSISTANT_PORT", str(port))
        assert app.main() == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == (
        "",
        f"error: The page cannot be opened at 127.0.0.1:{port}: if it is open already, use that "
        "one, or set ASSISTANT_PORT or ASSISTANT_HOST to another.\n",
    )


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        pytest.param("ASSISTANT_PROT", "1", "Did you mean ASSISTANT_PORT?", id="misspelt"),
        pytest.param("ASSISTANT_PORT", "70000", "ASSISTANT_PORT does not fit: ", id="no port"),
        pytest.param("ASSISTANT_CORPUS", "missing", "There is no folder", id="no corpus"),
    ],
)
def test_what_stands_in_the_way_is_said_in_one_line(
    own_folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    value: str,
    says: str,
) -> None:
    assert own_folders.exists()
    monkeypatch.setenv(name, value)
    assert app.main() == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith("error: ")
    assert says in said.err


# In a browser.


@pytest.fixture(scope="module")
def browser_page(address: str) -> Iterator[Page]:
    program = shutil.which("chromium")
    if program is None:
        assert "CI" not in os.environ, "the page is tested in Chromium: install chromium"
        pytest.skip("no chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM, timeout=60_000)
        page = browser.new_page()
        page.set_default_timeout(20_000)
        page.goto(address)
        yield page
        browser.close()


def test_a_question_is_typed_and_answered_and_nothing_else_is_asked_for(
    browser_page: Page, address: str, tmp_path: Path
) -> None:
    page = browser_page
    asked_for: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.reload()

    question = page.get_by_label("Your question")
    question.fill(MOVING)
    question.press("Enter")
    answer = page.get_by_test_id("bot").last
    expect(answer.get_by_text("[1] Pay › Relocation")).to_be_in_viewport()
    expect(answer.get_by_text("Moving to another city is paid up to $5,000.")).to_be_visible()
    expect(page.get_by_test_id("user").last).to_have_text(MOVING)
    expect(question).to_have_value("")

    # The next one comes below, and is what one sees.
    question.fill("senior base")
    question.press("Enter")
    expect(page.get_by_test_id("bot")).to_have_count(2)
    expect(page.get_by_test_id("bot").last.get_by_role("cell", name="$250k")).to_be_visible()
    expect(page.get_by_test_id("user").last).to_be_in_viewport()
    expect(page.get_by_test_id("bot").last.get_by_text("[1] Pay › Salary")).to_be_in_viewport()

    page.screenshot(path=tmp_path / "page.png", full_page=True)
    own = (address, "data:", "blob:")
    assert [url for url in asked_for if not url.startswith(own)] == []
    assert [error for error in errors if "favicon" not in error] == []


def test_an_example_can_be_asked(browser_page: Page) -> None:
    browser_page.reload()
    browser_page.get_by_role("button", name=app.EXAMPLES[0]).click()
    expect(browser_page.get_by_label("Your question")).to_have_value(app.EXAMPLES[0])
    browser_page.get_by_role("button", name="Ask", exact=True).click()
    expect(browser_page.get_by_test_id("user")).to_have_text(app.EXAMPLES[0])
    expect(browser_page.get_by_test_id("bot").get_by_text("[3]")).to_have_count(1)


def test_what_documents_and_persons_write_is_shown_as_text(browser_page: Page) -> None:
    page = browser_page
    page.reload()
    question = f"{PARROTS} {HOSTILE}"
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_test_id("user")).to_have_text(question)
    answer = page.get_by_test_id("bot")
    shown = HOSTILE.replace("\\[b]", "[b]")  # the Markdown of a document stays
    expect(answer.get_by_text(f"Parrots talk. {shown}")).to_be_visible()
    expect(answer.get_by_text("[1] Parrots <img src=x")).to_be_visible()
    inside = page.locator("[data-testid=user], [data-testid=bot]")
    for tag in ("a", "img", "script"):
        expect(inside.locator(tag)).to_have_count(0)
    expect(page).to_have_title(app.TITLE)
