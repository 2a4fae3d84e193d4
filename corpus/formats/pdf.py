"""PDF -> paragraphs, page after page; no pictures. Runs in the parsing child."""

import re
from collections import Counter
from io import BytesIO

from pypdf import DocumentInformation, PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

from corpus.cleaning import drop_invisible
from corpus.dates import iso_date
from corpus.errors import UnreadableDocument
from corpus.formats.messages import MAX_TEXT_BYTES, TOO_MUCH_TEXT, Parsed
from corpus.formats.outline import outlined
from corpus.formats.wrapping import unwrap
from corpus.titles import line_title

_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?(?:\s*(?:/|of)\s*\d{1,4})?\Z", re.I
)
_DIGITS = re.compile(r"\d+")
_NO_TITLE = re.compile(r"(?:untitled|microsoft word\b.*|.*\.(?:docx?|pdf|tex|indd|pptx?))\Z", re.I)
_FEWEST_REPEATS = 3


def parse(content: bytes) -> Parsed:
    """Take the text out of a PDF.

    Raises:
        UnreadableDocument: It is locked, holds no text, or unpacks to far too much.
    """
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument("It is locked with a password: save it without one.")
        pages = _pages(reader)
        title, publisher, date = _said(reader.metadata)
    except (DependencyError, FileNotDecryptedError) as error:
        raise UnreadableDocument("It is encrypted: save it without encryption.") from error
    except LimitReachedError as error:
        raise UnreadableDocument("It unpacks to far more than it should: save it anew.") from error
    lines = unwrap(_without_running_lines(pages), drop_hyphens=True)
    blocks = outlined(lines)
    if not blocks:
        raise UnreadableDocument("It holds no text, only pictures: save it with its text.")
    title = title or line_title(blocks[0].lstrip("# "))
    if blocks[0] == f"## {title}":
        blocks[0] = f"# {title}"
    return Parsed("\n\n".join(blocks) + "\n", title, publisher, date)


def _pages(reader: PdfReader) -> list[list[str]]:
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        text = drop_invisible(page.extract_text())
        length += len(text)
        if length > MAX_TEXT_BYTES:
            raise UnreadableDocument(TOO_MUCH_TEXT)
        pages.append([" ".join(line.split()) for line in text.split("\n")])
    return pages


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """Drop page numbers, and what stands at the top or bottom of most pages."""
    filled = [[line for line in page if line] for page in pages]
    edges = Counter(
        _DIGITS.sub("#", line) for page in filled for line in {*page[:1], *page[-1:]} if line
    )
    least = max(_FEWEST_REPEATS, len(filled) // 2)

    def runs(line: str) -> bool:
        return edges[_DIGITS.sub("#", line)] >= least or _PAGE_NUMBER.match(line) is not None

    kept: list[str] = []
    for page in pages:
        while page and (not page[0] or runs(page[0])):
            page = page[1:]
        while page and (not page[-1] or runs(page[-1])):
            page = page[:-1]
        kept += page
    return kept


def _said(about: DocumentInformation | None) -> tuple[str, str, str]:
    if about is None:
        return "", "", ""
    title = " ".join(drop_invisible(about.title or "").split())[:200]
    author = " ".join(drop_invisible(about.author or "").split())[:200]
    created = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", about.creation_date_raw or "")
    date = iso_date("-".join(created.groups())) if created else ""
    return ("" if _NO_TITLE.match(title) else title), author, date
