"""Whether a search has found an answer, and whether a turn asks for one at all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.finding import TRUSTED, Found
from assistant.tools import EntryFound, Search
from assistant.understanding import Asked, same_roles, understood, with_roles
from corpus import named

SURE = 0.8
"""From here on a worked answer counts, although no figure is known of what is asked."""

COUNTED_BESIDE_WORKED = 0.05
"""Where all worked answers are further away, figures are of something else than was asked."""
TOLD_BESIDE_WORKED = 0.75
"""From here on sentences of the documents are given, beside worked answers about other ones."""

LIKELY = 0.5
"""Under this an answer is given with a word of caution."""
LIKELY_OF_ALL = 0.6
BEYOND_DOUBT = 0.9
"""From here on nobody need be asked which role is meant."""
FAR_AHEAD = 5.0
"""So far before what answers for other roles, it can only be meant for its own."""
NOWHERE = 0.2
"""Under this nothing near is meant: what is asked is not covered."""

SURE_OF_CHAT = 0.4
SURE_OF_ABOUT = 0.6


def small_talk(asked: Asked, likely: Mapping[str, float]) -> str:
    """What kind of small talk a turn is, by how likely it wants each of the things there are."""
    if asked.roles or asked.subjects:
        return ""
    small = {kind: likely[kind] for kind in ("greeting", "thanks", "goodbye")}
    if sum(small.values()) >= SURE_OF_CHAT:
        return max(small, key=lambda kind: small[kind])
    return "about" if likely["about"] >= SURE_OF_ABOUT else ""


def answered(search: Search) -> bool:
    """Whether its best entry can be given as the answer."""
    least = SURE if search["covered"] is False and not _admits(search) else TRUSTED
    if search["trust"] < least or unknown(search):
        return False
    return not _tells_of_others_there(search["entries"][:1], search["question"])


def _tells_of_others_there(entries: Sequence[EntryFound], question: str) -> bool:
    """Whether what is told of a place is told of others than who is asked about."""
    asked = understood(question)
    akin = {same for role in asked.roles for same in same_roles(role)}
    of_place = [one for one in entries if one["attribute"] == "location" and one["roles"]]
    told = {role for one in of_place for role in one["roles"]}
    apart = bool(asked.names and akin and of_place) and akin.isdisjoint(told)
    # How much less is paid there is the same for everybody.
    return apart and not HOW_MUCH_LESS.search(question)


HOW_MUCH_LESS = re.compile(
    r"\b(?:how much|how many percent|(?:by )?what|which) (?:\w+ ){0,4}"
    r"(?:less|lower|cheaper|discount)\b",
    re.IGNORECASE,
)
"""What asks by how much pay is lower in a place."""


def likeliest(searches: Iterable[Search]) -> Search | None:
    """Of several searches that which is likeliest answered, if any is."""
    return max(filter(answered, searches), key=lambda one: one["trust"], default=None)


def _admits(search: Search) -> bool:
    """Whether its best entry says itself that a figure is not given, or gives it in words."""
    claims = [claim["text"] for entry in search["entries"][:1] for claim in entry["claims"]]
    said, asked = " ".join(claims), understood(search["question"])
    if asked.names and asked.measures and any(_tells_in_words(one, asked) for one in claims):
        return True
    of_others = set(named(search["question"], "tier")) - set(named(said, "tier"))
    in_words = asked.wants == "percent" and _MOST.search(said)
    return not of_others and bool(_ADMITS.search(said) or in_words)


def _tells_in_words(claim: str, asked: Asked) -> bool:
    """Whether it tells of the very measure in the very place that are asked for, and no figure."""
    places = {one for name in asked.names for one in name.lower().split("|")}
    there = places.intersection(one.lower() for one in named(claim, "place"))
    measures = set(asked.measures).intersection(named(claim, "measure"))
    return bool(there and measures) and not any(sign.isdigit() for sign in claim)


_MOST = re.compile(r"\b(?:most|majority|half|few|hardly any)\b", re.IGNORECASE)


_ADMITS = re.compile(
    r"\bno (?:\w+ ){0,3}?(?:figures?|percentages?|shares?|sums?|amounts?)\b"
    r"|\bnever (?:lists?|names?|gives?)\b|\bnot (?:stated|given|listed)\b",
    re.IGNORECASE,
)


def counted(search: Search) -> bool:
    """Whether figures answer it."""
    least = COUNTED_BESIDE_WORKED if search["entries"] else 0.0
    return search["covered"] is True and bool(search["figures"]) and search["trust"] >= least


def told(search: Search) -> bool:
    """Whether sentences of the documents answer it as they stand."""
    least = TOLD_BESIDE_WORKED if search["entries"] else search["told_from"]
    if search["covered"] is False:
        least = SURE
    return search["sentences_trust"] >= least and bool(search["sentences"])


def unknown(search: Search) -> list[str]:
    """What the best entry must know of the question, and does not."""
    return search["entries"][0]["unknown"] if search["entries"] else []


def of_no_role(found: Found) -> bool:
    """Whether what answers it is so for every role, for a place that it names, or for one alone."""
    if found.trust < LIKELY_OF_ALL:
        return False
    best, *others = found.candidates
    if found.trust < BEYOND_DOUBT:
        return not best.answer.roles
    if not best.answer.roles or (best.answer.place and found.asked.names):
        return True
    if len(best.answer.roles) > 1:
        return False
    of_others = (one for one in others if not set(one.answer.roles) & set(best.answer.roles))
    return best.score - next((one.score for one in of_others), best.score) >= FAR_AHEAD


def nowhere(search: Search) -> bool:
    """Whether nothing in the documents is even near what is asked."""
    return not (counted(search) or told(search)) and (
        search["trust"] < NOWHERE or bool(unknown(search))
    )


def of_roles_left_out(search: Search) -> Iterator[str]:
    """The question for each role it names that the best entry does not speak of."""
    roles = understood(search["question"]).roles
    if len(roles) < _PAIR:
        return
    entry = search["entries"][0]
    said = (role for claim in entry["claims"] for role in named(claim["text"], "role"))
    known = {same for role in (*entry["roles"], *said) for same in same_roles(role)}
    for role in roles:
        if role not in known:
            yield with_roles(search["question"], (role,))


def untold_at_level(search: Search) -> tuple[str, ...]:
    """Of two roles, that of which no entry tells what the best tells of the other at a level."""
    asked, entry = understood(search["question"]), search["entries"][0]
    if len(asked.roles) != _PAIR or not set(asked.levels) & _levels_of(entry):
        return ()
    at_level = [
        one
        for one in search["entries"]
        if one["attribute"] == entry["attribute"] and set(asked.levels) & _levels_of(one)
    ]
    told = {same for one in at_level for role in one["roles"] for same in same_roles(role)}
    return tuple(role for role in asked.roles if role not in told)


def _levels_of(entry: EntryFound) -> set[str]:
    said = (level for claim in entry["claims"] for level in named(claim["text"], "level"))
    return {entry["level"], *said}


_PAIR = 2
