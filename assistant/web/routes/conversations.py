"""`/api/conversations`: what a browser keeps, read back with distrust, or made to take along."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.web.library import Library
from assistant.web.page.exporting import to_markdown
from assistant.web.page.printing import to_pdf
from assistant.web.page.records import Conversation, opened
from assistant.web.serving import Serving

MOST_READ = 2_000_000

_Make = Callable[[Conversation, date], bytes]
_FORMATS: Mapping[str, tuple[str, _Make]] = {
    "md": ("text/markdown; charset=utf-8", lambda kept, day: to_markdown(kept, day).encode()),
    "pdf": ("application/pdf", to_pdf),
}


class FileRead(BaseModel):
    """A file that a person opens."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=MOST_READ)]


class Exported(BaseModel):
    """A conversation, and what it is to become."""

    model_config = ConfigDict(extra="forbid")

    conversation: dict[str, Any]
    format: Literal["md", "pdf"]


def router(library: Library, serving: Serving) -> APIRouter:
    """The routes, over some guides."""
    routes = APIRouter(tags=["conversations"])

    @routes.post(
        "/api/conversations/read", summary="Check a conversation that was exported as JSON"
    )
    async def read(asked: FileRead) -> Response:
        """Each citation is held against the guides: `gone` where they no longer have its words."""
        found = await serving.threads.run(lambda: opened(asked.text, library.guides))
        return JSONResponse({"conversation": found.model_dump(by_alias=True)})

    @routes.post(
        "/api/conversations/export",
        response_class=Response,
        responses={200: {"content": {"application/pdf": {}, "text/markdown": {}}}},
        summary="Take a conversation along, as PDF or Markdown",
    )
    async def export(asked: Exported) -> Response:
        media_type, make = _FORMATS[asked.format]
        content = await serving.threads.run(
            lambda: make(opened(asked.conversation, library.guides), date.today())
        )
        name = f"conversation.{asked.format}"
        return Response(
            content,
            media_type=media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return routes
