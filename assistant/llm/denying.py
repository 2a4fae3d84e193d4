"""Whether a sentence denies what its quotes affirm, or affirms what they deny, or adds to them."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.grounding import Quote
from corpus import mentions, sentence_spans
from index import terms

_DENIAL = re.compile(
    r"(?<!, )\b(?:not|never|cannot)\b|n['’]t\b|\b(?:has|have|had|is|are|was|were) no\b(?! longer)",
    re.IGNORECASE,
)
"""Of what is done or had: `engineers, not scientists` and `without a PhD` deny nothing of that."""
_ANSWER = re.compile(
    r"^\W*(?:no|yes|not (?:strictly|necessarily|really|quite))\b\s*[:,.;]\s*", re.I
)
_NO_DENIAL = re.compile(
    r"\bnot (?:only|just|merely)\b|\b(?:does|do|did) not (?:say|state|name|give|list)\b"
    r"|\bwhether or not\b|\bno more than\b|\bif not\b|\bnot (?:said|stated)\b"
    r"|\bwithout (?:saying|stating)\b",
    re.IGNORECASE,
)
_ANY_DENIAL = re.compile(
    r"\b(?:not?|never|cannot|without|neither|nor|none|hardly|seldom|rarely|instead of|rather than"
    r"|lacks?|impossible)\b|n['’]t\b",
    re.IGNORECASE,
)
_REACH = 1
"""So many telling words behind a denial are denied for certain."""
_REACH_OF_ANY = 3
"""So many may be, and are not taken for affirmed."""
_PART = re.compile(
    r",\s+|;\s+|:\s+|\s[–—-]\s|\b(?:who|that|which|because|since|so that|although|while|but)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\W*(?:per|according|for|as|in|among|with|without|at|on|by|from|no|vami)\b", re.IGNORECASE
)
"""`per the comparison card`: says where it stands, and nothing else."""
_FEWEST = 2
_ENDS_REACH = re.compile(r"[,;:.]|\b(?:but|and|or|while|although)\b", re.IGNORECASE)


def denied(text: str, quotes: Sequence[Quote]) -> str:
    """A word that the sentence denies and the quotes do not, or the other way round."""
    no, yes = _sides(text)
    no_there, yes_there = _sides(" ".join(quote.cite.words for quote in quotes))
    turned = sorted((no & yes_there) | (yes & no_there - yes_there))
    return turned[0] if turned else ""


def added(text: str, quotes: Sequence[Quote]) -> str:
    """A part of the sentence, behind the first, of which no word stands in sight of the quotes."""
    parts = [part for part in _PART.split(text) if part and part.strip()]
    if len(parts) < 2:
        return ""
    known = {word for quote in quotes for word in _words(f"{quote.in_sight}\n{quote.passage.text}")}
    for part in parts[1:]:
        said = set(terms(part))
        if len(said) >= _FEWEST and not said & known and not _ASIDE.match(part):
            return part.strip()
    return ""


@lru_cache(maxsize=512)
def _sides(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The telling words that are denied for certain, and those that no denial is near."""
    no: set[str] = set()
    yes: set[str] = set()
    for start, end in sentence_spans(text):
        sentence = _ANSWER.sub("", _NO_DENIAL.sub(" ", text[start:end]))
        no |= _behind(_DENIAL, sentence, _REACH)
        yes |= set(_telling(sentence)) - _behind(_ANY_DENIAL, sentence, _REACH_OF_ANY)
    return frozenset(no - yes), frozenset(yes)


def _behind(denial: re.Pattern[str], sentence: str, reach: int) -> set[str]:
    """The telling words behind each denial, up to what ends its clause."""
    found: set[str] = set()
    for one in denial.finditer(sentence):
        rest = sentence[one.end() :]
        stop = _ENDS_REACH.search(rest)
        found |= set(_telling(rest[: stop.start()] if stop else rest)[:reach])
    return found


def _telling(text: str) -> list[str]:
    for one in reversed([one for one in mentions(text) if one.kind in ("role", "other_role")]):
        text = f"{text[: one.start]} {text[one.end :]}"
    return list(terms(text))


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    return frozenset(terms(re.sub(r"[|*_#>]", " ", text)))
