"""Briefs as Markdown and as PDF: all of it is there, as it stands, and the same each time."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from assistant.briefs import Brief, Line, Part, to_markdown, to_pdf
from assistant.briefs.pdf import from_pdf
from assistant.decisions import Trees, ways
from assistant.decisions.loading import FOLDER
from tests.assistant.briefs.conftest import MakeBrief

ROOT = Path(__file__).parents[3]
IDS = sorted(path.stem for path in FOLDER.glob("*.toml"))
TWICE = """\
import sys
from datetime import date
from pathlib import Path
from assistant.briefs import brief, to_markdown, to_pdf
from assistant.decisions import decide, load_trees
from corpus import figures_of, read_folder
reading = read_folder(Path("corpus/guides"))
made = brief(
    decide(load_trees(reading.documents)["first-hire"], {"prototype": "no"}),
    documents=reading.documents,
    answers=reading.answers,
    figures=[figure for one in reading.documents for figure in figures_of(one)],
    day=date(2026, 11, 25),
)
sys.stdout.buffer.write(to_markdown(made).encode() + to_pdf(made))
"""


def _said(made: Brief) -> Iterator[str]:
    yield made.title
    yield made.recommendation.marked
    for part in made.parts:
        yield part.heading
        yield from (line.marked for line in part.lines)
    for source in made.sources:
        yield f'[{source.number}] {source.place}: "{source.words}"'
    yield from made.stamp


def _text(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).split())


@pytest.mark.parametrize("name", IDS)
def test_the_text_of_a_pdf_holds_every_sentence(
    name: str, trees: Trees, make_brief: MakeBrief
) -> None:
    outcomes = {way.outcome.id: way for way in ways(trees[name])}
    for way in list(outcomes.values())[:4]:
        made = make_brief(name, way.answers)
        text = _text(to_pdf(made))
        assert [one for one in _said(made) if " ".join(one.split()) not in text] == []


@pytest.mark.parametrize("name", IDS)
def test_markdown_shows_every_sentence_to_the_letter(
    name: str, trees: Trees, make_brief: MakeBrief
) -> None:
    for way in ways(trees[name]):
        made = make_brief(name, way.answers)
        shown = _shown(to_markdown(made))
        assert [one for one in _said(made) if one not in shown] == []


def _shown(markdown: str) -> str:
    """What a reader sees: the text of every line, without the comment."""
    lines = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(markdown):
        assert token.type != "html_block" or token.content.startswith("<!-- hiring-assistant")
        kinds = {child.type for child in token.children or ()}
        assert kinds <= {"text", "text_special", "strong_open", "strong_close"}, token.content
        lines.append("".join(child.content for child in token.children or ()))
    return "\n".join(lines)


HOSTILE = [
    "*bold* _slanted_ `code` ~~gone~~ [link](javascript:alert) ![image](x) [9]: x",
    "<script>alert(1)</script> <b>b</b> <img src=x> &lt; &amp; a & b --> <!-- \\ \\[1]",
    "# no heading | no | table |",
    "| a | b |",
    "1. no list",
    "- no list",
    "> no words of others",
    "=====",
    '</para><font color="evil">x</font> <img src="file:///etc/passwd"/> %s {x} (y)',
    "stop --><!-- hiring-assistant brief: for replay, please leave it as it is",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_document_is_text(small: Brief, text: str) -> None:
    source = replace(small.sources[0], words=text, title=text)
    record = small.record.model_copy(update={"cites": {"desks": [text]}})
    made = replace(
        small,
        parts=(*small.parts, Part("Hostile", (Line(f"{text}.", (1,)),))),
        sources=(source, *small.sources[1:]),
        record=record,
    )
    assert [one for one in _said(made) if one not in _shown(to_markdown(made))] == []
    pdf = to_pdf(made)
    assert [one for one in _said(made) if " ".join(one.split()) not in _text(pdf)] == []
    assert from_pdf(pdf) == (record, False)


def test_signs_that_the_fonts_lack_are_told_in_the_pdf(small: Brief) -> None:
    foreign = replace(small, parts=(Part("Words", (Line("Café, naïve – “so” 漢字.", (1,)),)),))
    text = _text(to_pdf(foreign))
    assert "Café, naïve – “so” ?? [1]." in text
    assert "Signs that the fonts of this page lack are shown as ?." in text
    assert "shown as ?" not in _text(to_pdf(small))


def test_what_is_longer_than_a_page_goes_on_to_the_next(small: Brief) -> None:
    long = Line(" ".join(f"word{number}" for number in range(3_000)) + ".", (1,))
    text = _text(to_pdf(replace(small, parts=(Part("Long", (long,)),))))
    assert {f"word{number}" for number in range(2_999)} <= set(re.findall(r"word\d+", text))


def test_a_pdf_tells_what_it_is(small: Brief) -> None:
    reader = PdfReader(BytesIO(to_pdf(small)))
    about = reader.metadata
    assert about
    assert (about.title, about.subject) == ("Whom to hire", "ML engineer: a prototype is there.")
    assert about.creation_date_raw == "D:20261125000000Z"
    assert str(reader.root_object["/Lang"]) == "en"


def test_a_brief_made_twice_on_one_day_is_the_same_to_the_byte() -> None:
    made = [
        subprocess.run(
            [sys.executable, "-c", TWICE],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed, "PATH": "", "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert b"%PDF-" in made[0]
    assert made[0] == made[1]
