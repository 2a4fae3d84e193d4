"""Calls to action, taken out of an article: what a page sells is nothing its reader asked for."""

import re
from collections.abc import Sequence

# Advice to the reader ("schedule a call with the candidate") must pass: each of these speaks of the
# page's own people, its own offers, or is nothing but a button.
_CALL = re.compile(
    r"\b(?:talk|speak|chat|connect|get in touch) (?:to|with) (?:our|one of our) \w+"
    r"|\btalk to (?:sales|an expert|an advis[eo]r)\b"
    r"|\b(?:book|schedule|request|get) (?:a|your) (?:free|no-obligation|discovery|intro) "
    r"(?:\w+ )?(?:call|demo|consultation|session|quote|trial)\b"
    r"|\b(?:book|schedule|request) (?:a|your) (?:call|demo|consultation)"
    r"(?:(?= with (?:us|our))|(?= today)|(?= now)|[.!]?\Z)"
    r"|\A\d+[- ]min(?:ute)? (?:free )?consultation\b"
    r"|\Ano (?:obligation|credit card required|strings attached)\b"
    r"|\A(?:get|claim) (?:your )?(?:free|personali[sz]ed) (?:\w+ )?(?:advice|guidance|help|support)"
    r"|\b(?:subscribe to|join|sign up (?:for|to)) (?:our|my) (?:\w+ )?"
    r"(?:newsletter|mailing list|community)\b"
    r"|\A(?:sign up|get started|try it|join us) (?:today|now|free|for free)\b"
    r"|\bstart your free\b|\bdownload (?:our|your free)\b|\Afollow us on\b"
    r"|\bcontact us (?:today|now)\b|\blet us help you\b|\bhire (?:with|through) us\b"
    r"|\A(?:place|post) (?:a|your) (?:featured |sponsored |first |job )*(?:listing|ad|advert|job)"
    r" (?:on|with us|for free|today)\b"
    r"|\Asee our (?:pricing|plans)\b",
    re.I,
)
_YOU = re.compile(r"\byour?\b", re.I)
_LEAD = re.compile(r"(?:Ready|Want|Need|Looking|Interested|Struggling|Still)\b[^?]{0,80}\?\Z")
_CALL_TO_NAME = re.compile(r"(?:\A|[—–|:-]\s)(?:Talk|Speak) to [A-Z][\w.]+\s*\Z")
_ABOUT_US = re.compile(r"(?:We|Our|We'll|We’ll|We've|We’ve|We're|We’re|Let us|No)\b")
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"')”’]))\s+(?=[A-Z\"“'‘\d])")
_FIGURE = re.compile(r"[$€£]\s?\d|\d\s?%|\d[\d,.]{2,}")


def without_advertising(blocks: Sequence[str]) -> list[str]:
    """Drop what calls to action, and headings left with nothing; figures are never dropped."""
    sections = _sections(blocks)
    kept: list[str] = []
    for at, section in enumerate(sections):
        heading, content = _parted(section)
        cleaned = _without_calls(content)
        sold = len(content) - len(cleaned)
        if at >= len(sections) - 2 and sold >= len(cleaned) == 1 and _is_pitch(heading, *cleaned):
            cleaned = []
        if heading and not _is_call(heading) and (cleaned or not content):
            kept.append(heading)
        kept += cleaned
    return kept


def _is_pitch(heading: str, opening: str) -> bool:
    """The pitch at the end of a page opens with a paragraph to "you" that names no offer yet."""
    to_you = _YOU.search(heading) and _YOU.search(opening)
    return bool(to_you) and not heading.endswith("?") and not _FIGURE.search(opening)


def _without_calls(content: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for block in content:
        cleaned = _cleaned(block)
        if cleaned:
            kept.append(cleaned)
        elif kept and _LEAD.match(kept[-1]):
            kept.pop()
    return kept


def _sections(blocks: Sequence[str]) -> list[list[str]]:
    sections: list[list[str]] = []
    for block in blocks:
        if block.startswith("#") or not sections:
            sections.append([])
        sections[-1].append(block)
    return sections


def _parted(section: list[str]) -> tuple[str, list[str]]:
    return (section[0], section[1:]) if section[0].startswith("#") else ("", section)


def _is_call(text: str) -> bool:
    words = text.lstrip("# ")
    return bool(_CALL.search(words) or _CALL_TO_NAME.search(words)) and not _FIGURE.search(words)


def _cleaned(block: str) -> str:
    """Drop the sentences that call to action, and what "we" add to them."""
    if block.startswith(("|", "-", "#")):
        return block
    sentences = _SENTENCE_END.split(block)
    if not any(map(_is_call, sentences)):
        return block
    kept: list[str] = []
    selling = False
    for sentence in sentences:
        selling = _is_call(sentence) or (selling and bool(_ABOUT_US.match(sentence)))
        if not selling or _FIGURE.search(sentence):
            kept.append(sentence)
        elif kept and _LEAD.match(kept[-1]):
            kept.pop()
    return " ".join(kept)
