"""A question with what is named now in the place of what it named."""

import re
from collections.abc import Iterable

from assistant.understanding.asking import Asked, understood, with_level, with_roles, without_levels
from assistant.understanding.pointing import about_people, compares, of_all_levels, place_of
from assistant.understanding.turns import own_terms, without
from corpus import mentions


def of_others(said: str, asked: Asked, before: str) -> Iterable[str]:
    """A question with what a turn names in the place of what it named."""
    question, was = before, understood(before)
    people, were = (*asked.roles, *asked.other_roles), (*was.roles, *was.other_roles)
    if people and were and not set(people).issubset(were):
        question = _with_people(question, asked, was, beside=compares(said))
    elif asked.roles and not were:
        question = about_people(question, asked.roles)
    if asked.levels and asked.levels != was.levels and (was.levels or understood(question).roles):
        question = with_level(question, asked.levels[0])
    elif of_all_levels(said):
        question = f"{without_levels(question).rstrip(' ?.!')}, all levels?"
    if asked.names and was.names:
        question = _elsewhere(question, said)
    elif question != before and (where := place_of(said)):
        question = f"{question.rstrip(' ?.!')}, in {where}?"
    at_tier = _at_tier(question, said)
    if at_tier != question:
        yield without_levels(at_tier)  # hardly anything is told by tier and level
        question = at_tier
    if asked.measures and not own_terms(without(said, "measure")):
        question = _with_measure(question, asked.measures[0])
    if question == before:
        return
    yield question
    if asked.roles and not asked.levels and was.levels:
        yield without_levels(question)


def _with_people(question: str, asked: Asked, was: Asked, *, beside: bool) -> str:
    """With the people a turn names in the place of those before, or beside them."""
    if was.roles and asked.roles:
        roles = (*was.roles, *asked.roles) if beside else asked.roles
        return with_roles(question, dict.fromkeys(roles))
    new = asked.other_roles[0] if asked.other_roles else f"{asked.roles[0]}s"
    if was.roles:
        return with_roles(question, ("\0",)).replace("\0s", new).replace("\0", new)
    return re.sub(re.escape(was.other_roles[0]), new, question, flags=re.IGNORECASE)


def _elsewhere(question: str, said: str) -> str:
    """The question with the first place or company it names replaced by the one in a turn."""
    for kind in ("place", "company"):
        old = next((one for one in mentions(question) if one.kind == kind), None)
        new = next((one for one in mentions(said) if one.kind == kind), None)
        if old and new:
            before = question[: old.start]
            if not _THE.search(said[: new.start]):
                before = _THE.sub("", before)
            return f"{before}{said[new.start : new.end]}{question[old.end :]}"
    return question


def _at_tier(question: str, said: str) -> str:
    """The question of employers of the kind that a turn names, or one of them, and nothing else."""
    found = mentions(said)
    new = next((one for one in found if one.kind == "tier"), None)
    inside = next((one for one in found if one.kind == "inside" and one.name in _TIERS), None)
    left = _SUCH.sub(" ", without(said, "tier", "company"))
    if not (new or inside) or own_terms(left):
        return question
    words = said[new.start : new.end] if new else _TIERS[inside.name] if inside else ""
    old = next((one for one in mentions(question) if one.kind == "tier"), None)
    if old:
        return f"{question[: old.start]}{words}{question[old.end :]}"
    return f"{question.rstrip(' ?.!')} at {words}?"


_TIERS = {"frontier lab|ai lab": "frontier labs"}
"""What a company lies in that is one of a kind of employers."""
_SUCH = re.compile(r"\b(?:places?|companies|firms|labs|somewhere|someone) (?:like|such as)\b", re.I)
_THE = re.compile(r"\bthe $", re.IGNORECASE)


def _with_measure(question: str, measure: str) -> str:
    """The question with the kind of pay it names replaced by another."""
    spans = [(one.start, one.end) for one in mentions(question) if one.kind == "measure"]
    if not spans:
        return f"{question.rstrip(' ?.!')}, {measure}?"
    start, end = spans[0][0], max(end for _, end in spans)
    return f"{question[:start]}{measure}{question[end:]}"
