"""`python -m tests.quality.learning_framing`: learn anew which words only frame a question.

From such words and from others that stand beside a question and do matter, both written for this,
and from what strangers asked and told.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.understanding.framing import FRAME, LEARNED, MATTER, SURE, may_frame, pieces
from assistant.understanding.intents import Intents
from index import PassageIndex, passage_index
from tests.quality.answers import opened_index
from tests.quality.keeping import is_kept
from tests.quality.learning_intents import learned, put
from tests.quality.strangers import both
from tests.quality.tellings import situations, told_by_strangers

EXAMPLES = Path(__file__).with_name("framing.jsonl")
OF_QUESTIONS, OF_TELLINGS = 1_500, 1_500
"""So many pieces of what strangers asked, and of what they told, matter."""
SEED = 7


def examples(*, kept: bool) -> list[tuple[str, str]]:
    """Words beside a question, and whether they are its frame."""
    rows = [json.loads(line) for line in EXAMPLES.read_text("utf-8").splitlines()]
    return [
        (row["text"], FRAME if row["frame"] else MATTER)
        for row in rows
        if bool(row.get("kept")) == kept
    ]


def matters() -> Iterator[str]:
    """What strangers asked and told, in pieces."""
    asked = sorted({row["q"] for row in both("learn")})
    told = sorted({one["text"] for one in (*told_by_strangers(), *situations()) if one["part"] == "seen"})
    draw = random.Random(SEED)
    for some, count in ((asked, OF_QUESTIONS), (told, OF_TELLINGS)):
        found = [text[slice(*span)].strip() for text in some for span in pieces(text)]
        yield from draw.sample([one for one in found if may_frame(one)], count)


def tell(found: Intents, some: Sequence[tuple[str, str]], index: PassageIndex) -> None:
    """How many frames are taken off, and how much of what matters."""
    open_to = [one for one in some if may_frame(one[0])]
    values = np.stack([put(text, index, found.words) for text, _ in open_to]) @ found.weights
    chances = np.exp(values - values.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    of_frame = chances[:, found.names.index(FRAME)]
    for name in (FRAME, MATTER):
        off = sum(
            chance >= SURE for chance, (_, is_one) in zip(of_frame, open_to, strict=True) if is_one == name
        )
        print(f"{name}: {off} of {sum(is_one == name for _, is_one in some)} taken off")


def main() -> None:
    """Learn, tell how well words that were kept apart are known, and keep it."""
    keep = is_kept(__doc__)
    with opened_index() as (opened, model):
        index = passage_index(opened, model)
        found = learned(examples(kept=False), list(matters()), index, name=MATTER)
        tell(found, examples(kept=True), index)
        if keep:
            found.save(LEARNED)


if __name__ == "__main__":
    main()
