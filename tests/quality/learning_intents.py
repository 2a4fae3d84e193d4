"""`python -m tests.quality.learning_intents`: learn anew what a turn wants, from examples."""

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from assistant.understanding import understood
from assistant.understanding.glossing import in_english
from assistant.understanding.intents import EXAMPLES, Intents, in_words, numbered, signs
from index import PassageIndex, passage_index, written_out
from tests.quality.answers import opened_index
from tests.quality.keeping import is_kept
from tests.quality.strangers import covered

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

FEWEST = 4
"""So often a word must be in the examples to be a sign."""
ORDINARY = 1_500
"""So many ways to ask for worked answers are ordinary questions among the examples."""
JUDGED = ("strangers9.jsonl", "strangers10.jsonl", "strangers11.jsonl")
"""So are the questions of those who said themselves that an answer was called for."""
SEED = 7
PULL_TO_ZERO = 1e-5


def learned(
    examples: Sequence[tuple[str, str]],
    ordinary: Sequence[str],
    index: PassageIndex,
    *,
    name: str = "question",
) -> Intents:
    """Weights under which each example has its intent; ordinary texts have the one named."""
    names = tuple(sorted({intent for _, intent in examples}))
    counts = Counter(word for text, _ in examples for word in in_words(_read(text)))
    words = tuple(sorted(word for word, count in counts.items() if count >= FEWEST))
    rows = [*examples, *((text, name) for text in ordinary)]
    values = np.stack([put(text, index, words) for text, _ in rows])
    labels = np.array([names.index(intent) for _, intent in rows])
    return Intents(names, words, _fitted(values, labels, len(names)))


def put(text: str, index: PassageIndex, words: tuple[str, ...]) -> Vectors:
    """The signs of one text, read as a turn is read."""
    read = _read(text)
    return signs(understood(read), index.vector(read), numbered(words))


def _read(text: str) -> str:
    return written_out(in_english(text))


def _fitted(values: Vectors, labels: Numbers, count: int) -> Vectors:
    torch.manual_seed(SEED)
    rows, target = torch.from_numpy(values), torch.from_numpy(labels)
    weights = torch.zeros(values.shape[1], count, requires_grad=True)
    shares = torch.bincount(target, minlength=count).float()
    rarity = (shares.mean() / shares).sqrt()
    optimizer = torch.optim.LBFGS([weights], max_iter=400)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(rows @ weights, target, weight=rarity)
        loss = loss + PULL_TO_ZERO * (weights[:-1] ** 2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach().numpy()


def main() -> None:
    """Tell how well examples that were kept apart are read, then learn from all and keep it."""
    keep = is_kept(__doc__)
    rows = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    with opened_index() as (opened, model):
        index = passage_index(opened, model)
        ways = [way for answer in opened.answers for way in answer.asked]
        some = np.random.default_rng(SEED).permutation(len(ways))
        judged = [row["q"] for row in covered("learn") if row["from"] in JUDGED]
        ordinary = [*judged, *(ways[number] for number in some[:ORDINARY])]
        seen = [(row["text"], row["intent"]) for row in rows if not row.get("kept")]
        kept = [(row["text"], row["intent"]) for row in rows if row.get("kept")]
        _tell(learned(seen, ordinary, index), kept, index)
        if keep:
            learned([*seen, *kept], ordinary, index).save()


def _tell(intents: Intents, kept: Sequence[tuple[str, str]], index: PassageIndex) -> None:
    values = np.stack([put(text, index, intents.words) for text, _ in kept])
    found = [intents.names[number] for number in (values @ intents.weights).argmax(1)]
    right = Counter(intent for (_, intent), one in zip(kept, found, strict=True) if intent == one)
    there, said = Counter(intent for _, intent in kept), Counter(found)
    print("| wants | found | right when said |")
    print("|---|---|---|")
    for name in intents.names:
        print(
            f"| {name} | {100 * right[name] / there[name]:.0f}% "
            f"| {100 * right[name] / max(1, said[name]):.0f}% |"
        )
    print(f"| all | {100 * right.total() / len(kept):.1f}% | |")


if __name__ == "__main__":
    main()
