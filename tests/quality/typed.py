"""`python -m tests.quality.typed`: whether a reply stays right however its question is typed.

Our cases that pass are put once more: with a slip or two, in small letters without signs, in
capitals, with what fills a pause, and with what is said for manners. The slips are those of fingers
on a keyboard; where they fall is drawn by lot.
"""

import argparse
import random
import re
from collections.abc import Callable

from tests.quality.answers import (
    PARTS,
    Answering,
    Graded,
    cases,
    graded,
    opened_guides,
    ours,
    passing,
    share,
)

SEED = 7
Way = Callable[[str, random.Random], str]
"""How a turn is typed."""

_WORD = re.compile(r"[A-Za-z]{5,}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PAUSES = ("um", "uh", "erm", "er,", ", you know,", ", like,")
_MANNERS = (" please", " pls?", " thx", " 🙂", " tho", ", in your view?", ", roughly?", " exactly?")


def with_a_slip(turn: str, draw: random.Random) -> str:
    """One letter of a longer word is left out, doubled, swapped with the next or beside its key."""
    words = list(_WORD.finditer(turn))
    if not words:
        return turn
    word = draw.choice(words)
    at = draw.randrange(word.start() + 1, word.end() - 1)
    before, letter, after = turn[:at], turn[at], turn[at + 1 :]
    slipped = draw.choice(
        ("", letter * 2, after[0] + letter, draw.choice(_neighbours(letter.lower())))
    )
    return f"{before}{slipped}{after[len(slipped) == 2 and slipped[0] == after[0] :]}"


def with_two_slips(turn: str, draw: random.Random) -> str:
    """The same twice."""
    return with_a_slip(with_a_slip(turn, draw), draw)


def in_small_letters(turn: str, _: random.Random) -> str:
    """Without capitals, and without the signs that end sentences."""
    return re.sub(r"[?.!,](?=\s|$)", "", turn).lower()


def in_capitals(turn: str, _: random.Random) -> str:
    """As by somebody who shouts."""
    return turn.upper()


def with_a_pause(turn: str, draw: random.Random) -> str:
    """Something fills a pause before some word but the first."""
    words, pause = turn.split(" "), draw.choice(_PAUSES)
    if len(words) < 2:
        return turn
    at = draw.randrange(1, len(words))
    between = "" if pause.startswith(",") else " "
    return f"{' '.join(words[:at])}{between}{pause} {' '.join(words[at:])}"


def with_manners(turn: str, draw: random.Random) -> str:
    """What is said for manners or for the tone ends it."""
    return turn.rstrip("?.! ") + draw.choice(_MANNERS)


WAYS: dict[str, Way] = {
    "a slip": with_a_slip,
    "two slips": with_two_slips,
    "small letters": in_small_letters,
    "capitals": in_capitals,
    "a pause": with_a_pause,
    "manners": with_manners,
}


def results(part: str, way: str, answering: Answering, *, count: int | None = None) -> list[Graded]:
    """What becomes of the cases of a part that pass as they are; looking at a number, or all."""
    draw = random.Random(SEED)
    some = [one for one in cases(part) if one.expect != "chat"]
    if count is not None:
        some = draw.sample(some, count)
    right = passing(some, answering)
    typed = [one.asked(lambda turn: WAYS[way](turn, draw)) for one in right]
    changed = [one for one, as_it_was in zip(typed, right, strict=True) if one != as_it_was]
    return [graded(one, answering(one.turns)) for one in changed]


def _neighbours(letter: str) -> str:
    row = next(one for one in _ROWS if letter in one)
    at = row.index(letter)
    return row[max(0, at - 1) : at] + row[at + 1 : at + 2]


def main() -> None:
    """Tell for seen and kept cases how many of the replies stay right."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    with opened_guides() as guides:
        for part in PARTS:
            for way in WAYS:
                found = results(part, way, ours(guides))
                print(f"{part}, {way}: {100 * share(found):.1f}% of {len(found)} stay right")


if __name__ == "__main__":
    main()
