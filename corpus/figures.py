"""The figures in a text, as numbers: `$480K`, `480,000` and `480 thousand dollars` are one."""

import re

_FIGURE = re.compile(
    r"(?<![\w.])\$?(\d+(?:,\d{3})+|\d+(?:\.\d+)?)(?:\s?(k|m|thousand|million)\b)?", re.IGNORECASE
)
_GLUED = re.compile(r"(?<=[kKmM])(?=\$?\d)")
_SCALE = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_WORDS = {
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
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)


def figures_in(text: str) -> frozenset[float]:
    """Every figure of the text; numbers up to twelve also when they are written as words."""
    found = {_WORDS[match[1].lower()] for match in _WORD.finditer(text)}
    for match in _FIGURE.finditer(_GLUED.sub(" ", text)):
        scale = _SCALE.get((match[2] or "").lower(), 1)
        found.add(float(match[1].replace(",", "")) * scale)
    return frozenset(found)
