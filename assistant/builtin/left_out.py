"""What of a question of several parts its answer leaves out."""

import re
from collections.abc import Iterator

from assistant.builtin import phrases
from assistant.builtin.judging import nowhere, of_roles_left_out
from assistant.tools import Search
from assistant.understanding import shows, shows_kind, understood, wanted_kinds
from assistant.understanding.turns import own_terms
from index import terms


def left_out(part: Search, whole: Search, given: str) -> Iterator[str]:
    """What of a question the documents say nothing of: a role, or a clause in its own words."""
    if not (nowhere(part) or _wants_a_figure(part, given)):
        return
    if part["question"] in of_roles_left_out(whole):
        yield f"this for {understood(part['question']).roles[0]}s"
    elif _is_told(part, given):
        return
    elif phrases.is_plain(clause := _OF_WHOM.sub("", part["question"]).strip(" ?.!,")):
        yield f"“{clause}”"


def _wants_a_figure(part: Search, given: str) -> bool:
    """Whether a part wants a figure of a kind that the answer to the rest has none of."""
    wants = understood(part["question"]).wants
    return wants is not None and wants != "count" and not shows(wants, given)


def _is_told(part: Search, given: str) -> bool:
    """Whether the answer to the rest may tell a part that was looked for in vain.

    It asks whether it is so, for a figure, a person or a date that is told, or in words half of
    which are told.
    """
    asked = understood(part["question"])
    own = frozenset(own_terms(_OF_WHOM.sub("", part["question"])))
    told = own.intersection(terms(given))
    if _OF_EACH.search(part["question"]) or (_IS_IT.match(part["question"]) and (told or not own)):
        return True
    if asked.wants and asked.wants != "count":
        return shows(asked.wants, given)
    plain = _PLAIN_KINDS.intersection(wanted_kinds(part["question"]))
    if plain:
        return any(shows_kind(kind, given) for kind in plain)
    return 2 * len(told) >= len(own)


_PLAIN_KINDS = frozenset({"person", "date"})
"""What is of such a kind is told wherever something of it stands."""
_IS_IT = re.compile(r"\W*(?:is|was|are|were|does|do|did) (?:it|that|this|they|those|these)\b", re.I)
_OF_EACH = re.compile(r"\b(?:of|for|in) each\W*(?:\(|$)", re.IGNORECASE)
_OF_WHOM = re.compile(r" \([^()]*\)\W*$")
"""The roles that a clause got from the one before it."""
