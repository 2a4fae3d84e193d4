"""The application: routes of our own, the page, its files, and the guards around all of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import gradio as gr
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.types import ASGIApp

from assistant.access import Access
from assistant.answers import MOST_CHARACTERS
from assistant.web import widget
from assistant.web.bodies import MOST_BYTES
from assistant.web.errors import MESSAGES, Problem
from assistant.web.feedback import Feedback
from assistant.web.guarding import Guard
from assistant.web.library import Library
from assistant.web.page import OwnDocument, Paper, head, page, top
from assistant.web.page_routes import OnlyNeeded
from assistant.web.policy import Policy
from assistant.web.refusing import take_errors
from assistant.web.routes import (
    asking,
    chatting,
    conversations,
    deciding,
    feedback,
    figures,
    guides,
    health,
    posting,
)
from assistant.web.serving import Serving
from assistant.web.static_files import PREFIX, VersionedFiles
from assistant.web.threads import AT_ONCE, Threads
from assistant.web.tools_server import ToolsServer

TITLE = "Hiring assistant"
ABOUT = f"""\
Answers about hiring for AI roles, from guides: every sentence has its marks, and every mark the \
words it stands for.

Every error has one shape: `code`, `message`, `request_id`. A body has at most \
{MOST_BYTES // 1024} KB, a turn at most {MOST_CHARACTERS:,} characters; a field that is not known \
is an error. Who asks faster than is allowed gets 429, and 503 when too many ask at once, both \
with `Retry-After`.
"""
TOLD = (400, 403, 413, 422, 429, 500, 503)
"""Errors that any route may give."""


class Application(FastAPI):
    """Guarded on the outside, so that what the frameworks answer themselves is guarded, too."""

    policy: Policy
    serving: Serving
    access: Access

    def build_middleware_stack(self) -> ASGIApp:
        """Put the guard around everything."""
        return Guard(super().build_middleware_stack(), self.policy, self.serving, self.access)


def application(
    library: Library,
    policy: Policy | None = None,
    *,
    access: Access | None = None,
    kept: Feedback | None = None,
    answers_at_once: int = AT_ONCE,
) -> Application:
    """Everything that is served, ready for a server."""
    serving = Serving(Threads(at_once=answers_at_once))
    tools = ToolsServer(library, serving.threads.run)
    app = Application(
        title=TITLE,
        version="1",
        lifespan=_running(serving, tools),
        description=ABOUT,
        responses={status: {"model": Problem, "description": MESSAGES[status]} for status in TOLD},
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.policy, app.serving, app.access = policy or Policy(), serving, access or Access()
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    take_errors(app)
    for routes in (asking, chatting, conversations, deciding, figures, guides, posting, health):
        app.include_router(routes.router(library, serving))
    app.include_router(feedback.router(kept))
    app.include_router(widget.router(app.policy, feedback=kept is not None))
    app.router.routes += tools.routes
    app.mount(f"/{PREFIX}", VersionedFiles())
    author = library.assistant.author
    if author:
        serving.metrics.of_the_model(author.spending)
    about = head(
        feedback=kept is not None,
        model=author.model.name if author else "",
        sent_to=author.model.host if author else "",
        collected=library.assistant.keeps_gaps,
    )
    mount_page(app, page(library.assistant, library.guides), about)
    return app


def mount_page(app: FastAPI, demo: gr.Blocks, about: str) -> None:
    """The page at the root, and nothing of Gradio's that would share, keep or fetch."""
    gr.mount_gradio_app(
        app,
        demo,
        path="/",
        footer_links=[],
        theme=Paper(),
        # Said here, so that no GRADIO_* variable says otherwise: nothing leaves this machine.
        run_history=False,
        mcp_server=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        max_file_size=1,  # byte: nothing here takes a file
        show_error=False,
    )
    mounted = app.routes[-1]
    if not isinstance(mounted, Mount):
        raise TypeError(f"Gradio is not mounted last: {mounted}")
    mounted.app = OwnDocument(OnlyNeeded(mounted.app), head=about, top=top())


def _running(
    serving: Serving, tools: ToolsServer
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with tools.running():
            yield
            serving.closing.set()
            serving.threads.close()

    return lifespan
