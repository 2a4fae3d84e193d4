"""`python -m tests.quality.learning_wishes`: learn anew which tree a wish for a decision is for."""

import json
from collections.abc import Iterator

import numpy as np

from assistant.understanding.intents import EXAMPLES, WISHES, Intents
from index import PassageIndex, passage_index
from tests.quality.answers import opened_index
from tests.quality.keeping import is_kept
from tests.quality.learning_intents import learned, put
from tests.quality.tellings import situations, told_by_strangers

NO_WISH = frozenset(("question", "irrelevant", "hostile"))


def wishes(part: str) -> Iterator[tuple[str, str]]:
    """Texts, and the tree that each was told for."""
    for case in (*told_by_strangers(), *situations()):
        wants = case.get("wants") != "answer" and case.get("kind") not in NO_WISH
        if case["part"] == part and wants and case["tree"] not in (None, "posting"):
            yield case["text"], case["tree"]
    for line in EXAMPLES.read_text("utf-8").splitlines() if part == "seen" else ():
        example = json.loads(line)
        if "tree" in example:
            yield example["text"], example["tree"]


def _tell(found: Intents, index: PassageIndex) -> None:
    kept = list(wishes("kept"))
    values = np.stack([put(text, index, found.words) for text, _ in kept])
    likeliest = [found.names[number] for number in (values @ found.weights).argmax(1)]
    right = [one == tree for one, (_, tree) in zip(likeliest, kept, strict=True)]
    print(f"the right tree for {100 * np.mean(right):.1f}% of {len(kept)} that were kept apart")


def main() -> None:
    """Learn, tell how well texts that were kept apart are read, and keep it."""
    keep = is_kept(__doc__)
    with opened_index() as (opened, model):
        index = passage_index(opened, model)
        found = learned(list(wishes("seen")), [], index)
        _tell(found, index)
        if keep:
            found.save(WISHES)


if __name__ == "__main__":
    main()
