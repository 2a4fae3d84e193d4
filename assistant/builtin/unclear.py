"""What must be asked back before anything can be looked up: whom or what a turn is about."""

import re
from collections.abc import Mapping

from assistant.finding import Found
from assistant.understanding import Asked, needs_role, says_nothing, without_subjects
from index import terms

SURE_OF_NO_ROLE = 0.45
NOTHING_NEAR = 0.02
SURE_OF_REFERENCE = 0.7
"""From here on an answer is what a turn behind others points at."""


def far_off(asked: Asked, found: Found) -> bool:
    """Whether no role would help: nothing is named, and nothing is near."""
    return not asked.subjects and found.trust < NOTHING_NEAR


def what_is_unclear(asked: Asked, likely: Mapping[str, float], *, alone: bool) -> str:
    """What must be asked back first, or nothing."""
    if asked.roles or asked.of_everybody or asked.strict or any(map(str.isdigit, asked.question)):
        return ""
    if _OF_A_POSTING.search(asked.question):
        return "subject"
    left = [term for term in terms(without_subjects(asked.question)) if not says_nothing(term)]
    if not left and any(needs_role(subject) for subject in asked.subjects):
        return "subject"
    if not alone:
        return ""
    if likely["no role"] >= SURE_OF_NO_ROLE:
        return "subject"
    pointing = asked.points_back and len(left) < _A_MATTER
    return "reference" if pointing or likely["unclear"] >= SURE_OF_NO_ROLE else ""


_OF_A_POSTING = re.compile(
    r"\bwhat (?:should|must|ought|does|do|can|shall)\b.{0,25}"
    r"\b(?:posting|ad|advert|description)s?\b.{0,15}"
    r"\b(?:say|contain|include|state|mention|look like)\b",
    re.IGNORECASE,
)
_A_MATTER = 2
"""Fewer telling words do not say what is spoken of."""
