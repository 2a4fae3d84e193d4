"""Whether a posting demands a PhD, asks for one or something else, or would only like one."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Literal

from assistant.posting.findings import weaker
from assistant.posting.posting import Posting, Unit
from assistant.posting.rules import Rule
from assistant.posting.spotted import Spotted, in_unit
from assistant.posting.words import Words, folded

Demand = Literal["required", "implied", "no"]

_NEAR = 120
_COMMA = 40
"""A comma between a degree and a word such as `required` counts as so many characters."""
_LOOKED_AT = 3
"""Mentions in one sentence; more would only cost time."""
_OR = r"[^.;]{0,90}?(?:\bor\b|\boder\b| o | ou |/) ?\(?"


def phd_demanded(posting: Posting, rule: Rule) -> Iterator[Spotted]:
    """The first sentence that demands a PhD without an alternative; the plainest comes first."""
    implied = None
    for unit in posting.outside("preferred", "benefits", "about", "equal", "interview", "sourcing"):
        demand = _demand(unit, posting.words)
        if demand == "required":
            yield in_unit(unit, rule.certainty)
            return
        if demand == "implied" and implied is None:
            implied = in_unit(unit, weaker(rule.certainty))
    if implied:
        yield implied


def _demand(unit: Unit, words: Words) -> Demand:
    if unit.text.endswith("?") or words.any_of("phd", "past").search(unit.text):
        return "no"
    if words.any_of("phd", "only").search(unit.text):
        return "required"
    aside = [one.span() for one in words.any_of("phd", "aside").finditer(unit.text)]
    strongest: Demand = "no"
    for degree in islice(words.any_of("phd", "terms").finditer(unit.text), _LOOKED_AT):
        if any(start <= degree.start() < end for start, end in aside):
            continue
        if _something_else_will_do(unit.text, degree, words):
            return "no"
        demand = _nearest(unit, degree, words)
        if demand == "required":
            return demand
        strongest = demand if strongest == "no" else strongest
    return strongest


def _something_else_will_do(text: str, degree: re.Match[str], words: Words) -> bool:
    before, after = text[: degree.start()], text[degree.end() :]
    if any(
        one.start() <= degree.start() < one.end()
        for one in words.any_of("phd", "instead").finditer(text)
    ):
        return True
    if re.match(words.said["phd"]["enough_after"][0], after, re.IGNORECASE):
        return True
    enough = words.any_of("phd", "enough_before").pattern
    if re.search(f"{enough}$", before.rstrip(), re.IGNORECASE):
        return True
    fields = words.any_of("phd", "field").sub(" ", after)
    return bool(_or_else(words).match(fields))


@cache
def _or_else(words: Words) -> re.Pattern[str]:
    said = words.said["phd"]
    either = "|".join(map(folded, said["alternatives"]))
    return re.compile(rf"{_OR}{said['between']}(?:{either})(?!\w)", re.IGNORECASE)


def _nearest(unit: Unit, degree: re.Match[str], words: Words) -> Demand:
    """What the nearest word such as `required` or `preferred` says about a degree."""
    text = unit.text
    optional = [one.span() for one in words.any_of("phd", "optional", "waived").finditer(text)]
    required = [
        one.span()
        for one in words.any_of("phd", "required").finditer(text)
        if not any(start <= one.start() < end for start, end in optional)
    ]
    fields = words.said["phd"]["fields"]
    said = [(_distance(text, degree, span, fields), "required") for span in required]
    said += [(_distance(text, degree, span, fields), "no") for span in optional]
    before = text[: degree.start()].rstrip(" (\"'")
    refused = re.search(f"{words.any_of('phd', 'no').pattern}$", before, re.IGNORECASE)
    # `Do not apply without a PhD` demands one.
    if refused and not any(start <= refused.start() < end for start, end in required):
        return "no"
    distance, demand = min(said, default=(_NEAR + 1, "no"))
    if distance <= _NEAR:
        return "required" if demand == "required" else "no"
    if unit.section == "requirements":
        return "required" if unit.marked or degree.start() <= 25 else "implied"
    return "implied" if words.any_of("phd", "implied").search(before[-60:]) else "no"


def _distance(text: str, degree: re.Match[str], span: tuple[int, int], fields: str) -> int:
    start, end = span
    if start >= degree.end():
        between = text[degree.end() : start]
        if re.fullmatch(fields, between, re.IGNORECASE):
            return 1
    elif end <= degree.start():
        between = text[end : degree.start()]
    else:
        between = ""
    return len(between) + _COMMA * between.count(",")
