"""A conversation as PDF."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from assistant.briefs.signs import BOLD, LACKING, PLAIN, lacks, register_fonts, shown
from assistant.web.page.exporting import Line, lines
from assistant.web.page.records import Conversation

_GREY = HexColor("#555555")
_ACCENT = HexColor("#12584f")
_LONGEST = 3_000
"""Signs of one paragraph; ReportLab cannot break one that is longer than a page."""


def to_pdf(conversation: Conversation, day: date) -> bytes:
    """Lay it out on A4 pages; the same conversation gives the same bytes on the same day."""
    register_fonts()
    written = BytesIO()
    margin = 22 * mm
    document = BaseDocTemplate(
        written,
        pagesize=A4,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=margin,
        bottomMargin=margin,
        title=conversation.title,
        author="",
        lang="en",
        invariant=1,  # no clock and no chance in the bytes
    )
    frame = Frame(margin, margin, document.width, document.height, *(0, 0, 0, 0))
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=_foot))
    document.build(list(_flowing(conversation, day)))
    return written.getvalue()


def _flowing(conversation: Conversation, day: date) -> Iterator[Flowable]:
    all_lines = list(lines(conversation, day))
    for line in all_lines:
        yield from _paragraphs(line)
    if lacks(f"{line.text}{line.place}" for line in all_lines):
        yield Paragraph(shown(LACKING), _SOURCE)


def _paragraphs(line: Line) -> Iterator[Flowable]:
    style = _STYLES[line.kind]
    if line.kind == "source":
        words = shown(f"“{line.text}”"[:_LONGEST])
        place = shown(line.place[:_LONGEST])
        yield Paragraph(f'[{line.number}] {place}: <font color="black">{words}</font>', style)
        return
    for row in line.text.splitlines() or [line.text]:
        if re.fullmatch(r"[\s|:-]+", row):
            continue  # the rule under the head of a table
        cells = " · ".join(cell.strip() for cell in row.strip().strip("|").split("|"))
        bullet = re.match(r"\s*(?:[-*]|(\d+[.)]))\s+", cells)
        said = cells[bullet.end() :] if bullet else cells
        sign = (bullet.group(1) or "–") if bullet else None
        for at in range(0, max(1, len(said)), _LONGEST):
            text = _bold(shown(said[at : at + _LONGEST]))
            yield Paragraph(text, _ITEM if bullet else style, bulletText=sign)


def _bold(escaped: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", rf'<font name="{BOLD}">\1</font>', escaped)


def _foot(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.saveState()
    canvas.setFont(PLAIN, 7)
    canvas.setFillColor(_GREY)
    right = document.leftMargin + document.width
    canvas.drawRightString(right, 12 * mm, f"Page {canvas.getPageNumber()}")
    canvas.restoreState()


_BODY = ParagraphStyle(
    "body", fontName=PLAIN, fontSize=9.5, leading=14, spaceAfter=4, splitLongWords=1
)
_ITEM = ParagraphStyle("item", _BODY, leftIndent=16, bulletFontName=PLAIN, bulletFontSize=9)
_SOURCE = ParagraphStyle("source", _BODY, fontSize=7, leading=9.5, textColor=_GREY, spaceAfter=2)
_STYLES = {
    "title": ParagraphStyle("title", _BODY, fontName=BOLD, fontSize=16, leading=20, spaceAfter=4),
    "made": ParagraphStyle("made", _BODY, fontSize=8, textColor=_GREY),
    "question": ParagraphStyle(
        "question",
        _BODY,
        fontName=BOLD,
        fontSize=11,
        leading=15,
        spaceBefore=14,
        spaceAfter=5,
        textColor=_ACCENT,
        keepWithNext=1,
    ),
    "answer": _BODY,
    "row": ParagraphStyle("row", _BODY, fontSize=8, leading=11, spaceAfter=1),
    "note": ParagraphStyle("note", _BODY, leftIndent=8, textColor=HexColor("#7a4a00")),
    "source": _SOURCE,
}
