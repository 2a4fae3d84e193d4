"""Understanding: what is asked, and what a follow-up means."""

from assistant.understanding.asking import (
    Asked,
    Chat,
    figure_words,
    heads,
    in_full,
    is_about,
    may_mean,
    needs_role,
    same_roles,
    says_nothing,
    shows,
    uncovered_choices,
    understood,
    where_asked,
    with_article,
    with_roles,
    without_levels,
    without_subjects,
)
from assistant.understanding.conversation import readings, resolved
from assistant.understanding.kinds import REASON, asks_why, codes, shows_kind, wanted_kinds
from assistant.understanding.moving import leads_back, moves
from assistant.understanding.pointing import compares

__all__ = [
    "REASON",
    "Asked",
    "Chat",
    "asks_why",
    "codes",
    "compares",
    "figure_words",
    "heads",
    "in_full",
    "may_mean",
    "is_about",
    "leads_back",
    "moves",
    "needs_role",
    "readings",
    "resolved",
    "same_roles",
    "says_nothing",
    "shows",
    "shows_kind",
    "uncovered_choices",
    "understood",
    "wanted_kinds",
    "where_asked",
    "with_article",
    "with_roles",
    "without_levels",
    "without_subjects",
]
