"""One of a list: `tell me more about the third` goes on from the third thing that was named."""

import re
from collections.abc import Iterator

from assistant.understanding import understood, with_roles
from assistant.understanding.conversation import Reading
from corpus import WorkedAnswer

_PLACES = {
    **{word: place for place, word in enumerate(("first", "second", "third", "fourth", "fifth"))},
    **{word: place for place, word in enumerate(("1st", "2nd", "3rd", "4th", "5th"))},
    **{word: place for place, word in enumerate(("one", "two", "three", "four", "five"))},
    "last": -1,
}
_THING = (
    r"(?:one|point|item|tip|block|round|sign|flag|red flag|step|reason|question|condition|stage"
    r"|thing|factor|option|part|mistake|criterion)"
)
_ORDINAL = r"(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th|last)"
_PICKS = re.compile(
    rf"(?:\b(?:the|that|this) {_ORDINAL}(?: {_THING})?|^(?:and |ok,? )?{_ORDINAL} {_THING}"
    r"|\bnumber (one|two|three|four|five))(?: of (?:them|those|these|the list))?"
    r"(?: mean| about| exactly| in detail| please)*"
    r"(?:, (?:can|could|would|please|tell|say|what|who|whom|how|why)\b.*)?\W*$",
    re.IGNORECASE,
)
_MOST_WORDS = 10
_FEWEST = 2
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ANNOUNCED = (
    re.compile(r"[^:]*: (?=\w)"),
    re.compile(r".*? (?:include|are|come|comes|has|have|covers?) (?=\w)", re.DOTALL),
)
_BETWEEN = re.compile(r"\s*[;,] (?:and |or )?")
_LAST = re.compile(r"\s+(?:and|or)\s+(?!.*\s(?:and|or)\s)", re.DOTALL)


def picked(turn: str, answer: WorkedAnswer, roles: tuple[str, ...]) -> Reading | None:
    """What a turn asks for that picks one of the things an answer has named, if it does."""
    found = _PICKS.search(turn)
    if not found or len(turn.split()) > _MOST_WORDS or understood(turn).roles:
        return None
    place = _PLACES[(found[1] or found[2] or found[3]).lower()]
    things = list(_listed(answer))
    if not things and answer.kind == "list":
        things = [one.text for one in answer.sentences]
    if len(things) < _FEWEST or place >= len(things):
        return None
    thing = things[place]
    question = thing if understood(thing).roles or not roles else with_roles(thing, roles)
    return Reading(question, "picked", said=thing)


def _listed(answer: WorkedAnswer) -> Iterator[str]:
    """The things that are named one after the other, in all its sentences that list some."""
    for sentence in answer.sentences:
        text = _IN_BRACKETS.sub("", sentence.text).rstrip(".")
        announced = next(filter(None, (one.match(text) for one in _ANNOUNCED)), None)
        if not announced:
            continue
        *others, last = _BETWEEN.split(text[announced.end() :])
        pieces = [*others, *_LAST.split(last, maxsplit=1)]
        if len(pieces) >= _FEWEST:
            yield from (piece.strip() for piece in pieces if piece.strip())
