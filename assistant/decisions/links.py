"""Answers in a link and back. A link that cannot be right is refused in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from assistant.decisions.deciding import decide
from assistant.decisions.errors import WrongAnswer, shown
from assistant.decisions.tree import Tree

TREE = "tree"
"""What the tree is called in a link; no question may be called so."""
NAME = "[a-z0-9-]{1,60}"
"""What trees, questions and answers may be called, so that links need no escapes."""
MAX_CHARACTERS = 2_000
MAX_ANSWERS = 40
ON_THE_PAGE = rf"#/decide/({NAME})(?:\?((?:{NAME}={NAME}&?)*))?"
"""Where the page shows a tree with some answers, such as `#/decide/first-hire?prototype=no`."""
_AT_THE_END = re.compile(rf"(?:^|\s)(?:https?://[^\s#]*)?{ON_THE_PAGE}\s*$", re.ASCII)


@dataclass(frozen=True)
class Carried:
    """A turn that hands answers over exactly, behind whatever else it says."""

    words: str
    tree: str
    answers: Mapping[str, str]


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


def carried(turn: str, trees: Mapping[str, Tree]) -> Carried | None:
    """The answers in the page's link that a turn ends with; None when no tree takes them."""
    found = _AT_THE_END.search(turn)
    if not found or len(found.group()) > MAX_CHARACTERS:
        return None
    try:
        tree, answers = from_link(f"{TREE}={found[1]}&{found[2] or ''}".rstrip("&"))
        decide(trees[tree], answers)
    except (WrongAnswer, KeyError):
        return None
    return Carried(turn[: found.start()].strip() or trees[tree].title, tree, answers)


def _check(*names: object) -> None:
    for name in names:
        if not isinstance(name, str) or not re.fullmatch(NAME, name):
            raise WrongAnswer(
                f"{shown(name)} is not the name of a tree, a question or an answer: those are of "
                "small letters, digits and dashes."
            )
