"""Grounding: what may be shown. It holds the built-in model to account, and any other."""

from assistant.grounding.checking import Checked, Cut, checked, fault
from assistant.grounding.evidence import Evidence, Quote
from assistant.grounding.marks import MarkedSentence, marked, sentences_of

__all__ = [
    "Checked",
    "Cut",
    "Evidence",
    "MarkedSentence",
    "Quote",
    "checked",
    "fault",
    "marked",
    "sentences_of",
]
