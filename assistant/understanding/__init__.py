"""Understanding: what is asked, and what a follow-up means."""

from assistant.understanding.asking import (
    Asked,
    Chat,
    is_about,
    needs_role,
    same_roles,
    shows,
    understood,
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
    "shows",
    "understood",
    "without_subjects",
]
