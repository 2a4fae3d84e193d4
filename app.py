"""Joins the parts and opens the page: settings -> index -> assistant -> page."""

import html
import os
import sys
from typing import Any

from index.offline import go_offline

go_offline()  # before any library is imported that would phone home
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr  # noqa: E402  the two lines above come first

from assistant import Answer, Assistant, Settings  # noqa: E402
from corpus import Passage, cells  # noqa: E402
from index import (  # noqa: E402
    CAN_BE_PUT_RIGHT,
    Bar,
    open_model,
    open_or_rebuild,
    passage_index,
    recipe_for,
)

TITLE = "Hiring for AI roles: what the guides say"
INTRODUCTION = (
    "Ask about ML engineers, AI researchers, research scientists, research engineers or applied "
    "scientists. You get the passages of the guides that fit your question best."
)
EXAMPLES = (
    "Who should we hire first?",
    "What does a senior ML engineer earn?",
    "How long does it take to hire an applied scientist?",
    "Do I need a PhD to become a research engineer?",
)
NOTHING_ASKED = "Please ask in words."
QUESTIONS_AT_ONCE = 8
WRONG = 2

Messages = list[dict[str, Any]]


def main() -> int:
    """Open the page and stay; what stands in the way is told in one line."""
    try:
        settings = Settings.read()
        model = open_model(settings.embedding_model, cache=settings.models)
        opened = open_or_rebuild(recipe_for(settings, model), settings.index, progress=Bar())
    except CAN_BE_PUT_RIGHT as error:
        print(f"error: {error}", file=sys.stderr)
        return WRONG
    with opened:
        demo = page(Assistant(passage_index(opened, model)))
        demo.launch(
            server_name=settings.host,
            server_port=settings.port,
            inbrowser=True,
            footer_links=[],
            show_error=False,
        )
    return 0


def page(assistant: Assistant) -> gr.Blocks:
    """A plain chat. The page itself keeps the conversation: a restart loses nothing."""

    def answer(question: str, messages: Messages) -> tuple[str, Messages]:
        if not question.strip():
            return "", messages
        said = in_markdown(assistant.answer(question))
        turns = [("user", _as_text(question)), ("assistant", said)]
        return "", [*messages, *({"role": role, "content": text} for role, text in turns)]

    demo: gr.Blocks
    with gr.Blocks(title=TITLE, analytics_enabled=False) as demo:
        gr.Markdown(f"# {TITLE}\n\n{INTRODUCTION}")
        chat = gr.Chatbot(label="Conversation", buttons=["copy"], height="60vh")
        asked = gr.Textbox(
            label="Your question", placeholder=EXAMPLES[0], submit_btn="Ask", autofocus=True
        )
        gr.Examples([[one] for one in EXAMPLES], inputs=asked, label="For example")
        asked.submit(
            answer,
            inputs=[asked, chat],
            outputs=[asked, chat],
            api_name="ask",
            concurrency_limit=QUESTIONS_AT_ONCE,
        )
    return demo


def in_markdown(answer: Answer) -> str:
    """Passages with the place they come from; the words of documents are shown as text."""
    if not answer.matches:
        return NOTHING_ASKED
    parts = []
    for number, match in enumerate(answer.matches, start=1):
        passage = match.passage
        place = _as_text(" › ".join((passage.title, *passage.section)))
        parts.append(f"**[{number}] {place}**\n\n{_as_text(_in_its_table(passage))}")
    return "\n\n".join(parts)


def _in_its_table(passage: Passage) -> str:
    if passage.kind != "table row":
        return passage.text
    header = passage.context.rsplit("\n", 1)[-1]
    return "\n".join((passage.context, "|---" * len(cells(header)) + "|", passage.text))


def _as_text(words: str) -> str:
    """No tag, link or picture of a document or a person becomes one on the page."""
    return html.escape(words, quote=False).replace("[", "\\[").replace("](", "] (")


if __name__ == "__main__":
    sys.exit(main())
