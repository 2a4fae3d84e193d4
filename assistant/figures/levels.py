"""What an answer gives no figure of at the level that is asked for, though it gives others."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from assistant.figures.looking_up import look_up, one_role
from assistant.figures.wanting import ASKED, as_missing
from assistant.figures.wording import PAY, measure, place_of_level
from assistant.understanding import Asked
from corpus import Figure, Sentence, figures_in, named

_KINDS = (PAY, "equity", "time to fill")


def untold_level(asked: Asked, said: Sequence[Sentence], figures: Sequence[Figure]) -> str:
    """`pay of early-career applied scientists`, where only that of others is said and known."""
    under = next((one for one, words in _below().items() if words.search(asked.question)), "")
    if len(asked.roles) != 1 or not (asked.levels or under):
        return ""
    levels = {level for one in said for level in named(one.text, "level")}
    if not levels.isdisjoint(asked.levels):
        return ""
    (role,) = asked.roles
    own = look_up(figures, roles=one_role(role))
    given = list(_given(said, own))
    kind = next((kind for kind in _KINDS if any(_is_of(kind, one) for one in given)), "")
    known = {one.level for one in own if _is_of(kind, one)}
    if not kind or not known.isdisjoint(asked.levels):
        return ""
    if asked.levels:
        return as_missing(kind, role, asked.levels[0])
    if min(map(place_of_level, known - {""}), default=-1) < place_of_level(under):
        return ""
    return f"{as_missing(kind, role, '')} below {under} level"


def _given(said: Iterable[Sentence], figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures that some sentences give."""
    for one in figures:
        for sentence in said:
            cited = any(
                cite.document == one.document
                and (one.words in cite.words or cite.words in one.words)
                for cite in sentence.cites
            )
            if cited and figures_in(one.shown) <= figures_in(sentence.text):
                yield one


def _is_of(kind: str, figure: Figure) -> bool:
    return measure(figure.measure).kind == kind


@cache
def _below() -> dict[str, re.Pattern[str]]:
    words: dict[str, list[str]] = tomllib.loads(ASKED.read_text("utf-8"))["below"]
    return {
        level: re.compile(rf"\b(?:{'|'.join(some)})\b", re.IGNORECASE)
        for level, some in words.items()
    }
