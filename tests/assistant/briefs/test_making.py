"""What a brief says, and what that rests on."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.briefs import Brief, Line, NotDecided, brief, to_markdown
from assistant.briefs.places import Places
from assistant.briefs.versions import document_version, guides_version, tree_version
from assistant.decisions import Tree, Trees, decide, ways
from assistant.decisions.loading import FOLDER
from assistant.grounding import Evidence, checked
from corpus import Cite, Reading
from tests.assistant.briefs.conftest import (
    DAY,
    DESKS,
    ELSEWHERE,
    OTHER,
    LoadWhom,
    MakeBrief,
    brief_of,
)

GOLDEN = Path(__file__).with_name("whom.md")
IDS = sorted(path.stem for path in FOLDER.glob("*.toml"))
OF_ROLES = ("Pay and time to hire", "Interviews", "Where to look")
SAYS_NOTHING = re.compile(r"The guides (give no figures|describe no interviews|name no sourcing)")


def _lines(made: Brief) -> list[Line]:
    return [made.recommendation, *(line for part in made.parts for line in part.lines)]


def test_a_brief_reads_as_it_is_kept(small: Brief) -> None:
    # The digests in it change with the form of the record, too.
    assert to_markdown(small) == GOLDEN.read_text("utf-8")


def test_what_is_no_outcome_is_no_brief(whom: Tree) -> None:
    with pytest.raises(NotDecided, match=r"answer prototype \(yes or no\) first"):
        brief_of(whom, {})


def test_without_worked_answers_and_figures_that_is_said(whom: Tree) -> None:
    made = brief(decide(whom, {"prototype": "yes"}), documents=[DESKS], day=DAY)
    said = {part.heading: part.lines for part in made.parts}
    assert said["Pay and time to hire"] == (Line("The guides give no figures for ML engineers."),)
    assert said["Interviews"] == (Line("The guides describe no interviews for ML engineers."),)
    assert said["Where to look"] == (
        Line("The guides name no sourcing channels for ML engineers."),
    )


@pytest.mark.parametrize("name", IDS)
def test_every_sentence_of_every_outcome_has_words_of_the_guides(
    name: str, trees: Trees, reading: Reading, make_brief: MakeBrief
) -> None:
    texts = {document.id: document for document in reading.documents}
    for way in ways(trees[name]):
        made = make_brief(name, way.answers)
        lines = _lines(made)
        unmarked = [one.text for one in lines if not one.marks]
        assert [text for text in unmarked if not SAYS_NOTHING.match(text)] == []
        used = list(dict.fromkeys(mark for line in lines for mark in line.marks))
        assert used == [one.number for one in made.sources] == list(range(1, len(used) + 1))
        for source in made.sources:
            document = texts[source.document]
            assert source.words in document.text
            assert (source.title, source.publisher, source.date) == (
                *(document.title, document.publisher, document.date),
            )
            assert source.section, source.words


@pytest.mark.parametrize("name", IDS)
def test_what_is_told_of_roles_holds_against_its_words(
    name: str, trees: Trees, reading: Reading, make_brief: MakeBrief
) -> None:
    places = Places(reading.documents)
    for way in ways(trees[name]):
        made = make_brief(name, way.answers)
        lines = [one for part in made.parts if part.heading in OF_ROLES for one in part.lines]
        for line in lines:
            evidence = Evidence()
            renumbered = []
            for mark in line.marks:
                cite = Cite(made.sources[mark - 1].document, made.sources[mark - 1].words)
                place = places.place(cite)
                assert place
                renumbered.append(evidence.add(cite, *place))
            said = replace(line, marks=tuple(renumbered)).marked
            assert not renumbered or checked(said, evidence).cut == ()


@pytest.mark.parametrize("name", IDS)
def test_a_brief_says_all_of_its_outcome_and_of_its_situation(
    name: str, trees: Trees, make_brief: MakeBrief
) -> None:
    for way in ways(trees[name]):
        made = make_brief(name, way.answers)
        texts = {line.text for line in _lines(made)}
        assert {claim.text for claim in way.outcome.claims} <= texts
        assert {step.claim.text for step in way.steps} <= texts
        path = next(part for part in made.parts if part.heading == "How it was decided")
        for line, step in zip(path.lines, way.steps, strict=True):
            assert line.text.startswith(f"{step.question.ask} {step.choice.label}. ")


def test_roles_without_words_of_their_own_get_those_of_a_role_that_is_named(
    make_brief: MakeBrief,
) -> None:
    texts = [line.text for line in _lines(make_brief("first-hire", {"prototype": "no"}))]
    said = "The guides describe no interviews for AI researchers as such; these are for "
    assert f"{said}research scientists." in texts
    assert any(text.startswith("Research scientist interviews test") for text in texts)


def test_where_figures_disagree_the_brief_says_so(make_brief: MakeBrief) -> None:
    made = make_brief("first-hire", {"prototype": "no"})
    pay = next(part for part in made.parts if part.heading == "Pay and time to hire")
    said = "One guide gives $220k-$300k and $260k-$300k for the same base salary."
    assert said in [line.text for line in pay.lines]


def test_who_looks_for_work_is_not_told_where_to_look_for_candidates(
    trees: Trees, make_brief: MakeBrief
) -> None:
    for name, tree in trees.items():
        made = make_brief(name, next(ways(tree)).answers)
        headings = [part.heading for part in made.parts]
        assert ("Where to look" in headings) is (name != "which-track")


def test_a_version_changes_with_what_counts(load_whom: LoadWhom) -> None:
    asked = replace(DESKS, questions=(("Whom", "Whom to hire?"),))
    assert document_version(asked) == document_version(DESKS)
    assert guides_version([asked, OTHER]) == guides_version([OTHER, DESKS])
    assert guides_version([DESKS]) != guides_version([DESKS, OTHER])
    assert document_version(replace(DESKS, date="2026-06")) != document_version(DESKS)
    before = tree_version(load_whom()["whom"])
    assert tree_version(load_whom(("a demo", "a mock-up"))["whom"]) == before
    assert tree_version(load_whom(("It decides.", "It decides all."))["whom"]) != before
    assert tree_version(load_whom(*ELSEWHERE)["whom"]) != before
