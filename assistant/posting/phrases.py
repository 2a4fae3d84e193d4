"""Words that a posting should not have: beside what they stand decides whether they count."""

import re
from collections.abc import Iterator

from assistant.posting.findings import weaker
from assistant.posting.posting import Posting, Unit
from assistant.posting.rules import Rule
from assistant.posting.spotted import Spotted, in_unit

_MOST = 5
"""So many findings of one rule are enough."""
_BEFORE = 30
"""Characters in which a word such as `never` turns a phrase around."""
_CLAUSE = re.compile(r"[,:]\s|\b(?:and|but|so|und|aber|y|pero|et|mais)\b")


def off_putting(posting: Posting, rule: Rule) -> Iterator[Spotted]:
    """Each phrase, unless the posting says that it is not so."""
    denied = posting.words.any_of("negation", "before")
    found = 0
    for unit in posting.outside("equal"):
        for match in rule.found_by.finditer(unit.text):
            before = unit.text[max(0, match.start() - _BEFORE) : match.start()]
            if denied.search(_CLAUSE.split(before)[-1]):
                continue
            yield in_unit(unit, rule.certainty, *match.span())
            found += 1
            if found == _MOST:
                return


def paper_as_goal(posting: Posting, rule: Rule) -> Iterator[Spotted]:
    """A paper to be published among what the first 90 days should bring."""
    soon = posting.words.any_of("time", "ninety_days")
    otherwise = posting.words.any_of("time", "other_time")
    denied = posting.words.any_of("negation", "before")
    line_with_time = -1
    for unit in posting.outside("equal", "about"):
        if soon.search(unit.text):
            line_with_time = unit.line
        said_here = line_with_time == unit.line and (
            bool(soon.search(unit.text)) or not otherwise.search(unit.text)
        )
        under_it = unit.section == "goals" or soon.search(unit.heading)
        if not (said_here or (under_it and not otherwise.search(unit.text))):
            continue
        match = rule.found_by.search(unit.text)
        weak = rule.weakly_found_by.search(unit.text) if rule.weakly_found_by else None
        found = match or weak
        if found is None or (rule.not_beside and rule.not_beside.search(unit.text)):
            continue
        if denied.search(unit.text[: found.start()]):
            continue
        yield in_unit(unit, rule.certainty if match else weaker(rule.certainty))
        return


def early_stage(posting: Posting, rule: Rule) -> Iterator[Spotted]:
    """A funding round that says how young the company is, unless a later one is named."""
    words = posting.words
    if posting.says("stage", "late"):
        return
    others = words.any_of("stage", "others")
    for name in ("early", "earlier"):
        for unit in posting.units:
            for match in words.any_of("stage", name).finditer(unit.text):
                if any(
                    one.start() <= match.start() < one.end() for one in others.finditer(unit.text)
                ):
                    continue
                sure = rule.certainty if name == "early" else weaker(rule.certainty)
                yield in_unit(unit, sure, *match.span())
                return


def no_paper_discussion(posting: Posting, rule: Rule) -> Iterator[Spotted]:
    """Where the interview loop is told, when no part of it is a discussion of a paper."""
    words = posting.words
    lines = {unit.line for unit in posting.units if _is_of_loop(unit, posting)}
    loop = [unit for unit in posting.units if unit.line in lines]
    said = " | ".join(unit.text for unit in loop)
    blocks = {match.group().lower() for unit in loop for match in _blocks(unit, posting)}
    if len(blocks) < 2 or words.any_of("interview", "paper").search(said):
        return
    told = max(loop, key=lambda unit: len(list(_blocks(unit, posting))))
    yield in_unit(told, rule.certainty)


def wrong_channels(posting: Posting, rule: Rule) -> Iterator[Spotted]:
    """Where people are looked for, when it is where the guides find others."""
    context = posting.words.any_of("sourcing", "context")
    told = [
        unit
        for unit in posting.units
        if not unit.is_heading and (unit.section == "sourcing" or context.search(unit.text))
    ]
    if rule.not_beside and any(rule.not_beside.search(unit.text) for unit in told):
        return
    denied = posting.words.any_of("negation", "before")
    for unit in told[: _MOST * 2]:
        match = rule.found_by.search(unit.text)
        if match and not denied.search(unit.text[: match.start()]):
            yield in_unit(unit, rule.certainty, *match.span())
            return


def _is_of_loop(unit: Unit, posting: Posting) -> bool:
    if unit.is_heading:
        return False
    if unit.section == "interview":
        return True
    if unit.section in ("requirements", "preferred", "benefits", "equal"):
        return False
    announced = posting.words.any_of("interview", "announced").search(unit.text)
    return bool(announced and list(_blocks(unit, posting)))


def _blocks(unit: Unit, posting: Posting) -> list[re.Match[str]]:
    return list(posting.words.any_of("interview", "blocks").finditer(unit.text))
