"""Writing an answer out of what was found: the direct answer first, then what completes it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.advising import FAR_ENOUGH, MOST_IN_GENERAL, MOST_WORDS, advised, words
from assistant.builtin.drafting import Draft
from assistant.builtin.judging import (
    BEYOND_DOUBT,
    HOW_MUCH_LESS,
    LIKELY,
    answered,
    counted,
    likeliest,
    nowhere,
    told,
    unknown,
    untold_at_level,
)
from assistant.builtin.left_out import left_out
from assistant.builtin.looked_for import looked_for, uncovered
from assistant.builtin.otherwise import asked_otherwise, by_full_title, naming
from assistant.builtin.plan import Plan
from assistant.builtin.postings import report
from assistant.builtin.tracing import numbers_in
from assistant.figures import Bounds, Standing, lies_in, still_judged
from assistant.tools import CitedWords, ClaimFound, DecisionFound, EntryFound, Search
from assistant.understanding import Asked, heads, in_full, same_roles, understood
from assistant.understanding.turns import begun
from corpus import figures_in, named
from index import terms

CLOSE = 1.5
"""How far behind the best answer another one may be and still complete it."""
CLOSE_BEHIND_THE_LAST = 3.0
"""How far behind the answer that was just given another one may be and be given instead."""
ALIKE = 0.55
"""Of two sentences that share so many telling words, one is enough."""
BASES = frozenset({"base salary", "total compensation", "salary"})
"""Kinds of pay that cannot be held against each other."""
EQUITY, DISCOUNT = "equity", "regional pay discount"
"""Who asks for it is not told of base salaries beside it."""
SUGGESTED = 3
MAYBE_NO_ROLE = 0.35


def written(plan: Plan, found: Sequence[Any], asked_before: Sequence[str]) -> Draft:
    """A reply from what the tools returned; those that were planned come first."""
    draft = _written(plan, found, asked_before)
    return _traced(draft, plan) if plan.sources else draft


def _written(plan: Plan, found: Sequence[Any], asked_before: Sequence[str]) -> Draft:
    planned, parts = found[: len(plan.calls)], found[len(plan.calls) :]
    if "findings" in planned[0]:
        return report(planned[0])
    searches = [one for one in planned if "tree" not in one]
    if plan.before:
        *searches, before = searches
        searches = [_not_again(search, before) for search in searches]
    if plan.doubted:
        searches = [_doubted(search) for search in searches]
    decisions = [one for one in planned if "tree" in one]
    if decisions and plan.asides:
        return _with_asides(advised(decisions[0], plan, ()), searches, plan.asides)
    if decisions and not any(_outweighs(one, decisions[0], plan) for one in searches):
        return advised(decisions[0], plan, searches)
    if any(_of_one_role(one, plan) for one in searches[:1]):
        return Draft("clarify", plain=phrases.which_role(searches[0]["question"]))
    return _searched(searches, parts, asked_before)


def _with_asides(decision: Draft, searches: Sequence[Search], asked: Sequence[str]) -> Draft:
    """A decision in short, and what is asked beside it; then a question that leads further."""
    found = [one for one in searches if answered(one) or counted(one)]
    clauses = [
        words.strip(" ?.!,")
        for search, words in zip(searches, asked, strict=True)
        if nowhere(search) and search not in found
    ]
    missing = [f"“{one}”" for one in clauses if phrases.is_plain(one)]
    left_out = phrases.not_covered(missing) if missing else ""
    if not found:
        return replace(decision, plain=decision.plain or left_out)
    asides = [_answer([one]) if answered(one) else _counted(one) for one in found]
    settled = not (decision.path or {}).get("question")
    first = decision.claims[: 1 if settled else None] if decision.kind == "decision" else ()
    said = [claim for one in asides for claim in one.claims]
    return replace(
        decision,
        claims=(*first, *(claim for claim in said if claim not in first)),
        opening="",
        closing=asides[0].closing if len(asides) == 1 else "",
        plain=" ".join(filter(None, (left_out, decision.opening or decision.plain))),
        notes=tuple(dict.fromkeys(note for one in asides for note in one.notes)),
    )


def _traced(draft: Draft, plan: Plan) -> Draft:
    """What was said, in short, and which documents say so."""
    said = [*draft.claims, *(line for line in draft.lines if not isinstance(line, str))]
    said = [one for one in said if plan.numbers & numbers_in(one["text"])] or said
    if not said:
        return draft
    claims = list[ClaimFound]()
    for claim in said:
        if not claims or words([*claims, claim]) <= MOST_IN_GENERAL:
            claims.append(claim)
    documents = dict.fromkeys(cite["document"] for claim in said for cite in claim["cites"])
    plain = phrases.said_in([plan.sources[one] for one in documents])
    asks = draft.kind == "clarify"
    return replace(
        draft,
        opening=draft.opening if asks else "",
        claims=tuple(claims),
        lines=(),
        closing="",
        plain=f"{plain} {draft.plain}".strip() if asks else plain,
        suggestions=(),
    )


def _not_again(search: Search, before: Search) -> Search:
    """A search without the answer to what was asked before, if another is nearly as near."""
    entries = search["entries"]
    said = [entry["id"] for entry in before["entries"][:1]]
    if len(entries) < 2 or entries[0]["id"] not in said:
        return search
    first, second, *_ = entries
    if first["score"] - second["score"] > CLOSE_BEHIND_THE_LAST or second["unknown"]:
        return search
    again: Search = {**search, "entries": entries[1:]}
    return again


def _doubted(search: Search) -> Search:
    """A search whose worked answers are near, and no more."""
    near: Search = {**search, "trust": 0.0}
    return near


def _of_one_role(search: Search, plan: Plan) -> bool:
    """Whether the best answer speaks of one role, and nobody has said of which."""
    asked = understood(search["question"])
    vague = plan.no_role >= MAYBE_NO_ROLE and search["trust"] < BEYOND_DOUBT
    vague = vague and not asked.roles and not asked.strict
    return vague and bool(search["entries"]) and len(search["entries"][0]["roles"]) == 1


def _outweighs(search: Search, decision: DecisionFound, plan: Plan) -> bool:
    """Whether a worked answer says better what was asked than a tree that goes on asking."""
    on_the_way = bool(decision["question"]) and len(decision["steps"]) >= FAR_ENOUGH
    unsettled = not on_the_way and (plan.guessed or bool(decision["question"]))
    return unsettled and answered(search) and search["trust"] >= plan.least_to_answer


def _searched(
    searches: Sequence[Search], parts: Sequence[Search], asked_before: Sequence[str]
) -> Draft:
    """An answer from the likeliest reading, or from the parts of the question."""
    search = likeliest(searches) or searches[0]
    suggestions = tuple(_suggestions(search, asked_before))
    if asked_otherwise(search["question"], parts):
        draft = _otherwise(search["question"], *parts)
        if draft:
            return replace(draft, suggestions=suggestions)
        parts = ()
    covered = list(filter(answered, [search, *parts]))
    if answered(search):
        # What is not likely is rather about something else than one more part of it.
        covered = [one for one in covered if one is search or one["trust"] >= LIKELY]
    in_figures = None if covered else next(filter(counted, searches), None)
    if in_figures:
        draft = replace(_counted(in_figures), opening=_untold(in_figures))
        draft = _with_standing(draft, still_judged(in_figures["bounds"], asked_before[-1]))
        return replace(draft, suggestions=suggestions)
    in_own_words = None if covered else next(filter(told, searches), None)
    if in_own_words:
        claims = tuple(in_own_words["sentences"])
        return Draft("answer", claims=claims, layer="guides", suggestions=suggestions)
    if covered:
        missing = uncovered(unknown(search), search["question"])
        if answered(search):
            missing = [f"this for {role}s" for role in untold_at_level(search)]
        draft = _answer(covered)
        given = " ".join(claim["text"] for claim in draft.claims)
        not_given = [part for part in parts if not any(part is one for one in covered)]
        missing += [words for part in not_given for words in left_out(part, search, given)]
        plain = phrases.not_covered(missing) if missing else ""
        bounds = still_judged(_bounds_of_the_turn(search, searches), asked_before[-1])
        draft = replace(draft, opening=_untold(search), plain=plain)
        draft = _with_standing(draft, bounds)
        draft = replace(draft, suggestions=suggestions)
        unsure = answered(search) and search["trust"] < LIKELY
        return replace(draft, notes=(phrases.NEAREST, *draft.notes)) if unsure else draft
    return Draft(
        "decline",
        plain=phrases.declined(*looked_for(search), next(filter(_offers, suggestions), "")),
        suggestions=suggestions,
        near=tuple(search["near"]),
    )


def _otherwise(question: str, *parts: Search) -> Draft | None:
    """What is told under a role's other name, behind what says so; of no level; of a full title."""
    if in_full(question):
        best = by_full_title(parts)
        return _answer([best]) if best else None
    other, *others = parts
    claim = naming(question, others[0]) if others else None
    if (others and claim is None) or not (answered(other) or counted(other)):
        return None
    draft = _answer([other]) if answered(other) else _counted(other)
    if claim is None:
        return replace(draft, plain=phrases.NOT_BY_LEVEL)
    return replace(draft, claims=(claim, *draft.claims))


def _counted(search: Search) -> Draft:
    """The figures, with what must be said with them."""
    claims = tuple(search["figures"])
    return Draft("answer", claims=claims, closing=search["closing"], layer="figures")


def _untold(search: Search) -> str:
    """That there is no figure at the level which is asked for: what follows is of others."""
    return phrases.not_covered([search["untold"]]) if search["untold"] else ""


def _bounds_of_the_turn(search: Search, searches: Sequence[Search]) -> Sequence[Bounds]:
    """Those of a reading, or of a longer one: an amount may be named before the question."""
    longer = (one["bounds"] for one in searches if search["question"] in one["question"])
    return search["bounds"] or next(filter(None, longer), [])


def _with_standing(draft: Draft, bounds: Sequence[Bounds]) -> Draft:
    """The answer, and how amounts that are asked about stand to the figures which it gives."""
    held_against: dict[tuple[str, str, frozenset[float]], tuple[Bounds, CitedWords]] = {}
    for claim in draft.claims:
        for one in bounds:
            cite = _shown_by(claim, one)
            if cite:
                what = (one["amount"], one["of"], figures_in(one["shown"]))
                held_against.setdefault(what, (one, cite))
    standing = Standing(tuple(one for one, _ in held_against.values()))
    most = max(Counter(amount for amount, *_ in held_against).values(), default=0)
    if most > _MOST_HELD_AGAINST or not standing.text:
        return draft
    said = ClaimFound(text=standing.text, cites=[cite for _, cite in held_against.values()])
    first, *others = draft.claims
    # A yes or no to another amount would be wrong of this one.
    return replace(draft, claims=(said, _opened_plainly(first), *others), standing=standing)


_MOST_HELD_AGAINST = 3
"""With more it is no short sentence."""


def _shown_by(claim: ClaimFound, bounds: Bounds) -> CitedWords | None:
    """The words of a claim that it gives a figure from, if it does."""
    if not figures_in(bounds["shown"]) <= figures_in(claim["text"]):
        return None
    words = bounds["words"]
    return next(
        (
            cite
            for cite in claim["cites"]
            if cite["document"] == bounds["document"]
            and (words in cite["words"] or cite["words"] in words)
        ),
        None,
    )


def _answer(searches: Sequence[Search]) -> Draft:
    """The best entry of each search, and what completes it."""
    claims: list[ClaimFound] = []
    notes = []
    for search in searches:
        first, asked = search["entries"][0], understood(search["question"])
        claims += [claim for claim in _meant(first, asked) if claim not in claims]
        notes += [first["note"]] if first["note"] else []
    said = [_terms(claim) for claim in claims]
    # What another one says, and more, need not be said.
    kept = [(claim, own) for claim, own in zip(claims, said, strict=True) if not _in(own, said)]
    claims, said = [claim for claim, _ in kept], [own for _, own in kept]
    for search in searches:
        (first, *others), asked = search["entries"], understood(search["question"])
        for entry in _completing(first, others, asked):
            new = [
                claim
                for claim in entry["claims"]
                if not _said(claim, said)
                and _of_the_roles(claim, asked)
                and _of_the_levels(claim, asked)
            ]
            if new and words([*claims, *new]) <= MOST_WORDS:
                claims += new
                said += map(_terms, new)
    return Draft(
        "answer",
        claims=tuple(claims),
        # Of several parts nobody would know which of them the guides differ on.
        closing=_closing(claims, notes if len(searches) == 1 else ()),
        notes=tuple(dict.fromkeys(notes)),
        layer="worked answers",
    )


def _meant(entry: EntryFound, asked: Asked) -> list[ClaimFound]:
    """What it says, without the figures of other roles and levels than those that are asked for."""
    first, *others = entry["claims"]
    claims = [_without_yes_or_no(first, entry, asked), *others]
    if asked.roles and _is_parallel(claims):
        claims = [one for one in claims if _of_the_roles(one, asked)] or claims
    of_one_thing = EQUITY if EQUITY in asked.measures else ""
    of_one_thing = DISCOUNT if HOW_MUCH_LESS.search(asked.question) else of_one_thing
    if of_one_thing:
        claims = [one for one in claims if of_one_thing in named(one["text"], "measure")] or claims
    of_the_roles = _with_figures_that(_of_the_roles, claims, asked)
    if len(of_the_roles) < len(claims):
        named_here = {role for one in claims for role in named(one["text"], "role")}
        # What is about others altogether was found for what else is asked.
        claims = claims if _akin(asked).isdisjoint(named_here) else of_the_roles
    return _with_figures_that(_of_the_levels, claims, asked) or entry["claims"]


def _with_figures_that(
    fit: Callable[[ClaimFound, Asked], bool], claims: Sequence[ClaimFound], asked: Asked
) -> list[ClaimFound]:
    """The claims but those whose figures do not fit what is asked."""
    return [one for one in claims if not _HAS_FIGURE.search(one["text"]) or fit(one, asked)]


def _is_parallel(claims: Sequence[ClaimFound]) -> bool:
    """Whether each claim tells of one role, and none of the same, as in a list by role."""
    if len(claims) < _SOME:
        return False
    roles = [set(named(claim["text"], "role")) for claim in claims]
    return all(len(some) == 1 for some in roles) and len(set().union(*roles)) == len(claims)


_HAS_FIGURE = re.compile(r"\d")


def _without_yes_or_no(claim: ClaimFound, entry: EntryFound, asked: Asked) -> ClaimFound:
    """`No: five blocks.` answers who supposes four; who asks how many wants `Five blocks.`."""
    opening = _YES_OR_NO.match(claim["text"])
    turned = _TURNED_ROUND.search(asked.question)
    fits = asked.yes_or_no and (not turned or turned[0].lower() in entry["question"].lower())
    if fits and opening and lies_in(asked, claim["text"]) == opening[0].lower().startswith("no"):
        fits = False  # 600k is supposed, and 450K-900K is said
    return claim if not opening or fits else _opened_plainly(claim)


def _opened_plainly(claim: ClaimFound) -> ClaimFound:
    left = _YES_OR_NO.sub("", claim["text"], count=1)
    said: ClaimFound = {**claim, "text": begun(left)}
    return said


_YES_OR_NO = re.compile(r"^(?:(?:yes|no|not(?: \w+){1,3})[:,] )+", re.IGNORECASE)
_TURNED_ROUND = re.compile(
    r"\b(?:bad idea|mistake|wrong|normal|risky|overkill|problem|crazy|stupid|silly|dumb|unwise"
    r"|waste|nonsense|out of)\b",
    re.IGNORECASE,
)
"""A yes to these may be a no to the same matter."""


def _of_the_roles(claim: ClaimFound, asked: Asked) -> bool:
    """Whether a claim speaks of a role that is asked for, or of none."""
    if not asked.roles:
        return True
    named_here = named(claim["text"], "role")
    if not named_here or not _akin(asked).isdisjoint(named_here):
        return True
    short = tuple(heads(asked.question))
    return any(role.endswith(short) for role in named_here)


def _akin(asked: Asked) -> set[str]:
    """The roles that are asked for, under each of their names."""
    return {same for role in asked.roles for same in same_roles(role)}


def _of_the_levels(claim: ClaimFound, asked: Asked) -> bool:
    """Whether a claim speaks of a level that is asked for, or of none."""
    if not asked.levels:
        return True
    levels = named(claim["text"], "level")
    return not levels or not set(asked.levels).isdisjoint(levels)


def _closing(claims: Sequence[ClaimFound], notes: Sequence[str]) -> str:
    """How several figures or views are to be taken together."""
    said = " ".join(claim["text"] for claim in claims)
    if any("differ" in note for note in notes):
        guides = {cite["document"] for claim in claims for cite in claim["cites"]}
        if len(claims) < _SOME or _TELLS.search(said):
            return ""
        return phrases.DIFFER if len(guides) > 1 else phrases.DIFFERS_WITHIN
    amounts = [claim for claim in claims if "$" in claim["text"]]
    bases_of = [BASES.intersection(named(claim["text"], "measure")) for claim in amounts]
    bases = len(frozenset().union(*(one for one in bases_of if len(one) == 1))) > 1 or (
        len(amounts) > 1 and "not comparable" in notes
    )
    return phrases.DIFFERENT_BASES if bases and not _TELLS.search(said) else ""


_SOME = 2
_TELLS = re.compile(
    r"\b(differ\w*|disagree\w*|contradict\w*|compar(ed|able)|bas[ei]s)\b", re.IGNORECASE
)


def _completing(
    first: EntryFound, others: Sequence[EntryFound], asked: Asked
) -> Iterator[EntryFound]:
    """Others that are about the same and nearly as near."""
    roles = _akin(asked)
    for entry in others:
        behind = first["score"] - entry["score"]
        if behind > CLOSE or entry["unknown"] or entry["kind"] == "premise":
            continue
        if entry["level"] and entry["level"] not in (*asked.levels, first["level"]):
            continue
        beside = set(entry["roles"]) - roles
        if asked.roles and beside and (behind > CLOSE / 2 or not roles & set(entry["roles"])):
            continue
        yield entry


def _said(claim: ClaimFound, said: Sequence[frozenset[str]]) -> bool:
    """Whether a claim says little that is not said already; of that the terms are given."""
    words = _terms(claim)
    return any(len(words & theirs) >= ALIKE * min(len(words), len(theirs)) for theirs in said)


def _in(words: frozenset[str], said: Sequence[frozenset[str]]) -> bool:
    return any(words < theirs for theirs in said)


def _terms(claim: ClaimFound) -> frozenset[str]:
    return frozenset(terms(claim["text"]))


def _offers(question: str) -> bool:
    """An offer names no figure: it could be taken for the answer."""
    return not any(sign.isdigit() for sign in question)


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
