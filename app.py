"""Joins the parts and opens the page: settings -> index -> assistant -> page."""

import html
import os
import re
import sys
from pathlib import Path
from typing import Any

from index.offline import go_offline

go_offline()  # before any library is imported that would phone home
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr  # noqa: E402  the two lines above come first

from assistant import Answer, Assistant, BuiltInModel, Guides, Settings  # noqa: E402
from corpus import Passage, cells  # noqa: E402
from index import (  # noqa: E402
    CAN_BE_PUT_RIGHT,
    Bar,
    open_model,
    open_or_rebuild,
    recipe_for,
)

TITLE = "Hiring for AI roles: what the guides say"
INTRODUCTION = (
    "Ask about ML engineers, AI researchers, research scientists, research engineers or applied "
    "scientists. Every sentence of an answer shows the words of the guides it rests on."
)
EXAMPLES = (
    "Who should we hire first?",
    "What does a senior ML engineer earn?",
    "How long does it take to hire an applied scientist?",
    "Do I need a PhD to become a research engineer?",
)
TURNS_REMEMBERED = 6
QUESTIONS_AT_ONCE = 8
WRONG = 2
STOPPED = 130

# The bold font that Gradio brings lacks most letters; those of the system are there already.
THEME = gr.themes.Default(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
# A word in a narrow column stays whole, and a question that is scrolled to keeps clear of the edge.
STYLE = """
.message td, .message th { overflow-wrap: normal; word-break: normal; }
[data-testid="user"] { scroll-margin-top: 3rem; }
"""
# The best passage is the first one, so a long answer is shown from its beginning.
TO_THE_QUESTION = """() => requestAnimationFrame(() => {
  const asked = document.querySelectorAll('[data-testid="user"]');
  if (asked.length) asked[asked.length - 1].scrollIntoView({block: "start"});
})"""

Messages = list[dict[str, Any]]


def main() -> int:
    """Open the page and stay; what stands in the way is told in one line."""
    try:
        settings = Settings.read()
        model = open_model(settings.embedding_model, cache=settings.models)
        with open_or_rebuild(recipe_for(settings, model), settings.index, progress=Bar()) as opened:
            guides = Guides.of(opened, model)
            demo = page(Assistant(guides, BuiltInModel(guides=guides)))
            address = launched(demo, host=settings.host, port=settings.port)
            print(f"The page is at {address}", flush=True)
            demo.block_thread()
    except (*CAN_BE_PUT_RIGHT, PageBlocked) as error:
        print(f"error: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        return STOPPED
    return 0


class PageBlocked(Exception):
    """The address of the page is taken, or not one of this machine."""


def launched(demo: gr.Blocks, *, host: str, port: int | None = None, inbrowser: bool = True) -> str:
    """Serve a page from this machine alone; its address is returned at once.

    Raises:
        PageBlocked: It cannot be served there.
    """
    try:
        _, address, _ = demo.launch(
            server_name=host,
            server_port=port,
            inbrowser=inbrowser,
            prevent_thread_lock=True,
            quiet=True,
            footer_links=[],
            theme=THEME,
            css=STYLE,
            # Said here, so that no GRADIO_* variable says otherwise: nothing leaves this machine.
            share=False,
            run_history=False,
            mcp_server=False,
            enable_monitoring=False,
            ssr_mode=False,
            pwa=False,
            max_file_size=1,  # byte: nothing here takes a file
            show_error=False,
        )
    except OSError as error:
        raise PageBlocked(
            f"The page cannot be opened at {host}:{port}: if it is open already, use that one, "
            "or set ASSISTANT_PORT or ASSISTANT_HOST to another."
        ) from error
    return address


def page(assistant: Assistant) -> gr.Blocks:
    """A plain chat. The page itself keeps the conversation: a restart loses nothing."""

    def answer(question: str, messages: Messages) -> tuple[str, Messages]:
        if not question.strip():
            return "", _words_of(messages)
        try:
            said = in_markdown(assistant.ask(*_asked_before(messages), question))
        except CAN_BE_PUT_RIGHT as error:
            raise gr.Error(str(error), print_exception=False) from error
        turns = [("user", _literally(question)), ("assistant", said)]
        said_now = [{"role": role, "content": text} for role, text in turns]
        return "", [*_words_of(messages), *said_now]

    demo: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False) as demo:
        gr.Markdown(f"# {TITLE}\n\n{INTRODUCTION}")
        chat = gr.Chatbot(
            label="Conversation",
            show_label=False,
            buttons=["copy"],
            height="60vh",
            autoscroll=False,
            latex_delimiters=[],
        )
        asked = gr.Textbox(
            label="Your question", placeholder=EXAMPLES[0], submit_btn="Ask", autofocus=True
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
        ).then(fn=None, js=TO_THE_QUESTION)
    return demo


async def _fetch_nothing(url_or_file_path: str | Path | None) -> str | None:  # noqa: ARG001
    raise gr.Error("Please ask in words: no file is read.", print_exception=False)


def in_markdown(answer: Answer) -> str:
    """The answer, its sources and what is near; the words of documents are shown as text."""
    parts = [_as_text(answer.text)] if answer.text else []
    parts += [f"*{_as_text(note.capitalize())}.*" for note in answer.notes]
    for citation in answer.citations:
        quote = _as_text(citation.quote).replace("|", "\\|")
        parts.append(f"**[{citation.number}] {_place(citation.passage)}**: “{quote}”")
    for number, passage in enumerate(answer.nearby, start=1):
        parts.append(f"**[{number}] {_place(passage)}**\n\n{_as_text(_in_its_table(passage))}")
    if answer.suggestions:
        asked = "\n".join(f"- {_as_text(question)}" for question in answer.suggestions)
        parts.append(f"You could also ask:\n\n{asked}")
    return "\n\n".join(parts)


def _place(passage: Passage) -> str:
    return _as_text(" › ".join((passage.title, *passage.section)))


def _in_its_table(passage: Passage) -> str:
    if passage.kind != "table row":
        return passage.text
    header = passage.context.rsplit("\n", 1)[-1]
    return "\n".join((passage.context, "|---" * len(cells(header)) + "|", passage.text))


def _as_text(words: str) -> str:
    """Markdown stays, but no tag, link or picture of a document becomes one on the page."""
    # A backslash before a sign would show how it is written out.
    return _written_out(r"[&<\[@]|(?<=:)//|(?<=www)\.", re.sub(r"\\+(?=[&<\[@])", "", words))


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


def _asked_before(messages: Messages) -> list[str]:
    """What the person has asked so far, as it was typed."""
    return [
        html.unescape(message["content"])
        for message in _words_of(messages)
        if message["role"] == "user"
    ][-TURNS_REMEMBERED:]


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


if __name__ == "__main__":
    sys.exit(main())
