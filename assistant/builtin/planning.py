"""Planning: what a turn calls for. Small talk and refusals need no tool, all else does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.drafting import Draft
from assistant.decisions import Tree
from assistant.decisions.filling import recognised
from assistant.understanding import Asked, needs_role, readings, understood, without_subjects
from index import terms, written_out

READINGS = 3
"""So many ways to read a follow-up are looked up."""


@dataclass(frozen=True)
class Call:
    """A tool and what it is called with."""

    tool: str
    arguments: dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """Tools to call, or what to say at once."""

    calls: tuple[Call, ...] = field(default_factory=tuple)
    draft: Draft | None = None


def planned(turns: Sequence[str], trees: Mapping[str, Tree]) -> Plan:
    """What the last turn of a person calls for."""
    english = [written_out(turn) for turn in turns]
    last = understood(english[-1])
    if last.unlawful:
        return Plan(draft=Draft("decline", plain=phrases.UNLAWFUL))
    if last.chat:
        return Plan(draft=Draft("chat", plain=phrases.SMALL_TALK[last.chat]))
    if last.only_orders:
        return Plan(draft=Draft("decline", plain=phrases.ONLY_ORDERS))
    wanted = recognised(english, trees)
    if wanted:
        arguments = {"tree": wanted.tree_id, "answers": dict(wanted.answers)}
        return Plan((Call("decide", arguments),))
    meant = readings(english)
    unclear = _unclear(understood(meant[0]), alone=len(meant) == 1)
    if unclear:
        return Plan(draft=Draft("clarify", plain=phrases.ASKED_BACK[unclear]))
    calls = [Call("search_guides", {"question": question}) for question in meant[:READINGS]]
    return Plan(tuple(calls))


def _unclear(asked: Asked, *, alone: bool) -> str:
    """What must be asked back first, or nothing."""
    if asked.roles or asked.strict:
        return ""
    left = [term for term in terms(without_subjects(asked.question)) if term not in _EMPTY]
    if left:
        return ""
    if any(needs_role(subject) for subject in asked.subjects):
        return "subject"
    return "reference" if alone and asked.points_back else ""


_EMPTY = frozenset(
    terms(
        "ask get give take offer long much many better best more most less going typical usual right"
        " worth good like want need expect know tell show please now today really first last go come"
        " see think say look too very just some any other same average normal thing way lower higher"
        " low high hard easy difficult much-needed salary range number amount"
    )
)
