"""Joins the parts and opens the page: settings -> index -> assistant -> page."""

import sys

from index.offline import go_offline

go_offline()  # before any library is imported that would phone home

import gradio as gr  # noqa: E402  the line above comes first

from assistant import Assistant, BuiltInModel, Guides, Settings  # noqa: E402
from assistant.gaps import Gaps  # noqa: E402
from assistant.web.page import STYLE, THEME, page  # noqa: E402
from index import (  # noqa: E402
    CAN_BE_PUT_RIGHT,
    Bar,
    open_model,
    open_or_rebuild,
    recipe_for,
)

WRONG = 2
STOPPED = 130


def main() -> int:
    """Open the page and stay; what stands in the way is told in one line."""
    try:
        settings = Settings.read()
        model = open_model(settings.embedding_model, cache=settings.models)
        with open_or_rebuild(recipe_for(settings, model), settings.index, progress=Bar()) as opened:
            guides = Guides.of(opened, model)
            gaps = Gaps(settings.gaps) if settings.keep_gaps else None
            demo = page(Assistant(guides, BuiltInModel(guides=guides), gaps))
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


if __name__ == "__main__":
    sys.exit(main())
