"""Briefs of the guides, and of a small tree whose brief can be written by hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.briefs import Brief, brief
from assistant.decisions import Tree, Trees, decide, load_trees
from corpus import Cite, Document, Figure, Reading, Sentence, WorkedAnswer, figures_of, read_folder

GUIDES = Path(__file__).parents[3] / "corpus" / "guides"
DAY = date(2026, 11, 25)

WHOM = """\
title = "Whom to hire"
about = "For people with a desk."

[quotes]
shown = ["desks", "Companies that have shown a prototype hire an ML engineer."]
idea = ["desks", "Companies with an idea hire an AI researcher."]
rooms = ["desks", "Nothing is said of *rooms*."]

[questions.prototype]
ask = "Is there a prototype?"
why = "It decides."
cites = ["shown", "idea"]
[questions.prototype.answers.yes]
label = "Yes"
means = "there is a prototype"
leads = "engineer"
cites = ["shown"]
examples = ["a demo"]
[questions.prototype.answers.no]
label = "No"
means = "there is only an idea"
leads = "researcher"
cites = ["idea"]
examples = ["slides"]

[claims.engineer]
text = "ML engineer: a prototype is there."
cites = ["shown"]
[claims.researcher]
text = "AI researcher: there is an idea."
cites = ["idea"]
[claims.rooms]
text = "Nothing is said of rooms."
cites = ["rooms"]

[outcomes.engineer]
recommendation = "engineer"
roles = ["ml engineer"]
reasons = ["engineer"]
unsettled = ["rooms"]
next_steps = ["engineer"]

[outcomes.researcher]
recommendation = "researcher"
roles = ["ai researcher"]
reasons = ["researcher"]
next_steps = ["researcher"]
"""
FIRST = """\
# Desks

## Whom

Companies that have shown a prototype hire an ML engineer. Companies with an idea hire an AI \
researcher. Nothing is said of *rooms*.

## Pay

ML engineers earn $150k-$180k in base salary in the Bay Area in 2026.

## Interviews

ML engineer interviews have four rounds.

### Where

ML engineers are found at meetups.
"""
DESKS = Document("desks", "desks.md", "Desks", FIRST, publisher="Desk & Co", date="2026-05")
ELSEWHERE = (
    ('leads = "engineer"\ncites = ["shown"]', 'leads = "researcher"\ncites = ["shown"]'),
    ('leads = "researcher"\ncites = ["idea"]', 'leads = "engineer"\ncites = ["idea"]'),
)
"""What makes the small tree lead the other way round."""
OTHER = Document("chairs", "chairs.md", "Chairs", "# Chairs\n\nNobody asks for chairs.\n")


def _worked(id: str, attribute: str, words: str) -> WorkedAnswer:
    said = (Sentence(words, (Cite("desks", words),)),)
    return WorkedAnswer(id, "list", ("how?",), ("ml engineer",), attribute, said)


WORKED = (
    _worked("rounds", "interview", "ML engineer interviews have four rounds."),
    _worked("meetups", "sourcing", "ML engineers are found at meetups."),
)

LoadWhom = Callable[..., Trees]
MakeBrief = Callable[[str, Mapping[str, str]], Brief]


@pytest.fixture(scope="session")
def reading() -> Reading:
    return read_folder(GUIDES)


@pytest.fixture(scope="session")
def figures(reading: Reading) -> tuple[Figure, ...]:
    return tuple(figure for document in reading.documents for figure in figures_of(document))


@pytest.fixture(scope="session")
def trees(reading: Reading) -> Trees:
    return load_trees(reading.documents, strict=True)


@pytest.fixture(scope="session")
def make_brief(reading: Reading, figures: tuple[Figure, ...], trees: Trees) -> MakeBrief:
    """A brief of the guides, for a tree and its answers."""

    def make(tree: str, answers: Mapping[str, str]) -> Brief:
        return brief(
            decide(trees[tree], answers),
            documents=reading.documents,
            answers=reading.answers,
            figures=figures,
            day=DAY,
        )

    return make


@pytest.fixture
def load_whom(tmp_path: Path) -> LoadWhom:
    """The small tree, with words of its file and of its document replaced first."""

    def load(*replaced: tuple[str, str], document: Document = DESKS) -> Trees:
        text = WHOM
        for old, new in replaced:
            assert old in text, f"the small tree has no {old!r}"
            text = text.replace(old, new)
        folder = tmp_path / "trees"
        folder.mkdir(exist_ok=True)
        (folder / "whom.toml").write_text(text, "utf-8")
        return load_trees([document], folder=folder, shared=tmp_path / "none.toml")

    return load


@pytest.fixture
def whom(load_whom: LoadWhom) -> Tree:
    return load_whom()["whom"]


@pytest.fixture
def small(whom: Tree) -> Brief:
    """The brief for a company with a prototype, of a tool that never gets a new version."""
    made = brief_of(whom, {"prototype": "yes"})
    stamp = tuple(line.replace(made.record.tool, "1.2.3") for line in made.stamp)
    record = made.record.model_copy(update={"tool": "1.2.3"})
    return replace(made, stamp=stamp, record=record)


def brief_of(tree: Tree, answers: Mapping[str, str], *documents: Document) -> Brief:
    return brief(
        decide(tree, answers),
        documents=documents or (DESKS, OTHER),
        answers=WORKED,
        figures=figures_of(DESKS),
        day=DAY,
    )


def rewritten(document: Document, old: str, new: str) -> Document:
    assert old in document.text
    return replace(document, text=document.text.replace(old, new))
