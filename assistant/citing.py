"""Claims on their way to a model: with numbers for the words they rest on, and as it reads them."""

from collections.abc import Callable

from assistant.grounding import Evidence
from assistant.tools import ClaimFound
from corpus import Cite, Passage

Place = Callable[[Cite], tuple[Passage, int] | None]
"""Where cited words stand, and None when they stand nowhere."""


def numbered(claim: ClaimFound, evidence: Evidence, place: Place) -> bool:
    """Give the words of a claim their numbers; without a place they cannot be cited."""
    for words in claim["cites"]:
        cite = Cite(words["document"], words["words"])
        found = place(cite)
        if found is None:
            return False
        words["n"] = evidence.add(cite, *found)
    return True


def to_read(claim: ClaimFound) -> str:
    """As a model reads it: the sentence, then its numbers and words."""
    words = "".join(f'\n  [{one["n"]}] "{one["words"]}"' for one in claim["cites"])
    return f"- {claim['text']}{words}"
