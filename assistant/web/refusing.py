"""Errors in the one shape, whatever raised them. Never a traceback or a library's words."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.web.errors import CODES, MESSAGES, Problem, Refused
from index import CAN_BE_PUT_RIGHT

_log = logging.getLogger(__name__)


def take_errors(app: FastAPI) -> None:
    """Answer every error of an application in the one shape."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _of_the_framework)
    for kind in CAN_BE_PUT_RIGHT:
        app.add_exception_handler(kind, _of_the_index)
    app.add_exception_handler(Exception, _mistake)


def problem(
    request: Request,
    status: int,
    *,
    code: str = "",
    message: str = "",
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """An error as it is sent."""
    said = Problem(
        code=code or CODES.get(status, "failed"),
        message=message or MESSAGES.get(status, MESSAGES[500]),
        request_id=request_id(request),
    )
    return JSONResponse(said, status, headers)


def request_id(request: Request) -> str:
    """The one of this request."""
    return str(request.scope.get("state", {}).get("request_id", ""))


async def _refused(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, Refused):
        raise error
    return problem(
        request, error.status, code=error.code, message=error.message, headers=error.headers
    )


async def _unfit(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    wrong = error.errors()
    if wrong and wrong[0]["type"] == "json_invalid":
        return problem(request, 400, message="The body is no JSON.")
    return problem(request, 422, message=" ".join(dict.fromkeys(map(in_words, wrong[:3]))))


async def _of_the_framework(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    return problem(request, error.status_code, headers=error.headers)


async def _of_the_index(request: Request, error: Exception) -> JSONResponse:
    _log.error("%s: %s", request_id(request), error)
    return problem(request, 503, code="away", headers={"Retry-After": "10"})


async def _mistake(request: Request, error: Exception) -> JSONResponse:
    # Starlette logs the error itself; here is what finds it in the log.
    _log.error("%s: %s", request_id(request), type(error).__name__)
    return problem(request, 500)


def in_words(wrong: Mapping[str, Any]) -> str:
    """What does not fit, and the limit: never the value, which may be anything."""
    place = _place(wrong["loc"])
    about = wrong.get("ctx", {})
    match wrong["type"]:
        case "string_too_long":
            return f"{place} has at most {about['max_length']:,} characters."
        case "too_long":
            return f"{place} has at most {about['max_length']:,} entries."
        case "too_short":
            return f"{place} has at least {about['min_length']:,} entry."
        case "extra_forbidden":
            return f"{place} is not known here: leave it out."
        case "missing":
            return f"{place} is missing."
        case "literal_error":
            return f"{place} is one of {about['expected']}."
        case "greater_than_equal":
            return f"{place} is at least {about['ge']:,}."
        case "less_than_equal":
            return f"{place} is at most {about['le']:,}."
        case "model_attributes_type" | "dict_type" | "model_type":
            return f"{place} is an object."
    kind = str(wrong["type"]).removesuffix("_type").replace("_", " ")
    return f"{place} is of another kind: {kind}."


def _place(where: Sequence[object]) -> str:
    """`turns[0].text`; what a sender has named himself is not repeated when it is long."""
    said = ""
    for part in where[1:] if where and where[0] in ("body", "query", "path") else where:
        said += f"[{part}]" if isinstance(part, int) else f".{str(part)[:40]}"
    return said.lstrip(".") or "The body"
