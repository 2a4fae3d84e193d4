"""Asking otherwise where a question leads nowhere.

By a role's other name, of no level, or by each full title that one cut short may mean.
"""

from collections.abc import Sequence

from assistant.builtin.judging import LIKELY_OF_ALL, answered, likeliest
from assistant.tools import ClaimFound, Search
from assistant.understanding import (
    in_full,
    same_roles,
    understood,
    with_roles,
    without_levels,
)
from corpus import named

BY_LEVEL = frozenset({"pay", "equity", "time to fill", "career"})
"""What the guides tell of these holds for a level."""


def otherwise(question: str) -> tuple[str, ...]:
    """What to ask instead: with the other name also whether it is one."""
    return _under_another_name(question) or _of_no_level(question) or in_full(question)


def asked_otherwise(question: str, parts: Sequence[Search]) -> bool:
    """Whether these are the searches for a question that is asked otherwise."""
    return bool(parts) and tuple(one["question"] for one in parts) == otherwise(question)


def by_full_title(searches: Sequence[Search]) -> Search | None:
    """Of the searches by full titles, the likeliest, if any is likely."""
    best = likeliest(searches)
    return best if best and best["trust"] >= LIKELY_OF_ALL else None


def naming(question: str, same: Search) -> ClaimFound | None:
    """What says that the role of a question has that other name."""
    roles = {role for one in (question, same["question"]) for role in understood(one).roles}
    claims = same["entries"][0]["claims"] if answered(same) else ()
    return next((one for one in claims if roles.issubset(named(one["text"], "role"))), None)


def _under_another_name(question: str) -> tuple[str, ...]:
    roles = understood(question).roles
    others = sorted(same_roles(roles[0]) - set(roles)) if len(roles) == 1 else []
    if not others:
        return ()
    same = f"Is {roles[0]} another name for {others[0]}?"
    return (with_roles(question, others[:1]), same)


def _of_no_level(question: str) -> tuple[str, ...]:
    asked = understood(question)
    told_of_none = asked.subjects and BY_LEVEL.isdisjoint(asked.subjects) and not asked.measures
    if not (told_of_none and asked.levels and asked.roles):
        return ()
    return (" ".join(without_levels(question).split()),)
