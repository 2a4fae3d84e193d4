"""Answers in a link and back. A link that cannot be right is refused in words."""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from assistant.decisions.errors import WrongAnswer, shown

TREE = "tree"
"""What the tree is called in a link; no question may be called so."""
NAME = "[a-z0-9-]{1,60}"
"""What trees, questions and answers may be called, so that links need no escapes."""
MAX_CHARACTERS = 2_000
MAX_ANSWERS = 40


def to_link(tree: str, answers: Mapping[str, str]) -> str:
    """`tree=first-hire&prototype=yes`, to go behind the `?` of an address.

    Raises:
        WrongAnswer: A tree would take none of that.
    """
    _check(tree, *answers, *answers.values())
    return urlencode({TREE: tree, **answers})


def from_link(text: str) -> tuple[str, dict[str, str]]:
    """The id of the tree and the answers; an address may stand before a `?`.

    Whether the tree takes them is for `decide` to say.

    Raises:
        WrongAnswer: It is no such link.
    """
    if not isinstance(text, str):
        raise WrongAnswer("A link is text: copy it again.")
    if len(text) > MAX_CHARACTERS:
        raise WrongAnswer(f"A link has at most {MAX_CHARACTERS} characters: copy it again.")
    query = text.split("#")[0].rpartition("?")[2]
    try:
        pairs = parse_qsl(
            query,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MAX_ANSWERS + 1,
        )
    except ValueError as error:
        raise WrongAnswer(
            "This link is not of the form tree=first-hire&prototype=yes: copy it again."
        ) from error
    answers = dict(pairs)
    if len(answers) < len(pairs):
        raise WrongAnswer("This link answers a question twice: remove one of the answers.")
    tree = answers.pop(TREE, "")
    if not tree:
        raise WrongAnswer("This link names no tree: it begins with tree= and the tree's name.")
    _check(tree, *answers, *answers.values())
    return tree, answers


def _check(*names: object) -> None:
    for name in names:
        if not isinstance(name, str) or not re.fullmatch(NAME, name):
            raise WrongAnswer(
                f"{shown(name)} is not the name of a tree, a question or an answer: those are of "
                "small letters, digits and dashes."
            )
