import itertools
import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from threading import Semaphore
from types import SimpleNamespace
from typing import Any, get_args

import gradio.processing_utils
import pytest
from fastapi import FastAPI
from gradio_client import Client
from gradio_client.exceptions import AppError
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant import (
    NOTHING_ASKED,
    Answer,
    Assistant,
    BuiltInModel,
    Citation,
    Guides,
    Settings,
    Turn,
)
from assistant import Path as Way
from assistant.answers import Layer
from assistant.web.application import mount_page
from assistant.web.page import chat
from corpus import Passage
from index import open_model, open_or_rebuild, recipe_for
from index.errors import ChromaAway
from tests.assistant.web.served import served as served_app

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
""",
    "interviews.md": """# Interviews

## How many interviews are there?

- Two are about code.
- One is about research.

> The team decides within two days.
""",
}
DECIDES = "Who decides?"
WEATHER = "What is the weather like in Paris?"
ENGINEERS = "What do senior research engineers earn?"


def passage(text: str, *section: str, title: str = "Pay", **more: Any) -> Passage:
    return Passage(f"{title}#1", title, title, section, 0, len(text), text, **more)


def cited(*quoted: tuple[Passage, str]) -> tuple[Citation, ...]:
    return tuple(
        Citation(number, passage, quote, start := passage.text.index(quote), start + len(quote))
        for number, (passage, quote) in enumerate(quoted, start=1)
    )


EARNS = passage("A senior research engineer earns $250k a year.", "Salary")
ROW = passage(
    "| Senior | $250k |", "Salary", kind="table row", context="Per year\n| Level | Base |"
)
TEAM = passage("The team\ndecides.", title="Interviews")
STRANGE = passage(f"Parrots talk. {HOSTILE}", HOSTILE, title=f"Parrots {HOSTILE}")

FULL = Answer(
    "answer",
    "Senior research engineers earn $250k a year [1] [2]. The team decides [3].",
    cited((EARNS, EARNS.text), (ROW, ROW.text), (TEAM, TEAM.text)),
    notes=("guides differ", "VAMI is of 2025"),
    layer="worked answers",
)
FULL_SHOWN = """\
Senior research engineers earn $250k a year [1] [2]. The team decides [3].

*Guides differ.*

*VAMI is of 2025.*

> **Pay › Salary**
> [1] “A senior research engineer earns $250k a year.”
> [2] Level: Senior · Base: $250k
>
> **Interviews**
> [3] “The team decides.”

<small>worked answer</small>"""
DECIDED = Answer(
    "decision",
    "An ML engineer [1].",
    cited((EARNS, "engineer")),
    layer="decision tree",
    path=Way("first-hire", {"prototype": "yes"}, ("A prototype? Yes",), taken=("it *runs*",)),
)
DECIDED_SHOWN = """\
An ML engineer [1].

**The way through the tree “first-hire”**

1. A prototype? Yes

Taken from your words: “it &#42;runs&#42;”

> **Pay › Salary**
> [1] “engineer”

<small>decision tree</small>"""
DECLINED = Answer(
    "decline",
    "The guides do not answer this.",
    nearby=(ROW, TEAM),
    suggestions=("Who earns more?", "Who decides?"),
)
DECLINED_SHOWN = """\
The guides do not answer this.

Near the question:

<details><summary>Pay › Salary</summary>

Per year
| Level | Base |
|---|---|
| Senior | $250k |

</details>

<details><summary>Interviews</summary>

The team
decides.

</details>

You could also ask:

- Who earns more?
- Who decides?"""

# What can be hostile is hostile, in every part of an answer at once.
HOSTILE_SAID = Answer(
    "answer",
    f"Parrots talk {HOSTILE} [1].",
    cited((STRANGE, STRANGE.text)),
    notes=(HOSTILE,),
    layer="guides",
    path=Way(HOSTILE, {}, (HOSTILE,), taken=(HOSTILE,)),
    nearby=(STRANGE, replace(STRANGE, kind="table row", context=f"| {HOSTILE} |")),
    suggestions=(HOSTILE,),
)

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


class Told(Assistant):
    """Answers as it is told to, and remembers what it was asked."""

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self.heard: list[Turn | str] = []
        self._answers = answers

    def answer(self, turns: Sequence[Turn | str]) -> Iterator[Answer]:
        self.heard = list(turns)
        yield self._answers.get(str(turns[-1]), FULL)


class Growing(Assistant):
    """Has a first answer, waits to be let go on, has a longer one, and waits again."""

    LINES = "\n\n".join(f"Line {number}." for number in range(60))
    SAYS = (
        Answer("answer", "Line 0.", complete=False),
        Answer("answer", LINES, complete=False),
        Answer("answer", f"{LINES}\n\nThe last line.", suggestions=("What else?",)),
    )

    def __init__(self) -> None:
        self.go_on = Semaphore(1)

    def answer(self, turns: Sequence[Turn | str]) -> Iterator[Answer]:  # noqa: ARG002
        for said in self.SAYS:
            assert self.go_on.acquire(timeout=30)
            yield said


@contextmanager
def real(settings: Settings) -> Iterator[Assistant]:
    model = open_model(settings.embedding_model, cache=settings.models)
    with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
        guides = Guides.of(opened, model)
        yield Assistant(guides, BuiltInModel(guides=guides))


@contextmanager
def served(assistant: Assistant) -> Iterator[str]:
    """The page itself, on a free port of this machine."""
    app = FastAPI()
    mount_page(app, chat.page(assistant))
    with served_app(app) as address:
        yield address


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real one, over documents that have no worked answers."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "documents").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "documents" / name).write_text(text, "utf-8")
    ours = {"corpus": folder / "documents", "index": folder / "index"}
    with real(Settings.read().model_copy(update=ours)) as found:
        yield found


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[Client]:
    with served(assistant) as address:
        yield Client(address, verbose=False)


@pytest.fixture(scope="module")
def told() -> Told:
    return Told(
        {ENGINEERS: FULL, WEATHER: DECLINED, HOSTILE: HOSTILE_SAID, chat.EXAMPLES[0]: DECIDED}
    )


@pytest.fixture(scope="module")
def address(told: Told) -> Iterator[str]:
    with served(told) as address:
        yield address


def ask(client: Client, question: object, messages: Sequence[dict[str, Any]] = ()) -> Messages:
    """The conversation after a question, as role and words."""
    typed, said = client.predict(question, _sent(messages), api_name="/ask")
    assert typed == ""
    return _words_of(said)


def _sent(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**one, "content": [{"type": "text", "text": one["content"]}]}
        if isinstance(one["content"], str)
        else one
        for one in messages
    ]


def _words_of(messages: Sequence[dict[str, Any]]) -> Messages:
    return [
        {"role": message["role"], "content": "".join(part["text"] for part in message["content"])}
        for message in messages
    ]


# What an answer looks like.


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        pytest.param(FULL, FULL_SHOWN, id="marks, notes, sources and who wrote it"),
        pytest.param(DECIDED, DECIDED_SHOWN, id="the way through a tree"),
        pytest.param(DECLINED, DECLINED_SHOWN, id="passages and questions that are near"),
        pytest.param(Answer("chat", "Hello!"), "Hello!", id="words alone"),
        pytest.param(replace(FULL, complete=False), FULL.text, id="words alone while it grows"),
        pytest.param(
            replace(DECIDED, citations=(), layer="", path=Way("a", {}, (), asks="A prototype?")),
            DECIDED.text,
            id="no way before the first step",
        ),
        pytest.param(
            Answer("answer", "It is $250k [1].", cited((ROW, "$250k"))),
            "It is $250k [1].\n\n> **Pay › Salary**\n> [1] “$250k”",
            id="a cell is quoted as words",
        ),
    ],
)
def test_an_answer_is_shown_with_what_it_rests_on(answer: Answer, shown: str) -> None:
    assert chat.in_markdown(answer) == shown


def test_whoever_may_have_written_an_answer_is_named() -> None:
    assert set(chat.WRITTEN_BY) == set(get_args(Layer)) - {""}


def test_not_every_small_step_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    # A step each 30 ms, and the answer is complete 10 ms after the last of them.
    times = itertools.chain((step * 0.03 for step in range(10)), [0.28])
    monkeypatch.setattr(
        "assistant.web.page.chat.time", SimpleNamespace(monotonic=lambda: next(times))
    )
    steps = [Answer("answer", str(step), complete=False) for step in range(10)]
    shown = chat.in_sight([*steps, Answer("answer", "all")])
    assert [answer.text for answer in shown] == ["0", "4", "8", "all"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("R & D < 5 [a]", "R &#38; D &#60; 5 &#91;a]", id="signs of HTML and links"),
        pytest.param("\\[a](b) \\\\[", "&#91;a](b) &#91;", id="a backslash undoes nothing"),
        pytest.param("HTTP://a WWW.b c@d", "HTTP:&#47;&#47;a WWW&#46;b c&#64;d", id="addresses"),
        pytest.param("> **Note:** `x` _y_", "> **Note:** `x` _y_", id="Markdown stays"),
        pytest.param("So [1] [23].", "So [1] [23].", id="marks stay"),
        pytest.param(
            "[1](b) [1][2] [1]: c ![1] \\[1](d) [12345]",
            "&#91;1](b) &#91;1][2] &#91;1]: c ![1] &#91;1](d) &#91;12345]",
            id="marks that would be links or lead to one",
        ),
    ],
)
def test_the_words_of_a_document_are_only_words(words: str, shown: str) -> None:
    answer = Answer("answer", words, nearby=(passage(words, title=words),))
    assert chat.in_markdown(answer) == (
        f"{shown}\n\nNear the question:\n\n"
        f"<details><summary>{shown}</summary>\n\n{shown}\n\n</details>"
    )


# Asked as a program asks.


def test_a_question_is_answered_as_the_assistant_answers(
    assistant: Assistant, client: Client
) -> None:
    answer = chat.in_markdown(assistant.ask(DECIDES))
    assert ask(client, DECIDES) == [
        {"role": "user", "content": DECIDES},
        {"role": "assistant", "content": answer},
    ]
    assert "The team decides within two days" in answer
    assert "Interviews › How many interviews are there?" in answer


def test_the_conversation_goes_on(told: Told, address: str) -> None:
    client = Client(address, verbose=False)
    once = ask(client, ENGINEERS)
    typed = "<b>&lt; *a* \\"
    ask(client, typed, once)
    assert told.heard == [ENGINEERS, typed]
    assert ask(client, WEATHER, once) == [*once, *ask(client, WEATHER)]


def test_of_a_long_conversation_the_end_is_remembered(told: Told, address: str) -> None:
    before = [{"role": "user", "content": f"Question {number}"} for number in range(50)]
    ask(Client(address, verbose=False), WEATHER, before)
    assert told.heard == [*(f"Question {number}" for number in range(31, 50)), WEATHER]


def test_an_answer_is_shown_while_it_grows() -> None:
    growing = Growing()
    with served(growing) as address:
        growing.go_on.release(2)
        asked = Client(address, verbose=False).submit("Well?", [], api_name="/ask")
        shown = [_words_of(said) for _, said in asked]
    assert all(said[0] == {"role": "user", "content": "Well?"} for said in shown)
    answers = [said[1]["content"] for said in shown if len(said) > 1]
    assert (len(shown[0]), answers[0]) == (1, "Line 0.")
    assert answers[-1] == chat.in_markdown(growing.SAYS[-1])


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_changes_nothing(client: Client, question: str) -> None:
    once = ask(client, DECIDES)
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
        (DECIDES, [{"role": "user", "content": [{"type": "file", "file": file}]}]),
    ]:
        with pytest.raises(AppError, match="Please ask in words: no file is read"):
            ask(client, question, messages)
    assert fetched == []


def test_what_a_person_can_put_right_is_told_on_the_page() -> None:
    class Away(Told):
        def answer(self, turns: Sequence[Turn | str]) -> Iterator[Answer]:
            raise ChromaAway(f"Chroma is away, {turns[-1]}.")

    with served(Away({})) as address:
        asked = Client(address, verbose=False).submit("friend", [], api_name="/ask")
        with pytest.raises(AppError, match="Chroma is away, friend"):
            asked.result()
        # Nothing is lost: it can be asked again.
        assert asked.outputs()[-1] == ("friend", [])


@pytest.mark.parametrize(("length", "heard"), [(10_000, True), (10_001, False)])
def test_a_question_has_a_length_that_can_be_answered(
    told: Told, address: str, length: int, heard: bool
) -> None:
    told.heard = []
    client = Client(address, verbose=False)
    if heard:
        ask(client, "a" * length)
    else:
        with pytest.raises(AppError, match="at most 10,000 characters"):
            ask(client, "a" * length)
    assert bool(told.heard) is heard


@pytest.mark.models
def test_the_guides_are_quoted_under_each_answer() -> None:
    with real(Settings.read()) as assistant, served(assistant) as address:
        client = Client(address, verbose=False)
        (_, pay) = ask(client, "who pays more, RS or RE")
        once = ask(client, "Who should we hire first?")
        (*_, decided) = ask(client, "There is no prototype yet.", once)
        (_, declined) = ask(client, WEATHER)
    text, _, below = pay["content"].partition("\n\n")
    numbers = set(re.findall(r"\[\d+\]", text))
    assert numbers
    assert set(re.findall(r"^> (\[\d+\]) \S", below, flags=re.MULTILINE)) == numbers
    assert "<small>worked answer</small>" in below
    assert "\n\n1. Is there a working prototype? No\n" in decided["content"]
    assert "<small>decision tree</small>" in decided["content"]
    assert "\n> [1]" not in declined["content"]


# In a browser.


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        assert "CI" not in os.environ, "the page is tested in Chromium: install chromium"
        pytest.skip("no chromium on the PATH")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM, timeout=60_000)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as page:
        yield page


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    page = browser.new_page(**options)
    page.set_default_timeout(20_000)
    page.goto(address)
    yield page
    page.close()


def type_in(page: Page, words: str) -> None:
    question = page.get_by_label("Your question")
    question.fill(words)
    question.press("Enter")


def test_a_question_is_typed_and_answered_and_nothing_else_is_asked_for(
    page: Page, address: str
) -> None:
    asked_for: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.reload()

    type_in(page, ENGINEERS)
    answer = page.get_by_test_id("bot").last
    expect(answer.get_by_text("The team decides [3].")).to_be_in_viewport()
    expect(answer.locator("blockquote").get_by_text("Pay › Salary")).to_be_visible()
    expect(answer.locator("blockquote").get_by_text("[2] Level: Senior")).to_be_visible()
    expect(answer.locator("em").get_by_text("Guides differ.")).to_be_visible()
    expect(answer.locator("small")).to_have_text("worked answer")
    expect(page.get_by_test_id("user").last).to_have_text(ENGINEERS)
    expect(page.get_by_label("Your question")).to_have_value("")

    # The next one comes below, and is what one sees. What is near can be unfolded.
    type_in(page, WEATHER)
    expect(page.get_by_test_id("bot")).to_have_count(2)
    expect(page.get_by_test_id("user").last).to_be_in_viewport()
    near = page.get_by_test_id("bot").last.locator("details").first
    expect(near.get_by_role("cell", name="$250k")).to_be_hidden()
    near.locator("summary").click()
    expect(near.get_by_role("cell", name="$250k")).to_be_visible()

    own = (address, "data:", "blob:")
    assert [url for url in asked_for if not url.startswith(own)] == []
    assert [error for error in errors if "favicon" not in error] == []


def test_an_example_can_be_asked(page: Page) -> None:
    page.get_by_role("button", name=chat.EXAMPLES[0]).click()
    expect(page.get_by_label("Your question")).to_have_value(chat.EXAMPLES[0])
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_test_id("user")).to_have_text(chat.EXAMPLES[0])
    expect(page.get_by_test_id("bot").locator("ol > li")).to_have_text("A prototype? Yes")


def test_an_answer_that_grows_is_read_from_its_beginning(browser: Browser) -> None:
    growing = Growing()
    with served(growing) as address, opened(browser, address) as page:
        type_in(page, "Well?")
        answer = page.get_by_test_id("bot").last
        expect(answer.get_by_text("Line 0.", exact=True)).to_be_visible()
        page.wait_for_timeout(2_000 * chat.SECONDS_BETWEEN_UPDATES)
        growing.go_on.release()
        expect(answer.get_by_text("Line 59.", exact=True)).to_be_attached()
        expect(page.get_by_test_id("user")).to_be_in_viewport()
        expect(answer.get_by_text("Line 0.", exact=True)).to_be_in_viewport()

        # Who reads on meanwhile is not called back.
        answer.get_by_text("Line 40.", exact=True).scroll_into_view_if_needed()
        growing.go_on.release()
        expect(page.get_by_text("What else?")).to_be_attached()
        expect(answer.get_by_text("Line 40.", exact=True)).to_be_in_viewport()
        expect(page.get_by_test_id("user")).not_to_be_in_viewport()


def test_the_next_question_is_gone_to_as_well(browser: Browser) -> None:
    growing = Growing()
    growing.go_on.release(5)
    with served(growing) as address, opened(browser, address) as page:
        for number, question in enumerate(("Well?", "And now?"), start=1):
            type_in(page, question)
            expect(page.get_by_text("What else?")).to_have_count(number)
            expect(page.get_by_test_id("user").last).to_be_in_viewport()
            answer = page.get_by_test_id("bot").last
            expect(answer.get_by_text("Line 0.", exact=True)).to_be_in_viewport()


def test_nothing_is_cut_off_on_a_telephone(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 360, "height": 740}) as page:
        type_in(page, ENGINEERS)
        expect(page.get_by_test_id("bot").locator("small")).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        wide = page.get_by_test_id("bot").bounding_box()
        assert wide is not None
        assert wide["width"] >= 280  # 212 with the margins of a desk


def test_what_documents_and_persons_write_is_shown_as_text(page: Page) -> None:
    type_in(page, HOSTILE)
    expect(page.get_by_test_id("user")).to_have_text(HOSTILE)
    answer = page.get_by_test_id("bot")
    shown = HOSTILE.replace("\\[b]", "[b]")  # the Markdown of a document stays
    expect(answer.get_by_text(f"Parrots talk {shown} [1].")).to_be_visible()
    expect(answer.locator("blockquote")).to_contain_text(f"[1] “Parrots talk. {shown}”")
    expect(answer.locator("summary")).to_have_count(2)
    inside = page.locator("[data-testid=user], [data-testid=bot]")
    for tag in ("a", "img", "script", "b"):
        expect(inside.locator(tag)).to_have_count(0)
    expect(page).to_have_title(chat.TITLE)
