"""A job posting pasted into a conversation: where it is in a turn, or that a check is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.posting.posting import Posting, read_posting
from assistant.posting.words import Words, folded, words

LEAST_WORDS = 35
"""Fewer words are a posting only when a check is asked for."""
LEAST_ASKED = 6
"""So many words behind `check my posting` are the posting."""
_TITLE = 110
"""Characters."""
_NO_SECTIONS = frozenset(("", "other"))
_TURNS_KEPT = 64
_REQUEST = 400
"""Characters in which a check is asked for, before the posting or behind it."""
_SHORT_QUESTION = 8
_BETWEEN = re.compile(r"[:.?!\n]+\s*|\s[-\u2013\u2014]+\s|$")
_ENDS = re.compile(r"[.?!\n]\s+(?=\S)|\n")


@dataclass(frozen=True)
class Pasted:
    """What is to be checked."""

    text: str
    """Nothing when a check is asked for and there is no posting."""

    @property
    def role(self) -> str:
        """The role it is for, or nothing."""
        found = read_posting(self.text, words()).role
        return found.name if found else ""


def pasted(turns: Sequence[str]) -> Pasted | None:
    """The posting in the last turn; None when the turn is about something else."""
    *earlier, last = turns
    found = _in_turn(last)
    if found is None and earlier and not last.rstrip().endswith("?"):
        before = _in_turn(earlier[-1])
        if before and not before.text and len(last.split()) >= LEAST_ASKED:
            return Pasted(last)
    return found


@lru_cache(maxsize=_TURNS_KEPT)
def _in_turn(turn: str) -> Pasted | None:
    span = _request(turn)
    if span is None:
        text = _without_question(turn)
        return Pasted(text) if _is_posting(text, announced=text != turn.rstrip()) else None
    text = f"{turn[: span[0]]}{turn[span[1] :]}".strip()
    return Pasted(text if len(text.split()) >= LEAST_ASKED else "")


def _request(turn: str) -> tuple[int, int] | None:
    """From where to where a check is asked for: at the beginning, or at the end."""
    head = folded(turn[:_REQUEST]).translate(_QUOTES)
    found = _asking().match(head)
    if found:
        between = _BETWEEN.search(turn, min(found.end(), len(turn)))
        return 0, between.end() if between else len(turn)
    start = max(0, len(turn) - _REQUEST)
    for end in reversed(list(_ENDS.finditer(turn, start))):
        if _asking().match(folded(turn[end.end() :]).translate(_QUOTES)):
            return end.end(), len(turn)
        if len(turn[end.end() :].split()) > 2:
            return None
    return None


_QUOTES = str.maketrans("\u2018\u2019", "''")


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    said = words().said["pasted"]

    def either(name: str) -> str:
        return "(?:" + "|".join(folded(one) for one in said[name]) + ")"

    posting = rf"{either('posting')}(?!\w)"
    its = rf"(?:{either('whose')} (?:\w{{2,14}}[ -]){{0,4}}?{posting})"
    asked = "|".join(folded(one).replace("{its}", its) for one in said["asked"])
    before = rf"(?:{either('before')}[\s,!.:]+)*"
    verb = rf"{either('verbs')} (?:{its}|(?:this|it|over)(?=\W*(?:\n|:)))"
    few = r"(?:any |some |your |got |got any |(?:are|is) there any |what )?"
    return re.compile(rf"\s*{before}(?:{verb}|{few}(?:{asked}))(?!\w)", re.IGNORECASE)


def _without_question(turn: str) -> str:
    """Without a short question behind it: `Any red flags?`."""
    turn = turn.rstrip()
    ends = [end for end in _ENDS.finditer(turn) if turn.endswith("?")]
    if ends and len(turn[ends[-1].end() :].split()) <= _SHORT_QUESTION:
        return turn[: ends[-1].end()].rstrip()
    return turn


def _is_posting(turn: str, *, announced: bool) -> bool:
    """Whether a text is a posting; beside a question it must look like one."""
    if len(turn.split()) < (LEAST_ASKED if announced else LEAST_WORDS):
        return False
    known = words()
    posting = read_posting(turn, known)
    if _asks_or_tells(posting, known):
        return False
    sections = {unit.section for unit in posting.units if unit.is_heading or unit.label}
    told = len(sections - _NO_SECTIONS)
    if told >= 2 or _has_title(posting):
        return True
    if announced:
        return False
    address = known.any_of("pasted", "addresses")
    addressed = {
        found.group().lower() for unit in posting.units for found in address.finditer(unit.text)
    }
    return len(addressed) >= (1 if told else 2) and posting.role is not None


def _has_title(posting: Posting) -> bool:
    """Whether its first line is short and names the role, and more lines follow."""
    first, _, rest = posting.plain.text.strip().partition("\n")
    if posting.role is None or not rest:
        return False
    return posting.role.end <= posting.plain.text.find(first) + len(first) <= _TITLE


def _asks_or_tells(posting: Posting, known: Words) -> bool:
    """Whether it tells of whoever wrote it, or asks for advice."""
    own = known.any_of("pasted", "own_matters")
    return any(own.search(unit.text) for unit in posting.units)
