"""The half of a question that the guides cover, as a question of its own. The words are data."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.understanding import Asked, understood, with_article
from corpus import named

HALF = Path(__file__).with_name("half.toml")


def covered_half(question: str, missing: Sequence[str]) -> str:
    """What is asked of the one that the guides know, where it is held against one they do not.

    `Who earns more, a lawyer or an MLE?` -> `What does an ml engineer make?`. Nothing where no one
    is left, or where only both together would answer it.
    """
    asked = understood(question)
    names = {name: name.split("|", 1)[0] for name in asked.names}
    left = [name for name, written in names.items() if written not in missing]
    beside = set(missing).issuperset(asked.other_roles) if asked.other_roles else bool(left)
    known = len(asked.roles) == 1 and set(missing) <= {*asked.other_roles, *names.values()}
    compared = _words().comparing.search(question) and not _words().relation.search(question)
    is_half = missing and beside and known and compared
    return _of_one(asked, _measured(question), left) if is_half else ""


def _measured(question: str) -> str:
    """What of a role a question wants measured, if it is anything such."""
    return next((what for what, one in _words().asks.items() if one.said.search(question)), "")


def _of_one(asked: Asked, what: str, names: Iterable[str] = ()) -> str:
    """What is asked of the role alone; nothing where nothing is measured."""
    if not what:
        return ""
    (role,) = asked.roles
    one = with_article(" ".join((*asked.levels[:1], role)))
    return _words().asks[what].of_one.format(one=one, role=role, there="".join(map(_there, names)))


def _there(name: str) -> str:
    """`zurich|europe` -> ` in zurich`, `openai|frontier lab` -> ` at frontier labs`."""
    written, *larger = name.split("|")
    if named(written, "place"):
        return f" in {written}"
    # What the guides tell of such a company they tell of all of its kind.
    return f" at {larger[0]}s" if larger else f" at {written}"


@dataclass(frozen=True)
class _Asks:
    said: re.Pattern[str]
    of_one: str


@dataclass(frozen=True)
class _Words:
    comparing: re.Pattern[str]
    relation: re.Pattern[str]
    asks: dict[str, _Asks]


@cache
def _words() -> _Words:
    said = tomllib.loads(HALF.read_text("utf-8"))
    return _Words(
        _whole(said["comparing"]["said"]),
        _whole(said["relation"]["said"]),
        {what: _Asks(_whole(one["said"]), one["of_one"]) for what, one in said["asks"].items()},
    )


def _whole(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
