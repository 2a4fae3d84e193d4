"""`python -m tests.quality.learning`: learn anew what assistant/worked/learned.npz holds.

What is learned from are questions of strangers, and what answers them.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from assistant.understanding import understood
from assistant.understanding.intents import EXAMPLES, Intents
from assistant.worked.learned import COVERAGE, COVERED, UNCOVERED, Learned
from assistant.worked.matching import SIGNS, TRUST_SIGNS, WorkedAnswers
from corpus import WorkedAnswer
from index import PassageIndex, passage_index, written_out
from tests.quality import strangers
from tests.quality.answers import opened_index
from tests.quality.learning_intents import ORDINARY
from tests.quality.learning_intents import learned as learned_intents
from tests.quality.regression import logistic

Vectors = npt.NDArray[np.float32]

FOLDS = 3
SEED = 7
AT_MOST = {"subjects it is not about": -0.8, "leads the other way": -6.0}
"""Examples tell little of these signs; what they are worth is judged, and speaks against."""


def ranking(signs: Vectors, right: Vectors) -> Vectors:
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


_EVEN = np.ones(len(SIGNS), dtype=np.float32)
_EVEN_TRUST = np.zeros(len(TRUST_SIGNS), dtype=np.float32)


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
    """Weights of the signs that the best candidate is right.

    As if as many were right as wrong, however many of each have been collected.
    """
    share = right.mean()
    counts = np.where(right, 0.5 / share, 0.5 / (1 - share)).astype(np.float32)
    return logistic(signs, right, counts=counts, evenly=True)


def _folds(count: int) -> npt.NDArray[np.intp]:
    return np.random.default_rng(SEED).integers(0, FOLDS, count)


def _tell_trust(signs: Vectors, right: npt.NDArray[np.bool_], counts: npt.NDArray[np.intp]) -> None:
    """What the weights are worth on questions they were not learned from."""
    fold = _folds(len(signs))
    likely = np.empty(len(signs))
    for number in range(FOLDS):
        others = np.flatnonzero(fold != number).repeat(counts[fold != number])
        weights = trust(signs[others], right[others])
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
    with opened_index() as (opened, model):
        index = passage_index(opened, model)
        asked_for = strangers.covered("apart", reworded=True)
        apart = [row | {"ids": strangers.answers_of(row)} for row in asked_for]
        covering = coverage(strangers.both("learn"), index, opened.answers)
        if asked.trust:
            weights = Learned.load().ranking
        else:
            plain = WorkedAnswers(index, opened.answers, weights=Learned(_EVEN, _EVEN_TRUST))
            weights = _ranking(put(plain, apart))
        ranked = Learned(weights, _EVEN_TRUST)
        worked = WorkedAnswers(index, opened.answers, weights=ranked, coverage=covering)
        rows = strangers.both("apart")
        found = put(worked, rows)
        counts = np.array([strangers.counts(row) for row in rows])
        _tell_trust(found.trust_signs, found.right[:, 0], counts)
        trusted = trust(found.trust_signs.repeat(counts, 0), found.right[:, 0].repeat(counts))
        for sign, weight in zip(TRUST_SIGNS, trusted, strict=True):
            print(f"{weight:8.3f}  {sign}")
        _tell_kept(worked, trusted)
        if keep:
            replace(ranked, trust=trusted).save()
            covering.save(COVERAGE)


def _tell_kept(worked: WorkedAnswers, trusted: Vectors) -> None:
    """What all that was learned is worth on questions that nothing was learned from."""
    rows = strangers.both("kept")
    found = put(worked, rows)
    some = np.array([bool(row.get("ids")) for row in rows])
    first = found.right[:, 0]
    likely = 1 / (1 + np.exp(-found.trust_signs @ trusted))
    print(
        f"kept strangers: the first is right for {100 * first[some].mean():.1f}%, "
        f"one of five for {100 * found.right[some][:, :5].any(1).mean():.1f}%"
    )
    for least in (0.2, 0.3, 0.4, 0.5):
        said = likely >= least
        print(
            f"  trusted from {least}: answered rightly {100 * (said & first)[some].mean():.1f}%, "
            f"wrongly {100 * (said & ~first)[some].mean():.1f}%, "
            f"declined rightly {100 * (~said)[~some].mean():.1f}%"
        )


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


def _ranking(apart: Put) -> Vectors:
    """How the signs are weighed."""
    some = apart.right.any(1)
    weights = ranking(apart.signs[some], _shared(apart.right[some]))
    for sign, most in AT_MOST.items():
        weights[SIGNS.index(sign)] = min(most, weights[SIGNS.index(sign)])
    for sign, weight in zip(SIGNS, weights, strict=True):
        print(f"{weight:8.3f}  {sign}")
    _tell_places("questions learned from", apart.signs, apart.right, weights)
    return weights


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
