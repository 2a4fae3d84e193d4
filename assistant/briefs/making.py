"""A decision, with what the documents say of the roles it recommends, as a brief."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from assistant.briefs.brief import Brief, Line, Manner, Part
from assistant.briefs.errors import NotDecided
from assistant.briefs.places import Places
from assistant.briefs.record import Record
from assistant.briefs.roles import channels, figures_of_role, interviews
from assistant.briefs.versions import (
    TOOL,
    document_version,
    guides_version,
    tool_version,
    tree_version,
)
from assistant.decisions import Change, Claim, Decision, Outcome, Step, to_link, what_would_change
from assistant.decisions.situations import is_for_candidates
from corpus import Cite, Document, Figure, WorkedAnswer


def brief(
    decision: Decision,
    *,
    documents: Sequence[Document],
    answers: Sequence[WorkedAnswer] = (),
    figures: Sequence[Figure] = (),
    day: date,
) -> Brief:
    """Put everything about a decision together; the same on the same day.

    Raises:
        NotDecided: The answers lead to no recommendation yet.
    """
    outcome = decision.outcome
    if outcome is None:
        asked = decision.question
        raise NotDecided(
            "There is nothing to take along yet: "
            + (f"answer {asked.id} ({' or '.join(asked.choices)}) first." if asked else "")
        )
    places = Places(documents)
    marks = _Marks()
    recommendation = marks.line(outcome.recommendation)
    about_roles = _of_roles(decision, outcome, answers, figures, places)
    parts = [
        Part(heading, tuple(map(marks.line, claims)), manner)
        for heading, manner, claims in (*_of_decision(decision, outcome), *about_roles)
        if claims
    ]
    record = _record(decision, outcome, documents, marks.cites, day)
    return Brief(
        title=decision.tree.title,
        recommendation=recommendation,
        parts=tuple(parts),
        sources=tuple(places.source(number, cite) for cite, number in marks.cites.items()),
        stamp=_stamp(record),
        record=record,
    )


class _Marks:
    """Numbers for cited words, in the order of their first use."""

    def __init__(self) -> None:
        self.cites: dict[Cite, int] = {}

    def line(self, claim: Claim) -> Line:
        numbers = (self.cites.setdefault(cite, len(self.cites) + 1) for cite in claim.cites)
        return Line(claim.text, tuple(dict.fromkeys(numbers)))


_Section = tuple[str, Manner, Sequence[Claim]]


def _of_decision(decision: Decision, outcome: Outcome) -> Iterator[_Section]:
    changes = what_would_change(decision.tree, decision.answers)
    yield "The situation", "list", [step.claim for step in decision.steps]
    yield "How it was decided", "numbered", [_walked(step) for step in decision.steps]
    yield "Why", "list", outcome.reasons
    yield "What speaks against it", "list", outcome.cautions
    yield "What the guides leave open", "list", outcome.unsettled
    yield "What would change it", "list", [_changed(change) for change in changes]
    yield "Next steps", "numbered", outcome.next_steps


def _of_roles(
    decision: Decision,
    outcome: Outcome,
    answers: Sequence[WorkedAnswer],
    figures: Sequence[Figure],
    places: Places,
) -> Iterator[_Section]:
    """Who looks for work is not told where to look for candidates."""
    roles = outcome.roles
    figured = (one for role in roles for one in figures_of_role(role, figures, places))
    yield "Pay and time to hire", "list", _distinct(figured)
    asked = (one for role in roles for one in interviews(role, answers))
    yield "Interviews", "list", _distinct(asked)
    if not is_for_candidates(decision.tree.id):
        found = (one for role in roles for one in channels(role, answers))
        yield "Where to look", "list", _distinct(found)


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    return list(dict.fromkeys(claims))


def _walked(step: Step) -> Claim:
    """`Is your model deployed? No: if the model is not deployed, the tree says ...`."""
    question = step.question
    return Claim(f"{question.ask} {step.choice.label}. {question.why}", question.cites)


def _changed(change: Change) -> Claim:
    differing = " and ".join(step.choice.means for step in change.steps)
    of_answers = (cite for step in change.steps for cite in step.choice.cites)
    then = change.outcome.recommendation
    cites = dict.fromkeys((*of_answers, *then.cites))
    return Claim(f"If {differing}: {then.text}", tuple(cites))


def _record(
    decision: Decision,
    outcome: Outcome,
    documents: Sequence[Document],
    cites: Iterable[Cite],
    day: date,
) -> Record:
    cited: dict[str, list[str]] = {}
    for cite in cites:
        cited.setdefault(cite.document, []).append(cite.words)
    return Record(
        tree=decision.tree.id,
        answers=dict(decision.answers),
        situation=[step.claim.text for step in decision.steps],
        outcome=outcome.id,
        recommendation=outcome.recommendation.text,
        cites=cited,
        documents={one.id: document_version(one) for one in documents if one.id in cited},
        guides=guides_version(documents),
        tree_version=tree_version(decision.tree),
        tool=tool_version(),
        day=day.isoformat(),
    )


def _stamp(record: Record) -> tuple[str, ...]:
    link = to_link(record.tree, record.answers)
    return (
        f"Made on {record.day} with {TOOL} {record.tool}.",
        f"Guides: version {record.guides}. Decision tree {record.tree}: version "
        f"{record.tree_version}.",
        "It tells what the guides say for these answers, and is no legal advice.",
        f"To decide again: python -m assistant decide --link '{link}'",
    )
