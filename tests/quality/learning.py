"""`python -m tests.quality.learning`: learn anew what assistant/worked/learned.npz holds.

What is learned from are the worked answers alone: each way to ask must find its own answer while
it is itself left out, among vectors that were turned without having seen it.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from assistant import Settings
from assistant.understanding import understood
from assistant.understanding.intents import EXAMPLES, Intents
from assistant.worked.learned import COVERAGE, COVERED, UNCOVERED, Learned
from assistant.worked.matching import SIGNS, TRUST_SIGNS, WorkedAnswers
from corpus import WorkedAnswer
from index import PassageIndex, open_model, open_or_rebuild, passage_index, recipe_for, written_out
from tests.quality.learning_intents import ORDINARY
from tests.quality.learning_intents import learned as learned_intents

Vectors = npt.NDArray[np.float32]

FOLDS = 3
PUT = 600
"""So many of what a fold left out are put to what it learned."""
ROUNDS = 14
BATCH = 1_024
STEP = 3e-3
SHARPNESS = 20.0
PULL_TO_WHAT_WAS = 1e-3
DROPPED = 0.1
SEED = 7
STRANGERS = 4
"""How often a labelled question counts, beside one way to ask."""


def turning(asked: Vectors, said: Vectors, answers: npt.NDArray[np.int64]) -> Vectors:
    """A matrix under which a way to ask is nearest to the others of its answer."""
    torch.manual_seed(SEED)
    ways, texts = torch.from_numpy(asked), torch.from_numpy(said)
    labels = torch.from_numpy(answers)
    all_labels = torch.cat([labels, torch.arange(len(texts))])
    same = torch.eye(ways.shape[1])
    matrix = same.clone().requires_grad_(True)
    optimizer = torch.optim.Adam([matrix], lr=STEP)
    for _ in range(ROUNDS):
        for some in torch.split(torch.randperm(len(ways)), BATCH):
            questions = _unit(torch.nn.functional.dropout(ways[some], DROPPED) @ matrix)
            likeness = SHARPNESS * questions @ _unit(torch.cat([ways, texts]) @ matrix).T
            likeness[torch.arange(len(some)), some] = -1e9  # itself
            right = likeness.masked_fill(all_labels[None] != labels[some, None], -1e9)
            loss = (torch.logsumexp(likeness, 1) - torch.logsumexp(right, 1)).mean()
            loss = loss + PULL_TO_WHAT_WAS * ((matrix - same) ** 2).sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
    return matrix.detach().numpy()


def ranking(signs: Vectors, right: npt.NDArray[np.bool_]) -> Vectors:
    """Weights under which the right answer comes first; both arrays are questions x candidates."""
    values = torch.from_numpy(signs)
    spread = values.std((0, 1)) + 1e-6
    scaled, target = values / spread, torch.from_numpy(right.astype(np.float32))
    weights = torch.zeros(values.shape[2], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=300)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        chances = torch.log_softmax(scaled @ weights, 1)
        loss = -(chances * target).sum(1).mean() + 1e-3 * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return (weights.detach() / spread).numpy()


def _unit(rows: torch.Tensor) -> torch.Tensor:
    return torch.nn.functional.normalize(rows, dim=1)


class Learning:
    """The worked answers of an index, taken apart for learning."""

    def __init__(self, index: PassageIndex, worked: WorkedAnswers) -> None:
        self.index = index
        self.worked = worked
        self.asked = [way for answer in worked.answers for way in answer.asked]
        self.labels = np.array(
            [number for number, answer in enumerate(worked.answers) for _ in answer.asked]
        )
        self.ways = index.known_vectors(self.asked)
        self.said = index.known_vectors([answer.text for answer in worked.answers])

    def folds(self) -> Iterator[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]]:
        """Which ways to ask are learned from, and which are put to what was learned."""
        fold = np.random.default_rng(SEED).integers(0, FOLDS, len(self.asked))
        for number in range(FOLDS):
            yield np.flatnonzero(fold != number), np.flatnonzero(fold == number)[:PUT]

    def signs(self) -> tuple[Vectors, npt.NDArray[np.bool_]]:
        """Those of every way to ask, left out of what it is compared with."""
        found, right = [], []
        start = Learned(np.eye(self.ways.shape[1], dtype=np.float32), _EVEN, _EVEN)
        for learn, put in self.folds():
            matrix = turning(self.ways[learn], self.said, self.labels[learn])
            worked = WorkedAnswers(
                self.index, self.worked.answers, weights=replace(start, turning=matrix)
            )
            for number in put.tolist():
                asked = understood(written_out(self.asked[number]))
                candidates = worked.candidates(asked, but=number)
                own = self.worked.answers[self.labels[number]].id
                found.append(np.stack([one.signs for one in candidates]))
                right.append([one.answer.id == own for one in candidates])
            print(f"{len(found)} ways to ask put", flush=True)
        return np.stack(found), np.array(right)


_EVEN = np.ones(len(SIGNS), dtype=np.float32)


@dataclass(frozen=True)
class Put:
    """Questions of strangers, put to the worked answers."""

    signs: Vectors
    """Questions x candidates x signs."""
    right: npt.NDArray[np.bool_]
    """Questions x candidates."""
    trust_signs: Vectors
    """Of the best candidate of each."""


def put(worked: WorkedAnswers, rows: Sequence[dict[str, Any]]) -> Put:
    """Each row has a question `q` and the `ids` of what answers it, or none."""
    signs, right, trust_signs = [], [], []
    for row in rows:
        asked = understood(written_out(row["q"]))
        candidates = worked.candidates(asked)
        signs.append(np.stack([one.signs for one in candidates]))
        right.append([one.answer.id in row.get("ids", ()) for one in candidates])
        trust_signs.append(worked.trust_signs(asked, candidates))
    return Put(np.stack(signs), np.array(right), np.stack(trust_signs))


def trust(signs: Vectors, right: npt.NDArray[np.bool_]) -> Vectors:
    """Weights of the signs that the best candidate is right: a logistic regression.

    As if as many were right as wrong, however many of each have been collected.
    """
    values, target = torch.from_numpy(signs), torch.from_numpy(right.astype(np.float32))
    balance = torch.where(target > 0, 0.5 / target.mean(), 0.5 / (1 - target.mean()))
    spread = values.std(0)
    spread[spread < 1e-6] = 1.0
    scaled = values / spread
    weights = torch.zeros(values.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=500)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            scaled @ weights, target, weight=balance
        )
        loss = loss + 2e-3 * (weights[:-1] ** 2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return (weights.detach() / spread).numpy()


def _lines(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).parent / name
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _tell_trust(signs: Vectors, right: npt.NDArray[np.bool_]) -> None:
    """What the weights are worth on questions they were not learned from."""
    fold = np.random.default_rng(SEED).integers(0, FOLDS, len(signs))
    likely = np.empty(len(signs))
    for number in range(FOLDS):
        weights = trust(signs[fold != number], right[fold != number])
        likely[fold == number] = 1 / (1 + np.exp(-signs[fold == number] @ weights))
    for least in (0.3, 0.4, 0.5, 0.6, 0.7):
        said = likely >= least
        print(
            f"trusted from {least}: right {100 * right[said].mean():.1f}% of what is said, "
            f"said {100 * said[right].mean():.1f}% of what is right, "
            f"declined {100 * (~said[~right]).mean():.1f}% of what is wrong"
        )


def main() -> None:
    """Learn, say how well it went on what was left out, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dry", action="store_true", help="keep nothing")
    parser.add_argument("--trust", action="store_true", help="learn only when to trust")
    asked = parser.parse_args()
    keep = not asked.dry
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    with open_or_rebuild(recipe_for(settings, model), settings.index) as opened:
        index = passage_index(opened, model)
        labelled = [row for row in _lines("labelled.jsonl") if row["ids"]]
        uncovered = [row for row in _lines("uncovered.jsonl") if row["missing"] != "unlawful"]
        if asked.trust:
            turned, weights = replace(Learned.load(), trust=_EVEN), Learned.load().ranking
        else:
            turned, weights = _matching(index, opened.answers, labelled)
        turned = replace(turned, ranking=weights)
        rows = [*labelled, *uncovered]
        trust_signs, first_right = _put_apart(index, opened.answers, turned, rows)
        _tell_trust(trust_signs, first_right)
        trusted = trust(trust_signs, first_right)
        for sign, weight in zip(TRUST_SIGNS, trusted, strict=True):
            print(f"{weight:8.3f}  {sign}")
        if keep:
            replace(turned, trust=trusted).save()
            coverage(rows, index, opened.answers).save(COVERAGE)


def _put_apart(
    index: PassageIndex,
    answers: Sequence[WorkedAnswer],
    weights: Learned,
    rows: Sequence[dict[str, Any]],
) -> tuple[Vectors, npt.NDArray[np.bool_]]:
    """The signs to trust by, where coverage was learned from the other rows."""
    fold = np.random.default_rng(SEED).integers(0, FOLDS, len(rows))
    signs = np.empty((len(rows), len(TRUST_SIGNS)), dtype=np.float32)
    right = np.empty(len(rows), dtype=bool)
    for number in range(FOLDS):
        others = [row for row, one in zip(rows, fold, strict=True) if one != number]
        worked = WorkedAnswers(
            index, answers, weights=weights, coverage=coverage(others, index, answers)
        )
        mine = np.flatnonzero(fold == number)
        found = put(worked, [rows[one] for one in mine.tolist()])
        signs[mine], right[mine] = found.trust_signs, found.right[:, 0]
    return signs, right


def coverage(
    rows: Sequence[dict[str, Any]], index: PassageIndex, answers: Sequence[WorkedAnswer]
) -> Intents:
    """Which questions are covered: those of the rows with an answer, and the ways to ask."""
    off_topic = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    examples = [(row["q"], COVERED if row.get("ids") else UNCOVERED) for row in rows]
    examples += [(row["text"], UNCOVERED) for row in off_topic if row["intent"] == "off topic"]
    ways = [way for answer in answers for way in answer.asked]
    some = np.random.default_rng(SEED).permutation(len(ways))[:ORDINARY]
    return learned_intents(examples, [ways[number] for number in some], index, name=COVERED)


def _matching(
    index: PassageIndex, answers: Sequence[WorkedAnswer], labelled: Sequence[dict[str, Any]]
) -> tuple[Learned, Vectors]:
    """How questions are compared, and how the signs are weighed."""
    even = Learned(np.eye(384, dtype=np.float32), _EVEN, _EVEN)
    learning = Learning(index, WorkedAnswers(index, answers, weights=even))
    signs, right = learning.signs()
    matrix = turning(learning.ways, learning.said, learning.labels)
    turned = replace(even, turning=matrix)
    others = put(WorkedAnswers(index, answers, weights=turned), labelled)
    some = others.right.any(1)
    weights = ranking(
        np.concatenate([signs, *[others.signs[some]] * STRANGERS]),
        np.concatenate([right, *[_shared(others.right[some])] * STRANGERS]),
    )
    for sign, weight in zip(SIGNS, weights, strict=True):
        print(f"{weight:8.3f}  {sign}")
    _tell_places("ways to ask", signs, right, weights)
    _tell_places("labelled questions", others.signs, others.right, weights)
    return turned, weights


def _shared(right: npt.NDArray[np.bool_]) -> Vectors:
    """Each question's right answers share what one would have."""
    return np.asarray(right / right.sum(1, keepdims=True), dtype=np.float32)


def _tell_places(what: str, signs: Vectors, right: npt.NDArray[np.bool_], weights: Vectors) -> None:
    places = (-(signs @ weights)).argsort(1).argsort(1)
    for first in (1, 2, 3, 5, 10):
        share = ((places < first) & right).any(1).mean()
        print(f"{what}: a right answer among the first {first}: {100 * share:.1f}%")


if __name__ == "__main__":
    main()
