"""Telling what a check of a posting found: the most certain first, and how much more there is."""

import re
from collections.abc import Iterator, Sequence

from assistant.builtin import phrases
from assistant.builtin.drafting import Draft
from assistant.tools import ClaimFound, FindingFound, PostingChecked

MOST_WORDS = 80
"""Of findings; one is always told."""
MOST_QUOTED = 16
"""Words of the posting that are shown of one finding."""
_MARKUP = re.compile(r"<[^<>]*>|[][<>*`|#_]+")


def report(found: PostingChecked) -> Draft:
    """A few lines for each finding, as far as they are read in a conversation."""
    if not found["role"]:
        return Draft("decline", plain=" ".join(found["notes"]))
    if not found["findings"]:
        told = phrases.clean(found["role"], found["checked"], found["notes"])
        return Draft("answer", plain=told, layer="posting check")
    shown = list(_shown(found["findings"]))
    lines: list[ClaimFound | str] = [phrases.found(found["role"], len(found["findings"]))]
    for number, one in enumerate(shown, start=1):
        lines += [f"{number}. {_head(one)}", *one["claims"], phrases.instead(one["change"])]
    behind = phrases.more(len(found["findings"]) - len(shown), found["notes"])
    return Draft("answer", lines=(*lines, f"\n{behind}"), layer="posting check")


def _shown(findings: Sequence[FindingFound]) -> Iterator[FindingFound]:
    """The first of each rule, until enough is said."""
    said: set[str] = set()
    words = 0
    for one in findings:
        if one["rule"] in said:
            continue
        words += _length(one)
        if said and words > MOST_WORDS:
            return
        said.add(one["rule"])
        yield one


def _head(finding: FindingFound) -> str:
    """The posting's own words, on one line and without its markup, and how sure the rule is."""
    words = _MARKUP.sub(" ", finding["words"]).split()
    more = "..." if len(words) > MOST_QUOTED else ""
    return f"“{' '.join(words[:MOST_QUOTED])}{more}” ({finding['certainty']})"


def _length(finding: FindingFound) -> int:
    claims = " ".join(claim["text"] for claim in finding["claims"])
    return len(f"{_head(finding)} {claims} {finding['change']}".split())
