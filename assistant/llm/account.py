"""Whether a sentence of a language model may be shown. Everything here is stricter than for ours.

Our own sentences were held against the guides when they were written; these never were.
"""

import re
from collections.abc import Sequence

from assistant.finding import Guides
from assistant.grounding import Evidence, Quote
from assistant.grounding.checking import fault
from assistant.grounding.marks import MarkedSentence
from assistant.llm.attributing import misattributed, sources_of, wrong_amount
from assistant.llm.naming import unseen_name
from assistant.llm.sides import wrong_side
from assistant.llm.support import supported
from corpus import Figure

_CARRIES = re.compile(
    r"https?:|www\.|!?\[[^\]]*\]\([^)]*\)|</?[a-z!][^>]*>|```|\bdata:|javascript:", re.IGNORECASE
)
"""Links, pictures and markup: only code makes those."""


def why_not(
    sentence: MarkedSentence, evidence: Evidence, guides: Guides, *, about: str = ""
) -> str:
    """Why a sentence may not be shown, or nothing.

    `about` is the role that stands above it, for one that names none itself.
    """
    if _CARRIES.search(sentence.text):
        return "it carries a link or markup"
    reason = fault(sentence, evidence)
    if reason:
        return reason
    quotes = evidence.all_of(sentence.numbers)
    text = f"{about}s: {sentence.text}" if about else sentence.text
    reason = fault_besides_support(text, quotes, guides.figures)
    if reason:
        return reason
    if not supported(sentence.text, quotes, guides.index):
        return "its quotes do not bear it out"
    return ""


def fault_besides_support(text: str, quotes: list[Quote], figures: Sequence[Figure]) -> str:
    """What can be told from figures and names alone."""
    in_sight = "\n".join(quote.in_sight for quote in quotes)
    amount = wrong_amount(text, in_sight)
    if amount:
        return f"its quotes have no {amount}"
    sources = sources_of(quotes, figures)
    other = misattributed(text, sources)
    if other:
        return f"in its quotes {other}"
    name = unseen_name(text, quotes)
    if name:
        return f"its quotes do not speak of {name}"
    # A figure that was found to be its role's own is not taken for the other's beside it.
    role = "" if sources and any(sign.isdigit() for sign in text) else wrong_side(text, quotes)
    return f"its quotes say that of {role}s" if role else ""
