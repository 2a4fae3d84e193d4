"""Whether what a sentence names is in sight of its quotes: levels, places, companies, tiers."""

from collections.abc import Iterator

from assistant.grounding import Quote
from corpus import Mention, mentions

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
