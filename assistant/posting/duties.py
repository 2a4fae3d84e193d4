"""Whether the duties are those that the title promises."""

from collections.abc import Iterator
from functools import cache
from re import Pattern

from assistant.posting.posting import Posting, Unit
from assistant.posting.rules import Rule
from assistant.posting.spotted import Spotted, in_unit
from assistant.posting.words import Words, whole_words

_NO_DUTIES = (
    "requirements",
    "preferred",
    "benefits",
    "about",
    "interview",
    "pay",
    "equal",
    "sourcing",
)


def unpromised_duties(posting: Posting, rule: Rule) -> Iterator[Spotted]:
    """The sentence that says most of another role's work, when most of the work is of that kind."""
    words = posting.words
    others_do = words.any_of("duties", "others_do")
    duties = [unit for unit in posting.outside(*_NO_DUTIES) if not others_do.search(unit.text)]
    found = {unit: _kinds(unit, rule.duties, words) for unit in duties}
    kinds = frozenset[int]().union(*found.values()) if found else frozenset[int]()
    promised = frozenset[int]().union(*(_kinds(unit, rule.against, words) for unit in duties))
    if len(kinds) >= rule.least and len(promised) <= rule.at_most_against:
        yield in_unit(max(duties, key=lambda unit: len(found[unit])), rule.certainty)


def _kinds(unit: Unit, duties: str, words: Words) -> frozenset[int]:
    """Which kinds of such duties a sentence names, by their number in words.toml."""
    kinds = enumerate(_each_kind(words, duties))
    return frozenset(number for number, one in kinds if one.search(unit.text))


@cache
def _each_kind(words: Words, duties: str) -> tuple[Pattern[str], ...]:
    return tuple(whole_words([one]) for one in words.said["duties"][duties])
