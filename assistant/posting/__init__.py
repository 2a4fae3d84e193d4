"""Checking a job posting against what the guides say."""

from assistant.posting.bands import PayBand, pay_bands
from assistant.posting.checking import check_posting
from assistant.posting.errors import UnsoundRules
from assistant.posting.findings import Certainty, Finding, Report, in_words, most_certain_first
from assistant.posting.pasted import Pasted, pasted
from assistant.posting.rendering import described, to_json
from assistant.posting.rules import Rule, Rules, load_rules

__all__ = [
    "Certainty",
    "Finding",
    "Pasted",
    "PayBand",
    "Report",
    "Rule",
    "Rules",
    "UnsoundRules",
    "check_posting",
    "described",
    "in_words",
    "load_rules",
    "most_certain_first",
    "pasted",
    "pay_bands",
    "to_json",
]
