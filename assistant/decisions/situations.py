"""What a person's own words tell of the answers to a tree, and whom a tree is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.decisions.filling import Taken, recognised
from assistant.decisions.hearing import Hearing, facts_told
from assistant.decisions.knowing import Known, answers_from, in_doubt, learn, view
from assistant.decisions.patterns import cues
from assistant.decisions.tree import Tree


@dataclass(frozen=True)
class Situation:
    """The tree that is meant, and what is known of its answers."""

    tree: Tree
    answers: Mapping[str, str]
    taken: Sequence[Taken] = ()
    doubted: Mapping[str, str] = field(default_factory=dict)
    """By question, words that may answer it and from which nothing is taken."""


def situation(
    text: str,
    trees: Mapping[str, Tree],
    tree: Tree | None = None,
    *,
    hearing: Hearing | None = None,
) -> Situation | None:
    """What a text tells of a tree; without one, of that which it asks for. None when of none."""
    found = recognised([text], {tree.id: tree} if tree else trees, hearing=hearing)
    if found:
        return Situation(trees[found.tree_id], found.answers, found.taken, found.doubted)
    if tree is None:
        return None
    facts: dict[str, Known] = {}
    learn(facts, facts_told(text, frozenset(), hearing), 0)
    seen = view(facts, asked_for=False)
    answers = answers_from(seen, tree.id, tree)
    taken = [
        Taken(question, answer, one.fact.words, one.turn)
        for question, (answer, rests_on) in answers.items()
        for one in rests_on
    ]
    return Situation(
        tree,
        {question: answer for question, (answer, _) in answers.items()},
        taken,
        {name: one.fact.words for name, one in in_doubt(seen, tree.id, answers).items()},
    )


def is_for_candidates(tree: str) -> bool:
    """Whether it helps somebody who looks for work."""
    requests = cues()["requests"].values()
    return any(one.get("person", False) and tree in one["trees"] for one in requests)
