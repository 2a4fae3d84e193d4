"""`python -m tests.quality.learning_support`: learn when quotes bear a sentence out.

From sentences of ours with the words they are said to rest on, some borne out by them and some
not. Those that another check finds already are left out.
"""

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Guides
from assistant.grounding import Quote
from assistant.llm.account import fault_besides_support
from assistant.llm.attributing import sources_of
from assistant.llm.support import LEAST, WEIGHTS, Signs, alike, signs_of
from corpus import Cite
from tests.quality.answers import opened_guides
from tests.quality.keeping import is_kept

SENTENCES = Path(__file__).with_name("support.jsonl")
FOLDS = 10
RIDGE = 0.3
"""Keeps weights small that few sentences speak for."""
_STEPS = 50

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Labelled:
    """A sentence, what it is said to rest on, and whether it does."""

    text: str
    cite: Cite
    supported: bool


def labelled() -> Iterator[Labelled]:
    """All of them."""
    for line in SENTENCES.read_text("utf-8").splitlines():
        row = json.loads(line)
        cite = Cite(row["document"], row["words"])
        yield from (Labelled(text, cite, True) for text in row["says"])
        yield from (Labelled(text, cite, False) for text in row["not"])


def quotes_of(one: Labelled, guides: Guides) -> list[Quote]:
    place = guides.place(one.cite)
    assert place, one.cite.words
    return [Quote(1, one.cite, *place)]


def learned_apart(guides: Guides, *, least: float) -> tuple[float, float]:
    """Of sentences that nothing was learned from: the supported kept, the others cut."""
    signs, right = _signs(guides)
    likely = np.empty(len(right))
    for fold in range(FOLDS):
        apart = np.arange(len(right)) % FOLDS == fold
        likely[apart] = _likely(signs[apart], _fitted(signs[~apart], right[~apart]))
    return float(np.mean(likely[right] >= least)), float(np.mean(likely[~right] < least))


def main() -> None:
    """Write the weights, and print how often they are right about sentences kept apart."""
    keep = is_kept(__doc__)
    with opened_guides() as guides:
        kept, caught = learned_apart(guides, least=LEAST)
        start, *weights = (round(float(one), 4) for one in _fitted(*_signs(guides)))
    print(f"{kept:.1%} of the supported kept, {caught:.1%} of others cut")
    learned = {"signs": list(Signs.__dataclass_fields__), "weights": weights, "start": start}
    if keep:
        WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", "utf-8")


def _signs(guides: Guides) -> tuple[Numbers, NDArray[np.bool_]]:
    """A row for each sentence that passes the other checks, and whether it is borne out."""
    rows, right = [], []
    for one in labelled():
        quotes = quotes_of(one, guides)
        if not fault_besides_support(one.text, quotes, sources_of(quotes, guides.figures)):
            likeness = alike(one.text, quotes, guides.index)
            rows.append(astuple(signs_of(one.text, quotes, guides.index, alike=likeness)))
            right.append(one.supported)
    return np.array(rows), np.array(right)


def _fitted(signs: Numbers, right: NDArray[np.bool_]) -> Numbers:
    """Logistic regression by Newton's method; the first number is the start."""
    rows = np.column_stack((np.ones(len(signs)), signs))
    ridge = RIDGE * np.eye(rows.shape[1])
    ridge[0, 0] = 0.0
    weights: Numbers = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = _likely(signs, weights)
        slope = rows.T @ (right - likely) - ridge @ weights
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def _likely(signs: Numbers, weights: Numbers) -> Numbers:
    likely: Numbers = 1 / (1 + np.exp(-weights[0] - signs @ weights[1:]))
    return likely


if __name__ == "__main__":
    main()
