"""A turn without who asks it or has said so: `Our lawyer wants to know what an RE gets`.

Whoever it is, it is no role that anything is asked about, and no answer depends on it.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.understanding.asking import understood
from assistant.understanding.turns import begun
from corpus import sentence_spans

HEARSAY = Path(__file__).parent / "hearsay.toml"
_FEWEST_WORDS = 3
"""Fewer are no question, and no claim."""


def without_asker(turn: str) -> str:
    """What is asked, as if whoever writes had asked it outright, whatever they are."""
    return _without_oneself(_without(turn, _patterns().asking))


def without_source(turn: str) -> str:
    """What is claimed, as if nobody had said it; for a decision it matters who has."""
    return _without(turn, _patterns().saying)


def is_about_changing(question: str) -> bool:
    """Whether it matters to it what somebody is who asks, for they want to become another."""
    return bool(_patterns().changing.search(question))


@dataclass(frozen=True)
class _Ways:
    """How it is told who asks, or who has said so. A group `who` is checked to be somebody."""

    before: tuple[re.Pattern[str], ...]
    """What leads into a question or a claim."""
    behind: tuple[re.Pattern[str], ...]
    """What follows it, and the sign that ends both."""
    alone: tuple[re.Pattern[str], ...]
    """A sentence of its own."""


def _without(turn: str, ways: _Ways) -> str:
    sentences = [turn[start:end].strip() for start, end in sentence_spans(turn)]
    bare = [_bare(one, ways) for one in sentences]
    left = turn if bare == sentences else " ".join(filter(None, bare))
    return left if len(left.split()) >= _FEWEST_WORDS else turn


def _bare(sentence: str, ways: _Ways) -> str:
    """A sentence without whoever asks or says it; nothing where it tells no more than that."""
    if any(_by_somebody(one.fullmatch(sentence)) for one in ways.alone):
        return ""
    for way in ways.before:
        found = way.match(sentence)
        left = sentence[found.end() :] if found else ""
        if _by_somebody(found) and len(left.split()) >= _FEWEST_WORDS:
            return begun(left)
    for way in ways.behind:
        found = way.search(sentence)
        if found and _by_somebody(found):
            return f"{sentence[: found.start()]}{found['end']}"
    return sentence


def _by_somebody(found: re.Match[str] | None) -> bool:
    who = found.groupdict().get("who") if found else None
    return found is not None and (who is None or _is_somebody(who))


def _is_somebody(who: str) -> bool:
    """Whether it is a person who is no part of the matter."""
    named = understood(who)
    return not named.roles and bool(named.other_roles or _patterns().people.search(who))


def _without_oneself(turn: str) -> str:
    """`As a lawyer, what ...`: of what they are nothing is asked, but by who would change it."""
    known = _patterns()
    found = known.oneself.match(turn)
    left = turn[found.end() :] if found else ""
    if not found or not _is_somebody(found["who"]) or len(left.split()) < _FEWEST_WORDS:
        return turn
    matters = known.of_weight.search(found["who"]) or is_about_changing(left)
    return turn if matters else begun(left)


@dataclass(frozen=True)
class _Patterns:
    asking: _Ways
    saying: _Ways
    people: re.Pattern[str]
    oneself: re.Pattern[str]
    of_weight: re.Pattern[str]
    changing: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    said: dict[str, list[str]] = tomllib.loads(HEARSAY.read_text("utf-8"))
    some = {name: f"(?:{'|'.join(ways)})" for name, ways in said.items()}
    asks, says = some["asks"], some["says"]
    person = rf"{some['by_themselves']}\b|{some['whose']} (?:{_WORD} ){{0,3}}?{_WORD}"
    who = rf"(?P<who>(?:{person})(?: of (?:mine|ours)|{_WHERE})?{_WHO_IS})"
    begins = rf"{_OPENERS}{who} {_OFTEN}"
    needs = r"(?:needs?|wants?|has|have|would like) to know(?: (?:it|this|that)(?: \w+)?)?"
    passed_on = (
        r"(?:(?:it's |this is )?(?:an? |the |another )?question (?:from|by|of)"
        rf"|(?:i'm |i am |just )?ask(?:ing)?(?: this)? (?:for|on behalf of)) {who}"
    )
    asking = _Ways(
        before=(
            _pattern(rf"{begins}{asks}(?:,? (?:if|whether|that)|[:,]| (?={_ASKED}))\s*"),
            _pattern(rf"{_OPENERS}{some['asking']}(?:,? (?:if|whether)|[:,]| (?={_ASKED}))\s*"),
            _pattern(rf"{passed_on}\s*[:,]\s*"),
        ),
        behind=(_pattern(rf"[,;]? {asks} {who}(?P<end>[?!.]*)$"),),
        alone=(
            _pattern(rf"{passed_on}[!.]*"),
            _pattern(rf"{who} {_OFTEN}{needs}[!.]*"),
            _pattern(rf"{asks} {who}[!.]*"),
        ),
    )
    saying = _Ways(
        before=(
            _pattern(rf"{begins}{says}(?! (?:of|about|so|it|to)\b)(?: that|[:,])?\s+"),
            _pattern(rf"{_OPENERS}{some['heard']}[,:]?\s+"),
            _pattern(rf"{_OPENERS}according to {who}[,:]?\s+"),
        ),
        behind=(
            _pattern(rf"[,;]? {says} {who}(?P<end>[?!.]*)$"),
            _pattern(rf",? according to {who}(?P<end>[?!.]*)$"),
            _pattern(rf",? (?:or )?so {who} {says}(?P<end>[?!.]*)$"),
        ),
        alone=(_pattern(rf"(?:so )?{who} {says} so[!.]*"), _pattern(rf"(?:so )?{says} {who}[!.]*")),
    )
    what = rf"(?P<who>(?!\w+ing\b)(?:an? |the |your )?(?:{_WORD} ){{0,3}}?{_WORD})"
    oneself = rf"(?:(?:speaking )?as|being|i'm|i am|i work as|we're|we are) {what}(?:[,.:;]| -| –) "
    return _Patterns(
        asking,
        saying,
        people=_pattern(rf"\b{some['people']}(?=$|,| (?:who|of|in|on|at|from)\b)"),
        oneself=_pattern(oneself),
        of_weight=_pattern(rf"\b{some['of_weight']}\b"),
        changing=_pattern(rf"\b{some['changing']}\b"),
    )


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


_WORD = r"[\w'’-]+"
_WHERE = r" (?:in|on|at|from) (?:(?:my|our|the|his|her) )?[\w'’-]+(?: [\w'’-]+)?"
"""`My colleague in accounting asks ...`"""
_WHO_IS = r"(?:,? who(?:'s| is| works) [^,.?!]{1,40}?,?|, (?:an?|the|our|my) [^,.?!]{1,40},)?"
"""`My wife, who is a doctor, asks ...`"""
_OPENERS = r"(?:(?:hi|hello|hey|so|ok(?:ay)?|well|and|but|now)[,.!]? )*"
_OFTEN = r"(?:(?:\w+ly|just|also|always|still|now|once) )*"
_ASKED = (
    r"(?:(?:at|by|for|from|in|on|to|under|until|with) )?(?:what|which|who|whom|whose|how|why|when"
    r"|where)\b"
)
