"""Planning: what a turn calls for. Small talk and refusals need no tool, all else does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.drafting import Draft
from assistant.builtin.judging import answered, unknown
from assistant.builtin.parts import parts, without
from assistant.decisions.filling import recognised
from assistant.finding import Guides
from assistant.understanding import (
    Asked,
    needs_role,
    readings,
    says_nothing,
    understood,
    without_subjects,
)
from assistant.understanding.glossing import in_english
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


def planned(turns: Sequence[str], guides: Guides) -> Plan:
    """What the last turn of a person calls for."""
    english = [written_out(in_english(turn)) for turn in turns]
    last = understood(english[-1])
    if last.unlawful:
        return Plan(draft=Draft("decline", plain=phrases.UNLAWFUL))
    if last.chat:
        return Plan(draft=Draft("chat", plain=phrases.SMALL_TALK[last.chat]))
    if last.only_orders:
        return Plan(draft=Draft("decline", plain=phrases.ONLY_ORDERS))
    wanted = recognised(english, guides.trees)
    if wanted:
        arguments = {"tree": wanted.tree_id, "answers": dict(wanted.answers)}
        return Plan((Call("decide", arguments),))
    meant = readings(english)
    unclear = _unclear(understood(meant[0]), alone=len(meant) == 1)
    if unclear:
        return Plan(draft=Draft("clarify", plain=phrases.ASKED_BACK[unclear]))
    calls = [Call("search_guides", {"question": question}) for question in meant[:READINGS]]
    return Plan(tuple(calls))


def further(calls: Sequence[Call], found: Sequence[Any]) -> tuple[Call, ...]:
    """What to look up besides, when the first searches left something out."""
    if len(found) != len(calls) or "tree" in found[0] or any(map(answered, found)):
        return ()
    # What a follow-up inherits is not what it asks for.
    for search in found[:1] if len(calls) == 1 else ():
        question = search["question"]
        missing = unknown(search)
        left = without(question, missing) if missing else question
        several = parts(left) if left else ()
        if several or (left and missing):
            return tuple(Call("search_guides", {"question": one}) for one in several or (left,))
    return ()


def _unclear(asked: Asked, *, alone: bool) -> str:
    """What must be asked back first, or nothing."""
    if asked.roles or asked.strict:
        return ""
    left = [term for term in terms(without_subjects(asked.question)) if not says_nothing(term)]
    if not left and any(needs_role(subject) for subject in asked.subjects):
        return "subject"
    return "reference" if alone and asked.points_back and len(left) < _A_MATTER else ""


_A_MATTER = 2
"""Fewer telling words do not say what is spoken of."""
