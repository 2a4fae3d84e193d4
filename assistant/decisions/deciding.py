"""Walking a tree: answers in, the next question or the outcome out. Nothing else decides."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.decisions.errors import WrongAnswer, shown
from assistant.decisions.tree import Choice, Outcome, Question, Step, Tree, Way, ways
from assistant.listing import listed


@dataclass(frozen=True)
class Decision:
    """How far the answers lead: to a question, or to an outcome."""

    tree: Tree
    steps: tuple[Step, ...]
    question: Question | None
    """The one to be answered next; None when there is an outcome."""
    outcome: Outcome | None
    answers: Mapping[str, str]
    """All that were given. Those off the path are kept for when the path changes."""


@dataclass(frozen=True)
class Change:
    """Answers that would lead elsewhere, the rest staying as they are."""

    steps: tuple[Step, ...]
    """Only those that differ from what was answered."""
    outcome: Outcome

    @property
    def answers(self) -> dict[str, str]:
        """What to answer instead, or as well."""
        return {step.question.id: step.choice.id for step in self.steps}


def decide(tree: Tree, answers: Mapping[str, str]) -> Decision:
    """Follow the answers from the root as far as they lead.

    Raises:
        WrongAnswer: The tree does not ask that, or does not know that answer.
    """
    _check(tree, answers)
    node = tree.root
    steps: list[Step] = []
    while node not in tree.outcomes:
        here = tree.nodes[node]
        answer = answers.get(here.question.id)
        if answer is None:
            return Decision(tree, tuple(steps), here.question, None, dict(answers))
        steps.append(Step(node, here.question, here.question.choices[answer]))
        node = here.leads[answer]
    return Decision(tree, tuple(steps), None, tree.outcomes[node], dict(answers))


def foregone(decision: Decision) -> Decision | None:
    """Where it leads whatever is answered to what is still open; None when that matters.

    Its steps are the answers it rests on.
    """
    if decision.outcome:
        return None
    answers = decision.answers
    left = [
        (way, known)
        for way in ways(decision.tree)
        if len(known := _known(way, answers)) == sum(name in answers for name in way.answers)
    ]
    first = left[0][0].outcome
    roles = first.roles if decision.tree.chooses_roles else ()
    if not all(way.outcome == first or (roles and way.outcome.roles == roles) for way, _ in left):
        return None
    way, known = max(left, key=lambda one: len(one[1]))
    return Decision(decision.tree, known, None, way.outcome, answers) if known else None


def grounded(decision: Decision) -> Decision | None:
    """Where it leads by grounds that a guide finds enough, though a question is left.

    None without such grounds, and where something was said against what they take for granted.
    """
    if decision.outcome:
        return None
    tree, answers = decision.tree, decision.answers
    for ground in tree.grounds:
        if not ground.given.items() <= answers.items():
            continue
        granted = decide(tree, {**ground.granted, **answers})
        if granted.outcome and ground.granted.items() <= granted.answers.items():
            known = tuple(step for step in granted.steps if step.question.id in answers)
            return Decision(tree, known, None, granted.outcome, answers)
    return None


def end_of(decision: Decision) -> Decision | None:
    """Where it leads, whatever is answered to what is still open; None when that matters."""
    return decision if decision.outcome else foregone(decision) or grounded(decision)


def branches(
    decision: Decision, leaning: Mapping[str, str] | None = None
) -> tuple[tuple[tuple[Choice, ...], Outcome], ...]:
    """Where each answer to the open question leads, if all of them lead to an outcome.

    Where answers are only likely, it is so if they hold: an outcome stands behind all it takes.
    """
    if decision.outcome:
        return ()
    likely = decide(decision.tree, {**(leaning or {}), **decision.answers})
    end = end_of(likely)
    if end and end.outcome:
        return ((_taken_for_granted(end, decision), end.outcome),)
    asked, found = likely.question, []
    if asked is None:
        return ()
    for choice in asked.choices.values():
        answered = decide(decision.tree, {**likely.answers, asked.id: choice.id})
        end = end_of(answered)
        if end is None or end.outcome is None:
            return ()
        found.append(((*_taken_for_granted(likely, decision), choice), end.outcome))
    return tuple(found)


def _taken_for_granted(likely: Decision, decision: Decision) -> tuple[Choice, ...]:
    return tuple(step.choice for step in likely.steps if step.question.id not in decision.answers)


def what_would_change(tree: Tree, answers: Mapping[str, str]) -> tuple[Change, ...]:
    """The smallest sets of answers that lead to another recommendation, nearest first.

    Nothing when the answers leave the outcome open.

    Raises:
        WrongAnswer: The tree does not ask that, or does not know that answer.
    """
    decision = decide(tree, answers)
    end = end_of(decision)
    if end is None or end.outcome is None:
        return ()
    outcome = end.outcome
    changes = []
    for way in ways(tree):
        if way.outcome.recommendation == outcome.recommendation:
            continue
        differing = [step for step in way.steps if answers.get(step.question.id) != step.choice.id]
        if not any(_lasts(step.question, answers) for step in differing):
            changes.append(Change(tuple(differing), way.outcome))
    sets = [frozenset(change.answers.items()) for change in changes]
    smallest = [
        change
        for change, one in zip(changes, sets, strict=True)
        if not any(other < one for other in sets)
    ]
    return tuple(sorted(smallest, key=lambda change: len(change.steps)))


def _known(way: Way, answers: Mapping[str, str]) -> tuple[Step, ...]:
    return tuple(step for step in way.steps if answers.get(step.question.id) == step.choice.id)


def _lasts(question: Question, answers: Mapping[str, str]) -> bool:
    """Whether what was answered to it stays so."""
    answer = answers.get(question.id)
    return answer is not None and question.choices[answer].lasts


def _check(tree: Tree, answers: object) -> None:
    if not isinstance(answers, Mapping):
        raise WrongAnswer(
            f"{shown(answers)} is no set of answers by question: "
            f"{tree.id} asks {listed(tree.questions)}."
        )
    for name, answer in answers.items():
        question = tree.questions.get(name) if isinstance(name, str) else None
        if question is None:
            raise WrongAnswer(
                f"{shown(name)} is not asked by {tree.id}: it asks {listed(tree.questions)}."
            )
        if not isinstance(answer, str) or answer not in question.choices:
            raise WrongAnswer(
                f"{shown(answer)} does not answer {name}: answer {listed(question.choices, 'or')}."
            )
