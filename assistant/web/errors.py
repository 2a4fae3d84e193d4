"""What is refused, in the one shape of an error: a code, a message and the request's id."""

from collections.abc import Mapping

from typing_extensions import TypedDict


class Problem(TypedDict):
    """The body of every error."""

    code: str
    """For programs."""
    message: str
    """For people: what is wrong and, where they can, what to do."""
    request_id: str
    """Also in the header `X-Request-Id`, and in the log."""


class Refused(Exception):
    """A request that is not answered, with the reason its sender may read."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})


CODES: Mapping[int, str] = {
    400: "unreadable",
    401: "login",
    403: "forbidden",
    404: "unknown",
    405: "method",
    406: "form",
    409: "undecided",
    413: "too_large",
    415: "form",
    422: "invalid",
    429: "too_many",
    500: "failed",
    503: "busy",
}
"""By status; what is more exact is said where it is raised."""

MESSAGES: Mapping[int, str] = {
    400: "The request cannot be read: send what /openapi.json describes.",
    401: "Please log in.",
    403: "This is not allowed.",
    404: "There is nothing at this address.",
    405: "This address does not take that method.",
    413: "That is too much at once.",
    429: "That is faster than one visitor is answered.",
    422: "The request does not fit: send what /openapi.json describes.",
    500: "Something went wrong on our side: please try again.",
    503: "Too many questions at once: please try again in a moment.",
}


def unknown(what: str) -> Refused:
    """There is no such thing."""
    return Refused(404, "unknown", what)


def invalid(message: str) -> Refused:
    """What was sent does not fit."""
    return Refused(422, "invalid", message)
