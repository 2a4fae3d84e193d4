"""The trees as they ship, against the guides as they ship."""

import re
from itertools import pairwise

import pytest

from assistant.decisions import Claim, Trees, decide, load_trees, ways
from assistant.decisions.loading import FOLDER, SHARED
from assistant.decisions.written import Shared, parsed
from corpus import Cite, Document, split
from tests.assistant.decisions.outcomes import TABLE, table

IDS = sorted(path.stem for path in FOLDER.glob("*.toml"))
ROLES = {
    "ml engineer",
    "ai researcher",
    "research scientist",
    "research engineer",
    "applied scientist",
    "mlops specialist",
    "second engineer",
}
# A role in a sentence, and what may stand for it in the guides.
NAMED = {
    r"applied ai engineer": "applied ai engineer",
    r"ai engineer(?!ing)": "ai engineer",
    r"(?:ml engineer(?!ing)|\bmle\b)": "ml engineer|mle",
    r"ai researcher": "ai researcher|research scientist",
    r"research scientist": "research scientist",
    r"research engineer": "research engineer",
    r"applied scientist": "applied.scientist",
    r"ml ?ops specialist": "ml ?ops specialist",
    r"second engineer": "second engineer",
}
EDITORS_CARD = re.compile(r"^Applied scientists are typically|^Research engineers have PhD-level")


def _claims(trees: Trees) -> dict[str, Claim]:
    return {
        claim.text: claim
        for tree in trees.values()
        for outcome in tree.outcomes.values()
        for claim in outcome.claims
    }


def _cites(trees: Trees) -> set[Cite]:
    asked = {
        cite
        for tree in trees.values()
        for question in tree.questions.values()
        for choice in question.choices.values()
        for cite in (*question.cites, *choice.cites)
    }
    return asked | {cite for claim in _claims(trees).values() for cite in claim.cites}


def test_all_eight_trees_hold(trees: Trees) -> None:
    assert (
        sorted(trees)
        == IDS
        == [
            "company-stage",
            "first-hire",
            "mle-or-applied-scientist",
            "next-hire",
            "one-hire",
            "posting",
            "research-engineer-first",
            "which-track",
        ]
    )
    assert trees.left_out == ()


def test_every_way_ends_as_the_table_says(trees: Trees) -> None:
    # After a change that is meant: python -m tests.assistant.decisions.outcomes
    assert table(trees) == TABLE.read_text("utf-8")


@pytest.mark.parametrize("name", IDS)
def test_every_way_can_be_walked_question_by_question(trees: Trees, name: str) -> None:
    tree = trees[name]
    for way in ways(tree):
        answers: dict[str, str] = {}
        for step in way.steps:
            decision = decide(tree, answers)
            assert (decision.question, decision.outcome) == (step.question, None)
            answers[step.question.id] = step.choice.id
        decision = decide(tree, answers)
        assert (decision.steps, decision.outcome) == (way.steps, way.outcome)


@pytest.mark.parametrize("name", IDS)
def test_a_tree_asks_few_questions(trees: Trees, name: str) -> None:
    assert max(len(way.steps) for way in ways(trees[name])) <= 6


def test_every_quote_stands_in_one_passage(trees: Trees, guides: tuple[Document, ...]) -> None:
    passages = {document.id: [one.text for one in split(document)] for document in guides}
    lost = [
        cite
        for cite in _cites(trees)
        if not any(cite.words in passage for passage in passages[cite.document])
    ]
    assert lost == []


@pytest.mark.parametrize("name", IDS)
def test_a_recommendation_begins_with_a_role(trees: Trees, name: str) -> None:
    for outcome in trees[name].outcomes.values():
        assert set(outcome.roles) <= ROLES
        start = " ".join(outcome.recommendation.text.lower().split()[:10])
        assert not outcome.roles or any(role in start for role in outcome.roles), start


def test_the_roles_of_a_claim_stand_in_its_words(trees: Trees) -> None:
    unsupported = [
        (claim.text, said)
        for claim in _claims(trees).values()
        for said, meant in NAMED.items()
        if re.search(said, claim.text, re.IGNORECASE)
        and not any(re.search(meant, cite.words, re.IGNORECASE) for cite in claim.cites)
    ]
    assert unsupported == []


def test_what_only_the_editors_read_into_a_guide_is_said_to_be_so(trees: Trees) -> None:
    for claim in _claims(trees).values():
        if any(EDITORS_CARD.search(cite.words) for cite in claim.cites):
            says_so = "editors" in claim.text or "heading" in claim.text
            assert says_so, claim.text


def test_a_claim_is_one_sentence_of_a_length_one_reads(trees: Trees) -> None:
    texts = list(_claims(trees))
    assert [text for text in texts if re.search(r"[.?!] [A-Z]", text)] == []
    assert [text for text in texts if len(text) > 300] == []


@pytest.mark.parametrize("name", IDS)
def test_no_outcome_says_a_thing_twice(trees: Trees, name: str) -> None:
    for outcome in trees[name].outcomes.values():
        texts = [claim.text for claim in outcome.claims]
        assert sorted(set(texts)) == sorted(texts), outcome.id


@pytest.mark.parametrize("name", IDS)
def test_every_answer_has_ways_to_say_it_that_no_other_answer_shares(
    trees: Trees, name: str
) -> None:
    for question in trees[name].questions.values():
        said = [
            example.lower() for choice in question.choices.values() for example in choice.examples
        ]
        assert [one for one, other in pairwise(sorted(said)) if one == other] == [], question.id
        for choice in question.choices.values():
            assert 6 <= len(choice.examples) <= 12, (question.id, choice.id)


def test_questions_of_one_name_ask_the_same_kind_of_thing(trees: Trees) -> None:
    # Answers are kept by question: one that means yes here may not mean something else there.
    answers: dict[str, set[str]] = {}
    for tree in trees.values():
        for question in tree.questions.values():
            known = answers.setdefault(question.id, set(question.choices))
            assert known == set(question.choices), question.id


def test_every_shared_claim_is_said_somewhere(trees: Trees) -> None:
    shared = parsed(SHARED, Shared)
    texts = set(_claims(trees))
    assert [name for name, one in shared.claims.items() if one.text not in texts] == []
    cited = {(cite.document, cite.words) for cite in _cites(trees)}
    assert [name for name, quote in shared.quotes.items() if quote not in cited] == []


@pytest.mark.parametrize("name", IDS)
def test_a_tree_needs_the_guides_it_cites(
    name: str, trees: Trees, guides: tuple[Document, ...]
) -> None:
    tree = trees[name]
    needed = {
        cite.document
        for outcome in tree.outcomes.values()
        for claim in outcome.claims
        for cite in claim.cites
    }
    for absent in sorted(needed):
        left = load_trees([one for one in guides if one.id != absent], strict=True)
        assert name not in left
        reasons = {one.file: one for one in left.left_out}
        assert reasons[f"{name}.toml"].reason == (
            f"It rests on documents that are not here: {absent}."
        )
        assert not reasons[f"{name}.toml"].faulty
