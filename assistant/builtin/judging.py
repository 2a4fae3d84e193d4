"""Whether a search has found an answer."""

from assistant.finding import TRUSTED
from assistant.tools import Search


def answered(search: Search) -> bool:
    """Whether its best entry can be given as the answer."""
    return search["trust"] >= TRUSTED and not unknown(search)


def unknown(search: Search) -> list[str]:
    """What the best entry must know of the question, and does not."""
    return search["entries"][0]["unknown"] if search["entries"] else []
