"""What a person can put right in a tree or in their answers."""


class UnsoundTree(Exception):
    """A tree file that does not hold: a line for each fault, with file, place and fault."""


class WrongAnswer(Exception):
    """An answer, or a link of answers, that the tree cannot take; it lists what it takes."""
