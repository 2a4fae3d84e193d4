"""Who is said to do what: a sentence about one role does not hold for another beside it.

`Researchers publish, engineers ship` gives each role its words. A sentence that gives them to the
other one is wrong, although both roles and all words stand in its quotes.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from assistant.grounding import Quote
from assistant.understanding import same_roles
from corpus import cells, mentions, sentence_spans
from index import terms

_CLAUSE = re.compile(
    r"[;:]|, |\b(?:while|whereas|but|versus|vs\.?|than|unlike|instead of|rather than|compared)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(more|higher|longer|larger|bigger|greater|ahead|above|over|exceeds?|outnumber\w*|better"
    r"|premium|highest|harder|rarer|faster|deeper|broader)\b",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(less|lower|shorter|smaller|fewer|below|under|behind|cheaper|easier|lighter|narrower"
    r"|slower)\b",
    re.IGNORECASE,
)
_THAN = re.compile(r"\b(than|over|versus|vs\.?|ahead of|above|below|behind|under)\b", re.IGNORECASE)
_BEHIND_THAN = re.compile(r"\bthan\b[^,;:.]*", re.IGNORECASE)
_LIKE = re.compile(r"\b(?:as|like|similar to|unlike)\s+(?:an?\s+|the\s+|most\s+)?$", re.IGNORECASE)
"""`as researchers do`: nothing is said of them."""


def wrong_side(text: str, quotes: list[Quote]) -> str:
    """The role of which the quotes say what the sentence says of another; or nothing."""
    turned = _turned(text, quotes)
    if turned:
        return turned
    there: dict[str, set[str]] = defaultdict(set)
    for quote in quotes:
        for role, words in _quoted(quote):
            there[role] |= words
    if len(there) < 2:
        return ""
    for role, given in _given(text).items():
        mine = {word for same in there if _same(role, same) for word in there[same]}
        for other, theirs in there.items():
            if _same(role, other):
                continue
            only_theirs = given & (theirs - mine)
            only_mine = given & (mine - theirs)
            if only_theirs and len(only_theirs) > 2 * len(only_mine):
                return other
    return ""


def _quoted(quote: Quote) -> Iterator[tuple[str, set[str]]]:
    """Each role of a quote with what is said of it; in a table row its column tells the role."""
    row = cells(quote.cite.words)
    heads = cells(quote.passage.context.rsplit("\n", 1)[-1])
    if quote.passage.kind == "table row" and len(heads) >= len(row) > 1:
        of_all = set(terms(row[0]))
        for head, cell in zip(heads[: len(row)], row, strict=True):
            for role in _roles(head):
                yield role, of_all | set(terms(cell))
        return
    for role, words in _given(quote.cite.words).items():
        yield role, set(words)


@lru_cache(maxsize=1_024)
def _given(text: str) -> Mapping[str, frozenset[str]]:
    """The telling words of each clause, for the one role it names or the one named before."""
    given: dict[str, set[str]] = defaultdict(set)
    for start, end in sentence_spans(text):
        role = ""
        spoken = _BEHIND_THAN.sub("", _without_likened(text[start:end]))
        for clause in _CLAUSE.split(spoken):
            roles = _roles(clause)
            if len(roles) > 1:
                role = ""
                continue
            role = roles[0] if roles else role
            if role:
                given[role] |= set(terms(_without_roles(clause)))
    return {role: frozenset(words) for role, words in given.items()}


def _turned(text: str, quotes: list[Quote]) -> str:
    """`A more than B`, where the quotes say `B more than A`."""
    said = set(_compared(text))
    there = {one for quote in quotes for one in _compared(quote.cite.words)}
    for more, less in said:
        if (less, more) in there and (more, less) not in there:
            return less
    return ""


@lru_cache(maxsize=1_024)
def _compared(text: str) -> tuple[tuple[str, str], ...]:
    """Which role is said to have more than which."""
    found = []
    for start, end in sentence_spans(text):
        sentence = text[start:end]
        than = _THAN.search(sentence)
        if not than:
            continue
        before, behind = _roles(sentence[: than.start()]), _roles(sentence[than.end() :])
        more, less = _MORE.search(sentence), _LESS.search(sentence)
        if len(before) == 1 and behind and bool(more) != bool(less):
            pair = (before[0], behind[0])
            found.append(pair if more else pair[::-1])
    return tuple(found)


def _roles(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in mentions(text) if one.kind == "role"))


def _without_likened(text: str) -> str:
    for one in reversed([one for one in mentions(text) if one.kind == "role"]):
        if _LIKE.search(text[: one.start]):
            text = f"{text[: one.start]}{text[one.end :]}"
    return text


def _without_roles(text: str) -> str:
    for one in reversed([one for one in mentions(text) if one.kind in ("role", "other_role")]):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _same(one: str, other: str) -> bool:
    return not same_roles(one).isdisjoint(same_roles(other))
