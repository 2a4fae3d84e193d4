"""typed_figures.txt is to be read: it holds every figure of the guides and what it is of."""

from itertools import groupby
from pathlib import Path

import pytest

from corpus import Document, Figure, figures_of, read_folder

GUIDES = Path(__file__).parents[2] / "corpus" / "guides"
GOLDEN = Path(__file__).with_name("typed_figures.txt")
SOURCES = Path(__file__).parents[3] / "shared" / "sources"


def _figures(text: str, *, basis: str = "") -> tuple[Figure, ...]:
    return figures_of(Document("team/pay", "team/pay.md", "Pay", text, basis=basis))


def _said(figure: Figure) -> str:
    fields = (
        figure.role,
        figure.level,
        figure.measure,
        figure.shown,
        figure.basis,
        figure.tier,
        figure.region,
        figure.period,
        figure.reported_by,
    )
    return " | ".join(field or "-" for field in fields)


def _whose(text: str) -> list[tuple[str, str]]:
    return [(figure.shown, figure.role) for figure in _figures(text)]


def test_the_figures_of_the_guides_are_those_that_were_checked_by_hand() -> None:
    lines: list[str] = []
    for document in read_folder(GUIDES).documents:
        lines += ("", f"# {document.id}")
        for section, figures in groupby(figures_of(document), key=lambda one: one.section):
            lines += (f"## {' > '.join(section)}", *map(_said, figures))

    assert lines == GOLDEN.read_text("utf-8").splitlines()[2:]


def test_the_words_of_a_figure_stand_in_the_document_with_the_figure() -> None:
    for document in read_folder(GUIDES).documents:
        for figure in figures_of(document):
            assert document.text[figure.start : figure.end] == figure.words
            assert figure.shown in figure.words
            assert not figure.words.startswith((">", "- ", "1. "))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Senior applied scientists have a median salary of $480,000, "
            "versus $320,000 for senior ML engineers.",
            [("$480,000", "applied scientist"), ("$320,000", "ml engineer")],
            id="each side of a comparison has its own role",
        ),
        pytest.param(
            "The salary is $480k for an AS against $320k for an MLE, a 50 percent premium.",
            [("$480k", "applied scientist"), ("$320k", "ml engineer"), ("50 percent", "")],
            id="a premium behind a comparison is nobody's",
        ),
        pytest.param(
            "Research scientists and research engineers earn $200k and $210k in base salary.",
            [("$200k", ""), ("$210k", "")],
            id="two roles and two figures are not guessed at",
        ),
        pytest.param(
            "Unlike research scientists, our people get total compensation of $300k.",
            [("$300k", "")],
            id="a role that is only compared with has no figure",
        ),
        pytest.param(
            "There are 4x as many research engineer roles as research scientist roles.",
            [("4x", "research engineer")],
            id="a ratio is the first one's",
        ),
        pytest.param(
            "Of 1,200 users, 300 ML engineers and 40 profiles of applied scientists are active.",
            [
                ("1,200 users", ""),
                ("300 ML engineers", "ml engineer"),
                ("40 profiles", "applied scientist"),
            ],
            id="what is counted has the role that is counted",
        ),
        pytest.param(
            "Data scientists earn a base salary of $150k.",
            [("$150k", "")],
            id="another role's figure is not one of ours",
        ),
        pytest.param(
            "## ML engineer\n\nThe base salary is $150k.\n\nDesigners get a base salary of $90k.",
            [("$150k", "ml engineer"), ("$90k", "")],
            id="a heading speaks for sentences that name nobody",
        ),
        pytest.param(
            "## ML engineer and applied scientist\n\nThe base salary is $150k.",
            [("$150k", "")],
            id="a heading with two roles speaks for none",
        ),
        pytest.param(
            "Hiring an AS adds $160,000 in total compensation.", [], id="a difference is no pay"
        ),
        pytest.param(
            "> **Note:** ML engineers earn $1 in salary.", [], id="a note is no source of figures"
        ),
        pytest.param(
            "# ML engineer\n\nMoving is paid up to $5,000.", [], id="what is paid is not all pay"
        ),
        pytest.param("A GPU costs $30k.", [], id="what is no known measure is left"),
    ],
)
def test_a_figure_has_its_role_or_none(text: str, expected: list[tuple[str, str]]) -> None:
    assert _whose(text) == expected


def test_a_sentence_says_what_its_figure_is() -> None:
    (figure,) = _figures(
        "# Pay\n\n- Median total compensation of a staff MLE was $410k at frontier labs "
        "in Europe in Q1 2026, per Levels.fyi.\n"
    )
    assert _said(figure) == (
        "ml engineer | staff | total compensation | $410k | median | frontier labs | Europe | "
        "Q1 2026 | Levels.fyi"
    )
    assert (figure.low, figure.high, figure.unit) == (410_000, 410_000, "USD")


def test_what_is_expressly_not_said_is_not_taken_for_said() -> None:
    (figure,) = _figures("ML engineers have a salary of $90k; it does not say base salary or US.")
    assert (figure.measure, figure.region) == ("salary", "")


def test_the_reasons_for_a_premium_are_not_where_it_is_paid() -> None:
    (figure,) = _figures(
        "The 50 percent premium of an AS over an MLE is demand from frontier labs."
    )
    assert (figure.role, figure.measure, figure.tier) == ("applied scientist", "pay premium", "")


def test_front_matter_speaks_for_pay_where_the_sentence_is_mute() -> None:
    pay, days = _figures(
        "ML engineers get $100k to $120k in base salary. Their time to fill is 9 days.",
        basis="Pay is base salary, United States, 2026; reported by Levels.fyi and AIM Research.",
    )
    assert _said(pay) == (
        "ml engineer | - | base salary | $100k to $120k | range | - | United States | 2026 | "
        "Levels.fyi and AIM Research"
    )
    assert _said(days) == "- | - | time to fill | 9 days | - | - | - | - | -"


def test_front_matter_on_two_kinds_of_employers_is_taken_for_the_right_one() -> None:
    text = "ML engineers get a salary of $300k at {}."
    basis = "Pay is salary at top-50 US employers, and salary at frontier labs, 2026."
    (top,) = _figures(text.format("top-50 companies"), basis=basis)
    (frontier,) = _figures(text.format("frontier labs"), basis=basis)
    assert (top.region, top.period) == ("United States", "2026")
    assert (frontier.region, frontier.period) == ("", "2026")


def test_a_table_gives_its_figures() -> None:
    text = """\
# Pay

Table: median base salary and bonus, Europe, 2025; per Levels.fyi.

| Role | Level | Base salary | Bonus |
|---|---|---|---|
| ML engineer | Senior | €90k+ | 10% |
| Librarian | Senior | €40k | 1-2% |
| ML engineer / AI engineer | | €80k | n/a |
"""
    assert [_said(figure) for figure in _figures(text)] == [
        "ml engineer | senior | base salary | €90k+ | median | - | Europe | 2025 | Levels.fyi",
        "ml engineer | senior | bonus | 10% | median | - | Europe | 2025 | Levels.fyi",
        "- | senior | base salary | €40k | median | - | Europe | 2025 | Levels.fyi",
        "- | senior | bonus | 1-2% | range | - | Europe | 2025 | Levels.fyi",
        "- | - | base salary | €80k | median | - | Europe | 2025 | Levels.fyi",
    ]


def test_a_table_about_something_else_is_read_by_its_headings() -> None:
    text = """\
| City | Population | Area (km2) | Founded | Rent (thousands) | Note |
|---|---|---|---|---|---|
| Oban | 83,000 | 12.5 | 1901 | 12 | a rent of $1,200 was seen |
| 7 | | |
"""
    figures = _figures(text)
    assert [(one.role, one.measure, one.low, one.unit) for one in figures] == [
        ("", "Population", 83_000, "count"),
        ("", "Area (km2)", 12.5, "km2"),
    ]
    assert figures[0].words == "| Oban | 83,000 | 12.5 | 1901 | 12 | a rent of $1,200 was seen |"


@pytest.mark.parametrize(
    ("words", "open_ended"), [("$260k+", True), ("$200K-$500K+", True), ("$200K", False)]
)
def test_an_open_end_is_told(words: str, open_ended: bool) -> None:
    (figure,) = _figures(f"The salary of an ML engineer is {words}.")
    assert figure.open_ended is open_ended


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the saved source articles are not beside us")
def test_the_saved_articles_give_the_same_pay_as_the_guides() -> None:
    def pay(folder: Path) -> set[tuple[str, str, str, float | None, float | None]]:
        return {
            (document.id, figure.role, figure.level, figure.low, figure.high)
            for document in read_folder(folder).documents
            for figure in figures_of(document)
            if figure.unit == "USD" and figure.role
        }

    missing = pay(GUIDES) - pay(SOURCES)
    # Its sentence in the article says "they", which is nobody.
    assert missing == {("first-ai-hire", "research engineer", "", 260_000, 300_000)}
    assert pay(SOURCES) <= pay(GUIDES)
