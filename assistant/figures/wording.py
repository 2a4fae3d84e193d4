"""How figures are said: roles, levels, places and measures in words. The words are data."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.listing import listed
from corpus import Figure, mentions

WORDING = Path(__file__).with_name("wording.toml")

PAY = "pay"
DISCOUNT = "regional pay discount"


@dataclass(frozen=True)
class Measure:
    """How a measure is said, as far as we know how."""

    name: str
    kind: str
    """What it is a kind of: base salary is a kind of pay."""
    first: str = ""
    next: str = ""
    after: str = ""
    aside: str = ""
    several: bool = False
    """Whether a document may give it many times, each time of something else."""


def measure(name: str) -> Measure:
    """The wording of a measure; bare for one that has none."""
    return Measure(name, **{"kind": name, **_said()["measures"].get(name, {})})


def measures_of(kind: str) -> tuple[str, ...]:
    """The measures of a kind: four for `pay`; the measure itself for any other."""
    found = tuple(name for name, one in _said()["measures"].items() if one.get("kind") == kind)
    return found or (kind,)


def place_of_level(level: str) -> int:
    """Where a level stands between the others; the lowest first, none before all."""
    if not level:
        return -1
    levels = list(_said()["levels"])
    return levels.index(level) if level in levels else len(levels)


def place_of_measure(name: str) -> int:
    """Where a measure stands between the others."""
    names = list(_said()["measures"])
    return names.index(name) if name in names else len(names)


def written(name: str) -> str:
    """`ml engineer` -> `ML engineer`, `United States` -> `US`."""
    words: dict[str, str] = _said()["words"]
    return words.get(name) or " ".join(words.get(word, word) for word in name.split())


def people(role: str, level: str = "", *, forms: Iterable[str] = ()) -> str:
    """`senior ML engineers`; with other forms of the level, `staff and principal ML engineers`."""
    before, after = _around(level, tuple(forms))
    return " ".join(part for part in (before, f"{written(role)}s", after) if part)


def person(role: str, level: str = "", *, forms: Iterable[str] = ()) -> str:
    """As it stands before another noun: `senior ML engineer`."""
    before, after = _around(level, tuple(forms))
    return " ".join((before or after.removeprefix("at ").replace(" ", "-"), written(role))).strip()


def level_as_noun(level: str, *, forms: Iterable[str] = ()) -> str:
    """`early career`, `staff and principal`."""
    return " and ".join(forms) or level


def forms_of_level(figure: Figure) -> tuple[str, ...]:
    """The words a source has for the level, where they are several: `Staff / Principal`."""
    found = dict.fromkeys(
        figure.words[one.start : one.end].lower()
        for one in mentions(figure.words)
        if one.kind == "level" and one.name == figure.level
    )
    forms = [form for form in found if re.fullmatch(r"[a-z -]+", form)]
    singular = dict.fromkeys(form.removesuffix("s") for form in forms)
    return tuple(singular) if len(singular) > 1 else ()


def places(region: str) -> str:
    """Behind `in`: `the Bay Area`, `Toronto, Austin and Europe`."""
    with_article = _said()["places"]["with_article"]
    return listed(
        f"the {written(one)}" if one in with_article else written(one) for one in region.split(", ")
    )


def opened(sentence: str) -> str:
    """With a capital at its start."""
    return sentence[:1].upper() + sentence[1:]


def _around(level: str, forms: tuple[str, ...]) -> tuple[str, str]:
    said = _said()["levels"].get(level, {"before": level})
    if forms and "after" in said:
        return "", f"at {' or '.join(forms)} level"
    return (" and ".join(forms) if forms else said.get("before", "")), said.get("after", "")


@cache
def _said() -> dict[str, dict[str, Any]]:
    return tomllib.loads(WORDING.read_text("utf-8"))
