"""The conversation as a Gradio page. The only module of it that knows Gradio's parts.

The page itself keeps the conversation: no `gr.State`, which would hold a connection open for each
tab and forget everything at a restart. Nothing here needs a script to be evaluated.
"""

from collections.abc import Iterator
from pathlib import Path

import gradio as gr

from assistant.assistant import Assistant
from assistant.web.page.records import KnowsPassages
from assistant.web.page.talking import Messages, Shown, conversation, reopened
from assistant.web.page.words import words

QUESTIONS_AT_ONCE = 8


def page(assistant: Assistant, guides: KnowsPassages) -> gr.Blocks:
    """A chat, and the wires by which static/ask/ asks, stops and opens."""

    def answer(sent: str, messages: Messages) -> Iterator[Shown]:
        yield from conversation(assistant, sent, messages)

    def opened(sent: str) -> Shown:
        return reopened(sent, guides)

    demo: gr.Blocks
    with gr.Blocks(title=words("shell")["name"], analytics_enabled=False, fill_width=True) as demo:
        chat = gr.Chatbot(
            elem_id="chat",
            label=words("ask")["log"],
            show_label=False,
            buttons=[],
            feedback_options=None,
            height=None,
            autoscroll=False,
            latex_delimiters=[],
        )
        with gr.Column(elem_id="wires"):
            asked = gr.Textbox(elem_id="wire-asked", label="asked")
            ask = gr.Button("ask", elem_id="wire-ask")
            kept = gr.Textbox(elem_id="wire-kept", label="kept")
            reopen = gr.Button("open", elem_id="wire-open")
            stop = gr.Button("stop", elem_id="wire-stop")
            record = gr.Markdown(elem_id="wire-record")
        for told in (asked, kept, chat):
            # Gradio would fetch the address that a caller names as that of a file.
            told.async_move_resource_to_block_cache = _fetch_nothing  # type: ignore[method-assign]
        asking = ask.click(
            answer,
            inputs=[asked, chat],
            outputs=[chat, record],
            api_name="ask",
            api_visibility="undocumented",
            show_progress="hidden",
            trigger_mode="multiple",  # a question that was lost may not block the next
            concurrency_limit=QUESTIONS_AT_ONCE,
        )
        reopen.click(
            opened,
            inputs=[kept],
            outputs=[chat, record],
            api_name="open",
            api_visibility="undocumented",
            show_progress="hidden",
            trigger_mode="multiple",
            concurrency_limit=QUESTIONS_AT_ONCE,
        )
        stop.click(None, cancels=[asking], api_visibility="private", show_progress="hidden")
    return demo


async def _fetch_nothing(url_or_file_path: str | Path | None) -> str | None:  # noqa: ARG001
    raise gr.Error("Please ask in words: no file is read.", print_exception=False)
