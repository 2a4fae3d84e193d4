"""A tree and a decision as values for a program."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.decisions import (
    Change,
    Claim,
    Decision,
    Outcome,
    Question,
    Tree,
    to_link,
    what_would_change,
)
from assistant.decisions.filling import Taken
from corpus import Cite


def tree_row(tree: Tree) -> dict[str, Any]:
    """What a tree is for, and what it may ask."""
    questions = [_question(one) for one in tree.questions.values()]
    return {"tree": tree.id, "title": tree.title, "about": tree.about, "questions": questions}


def decision_row(
    decision: Decision, taken: Sequence[Taken], doubted: Mapping[str, str]
) -> dict[str, Any]:
    """How far the answers lead; either `question` or `outcome` is null."""
    tree = decision.tree
    return {
        "tree": tree.id,
        "title": tree.title,
        "answers": dict(decision.answers),
        "taken": [
            {"question": one.question, "answer": one.answer, "words": one.words} for one in taken
        ],
        "doubted": [{"question": name, "words": words} for name, words in doubted.items()],
        "steps": [
            {
                "question": step.question.id,
                "answer": step.choice.id,
                "ask": step.question.ask,
                "label": step.choice.label,
                "claim": _claim(step.claim),
            }
            for step in decision.steps
        ],
        "question": _question(decision.question) if decision.question else None,
        "outcome": _outcome(decision.outcome) if decision.outcome else None,
        "changes": [_change(one) for one in what_would_change(tree, decision.answers)],
        "link": to_link(tree.id, decision.answers),
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "ask": question.ask,
        "why": question.why,
        "choices": [
            {"id": one.id, "label": one.label, "help": one.help}
            for one in question.choices.values()
        ],
        "cites": _cites(question.cites),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "roles": list(outcome.roles),
        "recommendation": _claim(outcome.recommendation),
        "reasons": [_claim(one) for one in outcome.reasons],
        "cautions": [_claim(one) for one in outcome.cautions],
        "unsettled": [_claim(one) for one in outcome.unsettled],
        "next_steps": [_claim(one) for one in outcome.next_steps],
    }


def _change(change: Change) -> dict[str, Any]:
    recommendation = _claim(change.outcome.recommendation)
    return {"answers": change.answers, "recommendation": recommendation}


def _claim(claim: Claim) -> dict[str, Any]:
    return {"text": claim.text, "cites": _cites(claim.cites)}


def _cites(cites: Iterable[Cite]) -> list[dict[str, str]]:
    return [{"document": one.document, "words": one.words} for one in cites]
