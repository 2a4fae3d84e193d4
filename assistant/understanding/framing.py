"""A turn without what only frames its question: `Hope you can help me.`, `My boss asks:`.

People say where it came up, for what they need it and how they feel about it. No answer depends on
that, and all that is looked for is nearer to the question without. Which words are such a frame was
learned from examples: tests/quality/framing.jsonl holds them, `make learning` learns.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from assistant.understanding.asking import gives_orders, understood
from assistant.understanding.bystanders import MAYBE_A_BYSTANDER, bystanders, mentioned
from assistant.understanding.hearsay import is_about_changing
from assistant.understanding.intents import Intents, Vector
from assistant.understanding.turns import asks_what, begun, opened
from corpus import mentions, sentence_spans

LEARNED = Path(__file__).parent / "framing.npz"
FRAME, MATTER = "frame", "matter"
SURE_OF_A_FRAME = 0.6
"""So surely words must be a frame to be left out."""
SURE_ELSEWHERE = 0.95
"""So surely where they name something, or the documents are about something else than hiring."""
SURE_OF_A_QUESTION = 0.9
"""So surely a question must be one of fact, and no wish for a decision."""
OUT_OF_THE_QUESTION = -5.0
"""Where words alone speak so much against a frame, their meaning seldom makes up for it."""
_MOST_PIECES = 8
"""In a message of more of them, what is asked stands in few."""
_FEWEST_TOLD = 3
"""Words; fewer may be a reply."""
_LONGEST = 30
"""Words."""


def without_frame(
    turn: str, likely_frame: Callable[[str], float], least: float = SURE_OF_A_FRAME
) -> str:
    """What is left of a turn when its frame is taken off; all of it where nothing else is."""
    spans = list(pieces(turn))
    if not 1 < len(spans) <= _MOST_PIECES:
        return turn
    framing = [one for one in spans if is_frame(turn[slice(*one)].strip(), likely_frame, least)]
    at_stake = _at_stake(turn) if framing else []
    framing = [
        (start, end) for start, end in framing if not any(start <= at < end for at in at_stake)
    ]
    kept = [turn[slice(*one)] for one in spans if one not in framing]
    return "".join(kept).strip() if kept and framing else turn


def _at_stake(turn: str) -> list[int]:
    """Where a turn names what something that is asked beside it may be about."""
    known, named = bystanders(), mentioned(turn)
    return [one.start for one in named if known.likely(turn, one) < MAYBE_A_BYSTANDER]


def whole_question(turn: str, likely_question: Callable[[str], float]) -> str:
    """The one question of a turn that says of whom and of what it asks; else all of the turn.

    `I've been doing backend for ages. What equity does an AS get?`: the guides answer that alike
    whoever asks. What is told beside must name nothing but other people, and no amount.
    """
    told = [turn[start:end].strip() for start, end in _told_and_asked(turn)]
    if not 1 < len(told) <= _MOST_PIECES:
        return turn
    asked = [one for one in told if not _tells_who(one)]
    if len(asked) == 1 < len(told) and _is_of_nobody_before_it(asked[0]):
        return begun(asked[0])
    whole = [one for one in told if _is_whole(one)]
    if not whole and any(understood(one).other_roles for one in told):
        whole = [one for one in told if _asks_of_a_role(one)]
    if len(whole) != 1 or any(one not in whole and _may_change(whole[0], one) for one in told):
        return turn
    return begun(whole[0]) if likely_question(whole[0]) >= SURE_OF_A_QUESTION else turn


def without_remarks(turn: str) -> str:
    """A turn that goes on, without what is told beside its one question and names nothing.

    `And the researcher's ladder? Her flatmate is in that camp.`
    """
    told = [turn[start:end].strip() for start, end in sentence_spans(turn)]
    asked = [number for number, one in enumerate(told) if one.endswith("?")]
    if len(asked) != 1 or not 1 < len(told) <= _MOST_PIECES:
        return turn
    at = asked[0]
    beside = told[at + 1 :] if understood(told[at]).points_back else told[:at] + told[at + 1 :]
    if any(_goes_on(one) or _may_change(told[at], one) for one in beside):
        return turn
    return " ".join(one for one in told if one not in beside)


def _goes_on(words: str) -> bool:
    """Whether words beside a question may say how a conversation goes on, or reply to something."""
    return len(words.split()) < _FEWEST_TOLD or opened(words) != words


def _told_and_asked(turn: str) -> Iterator[tuple[int, int]]:
    """The sentences of a turn, and apart from it what stands before a question in one."""
    for start, end in sentence_spans(turn):
        asked = _EMBEDDED.search(turn, start, end)
        if asked and not asks_what(turn[start:end].strip()):
            begins = asked.start(asked.lastgroup or 0)
            yield start, begins
            start = begins
        yield start, end


_EMBEDDED = re.compile(
    r"\s(?P<thing>(?:what|how|why)\b)|(?:[,:;>–—-]|\b(?:know|hear|tell|learn|understand|out))\s+"
    r"(?P<one>(?:which|whom?|whose|when|where)\b)",
    re.IGNORECASE,
)
"""Where a question begins; `who` and `which` may also tell of somebody."""


def _is_whole(words: str) -> bool:
    asked = understood(words)
    return bool(asked.roles and asked.subjects)


def _tells_who(words: str) -> bool:
    """Whether words only tell what somebody is who asks, or for whom: `our dentist was curious`."""
    tells = understood(words).other_roles and _TELLER.search(words) and not _HIRES.search(words)
    return bool(tells) and not _may_change("", words)


_TELLER = re.compile(
    r"\b(?:i|i'\w+|me|my|mine|myself|we|us|ours?|yours truly|here|background|retired|former"
    r"|by (?:trade|profession))\b",
    re.IGNORECASE,
)
_HIRES = re.compile(
    r"\b(?:hir\w+|recruit\w*|need\w*|look(?:s|ing)? for|search\w*|seek\w*|find\w*|want(?:s|ed)? an?"
    r"|open\w*|vacan\w+|employ\w*|add(?:s|ed|ing)?|bring\w*|pay\w*|offer\w*|replac\w+|promot\w+"
    r"|appl\w+|interview\w*)\b",
    re.IGNORECASE,
)


def _asks_of_a_role(words: str) -> bool:
    """Whether it asks of a role, and of nobody who was named before it."""
    return bool(understood(words).roles) and _is_of_nobody_before_it(words)


def _is_of_nobody_before_it(words: str) -> bool:
    return asks_what(words) and not (_OF_OTHERS.search(words) or is_about_changing(words))


_OF_OTHERS = re.compile(
    r"\b(?:they|them|their|he|him|his|she|her|compared?|versus|vs)\b", re.IGNORECASE
)


def _may_change(question: str, words: str) -> bool:
    """Whether words beside it ask something themselves, or name what its answer could depend on."""
    asked = understood(words)
    asks = "?" in words or asks_what(opened(words))
    named = asked.names or asked.telling or asked.subjects or asked.wants
    if asks or named or asked.unlawful or gives_orders(words) or _DIGIT.search(words):
        return True
    if any(one.kind != "other_role" for one in mentions(words)):
        return True
    return bool(asked.other_roles) and (_are_meant(words) or is_about_changing(question))


def _are_meant(words: str) -> bool:
    """Whether of the other people in some words something may be asked, as in `for analysts`."""
    before = (words[: words.lower().find(one)] for one in understood(words).other_roles)
    return any(map(_CONCERNED.search, before))


_CONCERNED = re.compile(
    r"\b(?:for|(?<!one )of|about|on|to|with|regarding|concerning|than|versus|vs\.?|between|unlike"
    r"|like|and|or) (?:(?:an?|the|our|my|your|any|some) )?(?:[\w-]+ ){0,2}$",
    re.IGNORECASE,
)


_DIGIT = re.compile(r"\d")


def pieces(turn: str) -> Iterator[tuple[int, int]]:
    """The sentences of a turn, and what leads into one by itself."""
    for start, end in sentence_spans(turn):
        lead = _LEAD.match(turn, start, end)
        if lead:
            yield start, lead.end()
            start = lead.end()
        yield start, end


_LEAD = re.compile(
    r"\s*(?:[^\s,:;–—.!?]+\s+){0,11}[^\s,:;–—.!?]+"
    r"(?:,\s+(?:but|and|so)\s+|\s+(?:but)\s+|[,:;]\s+|\s*[–—]\s*|\s+-+\s+|\s*\.\.\.+\s*)(?=\w+\s+\w)",
    re.IGNORECASE,
)
"""The beginning of a sentence that something parts from the rest."""


def is_frame(
    words: str, likely_frame: Callable[[str], float], least: float = SURE_OF_A_FRAME
) -> bool:
    """Whether words beside a question are its frame."""
    if not may_be_frame(words):
        return False
    asked = understood(words)
    named = asked.strict or asked.levels or asked.subjects
    return likely_frame(words) >= (max(least, SURE_ELSEWHERE) if named else least)


def may_be_frame(words: str) -> bool:
    """Whether they are short, speak neither of a role nor of pay, and neither order nor ask."""
    asked = understood(words)
    matters = asked.roles or asked.measures or asked.unlawful or gives_orders(words)
    return not (matters or asks_what(words)) and len(words.split()) <= _LONGEST


def likely_frame(
    words: str, meaning: Callable[[str], Vector], known: Intents | None = None
) -> float:
    """How likely words are a frame. Their meaning is looked at where their sound leaves it open."""
    known, asked = known or framing(), understood(words)
    said = known.by_words(asked)
    if said[FRAME] - said[MATTER] < OUT_OF_THE_QUESTION:
        return 0.0
    return known.likely(asked, meaning(words))[FRAME]


@cache
def framing() -> Intents:
    """What ships."""
    return Intents.load(LEARNED)
