"""Writing an answer out of what was found: the direct answer first, then what completes it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.drafting import Draft
from assistant.finding import TRUSTED
from assistant.tools import ClaimFound, DecisionFound, EntryFound, Search
from assistant.understanding import Asked, same_roles, understood
from index import terms

MOST_WORDS = 62
"""When so many words are said, nothing is added."""
CLOSE = 2.2
"""How far behind the best answer another one may be and still complete it."""
ALIKE = 0.55
"""Of two sentences that share so many telling words, one is enough."""
SUGGESTED = 3


def written(found: Sequence[Any], asked_before: Sequence[str]) -> Draft:
    """A reply from what the tools returned."""
    if "tree" in found[0]:
        return _decided(found[0])
    return _searched(found, asked_before)


def _decided(found: DecisionFound) -> Draft:
    path = {name: found[name] for name in ("tree", "answers", "question")}
    path["steps"] = [f"{step['question']} {step['answer']}" for step in found["steps"]]
    if found["question"]:
        return Draft("clarify", asking=found["question"], path=path)
    claims = [*found["recommendation"], *found["reasons"][:1], *found["cautions"][:1]]
    claims += [*found["unsettled"][:1], *found["changes"][:1]]
    return Draft("decision", tuple(claims), layer="decision tree", path=path)


def _searched(searches: Sequence[Search], asked_before: Sequence[str]) -> Draft:
    """An answer from the searches, one for each reading of the question, likeliest first."""
    search = _best(searches)
    asked = understood(search["question"])
    suggestions = tuple(_suggestions(search, asked_before))
    if search["trust"] >= TRUSTED and not _unknown(search):
        return replace(_answer(search, asked), suggestions=suggestions)
    return Draft(
        "decline",
        plain=phrases.declined(_looked_for(search, asked), next(iter(suggestions), "")),
        suggestions=suggestions,
        near=tuple(search["near"]),
    )


def _best(searches: Sequence[Search]) -> Search:
    """The first reading that can be answered, or else the one that comes nearest."""
    for search in searches:
        if search["trust"] >= TRUSTED and not _unknown(search):
            return search
    return searches[0]


def _unknown(search: Search) -> list[str]:
    """What the best answer must know and does not."""
    return search["entries"][0]["unknown"] if search["entries"] else []


def _answer(search: Search, asked: Asked) -> Draft:
    first, *others = search["entries"]
    claims = list(first["claims"])
    notes = [first["note"]] if first["note"] else []
    for entry in _completing(first, others, asked):
        for claim in entry["claims"]:
            if _words(claims) + len(claim["text"].split()) <= MOST_WORDS and not _said(
                claim, claims
            ):
                claims.append(claim)
    closing = phrases.DIFFER if "differ" in first["note"] and not _tells(claims) else ""
    return Draft("answer", tuple(claims), closing, notes=tuple(notes), layer="worked answers")


def _completing(
    first: EntryFound, others: Sequence[EntryFound], asked: Asked
) -> Iterator[EntryFound]:
    """Others that are about the same and nearly as near."""
    roles = {same for role in (*asked.roles, *first["roles"]) for same in same_roles(role)}
    for entry in others:
        if first["score"] - entry["score"] > CLOSE or entry["unknown"]:
            continue
        if entry["kind"] == "premise" or not roles.issuperset(entry["roles"]):
            continue
        if entry["level"] and entry["level"] not in (*asked.levels, first["level"]):
            continue
        yield entry


def _said(claim: ClaimFound, claims: Sequence[ClaimFound]) -> bool:
    """Whether a claim says little that is not said already."""
    words = set(terms(claim["text"]))
    for other in claims:
        theirs = set(terms(other["text"]))
        if len(words & theirs) >= ALIKE * min(len(words), len(theirs)):
            return True
    return False


def _words(claims: Sequence[ClaimFound]) -> int:
    return sum(len(claim["text"].split()) for claim in claims)


def _tells(claims: Sequence[ClaimFound]) -> bool:
    """Whether the claims themselves say that the guides differ."""
    said = " ".join(claim["text"] for claim in claims)
    return bool(re.search(r"\b(differ|disagree|contradict)", said, re.IGNORECASE))


def _suggestions(search: Search, asked_before: Sequence[str]) -> Iterator[str]:
    """Questions that are answered, near, not asked yet, and about different matters."""
    before = {frozenset(terms(question)) for question in asked_before}
    shown = 0
    seen: set[str] = set()
    for entry in search["entries"][1:]:
        if entry["attribute"] in seen or frozenset(terms(entry["question"])) in before:
            continue
        seen.add(entry["attribute"])
        yield entry["question"]
        shown += 1
        if shown == SUGGESTED:
            return


def _looked_for(search: Search, asked: Asked) -> list[str]:
    """What nobody tells of, or else what the question names."""
    if _unknown(search):
        return list(_unknown(search))
    return [*asked.strict, *(f"{role}s" for role in asked.roles), *asked.subjects][:4]
