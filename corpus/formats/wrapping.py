"""Hard-wrapped lines -> one line a paragraph. A text that is not wrapped comes through as it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_WRAPPED = 130
_FEWEST_WRAPPED = 3

_ENDED = re.compile(r"[.!?:…][\"')\]”’*]*\Z")
_STOPPED = re.compile(r"[.!?…][\"')\]”’*]*\Z")
_SENTENCE_INSIDE = re.compile(r"[a-z0-9)\]\"”][.!?:;]\s+\S")
_GOES_ON = re.compile(
    r"[,;(–—/&]\Z|\b(?:and|or|of|the|a|an|to|in|for|with|by|at|from|is|are)\Z", re.I
)
_STANDS_ALONE = re.compile(r"\s*(?:[-*•◦▪●‣|#>]|\d{1,3}[.)]\s|\d{1,3}\Z)")
_LIST_ITEM = re.compile(r"\s*(?:[-*•◦▪●‣]|\d{1,3}[.)])\s")
_LOWER_WORD = re.compile(r"\b[a-z]{2,}\b")
_HYPHENATED = re.compile(r"\b[^\W\d_]+-[^\W\d_]+")
_CUT_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-\Z")


@dataclass(frozen=True)
class _Wrapping:
    """How a text was wrapped, as far as its lines tell."""

    width: int
    lower_words: frozenset[str]
    """A capital on one of these only says that a sentence starts."""
    hyphenated: frozenset[str]
    """What is written with a hyphen inside a line."""
    drop_hyphens: bool


def unwrap(lines: Sequence[str], *, drop_hyphens: bool) -> list[str]:
    """Join the lines of a paragraph; PDFs cut words with hyphens, which go, and pages do not."""
    lengths = sorted(
        len(line)
        for line, following in zip(lines, lines[1:], strict=False)
        if 30 <= len(line) <= LONGEST_WRAPPED
        and following[:1].islower()
        and not _STOPPED.search(line)
    )
    if len(lengths) < _FEWEST_WRAPPED:
        return list(lines)
    text = "\n".join(lines)
    wrapping = _Wrapping(
        width=lengths[int(0.9 * (len(lengths) - 1))],
        lower_words=frozenset(_LOWER_WORD.findall(text)),
        hyphenated=frozenset(_HYPHENATED.findall(text.lower())),
        drop_hyphens=drop_hyphens,
    )
    paragraphs: list[list[str]] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if paragraphs and _belongs(paragraphs[-1], line, following, wrapping):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_joined(paragraph, wrapping) for paragraph in paragraphs]


def _belongs(paragraph: list[str], line: str, following: str, wrapping: _Wrapping) -> bool:
    """Say whether a line carries on the paragraph above it."""
    last = paragraph[-1].rstrip()
    words = line.split(maxsplit=1)
    if not words or not last or len(last) > wrapping.width + 15:
        return False
    if _STANDS_ALONE.match(line) or last.lstrip().startswith(("|", "#")):
        return False
    fits = _fits(last, line, wrapping)
    goes_on_small = line.lstrip()[:1].islower()
    if (_STOPPED if goes_on_small else _ENDED).search(last):
        carries_on = len(paragraph) > 1 or _LIST_ITEM.match(last) is not None
        full = not fits and len(last) >= 0.85 * wrapping.width
        return full and carries_on and not _is_by_itself(line, following, wrapping)
    if goes_on_small or line.lstrip().startswith("(") or _GOES_ON.search(last):
        return True
    if len(paragraph) > 1:
        return len(last) >= 0.5 * wrapping.width
    if words[0].lower().strip(",.:;") in wrapping.lower_words:
        return False
    long_enough = len(last) >= 0.6 * wrapping.width
    return long_enough and (not fits or _SENTENCE_INSIDE.search(last) is not None)


def _fits(line: str, following: str, wrapping: _Wrapping) -> bool:
    """Say whether the next word would have had room: then the line was not wrapped."""
    words = following.split(maxsplit=1)
    return bool(words) and len(line.rstrip()) + 1 + len(words[0]) <= wrapping.width


def _is_by_itself(line: str, following: str, wrapping: _Wrapping) -> bool:
    """Say whether a line has no end and yet does not go on in the next: a heading."""
    if _ENDED.search(line.rstrip()) or _SENTENCE_INSIDE.search(line):
        return False
    return following[:1].isupper() and _fits(line, following, wrapping)


def _joined(paragraph: list[str], wrapping: _Wrapping) -> str:
    pieces = [paragraph[0].rstrip()]
    for line in paragraph[1:]:
        line = line.strip()
        cut = _CUT_WORD.search(pieces[-1])
        if cut is None or not line[:1].isalpha():
            pieces.append(" ")
        elif wrapping.drop_hyphens and _was_one_word(cut[1], line, wrapping):
            pieces[-1] = pieces[-1][:-1]
        pieces.append(line)
    return "".join(pieces)


def _was_one_word(left: str, line: str, wrapping: _Wrapping) -> bool:
    """`infor-` and `mation` were; `long-` and `term` not, if the text has `long-term` elsewhere."""
    right = re.split(r"\W", line, maxsplit=1)[0]
    return right[:1].islower() and f"{left}-{right}".lower() not in wrapping.hyphenated
