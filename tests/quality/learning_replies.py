"""`python -m tests.quality.learning_replies`: learn anew which answer a reply gives to a question.

A reply is what the model that hears tellings makes of it; what answers a question is learned from
replies of strangers to it and from the examples of its tree. `--dry` tells how well replies are
understood that nothing was learned from, and keeps nothing.
"""

import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch

from assistant.decisions import Trees
from assistant.decisions.answering import LEARNED, NOTHING, Answering, Numbers, named
from assistant.decisions.hearing import Hearing
from tests.assistant.decisions.test_replies import replies
from tests.benchmarks.answering import labelled
from tests.quality.answers import opened_guides
from tests.quality.keeping import is_kept

PULL = 1e-3
ORDINARY = 80
"""So many questions about what the guides say answer no question of a tree."""
CONVERSATIONS = Path(__file__).with_name("conversations.jsonl")
FOLLOWUPS = Path(__file__).with_name("followups.jsonl")
FOLDS = 4
TRIED = (0.5, 0.55, 0.6, 0.65, 0.7, 0.8)


class Reply(NamedTuple):
    """What was said, and which answer it gives."""

    text: str
    answer: str
    may: tuple[str, ...] = ()
    """What it may be taken for as well."""


def taught(trees: Trees) -> dict[str, list[Reply]]:
    """For each question, what is learned from."""
    found: dict[str, list[Reply]] = {}
    for tree in trees.values():
        for asked in tree.questions.values():
            found[named(tree.id, asked.id)] = [
                Reply(example, choice.id)
                for choice in asked.choices.values()
                for example in choice.examples
            ]
    for row in replies("seen"):
        found[named(row["tree"], row["asked"])].append(reply(row))
    for row in replies("seen"):  # a reply may tell another question's answer as well
        for other, answers in row["must"].items():
            if other != row["asked"] and other in trees[row["tree"]].questions:
                found[named(row["tree"], other)].append(Reply(row["text"], answers[0]))
    draw, questions = random.Random(0), [*ordinary()]
    for some in found.values():
        some += [Reply(one, NOTHING) for one in draw.sample(questions, ORDINARY)]
    return found


def ordinary() -> Iterator[str]:
    """What people ask, also behind other turns and without its mark."""
    asked = labelled()
    yield from asked[::2]
    yield from (one.rstrip("?") for one in asked[1::2])
    for file in (CONVERSATIONS, FOLLOWUPS):
        for row in map(json.loads, file.read_text("utf-8").splitlines()):
            if row["part"] != "kept" and row["expect"] in ("answer", "decline"):
                yield row["turns"][-1].rstrip("?")


def reply(row: Mapping[str, Any]) -> Reply:
    must, may = (tuple(row[name].get(row["asked"], ())) for name in ("must", "may"))
    return Reply(row["text"], must[0] if must else NOTHING, (*must, *may))


def learn(trees: Trees, hearing: Hearing, every: Mapping[str, Sequence[Reply]]) -> Answering:
    """Weights for each question that somebody replied to."""
    answers, weights = {}, {}
    for name, some in every.items():
        tree, asked = name.split("/")
        there = (*trees[tree].questions[asked].choices, NOTHING)
        vectors = np.stack([hearing.vector(one.text) for one in some])
        given = np.array([there.index(one.answer) for one in some])
        answers[name], weights[name] = there, _weights(vectors, given, len(there))
    return Answering(answers, weights)


def _weights(vectors: Numbers, given: np.ndarray[Any, Any], count: int) -> Numbers:
    rows, target = torch.from_numpy(vectors), torch.from_numpy(given)
    weights = torch.zeros(rows.shape[1] + 1, count, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        weighed = rows @ weights[:-1] + weights[-1]
        loss = torch.nn.functional.cross_entropy(weighed, target)
        loss = loss + PULL * (weights[:-1] ** 2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    learned: Numbers = weights.detach().numpy()
    return learned


def _folds(every: Mapping[str, Sequence[Reply]]) -> Iterator[tuple[dict[str, list[Reply]], ...]]:
    """What is learned from and what it is tried on, by turns."""
    for fold in range(FOLDS):
        parts: tuple[dict[str, list[Reply]], ...] = ({}, {})
        for name, some in every.items():
            mixed = random.Random(1).sample(list(some), len(some))
            for number, one in enumerate(mixed):
                parts[number % FOLDS == fold].setdefault(name, []).append(one)
        yield parts


def _tell(
    answering: Answering, hearing: Hearing, tried: Mapping[str, Sequence[Reply]]
) -> Counter[str]:
    count: Counter[str] = Counter()
    for name, some in tried.items():
        tree, asked = name.split("/")
        for one in some:
            chances = answering.chances(tree, asked, hearing.vector(one.text))
            best = max(chances, key=lambda answer: chances[answer])
            count["given"] += one.answer != NOTHING
            for least in TRIED:
                if best != NOTHING and chances[best] >= least:
                    count[f"taken {least}"] += 1
                    count[f"right {least}"] += best == one.answer
                    count[f"wrong {least}"] += best not in (one.answer, *one.may)
    return count


def main() -> None:
    """Learn, and keep what was learned."""
    dry = not is_kept(__doc__)
    torch.set_num_threads(1)
    with opened_guides() as guides:
        trees, hearing = guides.trees, guides.hearing
        assert hearing
        every = taught(trees)
        count: Counter[str] = Counter()
        for learned_from, tried in _folds(every) if dry else ():
            count += _tell(learn(trees, hearing, learned_from), hearing, tried)
        for least in TRIED if dry else ():
            taken = count[f"taken {least}"]
            print(
                f"from {least}: {100 * count[f'right {least}'] / count['given']:.1f}% understood, "
                f"{100 * count[f'wrong {least}'] / max(taken, 1):.1f}% of {taken} wrong"
            )
        if not dry:
            learn(trees, hearing, every).save(LEARNED)
            print(json.dumps({"questions": len(every), "kept in": LEARNED.name}))


if __name__ == "__main__":
    main()
