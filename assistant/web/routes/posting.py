"""`/api/check-posting`: a job posting held against the guides, as text or as a file."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from assistant.posting import check_posting
from assistant.web import shown
from assistant.web.library import Library
from assistant.web.routes.asked import Posting
from assistant.web.serving import Serving


def router(library: Library, serving: Serving) -> APIRouter:
    """The route, over some guides."""
    routes = APIRouter(tags=["posting"])

    @routes.post(
        "/api/check-posting",
        response_model=shown.ReportShown,
        summary="Hold a job posting against the guides",
    )
    async def check(asked: Posting) -> Response:
        """Each finding names the posting's own words, and the words of the guides it rests on."""
        return JSONResponse(await serving.threads.run(lambda: checked(library, asked.text)))

    return routes


def checked(library: Library, text: str) -> shown.ReportShown:
    """What a check of these words finds."""
    report = check_posting(text, rules=library.rules, bands=library.bands)
    return shown.report(report, text, library)
