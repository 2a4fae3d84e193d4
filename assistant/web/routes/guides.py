"""`/api/guides` and `/api/passages`: the guides as they are, and searching them."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from assistant.web import shown
from assistant.web.errors import unknown
from assistant.web.library import Library
from assistant.web.routes.asked import Words
from assistant.web.serving import Serving

FOUND = 10
MOST_FOUND = 50


def router(library: Library, serving: Serving) -> APIRouter:
    """The routes, over some guides."""
    routes = APIRouter(tags=["guides"])

    @routes.get("/api/guides", response_model=list[shown.GuideShown], summary="List the guides")
    async def listed() -> Response:
        return JSONResponse([shown.guide(one, library) for one in library.documents])

    @routes.get(
        "/api/guides/search",
        response_model=list[shown.PassageShown],
        summary="Find the passages that fit words best, best first",
    )
    async def searched(
        q: Annotated[Words, Query(description="Words, or a question.")],
        limit: Annotated[int, Query(ge=1, le=MOST_FOUND)] = FOUND,
    ) -> Response:
        return JSONResponse(await serving.threads.run(lambda: search(library, q, limit=limit)))

    @routes.get(
        "/api/guides/{document:path}",
        response_model=shown.WholeGuide,
        summary="Show a guide as it is, block by block",
    )
    async def guide(document: str) -> Response:
        if document not in library.by_id:
            raise unknown("There is no such guide: /api/guides lists them.")
        return JSONResponse(shown.whole_guide(library.by_id[document], library))

    @routes.get(
        "/api/passages/{id:path}",
        response_model=shown.PassageShown,
        summary="Show a passage in its place",
    )
    async def passage(id: str) -> Response:
        """The `#` in an id is written `%23` in an address."""
        if id not in library.passage_by_id:
            raise unknown("There is no such passage: the guide may have changed since.")
        return JSONResponse(shown.passage(library.passage_by_id[id]))

    return routes


def search(library: Library, words: str, *, limit: int) -> list[shown.PassageShown]:
    """The passages that fit best; nothing for words without a letter."""
    if not any(letter.isalnum() for letter in words):
        return []
    return [
        shown.passage(match.passage) for match in library.guides.index.search(words, limit=limit)
    ]
