"""Understanding: what is asked, and what a follow-up means."""

from assistant.understanding.asking import (
    Asked,
    Chat,
    is_about,
    needs_role,
    same_roles,
    says_nothing,
    shows,
    understood,
    with_roles,
    without_subjects,
)
from assistant.understanding.conversation import readings, resolved

__all__ = [
    "Asked",
    "Chat",
    "is_about",
    "needs_role",
    "readings",
    "resolved",
    "same_roles",
    "says_nothing",
    "shows",
    "understood",
    "with_roles",
    "without_subjects",
]
