"""A turn without the words that carry nothing: what fills a pause, and what is said for manners."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.understanding.asking import understood

PLAIN_SPEECH = Path(__file__).parent / "plain_speech.toml"


def plainly(turn: str) -> str:
    """`So, um, what does an RE earn, in your view? 🙂` -> `So, what does an RE earn?`."""
    known = _patterns()
    said = known.fillers.sub(_closed_up, known.between.sub(" ", turn)).strip()
    kept = said
    while (shorter := _without_ending(kept)) != kept:
        kept = shorter
    if kept == said or understood(said).chat:
        return said or turn
    asks = "?" in said[len(kept) :] and _ASKS.match(kept[_last_sentence(kept) :])
    return f"{kept}?" if asks else kept


def _closed_up(found: re.Match[str]) -> str:
    """What is left between the words on both sides: a comma that stood before, and a space."""
    return f"{found['before'] or ''} "


def _without_ending(turn: str) -> str:
    bare = turn.rstrip(_MARKS)
    tail = bare[-_LONGEST_ENDING:]
    found = _patterns().ending.search(tail)
    kept = bare[: len(bare) - len(tail) + found.start()] if found else turn
    return kept if re.search(r"\w", kept) else turn


def _last_sentence(turn: str) -> int:
    return max(turn.rfind(sign) for sign in ".!?:") + 1


_MARKS = " \t\r\n?.!…"
_LONGEST_ENDING = 60
"""Characters."""
_ASKS = re.compile(
    r"\W*(?:(?:and|so|but|or|then)\W+)*(?:what|which|whom?|whose|how|when|where|why|is|are|was|were"
    r"|do|does|did|can|could|should|would|will|must|has|have)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Patterns:
    between: re.Pattern[str]
    fillers: re.Pattern[str]
    ending: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    said: dict[str, dict[str, list[str]]] = tomllib.loads(PLAIN_SPEECH.read_text("utf-8"))
    between, fillers, manners, remarks = (
        _either(said[one]["words"]) for one in ("between", "fillers", "manners", "remarks")
    )
    return _Patterns(
        re.compile(rf", ?{between}, ?", re.IGNORECASE),
        re.compile(rf"(?P<before>,?) ?(?<!\w){fillers}(?!\w)(?:\.\.\.|[,…])? ?", re.IGNORECASE),
        re.compile(
            rf"(?:[ ,]*(?<!\w){manners}| ?(?:[,;(–—]| -+) ?{remarks}\)?| ?{_SIGN})\Z", re.IGNORECASE
        ),
    )


_SIGN = "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d]|[:;]-?[)DPp(])"
"""A face, drawn or typed."""


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"
