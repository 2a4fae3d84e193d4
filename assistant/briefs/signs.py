"""Text for a PDF in the fonts that come with ReportLab, and what they lack."""

from collections.abc import Iterable
from html import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD = "Vera", "VeraBd"
_MISSING = "?"
LACKING = f"Signs that the fonts of this page lack are shown as {_MISSING}."


def register_fonts() -> None:
    """Bitstream Vera, which comes with ReportLab."""
    for name in (PLAIN, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def shown(text: str) -> str:
    """Text that ReportLab takes for nothing but text, in signs that its font has."""
    known = _signs()
    kept = (sign if ord(sign) in known else _MISSING for sign in " ".join(text.split()))
    return escape("".join(kept), quote=False)


def lacks(texts: Iterable[str]) -> bool:
    """Whether a sign of them cannot be shown."""
    known = _signs()
    return any(ord(sign) not in known for text in texts for sign in text if not sign.isspace())


def _signs() -> frozenset[int]:
    font = pdfmetrics.getFont(PLAIN)
    assert isinstance(font, TTFont)  # noqa: S101 so it was registered
    return frozenset(font.face.charToGlyph)
