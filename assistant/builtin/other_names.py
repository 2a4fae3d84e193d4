"""Asking again under the other name of a role, where its own leads nowhere."""

from collections.abc import Sequence

from assistant.builtin.judging import answered
from assistant.tools import ClaimFound, Search
from assistant.understanding import same_roles, understood, with_roles
from corpus import named


def under_another_name(question: str) -> tuple[str, ...]:
    """The question of the role's other name, and whether that is one; nothing where it has none."""
    roles = understood(question).roles
    if len(roles) != 1:
        return ()
    others = sorted(same_roles(roles[0]) - set(roles))
    return tuple(
        one
        for other in others[:1]
        for one in (with_roles(question, others[:1]), f"Is {roles[0]} another name for {other}?")
    )


def looked_up(question: str, parts: Sequence[Search]) -> bool:
    """Whether these are the searches for a question under the other name of its role."""
    return bool(parts) and tuple(one["question"] for one in parts) == under_another_name(question)


def naming(question: str, same: Search) -> ClaimFound | None:
    """What says that the role of a question has that other name."""
    roles = {role for one in (question, same["question"]) for role in understood(one).roles}
    claims = same["entries"][0]["claims"] if answered(same) else ()
    return next((one for one in claims if roles.issubset(named(one["text"], "role"))), None)
