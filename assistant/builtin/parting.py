"""A turn parted into a wish for a decision and what is asked beside it: `whom, at what cost?`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.builtin.looking_back import asked_about
from assistant.decisions import carried
from assistant.decisions.choosing import requested
from assistant.decisions.clauses import sentences
from assistant.decisions.replying import supposed
from assistant.finding import Guides
from assistant.understanding import heads, understood, with_roles
from assistant.understanding.pointing import about_people, both, of_all
from assistant.understanding.turns import opened, own_terms

SURE_OF_A_WISH = 0.6
MOST_ASIDES = 2
_REMEMBERED = 256
_PAIR = 2


@dataclass(frozen=True)
class Parted:
    """A turn that wishes for a decision and asks something besides."""

    wish: str
    """With all that is told."""
    question: str
    """The wish alone."""
    asides: tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def parted(turn: str, guides: Guides) -> Parted | None:
    """What a turn asks behind a wish for a decision, and the turn without it; None if not both."""
    if not _ASKS_ON.search(turn) or carried(turn, guides.trees):
        return None
    pieces = list(_pieces(turn))
    if not any(_ASKS.match(opened(one)) for one in pieces[1:]):
        return None
    before = enumerate(pieces[:-1])
    first = next((n for n, one in before if _wishes(one, guides)), len(pieces))
    asides = [one for one in pieces[first + 1 :] if _is_aside(one, guides)]
    if not 1 <= len(asides) <= MOST_ASIDES:
        return None
    wish = (one for n, one in enumerate(pieces) if n <= first or one not in asides)
    return Parted(" ".join(wish), pieces[first], tuple(asides))


def one_by_one(turns: Sequence[str], guides: Guides) -> tuple[str, ...]:
    """Some turns as if what is asked beside a wish had been asked behind it."""
    every = ((turn, parted(turn, guides)) for turn in turns)
    return tuple(
        piece for turn, one in every for piece in ((one.wish, *one.asides) if one else (turn,))
    )


def waits(aside: str) -> bool:
    """Whether it is asked of whoever a decision will be for."""
    asked = understood(aside)
    named = asked.roles or asked.other_roles or asked.of_everybody
    return not (named or both(aside) or of_all(aside))


def chosen_between(asked: Parted) -> tuple[str, ...]:
    """The roles that a wish is about where it names all in full; or the two that are told of."""
    told = understood(asked.wish).roles
    named = understood(asked.question).roles or (told if len(told) == _PAIR else ())
    return () if heads(asked.question) else named


def asked_of(aside: str, roles: Sequence[str], guides: Guides) -> str:
    """It as a question that stands alone, of some roles where it names none."""
    bare = opened(aside)
    asked = understood(bare)
    if not roles or asked.roles or asked.other_roles or asked.of_everybody:
        return bare
    behind = with_roles(bare, roles)
    ways = [one for one in (about_people(bare, roles), behind) if understood(one).roles]
    return max(ways, key=lambda one: guides.find(one).trust, default=behind)


def _pieces(turn: str) -> Iterator[str]:
    """Its sentences, the questions and the last of them cut where they ask on."""
    every = sentences(turn)
    for number, sentence in enumerate(every, start=1):
        if not sentence.endswith("?") and number < len(every):
            yield sentence
            continue
        *before, end = _ASKS_ON_WITHIN.split(sentence)
        yield from (f"{one.rstrip(' ,;')}?" for one in before)
        yield end


def _wishes(piece: str, guides: Guides) -> bool:
    """Whether it asks for a decision, and does not tell that one is wanted."""
    return piece.endswith("?") and _is_wish(piece, guides)


def _is_wish(piece: str, guides: Guides) -> bool:
    wish = requested(piece)
    if wish and wish.clear:
        return True
    likely = guides.likely(understood(piece))
    return likely["hire"] + likely["fit"] >= SURE_OF_A_WISH


def _is_aside(piece: str, guides: Guides) -> bool:
    """Whether it is a question about a matter, and not about the decision."""
    bare = opened(piece)
    about_it = asked_about(bare) or supposed(bare) or _is_wish(bare, guides)
    if about_it or not _ASKS.match(bare):
        return False
    asked = understood(bare)
    if asked.subjects or asked.roles or _HOW_LONG.match(bare):
        return True
    of_them = about_people(bare, ("",)) != bare or of_all(bare)
    return of_them and bool(_WHAT.match(bare) and own_terms(bare))


_AHEAD = r"(?:(?:at|in|for|from|by|to|on|over|within|with) )?"
_WH = r"(?:how|what|which|who|whom|when|where)"
_ASKING = rf"(?:{_AHEAD}{_WH}|do|does|is|are|can|will|would|should)\b"
_ASKS_ON_WITHIN = re.compile(
    rf"(?:\s*[,;])?\s+(?:and|plus|also|&)(?: (?:also|then))?,?\s+(?={_ASKING})", re.IGNORECASE
)
_ASKS_ON = re.compile(r"(?:[.?!,;]|\s(?:and|plus|also|&))\s", re.IGNORECASE)
"""Without it nothing is asked in one breath."""
_ASKS = re.compile(_ASKING, re.IGNORECASE)
_WHAT = re.compile(rf"{_AHEAD}{_WH}\b", re.IGNORECASE)
_HOW_LONG = re.compile(r"how (?:long|much|many|often|hard)\b(?:\W+\w+){2}", re.IGNORECASE)
