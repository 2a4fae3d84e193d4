"""What a person can put right in a tree or in their answers."""

from reprlib import repr as shortened


class UnsoundTree(Exception):
    """A tree file that does not hold: a line for each fault, with file, place and fault."""


class WrongAnswer(Exception):
    """An answer, or a link of answers, that the tree cannot take; it lists what it takes."""


def shown(value: object) -> str:
    """What somebody gave, as an error may show it: short, and harmless whatever it is."""
    return (
        shortened(value) if isinstance(value, str) else f"Something of type {type(value).__name__}"
    )
