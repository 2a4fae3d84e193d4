"""What is said of the guides' figures, to be read; and that nothing else can be said of them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.figures import (
    FigureAnswer,
    compared,
    covers,
    figure_answer,
    in_words,
    look_up,
    tables,
)
from assistant.finding import Guides
from assistant.grounding import Evidence, checked, marked, sentences_of
from assistant.tools import tools_for
from assistant.understanding import understood
from corpus import Cite, Document, Figure, Passage, Sentence, figures_of, read_folder, split
from index import written_out

ROOT = Path(__file__).parents[2]
GUIDES = ROOT / "corpus" / "guides"
QUALITY = ROOT / "tests" / "quality"


@dataclass(frozen=True)
class Shelf:
    """Some documents: their figures, and where their words stand."""

    documents: tuple[Document, ...]
    figures: tuple[Figure, ...]
    passages: tuple[Passage, ...]

    def place(self, cite: Cite) -> tuple[Passage, int] | None:
        for passage in self.passages:
            at = passage.text.find(cite.words) if passage.document == cite.document else -1
            if at >= 0:
                return passage, passage.start + at
        return None

    def answer(self, question: str) -> FigureAnswer:
        found = figure_answer(_asked(question), self.figures, self.place)
        assert found is not None
        return found

    def checked(self, text: str, cites: Sequence[Cite], *unmarked: str) -> tuple[str, list[str]]:
        """What is shown of a text, and what is wrong with the rest."""
        evidence = Evidence()
        for cite in cites:
            at = self.place(cite)
            assert at, f"{cite.words!r} stands in no passage"
            evidence.add(cite, *at)
        lines = [
            line if line in unmarked else marked(line, evidence.quotes)
            for line in text.splitlines()
        ]
        result = checked("\n".join(lines), evidence, own_words=unmarked)
        return result.text, [f"{one.text}: {one.reason}" for one in result.cut]


def _shelf(folder: Path) -> Shelf:
    documents = read_folder(folder).documents
    return Shelf(
        documents,
        tuple(figure for one in documents for figure in figures_of(one)),
        tuple(passage for one in documents for passage in split(one)),
    )


@cache
def _guides() -> Shelf:
    return _shelf(GUIDES)


@pytest.fixture
def guides() -> Shelf:
    return _guides()


def _asked(question: str) -> Any:
    return understood(written_out(question))


def _texts(sentences: Sequence[Sentence]) -> list[str]:
    return [one.text for one in sentences]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "What does a senior MLE earn?",
            [
                "Senior ML engineers earn $250k-$320k base salary plus 1-3% equity "
                "(range, Bay Area, 2026; Levels.fyi).",
                "Senior ML engineers earn $320K in total compensation "
                "(median, top-50 employers, US, 2026; DataDriven Partners).",
                "Senior ML engineers earn $380K-$750K in total compensation (range, US, 2026).",
            ],
        ),
        (
            "research scientist total comp?",
            [
                "Research scientists earn $150K-$280K (early career), $240K-$500K (mid-level), "
                "$450K-$900K (senior), $800K-$2.0M+ (staff and principal) and $700K-$2.5M+ "
                "(manager and director) in total compensation (ranges, US, 2026).",
            ],
        ),
        (
            "AI engineer salary",
            [
                "AI engineers earn $120K-$350K in salary "
                "(range, base or total not said, US, 2025).",
            ],
        ),
        (
            "director-level research scientist pay",
            [
                "Research scientists at manager or director level earn $700K-$2.5M+ "
                "in total compensation (range, US, 2026).",
            ],
        ),
        (
            "How long does it take to fill an applied scientist role?",
            [
                "Filling senior applied scientist roles takes 110 days (median, Series C+, US).",
                "Filling applied scientist roles takes 150 to 200 days (frontier labs).",
            ],
        ),
        (
            "how long is the ML engineer interview loop",
            ["Interview loops for ML engineers take 3.5 to 4 hours."],
        ),
        (
            "how many minutes is the AS paper discussion",
            [
                "The paper-discussion block is a 75-minute part of the applied scientist "
                "interview.",
            ],
        ),
        (
            "how many minutes do the blocks of the applied scientist loop take",
            [
                "Applied scientist interview block 1 is ML coding with math (75 minutes).",
                "Applied scientist interview block 2 is ML system design with a focus on applied "
                "research (75 minutes).",
                "Applied scientist interview block 3 is the paper discussion (75 minutes), "
                "the most predictive block for applied scientists.",
                "Applied scientist interview block 4 is a deep-dive into past research "
                "(90 minutes).",
                "Applied scientist interview block 5 is strategic research framing (60 minutes).",
            ],
        ),
        (
            "What percentage of applied scientists have a PhD?",
            ["Roughly 75 percent of applied scientists have a PhD in ML or statistics."],
        ),
        (
            "senior MLE, AS and RS total compensation",
            [
                "Senior ML engineers earn $320K and senior applied scientists $480K in total "
                "compensation (medians, top-50 employers, US, 2026; DataDriven Partners).",
                "Senior ML engineers earn $380K-$750K and senior research scientists $450K-$900K "
                "in total compensation (ranges, US, 2026).",
            ],
        ),
    ],
)
def test_a_figure_is_said_with_its_basis(guides: Shelf, question: str, expected: list[str]) -> None:
    assert _texts(guides.answer(question).sentences) == expected


def _everything(figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """All that can be looked up: every role, pair, level and measure."""
    roles = sorted({one.role for one in figures})
    levels = sorted({one.level for one in figures})
    measures = ["", "pay", *sorted({one.measure for one in figures})]
    several = [*combinations(roles, 1), *combinations(roles, 2), ()]
    for some, level, measure in product(several, [(), *combinations(levels, 1)], measures):
        yield look_up(figures, roles=some, levels=level, measure=measure)


def test_every_sentence_that_can_be_said_rests_on_its_words(guides: Shelf) -> None:
    said = {
        sentence: found for found in _everything(guides.figures) for sentence in in_words(found)
    }
    assert len(said) > 80
    for sentence, found in said.items():
        assert guides.checked(sentence.text, sentence.cites)[1] == []
        assert len(list(sentences_of(sentence.text))) == 1
        assert sentence in in_words(found, guides.place)


def test_every_closing_and_every_row_rests_on_the_words_beside_it(guides: Shelf) -> None:
    held = 0
    for found in _everything(guides.figures):
        cites = [cite for sentence in in_words(found) for cite in sentence.cites]
        for closing in compared(found).closings:
            held += 1
            assert guides.checked(closing, cites)[1] == []
        for table in tables(found)[0]:
            for row in table.rows:
                assert guides.checked(row.text, row.cites)[1] == []
    assert held > 100


RE_PAY = {"$220k-$300k", "$260k-$300k"}


def test_the_conflicts_of_the_guides_are_found(guides: Shelf) -> None:
    found = [
        (one.role, {figure.shown for figure in one.figures}, one.closing)
        for one in compared(guides.figures).conflicts
        if one.note == "guides differ"
    ]
    assert found == [
        (
            "research engineer",
            RE_PAY,
            "One guide gives $220k-$300k and $260k-$300k for the same base salary.",
        ),
        (
            "research engineer",
            {"1.5-3%", "2-3%"},
            "One guide gives 1.5-3% and 2-3% for the same equity.",
        ),
        (
            "ml engineer",
            {"3,500 ML engineers", "14,200 active engineers", "21 percent"},
            "3,500 ML engineers of 14,200 active engineers are not 21 percent.",
        ),
    ]


def test_what_cannot_be_compared_is_found(guides: Shelf) -> None:
    found = {
        (one.role, one.closing)
        for one in compared(guides.figures).conflicts
        if one.note == "not comparable"
    }
    assert found == {
        (
            "ai researcher",
            "Unqualified salary ($200K-$500K+), base salary and total compensation are different "
            "bases, so they do not contradict.",
        ),
        (
            "research engineer",
            "Unqualified salary ($260k+) and base salary are different bases, so they do not "
            "contradict.",
        ),
        (
            "ml engineer",
            "Base salary, a median of total compensation, total compensation at frontier labs and "
            "total compensation are different bases, so they do not contradict.",
        ),
        (
            "applied scientist",
            "Total compensation at top-50 employers and total compensation at frontier labs are "
            "different bases, so they do not contradict.",
        ),
        (
            "applied scientist",
            "Time to fill at Series C+ and time to fill at frontier labs are different bases, "
            "so they do not contradict.",
        ),
    }


def test_one_value_said_twice_is_no_conflict(guides: Shelf) -> None:
    found = look_up(guides.figures, roles=["applied scientist"], levels=["senior"], measure="pay")
    assert len(found) > 1
    assert compared(found).conflicts == ()


def test_two_guides_can_disagree(tmp_path: Path) -> None:
    for name, pay in (("north", "$90k-$95k"), ("south", "$100k")):
        (tmp_path / f"{name}.md").write_text(
            f"# Pay\n\nML engineers get a base salary of {pay} in Austin.\n", "utf-8"
        )
    comparison = compared(_shelf(tmp_path).figures)
    assert comparison.note == "guides differ"
    assert comparison.closings == ("The guides give $90k-$95k and $100k for the same base salary.",)


def test_roles_side_by_side_make_a_table_with_its_marks(guides: Shelf) -> None:
    found = look_up(
        guides.figures,
        roles=["ml engineer", "research scientist"],
        levels=["senior", "staff"],
        measure="total compensation",
    )
    (table,), left = tables(found)
    assert [one.shown for one in left] == ["$320K"]
    text = "\n".join((*table.head, *_texts(table.rows)))
    cites = [cite for row in table.rows for cite in row.cites]
    assert guides.checked(text, cites[:1], *table.head)[0].splitlines()[:3] == [
        "| Total compensation (range, US, 2026) | ML engineers | Research scientists | Source |",
        "| --- | --- | --- | --- |",
        "| Senior | $380K-$750K | $450K-$900K | [1]",
    ]
    assert table.rows[1].text == "| Staff and principal | $650K-$1.3M+ | $800K-$2.0M+ |"


def test_a_table_has_one_basis(guides: Shelf) -> None:
    found, _ = tables(look_up(guides.figures, measure="pay"))
    for table in found:
        bases = {(one.measure, one.tier, one.region) for one in table.figures}
        assert len(bases) == 1
    assert len(found) == 4


@pytest.mark.parametrize(
    ("question", "covered", "missing"),
    [
        ("What does a senior MLE earn?", True, ()),
        ("base for a research engineer in San Francisco", True, ()),
        ("AI engineer salary 2025", True, ()),
        ("What do frontier labs pay applied scientists?", True, ()),
        ("early-career applied scientist pay", False, ("pay of early-career applied scientists",)),
        ("senior AS pay in Nairobi", False, ("pay of senior applied scientists in Nairobi",)),
        ("MLE base salary 2021?", False, ("base salary of ML engineers in 2021",)),
        ("RE total comp", False, ("total compensation of research engineers",)),
        ("time to fill an RE role", False, ("time to fill of research engineer roles",)),
        ("staff MLE equity", False, ("equity of staff ML engineers",)),
        ("What does an intern ML engineer make?", False, ("pay of intern ML engineers",)),
        ("L7 RS comp", False, ("pay of L7 research scientists",)),
        (
            "top-50 median TC for research scientists",
            False,
            ("median total compensation of research scientists at top-50 employers",),
        ),
        (
            "The AS search takes 110 days. How many days to fill a research engineer role?",
            False,
            ("time to fill of research engineer roles",),
        ),
        (
            "senior RS total comp in the US and in Singapore",
            None,
            ("total compensation of senior research scientists in Singapore",),
        ),
        ("senior research engineer pay", None, ("pay of senior research engineers",)),
        ("MLE base salary in Toronto", None, ("base salary of ML engineers in Toronto",)),
    ],
)
def test_what_has_no_figure_is_named(
    guides: Shelf, question: str, covered: bool | None, missing: tuple[str, ...]
) -> None:
    assert covers(_asked(question), guides.figures) is covered
    answer = guides.answer(question)
    assert answer.missing == missing
    assert bool(answer.sentences) is (covered is not False)


@pytest.mark.parametrize(
    "question",
    [
        "Why do applied scientists earn more?",
        "How should a research engineer negotiate pay?",
        "Do research scientists always out-earn engineers?",
        "Who earns more, RS or RE?",
        "Where do the ML engineer pay figures come from?",
        "What does a data scientist earn?",
        "What do ML engineers earn at Netflix?",
        "signing bonus of a senior ML engineer",
        "What is the pay?",
        "At which stage does an ML engineer make sense?",
        "Is it time to hire AI researchers?",
        "when is the right time to hire research engineers",
        "hello",
    ],
)
def test_other_questions_are_none_for_figures(guides: Shelf, question: str) -> None:
    assert covers(_asked(question), guides.figures) is None


def test_what_there_is_instead_is_near(guides: Shelf) -> None:
    assert _texts(guides.answer("staff research engineer total compensation").near) == [
        "Research engineers earn $220k-$300k base salary plus 1.5-3% equity "
        "(range, Bay Area, 2026; AIM Research).",
        "Research engineers earn $260k-$300k base salary plus 2-3% equity "
        "(range, Bay Area, 2026; Levels.fyi and AIM Research).",
        "Research engineers earn $260k+ in salary "
        "(base or total not said, Bay Area, 2026; AIM Research).",
    ]


def test_a_place_with_a_discount_gets_both(guides: Shelf) -> None:
    answer = guides.answer("mid-level ML engineer base salary in Berlin")
    assert _texts(answer.sentences) == [
        "Companies hiring in Toronto, Austin or Europe can expect base salaries 15-25% below Bay "
        "Area rates, according to Levels.fyi regional benchmarks.",
        "Mid-level ML engineers earn $180k-$220k base salary (range, Bay Area, 2026; Levels.fyi).",
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_figures_decline_what_has_none_and_hardly_anything_else(guides: Shelf) -> None:
    def declined(questions: Sequence[str]) -> float:
        found = [covers(_asked(question), guides.figures) for question in questions]
        return found.count(False) / len(found)

    in_combination = [
        row["q"]
        for row in _lines(QUALITY / "uncovered.jsonl")
        if row["missing"] in ("combination", "level", "place", "year")
    ]
    labelled = [row["q"] for row in _lines(QUALITY / "labelled.jsonl") if row["ids"]]
    worked = [
        question
        for path in sorted(GUIDES.glob("*.answers.jsonl"))
        for row in _lines(path)
        for question in row["asked"][:2]
    ]
    assert declined(in_combination) > 0.25
    assert declined(labelled) < 0.01
    assert declined(worked) < 0.01


OTHER = """\
# Kitchen pay

Table: median base salary, Europe, 2024; per Ladle Review.

| Role | Level | Base salary | Equity |
|---|---|---|---|
| ML engineer | Senior | €95k | 0.1-0.2% |
| ML engineer | Staff | €120k | 0.3% |
| Research engineer | Senior | €99k-€110k | n/a |

Filling a research engineer role takes 45 days.
"""


def test_another_guide_brings_its_figures(tmp_path: Path) -> None:
    (tmp_path / "kitchen.md").write_text(OTHER, "utf-8")
    shelf = _shelf(tmp_path)
    assert _texts(shelf.answer("What does a senior MLE earn?").sentences) == [
        "Senior ML engineers earn €95k base salary plus 0.1-0.2% equity "
        "(median, Europe, 2024; Ladle Review).",
    ]
    assert _texts(shelf.answer("days to fill a research engineer role").sentences) == [
        "Filling research engineer roles takes 45 days.",
    ]
    assert covers(_asked("mid-level research engineer base salary"), shelf.figures) is False
    assert covers(_asked("interview length of an ML engineer"), shelf.figures) is None
    assert shelf.answer("senior MLE pay in Dublin").missing == ()
    for found in _everything(shelf.figures):
        for sentence in in_words(found):
            assert shelf.checked(sentence.text, sentence.cites)[1] == []


def test_what_a_reader_of_the_words_cannot_see_is_not_said(tmp_path: Path) -> None:
    (tmp_path / "pay.md").write_text(
        '---\ntitle: Pay\nbasis: "Pay is base salary, Europe, 2024; by Ladle Review benchmarks."\n'
        "---\n\n# Pay\n\nML engineers get €95k in base salary.\n",
        "utf-8",
    )
    shelf = _shelf(tmp_path)
    assert _texts(in_words(shelf.figures)) == [
        "ML engineers earn €95k base salary (Europe, 2024; Ladle Review)."
    ]
    assert _texts(in_words(shelf.figures, shelf.place)) == [
        "ML engineers earn €95k base salary (Europe; Ladle Review)."
    ]


def test_a_model_can_look_figures_up(guides: Shelf) -> None:
    known = SimpleNamespace(trees={}, figures=guides.figures, place=guides.place)
    tool = next(one for one in tools_for(cast(Guides, known)) if one.name == "look_up_figures")
    call = {"role": "RE", "measure": "base salary"}
    message = tool.invoke({"type": "tool_call", "id": "1", "name": tool.name, "args": call})
    found = message.artifact
    assert {claim["text"].split()[3] for claim in found["claims"]} == RE_PAY
    assert found["notes"] == ["guides differ"]
    assert len(found["closing"][0]["cites"]) == 2
    nothing = tool.invoke(
        {"type": "tool_call", "id": "2", "name": tool.name, "args": {**call, "role": "librarian"}}
    )
    assert nothing.artifact["claims"] == []
