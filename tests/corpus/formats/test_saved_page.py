import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.formats.messages import Parsed
from corpus.formats.saved_page import is_saved_page, parse

PAGE = """Skip to main content
Home › Blog › Data careers
Data careers
Data Engineer vs Analytics Engineer: Who to Hire
JD
Jane Doe
·January 12, 2026
7 min read
Share
Table of Contents
What each role does
Salary comparison
FAQ
What each role does
A data engineer builds pipelines. An analytics engineer models what the pipelines deliver.
Salary comparison
LevelData EngineerAnalytics Engineer
Junior$95k$115k$88k$104k
Senior$160k$195k$145k$172k
FAQ
Is SQL enough?
For a team under 10 people, yes.
Ready to hire?
Book a free call with us. We know the market.
Related articles
How to hire your first data scientist
What is a data platform engineer?
© 2026 Data Careers Inc.
Privacy Policy
"""


def test_a_saved_page_becomes_markdown() -> None:
    assert parse(PAGE) == Parsed(
        """# Data Engineer vs Analytics Engineer: Who to Hire

## What each role does

A data engineer builds pipelines. An analytics engineer models what the pipelines deliver.

## Salary comparison

| Level | Data Engineer | Analytics Engineer |
|---|---|---|
| Junior | $95k-$115k | $88k-$104k |
| Senior | $160k-$195k | $145k-$172k |

## FAQ

### Is SQL enough?

For a team under 10 people, yes.
""",
        title="Data Engineer vs Analytics Engineer: Who to Hire",
        publisher="Jane Doe",
    )


@pytest.mark.parametrize(
    ("head", "title", "publisher"),
    [
        pytest.param("Skip to content\nMenu\nHow we hire\n", "How we hire", "", id="a menu"),
        pytest.param(
            "How we hire\nBy Sam O'Neil · May 4, 2026 · 6 min read\n",
            *("How we hire", "Sam O'Neil"),
            id="all about it on one line",
        ),
        pytest.param(
            "How we hire\nPublished on 3 February 2026 by Hiring Weekly\n5 min read\n",
            *("How we hire", "Hiring Weekly"),
            id="the publisher behind the date",
        ),
        pytest.param(
            "How we hire\nByDataWork EditorialChecked by people\nLast reviewed\n5 min read\n",
            *("How we hire", "DataWork Editorial"),
            id="a glued byline",
        ),
        pytest.param("5 min read\n", "", "", id="no title"),
    ],
)
def test_the_head_of_a_page_says_what_it_is(head: str, title: str, publisher: str) -> None:
    text = "A team that hires should know what it needs before it talks to anyone at all.\n"
    heading = f"# {title}\n\n" if title else ""

    assert parse(head + text) == Parsed(heading + text, title, publisher)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("How we hire\n\nWe hire slowly.\n\n- ask\n- listen\n", id="notes"),
        pytest.param("# Pay\n\n| a | b |\n|---|---|\n| c | d |\n\nText.\n", id="Markdown"),
        pytest.param("Frequently asked questions\n\nWhy us?\n\nBecause.\n", id="questions alone"),
        pytest.param("\n".join(["A long paragraph of a report. " * 9] * 40), id="long lines alone"),
        pytest.param(
            "OpenAI and DeepMind hire\nmany people from\nHuggingFace and GitHub\n", id="names"
        ),
        pytest.param("name\tpay\n" * 5, id="tabs alone"),
        pytest.param('{"role": "user", "content": "Share"}\n' * 9, id="a log"),
        pytest.param("5 min read\n" + "word " * 50_000, id="longer than any article"),
    ],
)
def test_a_text_without_the_signs_of_a_page_is_none(text: str) -> None:
    assert not is_saved_page(text)


SOURCES = Path(__file__).resolve().parents[4] / "shared" / "sources"
needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the source articles are not here")
KNOWN_FURNITURE = {
    "first-ai-hire": (
        *(
            "Skip to main content",
            "AI Hiring Strategy2026 Talent Market",
            "VA\n",
            "VAMI Editorial\n",
        ),
        *("·March 6, 2026", "Get Expert Guidance on Your First AI Hire"),
        "Talk to our team before you post a job description — we specialize in both profiles and"
        " can advise on the right fit for your stage.",
        "Make the Right First Hire for Your AI Team",
        "This decision is too critical to get wrong. The wrong hire costs you significant time and"
        " resources. The right hire compounds your technical advantage for years.",
        "Before you post a job description, talk to our team. We work with both AI researchers and"
        " ML engineers every month. We know the market, the gaps in your team, and the right"
        " profile for your stage.",
        "Get Expert Hiring Advice — Talk to VAMI",
        "30-minute consultation. No obligation. We'll help you clarify what you actually need.",
        "Related Articles",
    ),
    "mle-vs-research-scientist": (
        *(
            "Skip to main content",
            "Guides Comparisons and decisions",
            "Comparisons and decisions\n",
        ),
        "9 min read · April 25, 2026",
    ),
    "mle-vs-applied-scientist": (
        "ByDataDriven Partners EditorialResearched against 14,200-user platform telemetry",
        *("Last reviewed", "· 11 min read"),
        "Place a featured listing on problem pages that match your role and your candidates"
        " self-select before they ever see a recruiter.",
    ),
    "ai-engineer-vs-ai-researcher": (),
    "research-scientist-vs-research-engineer": (),
}
_FIGURE = re.compile(r"[$~]?\d[\d,.]*\d[kKM%+]*|\d[kKM%+]*")
_LONG_WORD = re.compile(r"[a-z]{5,}")


def _source(name: str) -> str:
    return (SOURCES / f"{name}.txt").read_text(encoding="utf-8")


@needs_sources
@pytest.mark.parametrize("name", KNOWN_FURNITURE)
def test_no_figure_and_no_long_word_of_a_source_is_lost(name: str) -> None:
    text = _source(name)
    title = parse(text).title
    for furniture in KNOWN_FURNITURE[name]:
        assert furniture in text
        text = text.replace(furniture, "\n", 1)
    # A title is kept once, however often it is repeated.
    before, *after = text.split(title) if title else [text]
    text = before + (title if title else "") + "".join(after)

    lost_figures = Counter(_FIGURE.findall(text)) - Counter(_FIGURE.findall(parse(text).text))
    lost_words = Counter(_LONG_WORD.findall(text)) - Counter(_LONG_WORD.findall(parse(text).text))
    assert (lost_figures, lost_words) == (Counter(), Counter())


@needs_sources
@pytest.mark.parametrize("name", KNOWN_FURNITURE)
def test_the_furniture_of_a_source_is_gone(name: str) -> None:
    text = _source(name)

    assert is_saved_page(text)
    read = parse(text).text
    assert [line for line in KNOWN_FURNITURE[name] if line.strip() in read] == []


@needs_sources
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        pytest.param(
            "first-ai-hire",
            "| Research Engineer | Hybrid profile | $220k-$300k | 1.5-3% | Rarest profile, highest"
            " demand-to-supply ratio (per AIM Research) |",
            id="glued cells and a lost dash",
        ),
        pytest.param(
            "mle-vs-research-scientist",
            "| Level | ML Engineer TC | Research Scientist TC | Notes |\n|---|---|---|---|\n"
            "| Early career | $140K-$240K | $150K-$280K | Research roles often require PhD or"
            " exceptional publications |",
            id="a table on one line",
        ),
        pytest.param(
            "mle-vs-applied-scientist",
            "| Median senior IC total comp (top-50, 2026) | $320K | $480K |\n"
            "| Median time-to-fill senior IC | 70 days | 110 days |",
            id="one cell a line",
        ),
        pytest.param(
            "first-ai-hire",
            "### 4. Enterprise Growth\n\nSignal: Predictable model performance",
            id="a numbered signal",
        ),
        pytest.param(
            "mle-vs-applied-scientist",
            "### Question 3: What employer tier are you?\n\nFrontier AI labs and Series C+",
            id="a question inside wrapped lines",
        ),
        pytest.param(
            "research-scientist-vs-research-engineer",
            "## Career trajectories\n\n### Research scientist trajectory\n\n- Junior",
            id="headings below headings",
        ),
    ],
)
def test_the_shape_of_a_source_is_found_again(name: str, rows: str) -> None:
    assert rows in parse(_source(name)).text
