"""`decide`: the decision trees, walked from the command line."""

import argparse
import difflib
from collections.abc import Sequence
from dataclasses import replace

from assistant.commands import briefing
from assistant.commands.decision_rows import decision_row, tree_row
from assistant.commands.errors import UnknownTree
from assistant.commands.opening import read_corpus, settings_for
from assistant.commands.terminal import Pen, say, say_aside, say_json
from assistant.decisions import (
    Decision,
    Tree,
    Trees,
    WrongAnswer,
    decide,
    described,
    from_link,
    load_trees,
    mermaid,
    to_link,
)
from assistant.decisions.hearing import Hearing, open_hearing
from assistant.decisions.situations import Situation, situation
from index import open_model

LONGEST_TEXT = 10_000
"""Characters."""


def run(asked: argparse.Namespace) -> bool:
    """Show the trees, the next question of one, or where it ends."""
    _check(asked)
    reading = read_corpus(asked)
    trees = load_trees(reading.documents)
    for one in trees.left_out:
        if one.faulty:
            say_aside(f"Left out {one.file}: {one.reason}")
    if not (asked.tree or asked.link or asked.text):
        if asked.answer or asked.diagram or asked.brief:
            raise UnknownTree(f"Name the tree as well: {_names(trees)}.")
        _list(trees, asked)
        return True
    known = _known(asked, trees)
    decision = decide(known.tree, known.answers)
    if asked.brief:
        briefing.write(decision, reading, asked.brief)
    if asked.diagram:
        say(mermaid(known.tree, decision.steps).rstrip("\n"))
    elif asked.json:
        say_json(decision_row(decision, known.taken, known.doubted))
    else:
        _show(decision, known)
    return True


def _check(asked: argparse.Namespace) -> None:
    if asked.text is not None and not 0 < len(asked.text.strip()) <= LONGEST_TEXT:
        raise WrongAnswer(f"A text has from 1 to {LONGEST_TEXT:,} characters.")
    if asked.link is not None and not asked.link:
        raise WrongAnswer("The link is empty: copy it again.")
    if asked.brief is not None:
        briefing.check_name(asked.brief)


def _known(asked: argparse.Namespace, trees: Trees) -> Situation:
    """What a text tells, then a link, then what is answered one by one: the last one counts."""
    name, answers = from_link(asked.link) if asked.link else ("", {})
    if asked.tree and name and asked.tree != name:
        raise WrongAnswer(f"The link is of the tree {name}, not of {asked.tree}: name one of them.")
    name = asked.tree or name
    if asked.text:
        found = _read(asked.text, _tree(name, trees) if name else None, trees, _hearing(asked))
    else:
        found = Situation(_tree(name, trees), {})
    answers = {**found.answers, **answers, **_answered(asked.answer)}
    taken = [one for one in found.taken if answers[one.question] == one.answer]
    doubted = {
        question: words for question, words in found.doubted.items() if question not in answers
    }
    return replace(found, answers=answers, taken=taken, doubted=doubted)


def _hearing(asked: argparse.Namespace) -> Hearing | None:
    settings = settings_for(asked)
    return open_hearing(open_model(settings.embedding_model, cache=settings.models))


def _answered(said: Sequence[str]) -> dict[str, str]:
    answers: dict[str, str] = {}
    for one in said:
        name, equals, answer = one.partition("=")
        if not (name and equals and answer):
            raise WrongAnswer(f"{one!r} is no answer: write it as question=answer.")
        if answers.get(name, answer) != answer:
            raise WrongAnswer(f"{name} is answered twice: remove one of the answers.")
        answers[name] = answer
    return answers


def _read(text: str, tree: Tree | None, trees: Trees, hearing: Hearing | None) -> Situation:
    found = situation(text, trees, tree, hearing=hearing)
    if found is None:
        raise UnknownTree(
            f"The text asks for no decision that is known: name one, {_names(trees)}."
        )
    return found


def _tree(name: str, trees: Trees) -> Tree:
    if name in trees:
        return trees[name]
    absent = [one.reason for one in trees.left_out if one.file == f"{name}.toml"]
    if absent:
        raise UnknownTree(f"The tree {name} is left out. {absent[0]}")
    near = difflib.get_close_matches(name, trees, n=1)
    guess = f" Did you mean {near[0]}?" if near else ""
    raise UnknownTree(f"There is no tree {name!r}.{guess} There are {_names(trees)}.")


def _names(trees: Trees) -> str:
    return ", ".join(trees) or "none for these documents"


def _list(trees: Trees, asked: argparse.Namespace) -> None:
    if asked.json:
        say_json([tree_row(tree) for tree in trees.values()])
        return
    pen = Pen()
    for tree in trees.values():
        say(f"{pen.bold(tree.id)}  {tree.title}")
        say(pen.text(tree.about, indent="  "))
    if trees:
        say(pen.dim("\n`python -m assistant decide TREE` asks the first question of one."))
        return
    say("No decision tree rests on these documents.")
    for one in trees.left_out:
        say(pen.listed(f"{one.file}: {one.reason}", "  - "))


def _show(decision: Decision, known: Situation) -> None:
    pen = Pen()
    say(pen.text(described(decision)))
    if known.taken or known.doubted:
        say()
        say("From your words:")
    for one in known.taken:
        say(pen.listed(f'{one.question}={one.answer}, from "{one.words}"', "- "))
    for question, words in known.doubted.items():
        say(pen.listed(f'{question} is left open by "{words}"', "- "))
    link = to_link(decision.tree.id, decision.answers)
    say()
    if decision.question:
        answer = f"--answer {decision.question.id}={'|'.join(decision.question.choices)}"
        say(pen.dim(f"To go on: python -m assistant decide --link '{link}' {answer}"))
    else:
        say(pen.dim(f"To come back: python -m assistant decide --link '{link}'"))
