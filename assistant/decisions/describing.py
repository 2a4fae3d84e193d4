"""A decision as plain text, every sentence with its marks and the words they stand for."""

from collections.abc import Iterable, Iterator

from assistant.decisions.deciding import Change, Decision, what_would_change
from assistant.decisions.tree import Claim, Outcome, Question
from corpus import Cite


def described(decision: Decision) -> str:
    """Tell where the answers led, why, what speaks against it and what would change it."""
    marks: dict[Cite, int] = {}
    parts = []
    if decision.question:
        parts.append(_asked(decision.question, marks))
    if decision.outcome:
        parts.append(_marked(decision.outcome.recommendation, marks))
    parts.append(_listed("Your answers", (step.claim for step in decision.steps), marks))
    if decision.outcome:
        parts += _reasoned(decision.outcome, marks)
        changes = what_would_change(decision.tree, decision.answers)
        parts.append(_listed("What would change it", map(_changed, changes), marks))
    words = (f'[{number}] {cite.document}: "{cite.words}"' for cite, number in marks.items())
    return "\n\n".join(part for part in (*parts, "\n".join(words)) if part)


def _asked(question: Question, marks: dict[Cite, int]) -> str:
    lines = [question.ask, _marked(Claim(question.why, question.cites), marks)]
    for choice in question.choices.values():
        aside = f" ({choice.help})" if choice.help else ""
        lines.append(f"- {choice.id}: {choice.label}{aside}")
    return "\n".join(lines)


def _reasoned(outcome: Outcome, marks: dict[Cite, int]) -> Iterator[str]:
    yield _listed("Why", outcome.reasons, marks)
    yield _listed("What speaks against it", outcome.cautions, marks)
    yield _listed("What the guides leave open", outcome.unsettled, marks)
    yield _listed("Next steps", outcome.next_steps, marks)


def _changed(change: Change) -> Claim:
    """`If customers would not use it: AI researcher first.`, with the cites of the answers."""
    differing = " and ".join(step.choice.means for step in change.steps)
    cites = dict.fromkeys(cite for step in change.steps for cite in step.choice.cites)
    return Claim(f"If {differing}: {change.outcome.recommendation.text}", tuple(cites))


def _listed(heading: str, claims: Iterable[Claim], marks: dict[Cite, int]) -> str:
    lines = [f"- {_marked(claim, marks)}" for claim in claims]
    return "\n".join((f"{heading}:", *lines)) if lines else ""


def _marked(claim: Claim, marks: dict[Cite, int]) -> str:
    """The sentence with its marks before the stop; new cites get the next numbers."""
    numbers = " ".join(f"[{marks.setdefault(cite, len(marks) + 1)}]" for cite in claim.cites)
    return f"{claim.text[:-1]} {numbers}{claim.text[-1]}"
