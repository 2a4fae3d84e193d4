"""Characters nobody can see. Documents blank them, so that offsets stay; questions drop them."""

import re

# Everything here is invisible and can hide or reorder words: controls but tab and newline, line and
# paragraph separators, bidi marks and overrides, zero-widths, invisible operators, tag characters,
# the variation selectors that can smuggle data, lone surrogates. A soft hyphen stays in documents:
# it sits inside words, and a space would cut them.
_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e01ef"
)
# Joiners belong between letters of scripts that join, and between emoji; never beside ASCII.
_STRAY_JOINER = "[\u200c\u200d](?=[\x00-\x7f]|$)|(?<=[\x00-\x7f])[\u200c\u200d]|^[\u200c\u200d]"
_TO_BLANK = re.compile(f"[{_INVISIBLE}]|{_STRAY_JOINER}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TO_DROP = re.compile(f"[\u00ad{_INVISIBLE}]|{_STRAY_JOINER}")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

_MOST_MARKS = 4
_STACKED_MARKS = re.compile(
    f"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{{{_MOST_MARKS}}})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

_ASCII_BLANKED = {code: " " for code in (*range(9), *range(11, 32), 127)}


def blank_invisible(text: str) -> str:
    """Put one space for every invisible character: the length and all offsets stay."""
    # str.translate is many times faster than a pattern, for ASCII only.
    return text.translate(_ASCII_BLANKED) if text.isascii() else _TO_BLANK.sub(" ", text)


def drop_invisible(text: str) -> str:
    """Take invisible characters out, so that `ig<zero-width>nore` is one word again."""
    text = _SURROGATE.sub("\ufffd", _BREAK.sub("\n", text))
    return _STACKED_MARKS.sub(r"\1", _TO_DROP.sub("", text))
