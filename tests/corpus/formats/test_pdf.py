from collections.abc import Callable

import pytest

from corpus.errors import UnreadableDocument
from corpus.formats.limited import LimitedParser
from corpus.formats.pdf import parse

MakePdf = Callable[..., bytes]

PAGES = (
    "Hiring notes\nHow we hire\n"
    "A team that hires its first machine learning engineer should know which infor-\n"
    "mation it needs before the first interview, and that a long-term plan is worth\n"
    "more than a quick decision made in the hall. Ask for shipped work, ask for the\n"
    "numbers behind it, and ask what would be done in another way the next time, be-\n"
    "cause a plan for the long-\n1",
    "Hiring notes\nterm is what keeps people.\n"
    "What it costs\nA senior engineer costs $250k to $320k.\n2",
    "Hiring notes\nThat is all.\n3",
)


def test_a_pdf_becomes_paragraphs(make_pdf: MakePdf) -> None:
    parsed = parse(make_pdf(*PAGES, title="How we hire in 2026"))

    assert parsed.title == "How we hire in 2026"
    assert parsed.text == (
        "## How we hire\n\n"
        "A team that hires its first machine learning engineer should know which information it "
        "needs before the first interview, and that a long-term plan is worth more than a quick "
        "decision made in the hall. Ask for shipped work, ask for the numbers behind it, and ask "
        "what would be done in another way the next time, because a plan for the long-term is what "
        "keeps people.\n\n"
        "## What it costs\n\nA senior engineer costs $250k to $320k.\n\nThat is all.\n"
    )


def test_the_first_line_is_the_title_where_the_pdf_names_none(make_pdf: MakePdf) -> None:
    parsed = parse(make_pdf("How we hire\nWe hire slowly.", title="Microsoft Word - hire.docx"))

    assert (parsed.title, parsed.text) == ("How we hire", "# How we hire\n\nWe hire slowly.\n")


def test_a_pdf_without_text_is_unreadable(make_pdf: MakePdf) -> None:
    with pytest.raises(UnreadableDocument, match="only pictures"):
        parse(make_pdf(content=b"0 0 m 100 100 l S"))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b" " * 100_000_000, id="100 MB of nothing"),
        pytest.param(
            b"BT /F1 9 Tf 50 700 Td " + b"(aaaaaaaaaaaaaaaaaaa) Tj T* " * 400_000 + b"ET",
            id="more text than anyone reads",
        ),
    ],
)
def test_a_bomb_is_refused_and_the_next_pdf_is_read(make_pdf: MakePdf, content: bytes) -> None:
    with LimitedParser(cpu_seconds=1) as parser:
        with pytest.raises(UnreadableDocument, match="unpacks|computing"):
            parser.parse(make_pdf(content=content), format="pdf")

        assert parser.parse(make_pdf("We hire."), format="pdf").text == "We hire.\n"
