"""Decisions: trees of questions from the guides, and a small engine that walks them."""

from assistant.decisions.deciding import (
    Change,
    Decision,
    branches,
    decide,
    end_of,
    foregone,
    grounded,
    what_would_change,
)
from assistant.decisions.describing import described
from assistant.decisions.drawing import mermaid, svg
from assistant.decisions.errors import UnsoundTree, WrongAnswer
from assistant.decisions.links import Carried, carried, from_link, to_link
from assistant.decisions.loading import LeftOut, Trees, load_trees
from assistant.decisions.tree import Choice, Claim, Node, Outcome, Question, Step, Tree, Way, ways

__all__ = [
    "Carried",
    "Change",
    "Choice",
    "Claim",
    "Decision",
    "LeftOut",
    "Node",
    "Outcome",
    "Question",
    "Step",
    "Tree",
    "Trees",
    "UnsoundTree",
    "Way",
    "WrongAnswer",
    "branches",
    "carried",
    "decide",
    "described",
    "end_of",
    "foregone",
    "grounded",
    "from_link",
    "load_trees",
    "mermaid",
    "svg",
    "to_link",
    "ways",
    "what_would_change",
]
