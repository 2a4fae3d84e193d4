"""How the words begin that patterns look for: most patterns need not be tried on most texts."""

import re
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"\w+|[^\w\s]")
_GROUP = re.compile(r"\((?:[^()\\]|\\.)*\)")
_AS_WRITTEN = re.compile(r"\(\?-i:(.*)\)", re.DOTALL)
_NOT_BEHIND = re.compile(r"(?:\(\?<!(?:[^()\\]|\\.)*\))+")
_LETTERS = re.compile(r"\^?([^\W_]+)(?:(\\\W|[ -]|$)(?![?*{])|([?*{]))?")
_ESCAPED = re.compile(r"\\.")
_DIGITS = re.compile(r"(?:\\d|\[\d(?:-\d)?\d*\])(?![?*])")
_SIGN = re.compile(r"\\?([^\w\s\\()\[\].^|*+?{])(?![?*{])")
_MAY_BE = re.compile(r"(\\?[^\w\s\\()\[\].^|*+?{])\?(.*)", re.DOTALL)
_FEW, _SOME = 2, 3
_DIGIT = "a digit"


def words_of(text: str) -> list[tuple[str, int]] | None:
    """The words of a text in small letters, and its signs, and where they start.

    None where small letters are no sure thing.
    """
    if not text.isascii() and any(sign.isalpha() for sign in text if not sign.isascii()):
        return None
    return [(match.group(), match.start()) for match in _WORD.finditer(text.lower())]


def beginnings_with(word: str) -> tuple[str, ...]:
    """What a pattern that is found where the word starts may begin with."""
    begun = word[:_FEW], word[:_SOME], word
    return (*begun, _DIGIT) if word[0].isdecimal() else begun


def beginnings_of(ways: Iterable[str]) -> frozenset[str] | None:
    """The word or sign that each pattern begins with, or its first letters; None when it may vary.

    `research scientists?` -> `research`; `mles?` -> `mle`; `(total )?pay` -> `total`, `pay`;
    `%|[3-5] percent` -> `%`, a digit; `.*pay` -> None.
    """
    found = [_beginning(one) for way in ways for one in _opened(way)]
    return None if None in found else frozenset(one for one in found if one)


def _opened(way: str) -> Iterator[str]:
    """Its alternatives, with a group at the beginning taken apart into what may stand there."""
    for one in _alternatives(way):
        may_be = _MAY_BE.match(one)
        one = f"({may_be[1]})?{may_be[2]}" if may_be else one
        end = _end_of_group(one)
        if not end:
            yield one
            continue
        inner, rest = one[1 : end - 1], one[end:]
        optional = rest.startswith("?")
        rest = rest.removeprefix("?")
        for first in _alternatives(inner):
            yield from _opened(first + rest)
        if optional:
            yield from _opened(rest)


def _end_of_group(way: str) -> int:
    """Behind the group a pattern begins with; 0 where it begins otherwise, or repeats one."""
    if not way.startswith("(") or way.startswith("(?"):
        return 0
    deep = 0
    for at, sign in enumerate(_ESCAPED.sub("__", way)):
        deep += (sign == "(") - (sign == ")")
        if deep == 0:
            return 0 if way[at + 1 : at + 2] in ("*", "+", "{") else at + 1
    return 0


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
    way = _NOT_BEHIND.sub("", way, count=1) if way.startswith("(?<!") else way
    sign = _SIGN.match(way)
    if sign:
        return sign[1]
    if _DIGITS.match(way):
        return _DIGIT
    found = _LETTERS.match(way)
    if not found:
        return None
    letters = found[1].lower()
    if found[2] is not None:
        return letters
    sure = letters[:-1] if found[3] else letters
    if sure[:1].isdecimal():
        return _DIGIT
    return sure[:_SOME] if len(sure) >= _FEW else None
