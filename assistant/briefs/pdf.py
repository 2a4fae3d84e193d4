"""A brief as PDF, with its record among the keywords."""

import base64
import re
from collections.abc import Iterator, Sequence
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Paragraph,
)

from assistant.briefs.brief import Brief, Part, Source
from assistant.briefs.errors import BriefUnreadable
from assistant.briefs.record import Record, from_kept, kept
from assistant.briefs.signs import BOLD, LACKING, PLAIN, lacks, register_fonts, shown
from corpus import UnreadableDocument
from corpus.formats.limited import LimitedParser

_GREY = HexColor("#555555")
_KEEPS = "hiring-assistant-brief:"
_KEPT = re.compile(rb"hiring-assistant-brief:([A-Za-z0-9+/=]+)")


def to_pdf(brief: Brief) -> bytes:
    """Lay it out on A4 pages; the same brief gives the same bytes."""
    register_fonts()
    written = BytesIO()
    document = BaseDocTemplate(
        written,
        pagesize=A4,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=brief.title,
        subject=brief.recommendation.text,
        author="",
        creator=brief.stamp[0],
        keywords=[_KEEPS + base64.b64encode(kept(brief.record).encode()).decode()],
        lang="en",
        invariant=1,  # no clock and no chance in the bytes
    )
    frame = Frame(
        document.leftMargin,
        document.bottomMargin,
        document.width,
        document.height,
        *(0, 0, 0, 0),  # no padding
    )
    foot = f"{brief.title}, {brief.record.day}"
    made = f"D:{brief.record.day.replace('-', '')}000000Z"

    def finish(canvas: Canvas, page: BaseDocTemplate) -> None:
        canvas.setDateFormatter(lambda *_: made)
        _foot(canvas, page, foot)

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=finish))
    document.build(list(_flowing(brief)))
    return written.getvalue()


def from_pdf(content: bytes) -> tuple[Record, bool]:
    """The record in a PDF, and whether the words around it were changed.

    Raises:
        BriefUnreadable: It is damaged, asks for too much, holds no record, or not one to trust.
    """
    found = set(_KEPT.findall(content))
    if len(found) != 1:
        raise BriefUnreadable(
            "This PDF is no brief, or another program has saved it anew without its record: name "
            "the file that `decide --brief` wrote."
        )
    try:
        with LimitedParser() as parser:
            text = parser.parse(content, format="pdf").text
        written = base64.b64decode(found.pop(), validate=True).decode()
    except UnreadableDocument as error:
        raise BriefUnreadable(f"This PDF cannot be read. {error}") from error
    except ValueError as error:
        raise BriefUnreadable(
            "Its record cannot be read: replay the file as it was made, or decide again."
        ) from error
    return from_kept(written, text, by_line=False)


def _flowing(brief: Brief) -> Iterator[Flowable]:
    yield Paragraph(shown(brief.title), _TITLE)
    yield Paragraph(shown(brief.recommendation.marked), _LEAD)
    for part in brief.parts:
        yield from _headed(part.heading, list(_items(part)))
    yield from _headed("Sources", [Paragraph(_sourced(one), _SOURCE) for one in brief.sources])
    about = (*brief.stamp, LACKING) if _lacks(brief) else brief.stamp
    yield from _headed("About this brief", [Paragraph(shown(line), _SOURCE) for line in about])


def _headed(heading: str, lines: Sequence[Flowable]) -> Iterator[Flowable]:
    """A line stays on one page, so that it can be quoted from there, and a heading with a line."""
    yield KeepTogether([Paragraph(shown(heading), _HEADING), *lines[:1]])
    yield from (KeepTogether([line]) for line in lines[1:])


def _items(part: Part) -> Iterator[Flowable]:
    for number, line in enumerate(part.lines, start=1):
        sign = f"{number}." if part.manner == "numbered" else "\N{EN DASH}"
        yield Paragraph(shown(line.marked), _ITEM, bulletText=sign)


def _sourced(source: Source) -> str:
    place, words = shown(source.place), shown(source.words)
    return f'[{source.number}] {place}: <font color="black">"{words}"</font>'


def _lacks(brief: Brief) -> bool:
    lines = (line.text for part in brief.parts for line in part.lines)
    quoted = (f"{source.place}{source.words}" for source in brief.sources)
    return lacks((brief.title, brief.recommendation.text, *lines, *quoted))


def _foot(canvas: Canvas, document: BaseDocTemplate, words: str) -> None:
    canvas.saveState()
    canvas.setFont(PLAIN, 7)
    canvas.setFillColor(_GREY)
    canvas.drawString(document.leftMargin, 12 * mm, words)
    right = document.leftMargin + document.width
    canvas.drawRightString(right, 12 * mm, f"Page {canvas.getPageNumber()}")
    canvas.restoreState()


_BODY = ParagraphStyle("body", fontName=PLAIN, fontSize=9, leading=13, spaceAfter=3)
_TITLE = ParagraphStyle("title", _BODY, fontName=BOLD, fontSize=16, leading=20, spaceAfter=8)
_LEAD = ParagraphStyle("lead", _BODY, fontName=BOLD, fontSize=11, leading=16, spaceAfter=6)
_HEADING = ParagraphStyle("heading", _BODY, fontName=BOLD, fontSize=11, leading=14, spaceBefore=9)
_ITEM = ParagraphStyle(
    "item", _BODY, leftIndent=16, bulletIndent=0, bulletFontName=PLAIN, bulletFontSize=9
)
_SOURCE = ParagraphStyle("source", _BODY, fontSize=7, leading=9.5, textColor=_GREY, spaceAfter=2)
