"""How the words begin that patterns look for: most patterns need not be tried on most texts."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"\w+")
_GROUP = re.compile(r"\((?:[^()\\]|\\.)*\)")
_AS_WRITTEN = re.compile(r"\(\?-i:(.*)\)", re.DOTALL)
_NOT_BEHIND = re.compile(r"(?:\(\?<!(?:[^()\\]|\\.)*\))+")
_LETTERS = re.compile(r"\^?([^\W_]+)(?:(\\\W|[ -]|$)(?![?*{])|([?*{]))?")
_FEW, _SOME = 2, 3


def beginnings_in(text: str) -> set[str] | None:
    """The words of a text and their first letters; None where small letters are no sure thing."""
    if not text.isascii() and any(sign.isalpha() for sign in text if not sign.isascii()):
        return None
    words = set(_WORD.findall(text.lower()))
    return {word[:length] for word in words for length in (_FEW, _SOME, len(word))}


def beginnings_of(ways: Iterable[str]) -> frozenset[str] | None:
    """The word that each pattern begins with, or its first letters; None when one may vary.

    `research scientists?` -> `research`; `mles?` -> `mle`; `(total )?pay` -> None.
    """
    found = [_beginning(one) for way in ways for one in _alternatives(way)]
    return None if None in found else frozenset(one for one in found if one)


def _alternatives(way: str) -> list[str]:
    as_written = _AS_WRITTEN.fullmatch(way)
    way = as_written[1] if as_written else way
    outside, inner = way, ""
    while outside != inner:
        inner, outside = outside, _GROUP.sub(lambda group: "_" * len(group[0]), outside)
    ends = [at for at, sign in enumerate(outside) if sign == "|"]
    starts = [0, *(end + 1 for end in ends)]
    return [way[start:end] for start, end in zip(starts, [*ends, len(way)], strict=True)]


def _beginning(way: str) -> str | None:
    found = _LETTERS.match(_NOT_BEHIND.sub("", way, count=1) if way.startswith("(?<!") else way)
    if not found:
        return None
    letters = found[1].lower()
    if found[2] is not None:
        return letters
    sure = letters[:-1] if found[3] else letters
    return sure[:_SOME] if len(sure) >= _FEW else None
