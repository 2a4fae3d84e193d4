"""`/api/figures`: what the guides give in figures, as rows and CSV."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import JSONResponse, Response

from assistant.figures import look_up
from assistant.figures.wording import PAY
from assistant.web import shown
from assistant.web.charts import Format, Theme, Width, chart, panels
from assistant.web.library import Library
from assistant.web.routes.asked import Name
from assistant.web.serving import Serving
from corpus import Figure, named

CSV = "text/csv; charset=utf-8"
SVG = "image/svg+xml"
PNG = "image/png"
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Filter:
    """Which figures are wanted; names are taken in any form that people write."""

    role: Annotated[Name, Query(description="`ml engineer`, `MLE`, `applied scientists`")] = ""
    level: Annotated[Name, Query(description="`senior`")] = ""
    measure: Annotated[Name, Query(description="`pay`, `base salary`, `time to fill`")] = ""
    place: Annotated[Name, Query(description="`San Francisco Bay Area`")] = ""
    document: Annotated[Name, Query(description="The id of a guide.")] = ""


def router(library: Library, serving: Serving) -> APIRouter:
    """The routes, over some guides."""
    routes = APIRouter(tags=["figures"])
    Wanted = Annotated[Filter, Depends()]  # noqa: N806  a type

    @routes.get(
        "/api/figures", response_model=list[shown.FigureShown], summary="List typed figures"
    )
    async def listed(wanted: Wanted) -> Response:
        """Figures on different bases are never one figure: each row names its own."""
        return JSONResponse(shown.figures(found(library, wanted), library))

    @routes.get(
        "/api/figures.csv",
        response_class=Response,
        responses={200: {"content": {"text/csv": {}}}},
        summary="The same as CSV",
    )
    async def as_csv(wanted: Wanted) -> Response:
        rows = shown.figures(found(library, wanted), library)
        return Response(
            in_csv(rows),
            media_type=CSV,
            headers={"Content-Disposition": 'attachment; filename="figures.csv"'},
        )

    @routes.get(
        "/api/figures/chart.{format}",
        response_class=Response,
        responses={200: {"content": {SVG: {}, PNG: {}}}},
        summary="Draw them: one panel a basis",
    )
    async def drawn(
        wanted: Wanted, format: Format, theme: Theme = "light", width: Width = "wide"
    ) -> Response:
        """Each bar leads to the words it was read from, in the page's own guide reader."""
        picture = await serving.threads.run(
            lambda: chart(
                panels(found(library, wanted), library), format=format, theme=theme, width=width
            )
        )
        return Response(picture, media_type=SVG if format == "svg" else PNG)

    return routes


def found(library: Library, wanted: Filter) -> tuple[Figure, ...]:
    """Those that are wanted, in the order of roles, levels, measures and values."""
    return look_up(
        (one for one in library.figures if wanted.document in ("", one.document)),
        roles=_names(wanted.role, "role"),
        levels=_names(wanted.level, "level"),
        measure=_measure(wanted.measure),
        place=next(iter(_names(wanted.place, "place")), ""),
    )


def _measure(said: str) -> str:
    """`pay` is every measure of pay, though people also say it of one of them."""
    if said.strip().lower() == PAY:
        return PAY
    return next(iter(_names(said, "measure")), "")


def _names(said: str, kind: str) -> tuple[str, ...]:
    """The name we know it by, however it is written; one we do not know stays as it is."""
    if not said.strip():
        return ()
    return tuple(named(said, kind)) or (said.strip().lower(),)


def in_csv(rows: Sequence[shown.FigureShown]) -> str:
    """A line a figure, with the words it stands in and where."""
    written = io.StringIO()
    columns = [name for name in shown.FigureShown.__annotations__ if name != "citation"]
    table = csv.writer(written)
    table.writerow([*columns, "document", "passage"])
    for row in rows:
        place = row["citation"]
        cells = [row[name] for name in columns]  # type: ignore[literal-required]
        table.writerow(
            map(_cell, [*cells, place["document"] if place else "", place and place["passage"]])
        )
    return written.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
