"""Decisions come from the trees: their outcome is said first, and no sentence advises otherwise."""

import re
from collections.abc import Mapping
from typing import Any

from assistant.tools import ClaimFound, DecisionFound
from assistant.understanding import same_roles
from corpus import named

_ADVISES = re.compile(
    r"\b(hire|hiring|recommend\w*|start with|go with|go for|opt for|choose|pick|should"
    r"|better (choice|fit|hire)|best (choice|fit|hire)|right (choice|hire))\b",
    re.IGNORECASE,
)
_ON_CONDITION = re.compile(
    r"\b(if|unless|once|when|later|after|until|only|instead of|rather than|not|never|without)\b",
    re.IGNORECASE,
)
MOST_WORDS = 60
"""Of the outcome, so that the model's own sentences have room."""


def first_said(decision: DecisionFound) -> list[tuple[str, list[int]]]:
    """The outcome as the tree gives it: the recommendation, a caution, what would change it."""
    claims: list[ClaimFound] = list(decision["recommendation"])
    for matter in (decision["cautions"], decision["unsettled"], decision["changes"]):
        new = matter[:1]
        if sum(len(claim["text"].split()) for claim in [*claims, *new]) <= MOST_WORDS:
            claims += new
    return [(claim["text"], [one["n"] for one in claim["cites"]]) for claim in claims]


def advises_otherwise(text: str, decision: DecisionFound) -> bool:
    """Whether a sentence advises a role that the tree does not."""
    if not _ADVISES.search(text) or _ON_CONDITION.search(text):
        return False
    roles = {
        same
        for claim in decision["recommendation"]
        for role in named(claim["text"], "role")
        for same in same_roles(role)
    }
    return not set(named(text, "role")) <= roles


def disagree(decision: DecisionFound, path: Mapping[str, str], tree: str) -> bool:
    """Whether the model has read an answer otherwise than the built-in one did."""
    if decision["tree"] != tree:
        return False
    return any(decision["answers"].get(key, answer) != answer for key, answer in path.items())


def path_of(decision: DecisionFound, taken: tuple[str, ...]) -> dict[str, Any]:
    """The way through the tree, as every surface shows it."""
    return {
        "tree": decision["tree"],
        "answers": decision["answers"],
        "question": decision["question"],
        "taken": taken,
        "steps": [f"{step['question']} {step['answer']}" for step in decision["steps"]],
    }
