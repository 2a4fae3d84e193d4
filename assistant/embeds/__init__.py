"""Whether the assistant can stand in another page, and what its owner has to add when not."""

from assistant.embeds.diagnosing import Finding, Page, Snippet, of_framing, of_page, of_root
from assistant.embeds.looking import Diagnosis, PageUnreachable, diagnose

__all__ = [
    "Diagnosis",
    "Finding",
    "Page",
    "PageUnreachable",
    "Snippet",
    "diagnose",
    "of_framing",
    "of_page",
    "of_root",
]
