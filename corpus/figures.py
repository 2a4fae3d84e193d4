"""The figures in a text, as numbers: `$480K`, `480,000` and `480 thousand dollars` are one."""

import re

SPELT = {
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
}
"""Numbers that are read when they are written as words."""

_FIGURE = re.compile(
    r"(?<![\w.])\$?(\d+(?:,\d{3})+|\d+(?:\.\d+)?)(?:\s?(k|m|thousand|million)\b)?", re.IGNORECASE
)
_GLUED = re.compile(r"(?<=[kKmM])(?=\$?\d)")
_SCALE = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_WORD = re.compile(rf"\b({'|'.join(SPELT)})\b", re.IGNORECASE)


def figures_in(text: str) -> frozenset[float]:
    """Every figure of the text; numbers up to twelve also when they are written as words."""
    found = {SPELT[match[1].lower()] for match in _WORD.finditer(text)}
    for match in _FIGURE.finditer(_GLUED.sub(" ", text)):
        found.add(number(match[1], match[2] or ""))
    return frozenset(found)


def number(digits: str, scale: str = "") -> float:
    """`380`, `K` -> 380,000; a number word counts as digits."""
    value = SPELT.get(digits.lower()) or float(digits.replace(",", ""))
    return value * _SCALE.get(scale.strip().lower(), 1)
