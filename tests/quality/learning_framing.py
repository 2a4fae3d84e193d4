"""`python -m tests.quality.learning_framing`: learn anew which words only frame a question.

From such words and from others that stand beside a question and do matter, both written for this,
and from what strangers asked and told.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.understanding.framing import (
    FRAME,
    LEARNED,
    MATTER,
    is_frame,
    likely_frame,
    may_be_frame,
    pieces,
)
from assistant.understanding.glossing import in_english
from assistant.understanding.intents import EXAMPLES as INTENTS
from assistant.understanding.intents import Intents
from index import PassageIndex, passage_index, written_out
from tests.quality.answers import cases, opened_index
from tests.quality.keeping import is_kept
from tests.quality.learning_intents import learned
from tests.quality.learning_weighing import conversations
from tests.quality.strangers import both
from tests.quality.tellings import situations, told_by_strangers

EXAMPLES = Path(__file__).with_name("framing.jsonl")
REFUSED = frozenset(("orders", "unlawful"))
MOST_PIECES = 4_000
"""So many of each kind of text are learned from."""
SEED = 7


def rows(*, kept: bool) -> list[dict[str, Any]]:
    """Words beside a question: whether they are its frame, and where they stand."""
    every = map(json.loads, EXAMPLES.read_text("utf-8").splitlines())
    return [row for row in every if bool(row.get("kept")) == kept]


def examples(*, kept: bool) -> list[tuple[str, str]]:
    """Words beside a question, and what they are."""
    return [(row["text"], FRAME if row["frame"] else MATTER) for row in rows(kept=kept)]


def matters(frames: frozenset[str]) -> Iterator[str]:
    """What strangers asked, told and said turn by turn, and what is not obeyed, all in pieces."""
    told = (*told_by_strangers(), *situations())
    wants = (json.loads(line) for line in INTENTS.read_text("utf-8").splitlines())
    draw = random.Random(SEED)
    for texts in (
        {row["q"] for row in both("learn")},
        {one["text"] for one in told if one["part"] == "seen"},
        {turn for turns, _ in conversations("seen") for turn in turns},
        {turn for one in cases("seen") for turn in one.turns},
        {row["text"] for row in wants if row["intent"] in REFUSED and not row.get("kept")},
    ):
        found = dict.fromkeys(one for text in sorted(texts) for one in _pieces(text))
        there = [one for one in found if one not in frames]
        yield from draw.sample(there, min(MOST_PIECES, len(there)))


def _pieces(text: str) -> Iterator[str]:
    """Those that could be a frame, as a turn is read."""
    read = written_out(in_english(text))
    for span in pieces(read):
        if may_be_frame(piece := read[slice(*span)].strip()):
            yield piece


def tell(found: Intents, some: Sequence[tuple[str, str]], index: PassageIndex) -> None:
    """How many frames are taken off, and how much of what matters."""

    def likely(words: str) -> float:
        return likely_frame(words, index.vector, found)

    for name in (FRAME, MATTER):
        off = [is_frame(words, likely) for words, what in some if what == name]
        print(f"{name}: {sum(off)} of {len(off)} taken off")


def main() -> None:
    """Learn, tell how well words that were kept apart are known, and keep it."""
    keep = is_kept(__doc__)
    with opened_index() as (opened, model):
        index = passage_index(opened, model)
        some = examples(kept=False)
        frames = frozenset(text for text, what in some if what == FRAME)
        found = learned(some, list(matters(frames)), index, name=MATTER)
        tell(found, examples(kept=True), index)
        if keep:
            found.save(LEARNED)


if __name__ == "__main__":
    main()
