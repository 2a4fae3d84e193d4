"""A plan: which tools a turn calls for, or what to say at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.builtin.drafting import Draft
from assistant.builtin.looking_back import About


@dataclass(frozen=True)
class Call:
    """A tool and what it is called with."""

    tool: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """Tools to call, or what to say at once."""

    calls: tuple[Call, ...] = ()
    besides: tuple[Call, ...] = ()
    """Tools to call behind the others, for what is asked besides."""
    draft: Draft | None = None
    taken: tuple[str, ...] = ()
    """What was read out of which of the person's words: `prototype = yes: “a notebook demo”`."""
    opens: bool = False
    """Whether it replies to no question of a tree: nothing has been said of the matter yet."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """All documents in words, where somebody asks which of them the answer before rests on."""
    numbers: frozenset[str] = frozenset()
    """Those that are asked about, where it is not all of the answer before."""
    told: int = 0
    """How many questions of a tree the last turn answers; a bare reply answers one."""
    just_told: frozenset[str] = frozenset()
    """Those of them that a candidate told who had said something before."""
    likely: int = 0
    """How many more are likely answered."""
    guessed: bool = False
    """A decision may be wanted, though nobody asked for one."""
    least_to_answer: float = 0.0
    """How much a worked answer must be trusted to be given although a decision is wanted."""
    before: int = 0
    """How many of the last calls look up what was asked before: it need not be said again."""
    doubted: bool = False
    """Whether a worked answer that is found is merely near, and not what a follow-up asks for."""
    no_role: float = 0.0
    """How likely the turn means some role and does not name it."""
    heard: str = ""
    """The person's own words that may answer the question of a tree, and leave it in doubt."""
    explains: bool = False
    """Whether somebody asks what the question of a tree means."""
    uncovered: tuple[str, ...] = ()
    """Roles that stand in the choice which a tree makes, and that no guide speaks of."""
    asides: tuple[str, ...] = ()
    """What is asked beside what a tree is told: the last calls look it up."""
    waiting: tuple[str, ...] = ()
    """What else is asked, of whoever the decision will be for."""
    about: About = ""
    """What of a decision that was given before is asked for."""


def search_for(question: str) -> Call:
    """Look for what answers a question."""
    return Call("search_guides", {"question": question})


def decide_with(
    tree: str, answers: Mapping[str, str], leaning: Mapping[str, str] | None = None
) -> Call:
    """Walk a tree with what is known, and what that makes likely."""
    likely = {"leaning": dict(leaning)} if leaning else {}
    return Call("decide", {"tree": tree, "answers": dict(answers), **likely})
