"""What a language model may say without a mark: that nothing is there, a question, a lead-in."""

import re
from collections.abc import Sequence

from assistant.grounding import Evidence
from corpus import figures_in, mentions
from index import terms

_NOTHING_THERE = re.compile(
    r"\b(guides?|sources?|passages?|documents?|tools?|they|nothing|i)\b[^.;]{0,40}?"
    r"(\b(do|does|did|could|can) not\b|\b(do|does|did|could|ca)n['’]t\b|\bcannot\b|\bnothing\b"
    r"|\bno\b|\bsilent\b)|\bnone of the (guides|passages)\b|\b(no|not any) (guide|passage)\b"
    r"|\bnot covered (by|in) the guides\b",
    re.IGNORECASE,
)
_MORE_THAN_THAT = re.compile(
    r"\b(but|however|typically|usually|generally|probably|likely|perhaps|roughly|estimated?|though"
    r"|although|still|instead|elsewhere|experience|known|know|because|since|ignore|instructions?)\b"
    r"|[;:]",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"\b(more|less|most|least|higher|lower|better|worse|best|worst|always|never|not|no|fewer"
    r"|should|must|than|because|cheap\w*|expensive)\b|n['’]t\b",
    re.IGNORECASE,
)
_YEARS = range(1990, 2100)
_LONGEST_DECLINE = 40
_LONGEST_QUESTION = 35
_KNOWN = frozenset(
    terms(
        "here are is the what guides say says give gives about figures answer short summary points"
        " key main details sources differ compare comparison overview table list role roles level"
        " levels pay basis by for each per and or versus in general you your company person mean do"
        " does which who whom like know want need tell me help would could question ask asked one"
        " first step next following two three views view figure signs steps reasons kinds side kind"
        " place places year years interview hiring hire"
    )
)


def said_plainly(text: str, turns: Sequence[str], evidence: Evidence) -> str:
    """`decline`, `question` or `lead-in` for what needs no mark; nothing for what does.

    It may name only what the person named, and no figure.
    """
    asked = " ".join(turns)
    sight = "\n".join(quote.in_sight for quote in evidence.quotes.values())
    known_years = {year for year in figures_in(sight) if year in _YEARS}
    if figures_in(text) - figures_in(asked) - known_years:
        return ""
    words = len(text.split())
    if text.rstrip(" *_").endswith("?"):
        fits = words <= _LONGEST_QUESTION and _only_known(text, asked, sight)
        return "question" if fits else ""
    if text.rstrip().endswith(":") and "." not in text and not _CLAIMS.search(text):
        return "lead-in" if _only_known(text, asked, sight) else ""
    if _NOTHING_THERE.search(text) and not _MORE_THAN_THAT.search(text):
        fits = words <= _LONGEST_DECLINE and _names(text) <= _names(asked)
        return "decline" if fits else ""
    return ""


def _only_known(text: str, asked: str, sight: str) -> bool:
    left = set(terms(text)) - _KNOWN - set(terms(asked))
    return not left or left <= set(terms(sight))


def _names(text: str) -> set[tuple[str, str]]:
    kinds = ("role", "other_role", "place", "company", "level")
    return {(one.kind, one.name) for one in mentions(text) if one.kind in kinds}
