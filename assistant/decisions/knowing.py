"""What is known of a person, and the answers that follow from it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from assistant.decisions.cues import Fact, implied, leanings, signed
from assistant.decisions.patterns import cues
from assistant.decisions.tree import Question, Tree

_Condition = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Known:
    """A fact, and the turn it was said in."""

    fact: Fact
    turn: int
    followed: bool = False
    """Whether it follows from another fact and was not said itself."""


def learn(known: dict[str, Known], facts: Iterable[Fact], turn: int) -> bool:
    """Let what is said now replace what was said before; tell whether that changes anything.

    What is in doubt replaces only what it contradicts: that is to be asked again.
    """
    changed = False
    for fact in facts:
        before = known.get(fact.name)
        same = before is not None and before.fact.holds == fact.holds
        if before and same and fact.doubted:
            continue
        changed = changed or not same or (before is not None and before.fact.doubted)
        known[fact.name] = Known(fact, turn)
    return changed


def settle(
    known: dict[str, Known], tree: str, asked: Question, answer: str | None, turn: int, words: str
) -> bool:
    """Learn what an answer to the question means, and forget what would answer otherwise."""
    ways = facts_for(tree).get(asked.id, {})
    if answer is None or answer not in ways:
        return False
    needed = ways[answer][0]
    for other, conditions in ways.items():
        for name, holds in (one for condition in conditions for one in condition):
            if other != answer and name in known and known[name].fact.holds == holds:
                del known[name]
    learn(known, (Fact(name, holds, words) for name, holds in needed), turn)
    return True


def view(known: Mapping[str, Known], *, asked_for: bool = True) -> dict[str, Known]:
    """What is known together with what follows from it; what contradicts itself is left out.

    Some of it follows only where a decision is `asked_for`.
    """
    seen = dict(known)
    unclear: set[str] = set()
    for rule in implied():
        if rule.unless_said and not asked_for:
            continue
        source = seen.get(rule.fact)
        if source is None or source.fact.holds != rule.holds:
            continue
        for name, holds in rule.then:
            target = seen.get(name)
            if name in unclear:
                continue
            if target and target.fact.doubted and not source.fact.doubted:
                target = target if target.fact.holds != holds else None
            if target is not None and (target.fact.holds == holds or rule.unless_said):
                continue
            if target is not None and source.fact.doubted and not target.fact.doubted:
                continue
            if target is None or target.turn < source.turn:
                follows = replace(source.fact, name=name, holds=holds, asked=False)
                seen[name] = Known(follows, source.turn, True)
            elif target.turn == source.turn:
                unclear.add(name)
                del seen[name]
            else:
                seen.pop(rule.fact, None)
    return seen


def answers_from(
    seen: Mapping[str, Known], tree: str, asks: Tree
) -> dict[str, tuple[str, tuple[Known, ...]]]:
    """The answers to the tree's questions, each with the facts it rests on. None is in doubt."""
    found = {}
    for question, ways in facts_for(tree).items():
        if question in asks.questions:
            answer = _answer(seen, ways)
            if answer is None or any(one.fact.doubted for one in answer[1]):
                continue
            if answer[0] in asks.questions[question].choices:
                found[question] = answer
    return found


def leaning(seen: Mapping[str, Known], tree: str, asks: Tree) -> dict[str, str]:
    """What is only likely: what is in doubt, and what is spoken for by what is known."""
    likely = {
        name: replace(one, fact=replace(one.fact, doubted=False)) for name, one in seen.items()
    }
    for rule in leanings():
        source = likely.get(rule.fact)
        said = any(name in seen and seen[name].fact.holds == so for name, so in rule.unless)
        if source and source.fact.holds == rule.holds and not said:
            for name, holds in rule.then:
                fact = replace(source.fact, name=name, holds=holds)
                likely.setdefault(name, Known(fact, source.turn, True))
    known = answers_from(seen, tree, asks)
    found = answers_from(view(likely), tree, asks)
    return {question: answer for question, (answer, _) in found.items() if question not in known}


def in_doubt(seen: Mapping[str, Known], tree: str, answered: Collection[str]) -> dict[str, Known]:
    """What was heard of each question that is not answered, and may not be so; the last of it."""
    found: dict[str, Known] = {}
    for question in facts_for(tree):
        names = facts_of(tree, question)
        heard = [one for name, one in seen.items() if name in names and one.fact.doubted]
        if heard and question not in answered:
            found[question] = max(heard, key=lambda one: one.turn)
    return found


def _answer(
    seen: Mapping[str, Known], ways: Mapping[str, tuple[_Condition, ...]]
) -> tuple[str, tuple[Known, ...]] | None:
    """The answer that was said last; of those, the surest, and the one that says most; or none."""
    met: dict[str, tuple[tuple[int, bool, int], tuple[Known, ...]]] = {}
    for answer, conditions in ways.items():
        for condition in conditions:
            facts = [
                seen[name]
                for name, holds in condition
                if name in seen and seen[name].fact.holds == holds
            ]
            if len(facts) == len(condition):
                sure = not any(one.fact.doubted for one in facts)
                rank = (max(one.turn for one in facts), sure, len(facts))
                if answer not in met or rank > met[answer][0]:
                    met[answer] = (rank, tuple(facts))
    if not met:
        return None
    best = max(rank for rank, _ in met.values())
    first = [(answer, facts) for answer, (rank, facts) in met.items() if rank == best]
    return first[0] if len(first) == 1 else None


def facts_of(tree: str, question: str) -> frozenset[str]:
    """The facts that answer a question of a tree, one way or another."""
    ways = facts_for(tree).get(question, {}).values()
    return frozenset(name for conditions in ways for one in conditions for name, _ in one)


@cache
def facts_for(tree: str) -> Mapping[str, Mapping[str, tuple[_Condition, ...]]]:
    """For each question of a tree and answer, the facts that give it: any of several conditions."""
    return {
        question: {
            answer: tuple(
                tuple(signed(one) for one in condition.split("&")) for condition in conditions
            )
            for answer, conditions in answers.items()
        }
        for question, answers in cues()["fill"].get(tree, {}).items()
    }
