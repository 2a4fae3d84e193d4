"""A turn in the words of the guides, where people have one thing's everyday name for it."""

import re
import tomllib
from functools import cache
from pathlib import Path

EVERYDAY = Path(__file__).parent / "everyday.toml"


def in_guides_words(turn: str) -> str:
    """`What share of the company does an MLE get?` -> `What equity does an MLE get?`."""
    for meant, said in _words().items():
        turn = said.sub(meant, turn)
    return turn


@cache
def _words() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = tomllib.loads(EVERYDAY.read_text("utf-8"))["words"]
    return {
        meant: re.compile(rf"(?<!\w)(?:{'|'.join(said)})(?!\w)", re.IGNORECASE)
        for meant, said in words.items()
    }
