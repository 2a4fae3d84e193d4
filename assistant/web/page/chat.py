"""The chat as a Gradio page. The only package that knows Gradio."""

import html
import math
import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import gradio as gr

from assistant import MOST_CHARACTERS, Answer, Assistant, Citation
from assistant import Path as Way
from corpus import Passage, cells
from index import CAN_BE_PUT_RIGHT

TITLE = "Hiring for AI roles: what the guides say"
INTRODUCTION = (
    "Ask about ML engineers, AI researchers, research scientists, research engineers or applied "
    "scientists. Every sentence of an answer shows the words of the guides it rests on."
)
NOTHING_YET = "Type a question below, or pick an example."
EXAMPLES = (
    "Who should we hire first?",
    "What does a senior ML engineer earn?",
    "How long does it take to hire an applied scientist?",
    "Do I need a PhD to become a research engineer?",
)
WRITTEN_BY: Mapping[str, str] = {
    "worked answers": "worked answer",
    "figures": "typed figures",
    "guides": "the guides' own sentences",
    "decision tree": "decision tree",
    "posting check": "check of a posting",
}
TURNS_REMEMBERED = 20
TOO_LONG = f"A question has at most {MOST_CHARACTERS:,} characters: please ask a shorter one."
QUESTIONS_AT_ONCE = 8
SECONDS_BETWEEN_UPDATES = 0.1

# The bold font that Gradio brings lacks most letters; those of the system are there already.
THEME = gr.themes.Default(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
# A word in a narrow column stays whole, a question that is scrolled to keeps clear of the edge, and
# a telephone has no wide margins. `:is` is for Gradio, which puts `.contain` before each selector.
STYLE = """
.message td, .message th { overflow-wrap: normal; word-break: normal; }
.message blockquote, .message details { font-size: 0.875em; }
.message details { margin: 0.5em 0; }
.message summary { cursor: pointer; }
.message small { opacity: 0.75; }
[data-testid="user"] { scroll-margin-top: 3rem; }
@media (max-width: 640px) {
  :is(.contain > .column) { margin: 0 -1.25rem; width: auto; }
  .bubble-wrap .bot-row { max-width: 100%; margin-left: 0.5rem; margin-right: 0.5rem; }
}
"""
# An answer is read from its beginning, so the page goes to the question. Once the answer reaches
# the edge it stays there, or nobody could look elsewhere while it grows.
TO_THE_QUESTION = """() => requestAnimationFrame(() => {
  const asked = document.querySelectorAll('[data-testid="user"]');
  if (asked.length <= (window.questionsShown || 0)) {
    window.questionsShown = asked.length;
    return;
  }
  const last = asked[asked.length - 1];
  last.scrollIntoView({block: "start"});
  const log = last.closest('[role="log"]');
  if (log.scrollTop + log.clientHeight + 1 < log.scrollHeight) {
    window.questionsShown = asked.length;
  }
})"""
# A mark is shown, and copied, as it is: `[1]` alone is no link, and nothing can make it one.
NO_MARK = r"\[(?!\d{1,4}\](?![(\[:]))"

Messages = list[dict[str, Any]]


def page(assistant: Assistant) -> gr.Blocks:
    """A plain chat. The page itself keeps the conversation: a restart loses nothing."""

    def answer(question: str, messages: Messages) -> Iterator[tuple[str, Messages]]:
        yield from _conversation(assistant, question, messages)

    demo: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False) as demo:
        gr.Markdown(f"# {TITLE}\n\n{INTRODUCTION}")
        chat = gr.Chatbot(
            label="Conversation",
            show_label=False,
            placeholder=NOTHING_YET,
            buttons=["copy"],
            height="60vh",
            autoscroll=False,
            latex_delimiters=[],
        )
        asked = gr.Textbox(
            label="Your question",
            placeholder=EXAMPLES[0],
            submit_btn="Ask",
            autofocus=True,
            max_length=MOST_CHARACTERS,
        )
        for told in (asked, chat):
            # Gradio would fetch the address that a caller names as that of a file.
            told.async_move_resource_to_block_cache = _fetch_nothing  # type: ignore[method-assign]
        gr.Examples([[one] for one in EXAMPLES], inputs=asked, label="For example")
        asked.submit(
            answer,
            inputs=[asked, chat],
            outputs=[asked, chat],
            api_name="ask",
            concurrency_limit=QUESTIONS_AT_ONCE,
        )
        chat.change(fn=None, js=TO_THE_QUESTION)
    return demo


def _conversation(
    assistant: Assistant, question: str, messages: Messages
) -> Iterator[tuple[str, Messages]]:
    """What the box and the chat show, again each time the answer grows."""
    if len(question) > MOST_CHARACTERS:
        raise gr.Error(TOO_LONG, print_exception=False)
    before = _words_of(messages)
    if not question.strip():
        yield "", before
        return
    asked = [*before, {"role": "user", "content": _literally(question)}]
    yield "", asked
    try:
        for growing in in_sight(assistant.answer(_asked_in(asked))):
            yield "", [*asked, {"role": "assistant", "content": in_markdown(growing)}]
    except CAN_BE_PUT_RIGHT as error:
        yield question, before  # so that it can be asked again
        raise gr.Error(str(error), print_exception=False) from error


async def _fetch_nothing(url_or_file_path: str | Path | None) -> str | None:  # noqa: ARG001
    raise gr.Error("Please ask in words: no file is read.", print_exception=False)


def in_sight(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Drop what would be replaced before anyone has seen it; the complete answer never is."""
    shown = -math.inf
    for answer in answers:
        now = time.monotonic()
        if answer.complete or now - shown >= SECONDS_BETWEEN_UPDATES:
            shown = now
            yield answer


def in_markdown(answer: Answer) -> str:
    """The answer and, once it is complete, what it rests on and what is near.

    The words of documents are shown as text.
    """
    text = _as_text(answer.text)
    if not answer.complete:
        return text
    parts = (
        text,
        *(f"*{_as_text(note[:1].upper() + note[1:])}.*" for note in answer.notes),
        _way(answer.path),
        _sources(answer.citations),
        f"<small>{WRITTEN_BY[answer.layer]}</small>" if answer.layer else "",
        _nearby(answer.nearby),
        _suggestions(answer.suggestions),
    )
    return "\n\n".join(part for part in parts if part)


def _way(path: Way | None) -> str:
    """The way through a decision tree, once there is a step to show."""
    if path is None or not path.steps:
        return ""
    steps = (f"{number}. {_as_text(step)}" for number, step in enumerate(path.steps, start=1))
    taken = ", ".join(f"“{_literally(words)}”" for words in path.taken)
    return "\n".join(
        (
            f"**The way through the tree “{_as_text(path.tree)}”**\n",
            *steps,
            *([f"\nTaken from your words: {taken}"] if taken else []),
        )
    )


def _sources(citations: Sequence[Citation]) -> str:
    """The quoted words, under the place where they stand."""
    places = (
        [f"**{place}**", *(f"[{one.number}] {_quoted(one)}" for one in here)]
        for place, here in groupby(citations, key=lambda one: _place(one.passage))
    )
    return "\n>\n".join("\n".join(f"> {line}" for line in lines) for lines in places)


def _quoted(citation: Citation) -> str:
    """Quoted words in one line; in a whole table row each cell follows the heading above it."""
    row, headings = cells(citation.quote), cells(_header(citation.passage))
    if citation.passage.kind == "table row" and len(row) == len(headings):
        return " · ".join(
            _as_text(f"{heading}: {cell}" if heading else cell)
            for heading, cell in zip(headings, row, strict=True)
            if cell
        )
    return f"“{_as_text(' '.join(citation.quote.split()))}”"


def _nearby(passages: Sequence[Passage]) -> str:
    """Passages to open where they are wanted."""
    folded = (
        f"<details><summary>{_place(one)}</summary>\n\n{_as_text(_in_its_table(one))}\n\n</details>"
        for one in passages
    )
    return "\n\n".join(("Near the question:", *folded)) if passages else ""


def _suggestions(questions: Sequence[str]) -> str:
    asked = (f"- {_as_text(question)}" for question in questions)
    return "\n".join(("You could also ask:\n", *asked)) if questions else ""


def _place(passage: Passage) -> str:
    return _as_text(" › ".join((passage.title, *passage.section)))


def _in_its_table(passage: Passage) -> str:
    if passage.kind != "table row":
        return passage.text
    line = "|---" * len(cells(_header(passage))) + "|"
    return "\n".join((passage.context, line, passage.text))


def _header(row: Passage) -> str:
    return row.context.rsplit("\n", 1)[-1]


def _as_text(words: str) -> str:
    """Markdown stays, but no tag, link or picture of a document becomes one on the page."""
    # A backslash before a sign would show how it is written out.
    bare = re.sub(r"\\+(?=[&<\[@])", "", words)
    return _written_out(rf"[&<@]|{NO_MARK}|(?<=:)//|(?<=www)\.", bare)


def _literally(words: str) -> str:
    """What a person has typed is shown as it was typed."""
    return _written_out(r"[&<\[@\\`*_#~|>]|(?<=:)//|(?<=www)\.", words)


def _written_out(pattern: str, words: str) -> str:
    """Signs as character references, which never have a meaning in Markdown."""
    return re.sub(
        pattern,
        lambda found: "".join(f"&#{ord(sign)};" for sign in found.group()),
        words,
        flags=re.IGNORECASE,
    )


def _asked_in(messages: Messages) -> list[str]:
    """What the person has asked, as it was typed."""
    return [html.unescape(message["content"]) for message in messages if message["role"] == "user"][
        -TURNS_REMEMBERED:
    ]


def _words_of(messages: Messages) -> Messages:
    """A caller may send files and components too, which are not ours to show."""
    return [
        {
            "role": "user" if message["role"] == "user" else "assistant",
            "content": "\n\n".join(
                part["text"] for part in message["content"] if part["type"] == "text"
            ),
        }
        for message in messages
    ]
