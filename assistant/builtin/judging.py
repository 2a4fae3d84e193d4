"""Whether a search has found an answer."""

from assistant.finding import TRUSTED
from assistant.tools import Search

SURE = 0.8
"""From here on a worked answer counts, although no figure is known of what is asked."""

TOLD_BESIDE_WORKED = 0.75
"""From here on sentences of the documents are given, beside worked answers about other ones."""


def answered(search: Search) -> bool:
    """Whether its best entry can be given as the answer."""
    least = SURE if search["covered"] is False else TRUSTED
    return search["trust"] >= least and not unknown(search)


def counted(search: Search) -> bool:
    """Whether figures answer it."""
    return search["covered"] is True and bool(search["figures"])


def told(search: Search) -> bool:
    """Whether sentences of the documents answer it as they stand."""
    least = TOLD_BESIDE_WORKED if search["entries"] else search["told_from"]
    if search["covered"] is False:
        least = SURE
    return search["sentences_trust"] >= least and bool(search["sentences"])


def unknown(search: Search) -> list[str]:
    """What the best entry must know of the question, and does not."""
    return search["entries"][0]["unknown"] if search["entries"] else []
