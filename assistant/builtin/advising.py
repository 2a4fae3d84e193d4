"""A decision in words, or the question that leads to one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.builtin import phrases
from assistant.builtin.drafting import Draft
from assistant.builtin.judging import answered
from assistant.builtin.plan import Plan
from assistant.tools import ClaimFound, DecisionFound, Search

MOST_WORDS = 100
"""When so many words are said, nothing is added."""
MOST_DECISION_WORDS = 90
"""The whole outcome stands in the path; the text gives what matters most."""
SURE_IN_GENERAL = 0.75
SURE_OF_WHO_TELLS = 0.97
MOST_IN_GENERAL = 60
"""So many words at most go before a question that is asked back."""
FAR_ENOUGH = 2
"""Who has told so many things that a tree asks for wants its decision."""


def advised(found: DecisionFound, plan: Plan, searches: Sequence[Search]) -> Draft:
    """What a tree says, and first which of the roles to choose from no guide speaks of."""
    draft = _advised(found, plan, searches)
    if plan.waiting:
        draft = replace(draft, plain=f"{draft.plain} {phrases.THEN_THE_REST}".strip())
    if not plan.uncovered or plan.about:
        return draft
    missing = phrases.not_covered(plan.uncovered)
    return replace(draft, opening=f"{missing} {draft.opening}".strip())


def _advised(found: DecisionFound, plan: Plan, searches: Sequence[Search]) -> Draft:
    """What a tree recommends; while it asks on, its question, and what is surely said already."""
    path = {
        "tree": found["tree"],
        "answers": found["answers"],
        "question": found["question"],
        "taken": plan.taken,
        "steps": [f"{step['question']} {step['answer']}" for step in found["steps"]],
    }
    if plan.about:
        return _looked_back(found, plan, path)
    ends = found.get("branches", [])
    meant = found["explained"] if plan.explains else []
    question = " ".join((phrases.asked_again(found["question"], plan.heard), *meant))
    if ends and plan.told + plan.likely >= FAR_ENOUGH:
        return Draft(
            "decision", claims=tuple(ends), plain=question, layer="decision tree", path=path
        )
    if found["question"]:
        in_general = tuple(_in_general(searches, plan)) if plan.opens and searches else ()
        return Draft(
            "clarify",
            opening="" if in_general else question,
            claims=in_general or tuple(ends) or (*found["why"], *found["meanwhile"]),
            plain=question if in_general else "",
            layer="decision tree",
            path=path,
        )
    claims = list(found["recommendation"])
    changes = _that_may_be_so(found, plan)
    for matter in (found["cautions"], found["unsettled"], changes, found["reasons"]):
        new = matter[:1]
        if words([*claims, *new]) <= MOST_DECISION_WORDS:
            claims += new
    left = phrases.left_open(found["open"]) if "open" in found else ""
    return Draft("decision", claims=tuple(claims), plain=left, layer="decision tree", path=path)


def _that_may_be_so(found: DecisionFound, plan: Plan) -> list[ClaimFound]:
    """What would change a decision; not where that is the contrary of what was just replied."""
    nearest = found["overturned"][:1]
    return found["changes"] if all(map(plan.just_told.isdisjoint, nearest)) else []


def _in_general(searches: Sequence[Search], plan: Plan) -> Iterator[ClaimFound]:
    """What the guides say to somebody who has to be asked back, where they surely say something.

    Who has told of themselves is not told of several roles, if it is not just about that.
    """
    search = searches[0]
    if not answered(search):
        return
    several = (plan.taken or plan.heard) and len(search["entries"][0]["roles"]) > 1
    if search["trust"] < (SURE_OF_WHO_TELLS if several else SURE_IN_GENERAL):
        return
    said = 0
    for claim in search["entries"][0]["claims"]:
        said += words([claim])
        if said > MOST_IN_GENERAL:
            return
        yield claim


def _looked_back(found: DecisionFound, plan: Plan, path: Mapping[str, Any]) -> Draft:
    """What is asked about a decision that was given before, or that nothing changes it."""
    shown = {
        "reasons": [*found["reasons"], *(step["claim"] for step in found["steps"])],
        "cautions": [*found["cautions"], *found["unsettled"]],
        "changes": found["changes"],
        "certainty": [*found["unsettled"], *found["cautions"], *found["reasons"]],
    }
    claims: list[ClaimFound] = []
    again = plan.about == "again"
    before, behind = shown.get(plan.about, ()), shown["reasons"] if again else ()
    for claim in [*before, *found["recommendation"], *behind]:
        if claim not in claims and (not claims or words([*claims, claim]) <= MOST_WORDS):
            claims.append(claim)
    nothing_new = phrases.unchanged(plan.heard) if again else phrases.NOTHING_MORE
    plain = "" if before else nothing_new
    return Draft("decision", claims=tuple(claims), plain=plain, layer="decision tree", path=path)


def words(claims: Sequence[ClaimFound]) -> int:
    """How many there are in all."""
    return sum(len(claim["text"].split()) for claim in claims)
