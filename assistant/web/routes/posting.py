"""`/api/check-posting`: a job posting held against the guides, as text or as a file."""

import json
from typing import Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import ValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from assistant.posting import check_posting
from assistant.web import shown
from assistant.web.errors import Refused, invalid
from assistant.web.library import Library
from assistant.web.routes.asked import Posting
from assistant.web.serving import Serving
from corpus import UnreadableDocument, text_of

MOST_FILE_BYTES = 2 * 1024 * 1024
_FORM = "multipart/form-data"
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": Posting.model_json_schema()},
            _FORM: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "additionalProperties": False,
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            },
        },
    }
}


def router(library: Library, serving: Serving) -> APIRouter:
    """The route, over some guides."""
    routes = APIRouter(tags=["posting"])

    @routes.post(
        "/api/check-posting",
        response_model=shown.ReportShown,
        openapi_extra=_BODY,
        summary="Hold a job posting against the guides",
    )
    async def check(request: Request) -> Response:
        """As JSON, or as a file: text, Markdown, HTML or PDF, of up to 2 MB.

        Each finding names the posting's own words, and the words of the guides it rests on.
        """
        name, content = await _posted(request)
        return JSONResponse(await serving.threads.run(lambda: _checked(library, name, content)))

    return routes


def checked(library: Library, text: str) -> shown.ReportShown:
    """What a check of these words finds."""
    report = check_posting(text, rules=library.rules, bands=library.bands)
    return shown.report(report, text, library)


def _checked(library: Library, name: str, content: str | bytes) -> shown.ReportShown:
    if isinstance(content, str):
        return checked(library, content)
    try:
        return checked(library, text_of(name, content))
    except UnreadableDocument as error:
        raise Refused(422, "unreadable", f"This file cannot be read. {error}") from error


async def _posted(request: Request) -> tuple[str, str | bytes]:
    """The words themselves, or a file with its name."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _FORM:
        return await _file(request)
    if kind != "application/json":
        raise Refused(415, "form", f"Send application/json, or a file as {_FORM}.")
    try:
        return "", Posting.model_validate(json.loads(await request.body())).text
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(400, "unreadable", "The body is no JSON.") from error
    except ValidationError as error:
        wrong = [{**one, "loc": ("body", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(wrong) from error


async def _file(request: Request) -> tuple[str, bytes]:
    try:
        async with request.form(max_files=1, max_fields=1, max_part_size=MOST_FILE_BYTES) as form:
            file = form.get("file")
            if set(form) != {"file"} or not isinstance(file, UploadFile):
                raise invalid("Send one file, called `file`.")
            return file.filename or "", await file.read()
    except HTTPException as error:  # of Starlette, for a form that cannot be read
        raise Refused(400, "unreadable", "The form cannot be read.") from error
