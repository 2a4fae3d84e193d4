"""Whether a sentence of a language model may be shown. Everything here is stricter than for ours.

Our own sentences were held against the guides when they were written; these never were.
"""

import re
from collections.abc import Sequence
from typing import Literal

from assistant.finding import Guides
from assistant.grounding import Evidence, MarkedSentence, Quote, fault
from assistant.llm.attributing import misattributed, sources_of, wrong_amount
from assistant.llm.denying import added, denied
from assistant.llm.naming import unseen_code, unseen_name, unseen_role
from assistant.llm.sides import wrong_side
from assistant.llm.support import LEAST, LEAST_WITH_FIGURE, supported
from corpus import Figure, amounts_in

_CARRIES = re.compile(
    r"https?:|www\.|!?\[[^\]]*\]\([^)]*\)|</?[a-z!][^>]*>|```|\bdata:|javascript:", re.IGNORECASE
)
"""Links, pictures and markup: only code makes those."""


Part = Literal["sentence", "row", "cell"]
"""Of an answer: a table row is held to account as a whole, and its figures cell by cell."""


def why_not(
    sentence: MarkedSentence,
    evidence: Evidence,
    guides: Guides,
    *,
    about: str = "",
    part: Part = "sentence",
) -> str:
    """Why a sentence may not be shown, or nothing.

    `about` is the role that stands above it, for one that names none itself.
    """
    if _CARRIES.search(sentence.text):
        return "it carries a link or markup"
    reason = "" if part == "cell" else fault(sentence, evidence)
    if reason:
        return reason
    quotes = evidence.all_of(sentence.numbers)
    sources = sources_of(quotes, guides.figures)
    if part != "row":
        text = f"{about}s: {sentence.text}" if about else sentence.text
        reason = fault_besides_support(text, quotes, sources)
    if reason or part == "cell":
        return reason
    least = LEAST_WITH_FIGURE if sources and amounts_in(sentence.text) else LEAST
    borne_out = supported(sentence.text, quotes, guides.index, least=least)
    return "" if borne_out else "its quotes do not bear it out"


def fault_besides_support(text: str, quotes: list[Quote], sources: Sequence[Figure]) -> str:
    """What can be told from figures and names alone."""
    amount = wrong_amount(text, "\n".join(quote.in_sight for quote in quotes))
    if amount:
        return f"its quotes have no {amount}"
    other = misattributed(text, sources)
    if other:
        return f"in its quotes {other}"
    name = unseen_name(text, quotes) or unseen_role(text, quotes) or unseen_code(text, quotes)
    if name:
        return f"its quotes do not speak of {name}"
    # A figure that was found to be its role's own is not taken for the other's beside it.
    role = "" if sources and any(sign.isdigit() for sign in text) else wrong_side(text, quotes)
    if role:
        return f"its quotes say that of {role}s"
    word = denied(text, quotes)
    if word:
        return f"its quotes say the opposite of {word}"
    more = added(text, quotes)
    return f"its quotes have nothing of: {more}" if more else ""
