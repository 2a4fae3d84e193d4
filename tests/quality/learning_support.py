"""`python -m tests.quality.learning_support`: learn when quotes bear a sentence out.

From sentences of ours with the words they are said to rest on, some borne out by them and some
not. Those that another check finds already are left out.
"""

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from assistant import Guides
from assistant.grounding import Quote
from assistant.llm.account import fault_besides_support
from assistant.llm.support import LEAST, WEIGHTS, Signs, alike, signs_of
from corpus import Cite
from tests.quality.answers import opened_guides

SENTENCES = Path(__file__).with_name("support.jsonl")
_FOLDS = 10


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


def main() -> None:
    """Write the weights, and print how often they are right about sentences kept apart."""
    with opened_guides() as guides:
        rows = [
            (one, quotes)
            for one in labelled()
            for quotes in [quotes_of(one, guides)]
            if not fault_besides_support(one.text, quotes, guides.figures)
        ]
        signs = np.array(
            [
                astuple(signs_of(one.text, quotes, guides.index, alike=likeness))
                for one, quotes in rows
                for likeness in [alike(one.text, quotes, guides.index)]
            ]
        )
    right = np.array([one.supported for one, _ in rows])
    model = LogisticRegression(C=3, max_iter=5_000)
    likely = cross_val_predict(model, signs, right, cv=_FOLDS, method="predict_proba")[:, 1]
    kept, caught = np.mean(likely[right] >= LEAST), np.mean(likely[~right] < LEAST)
    print(f"{len(right)} sentences: {kept:.1%} of the supported kept, {caught:.1%} of others cut")
    model.fit(signs, right)
    learned = {
        "signs": list(Signs.__dataclass_fields__),
        "weights": [round(float(weight), 4) for weight in model.coef_[0]],
        "start": round(float(model.intercept_[0]), 4),
    }
    WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
