"""Whether what a sentence names is in sight of its quotes: roles, levels, places, companies."""

import re
from collections.abc import Iterator

from assistant.grounding import Quote
from assistant.understanding import same_roles
from corpus import Mention, mentions, named

_NAMES = frozenset({"level", "place", "company", "tier", "other_role"})
_KINDS = frozenset({"base salary", "total compensation", "equity", "bonus"})


def unseen_name(text: str, quotes: list[Quote]) -> str:
    """A name of the sentence that neither its quotes nor what stands around them has."""
    named = list(_telling(text))
    if not named:
        return ""
    around = "\n".join(f"{quote.in_sight}\n{quote.passage.text}" for quote in quotes)
    there = {(one.kind, one.name) for one in mentions(around)}
    small = around.lower()
    for one in named:
        written = text[one.start : one.end]
        if (one.kind, one.name) not in there and written.lower() not in small:
            return written
    return ""


def unseen_role(text: str, quotes: list[Quote]) -> str:
    """A role that the quotes do not name, where they name any: a title is about many."""
    quoted = "\n".join(f"{quote.cite.words}\n{quote.passage.context}" for quote in quotes)
    there = named(quoted, "role")
    if not there:
        return ""
    known = {same for role in there for same in same_roles(role)}
    told = _TITLES.sub(" ", text)
    return next((role for role in named(told, "role") if not same_roles(role) & known), "")


def unseen_code(text: str, quotes: list[Quote]) -> str:
    """`Q2`, `ML6`, `twice`: what is a figure too, and is in none of the quotes."""
    sight = "\n".join(f"{quote.in_sight}\n{quote.passage.text}" for quote in quotes).lower()
    for one in _CODE.finditer(text):
        ways = _FRACTIONS.get(one[0].lower(), (one[0].lower(),))
        if not any(re.search(rf"(?<!\w){re.escape(way)}(?!\w)", sight) for way in ways):
            return one[0]
    return ""


_TITLES = re.compile(
    r"\b(guide|article|card|comparison)s? (on|to|about|of)\b[^,:.;]*|\bbetween\b[^,]*,",
    re.IGNORECASE,
)
"""`according to the guide on ML engineers`: says nothing of them."""
_CODE = re.compile(
    r"\b(?:[A-Za-z]+\d+\w*|half|third|quarter|fifth|tenth|twice|double|triple|dozen|hundreds?"
    r"|thousands?|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety)\b",
    re.IGNORECASE,
)
_FRACTIONS = {
    "half": ("half", "50 percent", "1/2"),
    "third": ("third", "block 3", "3"),
    "quarter": ("quarter", "25 percent", "1/4"),
    "fifth": ("fifth", "1/5", "block 5", "20 percent"),
    "thousand": ("thousand", "k"),
}


def _telling(text: str) -> Iterator[Mention]:
    for one in mentions(text):
        if one.kind == "measure":
            # "$300k base salary, not total compensation"
            wanted = one.name in _KINDS and not text[: one.start].rstrip().endswith(_DENIED)
        elif one.kind == "basis":
            wanted = one.name == "median" or text[one.start : one.end].lower().startswith("averag")
        else:
            wanted = one.kind in _NAMES
        if wanted:
            yield one


_DENIED = ("not", "not in", "no", "or", "nor", "than")
