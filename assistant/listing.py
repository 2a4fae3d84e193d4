"""Several words as one phrase: `a, b and c`."""

from collections.abc import Iterable


def listed(words: Iterable[str], joint: str = "and") -> str:
    """`a, b and c`, or with another word before the last."""
    *others, last = (*words,) or ("",)
    return f"{', '.join(others)} {joint} {last}" if others else last
