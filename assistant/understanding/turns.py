"""What a turn says of its own: without its opening, names and manners of speaking."""

import re
from collections.abc import Sequence

from assistant.understanding.asking import says_nothing, understood
from assistant.understanding.pointing import asks_whence, without_numbers, words
from corpus import mentions
from index import terms


def opened(turn: str) -> str:
    """A turn without its opening."""
    before = None
    turn = turn.strip()
    while turn != before:
        before = turn
        for section in ("opening", "correction"):
            found = re.match(rf"\W*(?:{words(section).pattern})[\s,.:;!?—–-]*", turn, re.IGNORECASE)
            turn = turn[found.end() :] if found else turn
    for way in ("after", "denied"):
        ended = re.search(rf"\W*(?:{words('correction', way).pattern})\W*$", turn, re.IGNORECASE)
        turn = turn[: ended.start()] if ended and ended.start() else turn
    return turn.strip()


def begun(words: str) -> str:
    """What is left of a turn, with a capital."""
    return f"{words[0].upper()}{words[1:]}"


def asks_what(turn: str) -> bool:
    """Whether it opens as a question does that wants more than a yes or no."""
    return bool(_ASKS_WHAT.match(turn))


def without_remark(turn: str) -> str:
    """A turn that asks why, without what it remarks behind it: `why more, they do the same work`.

    What is remarked of others is why somebody asks, and not what they ask.
    """
    found = _REMARKS.match(turn)
    return f"{found[1].strip()}?" if found else turn


_ASKS_WHAT = re.compile(r"(?:what|which|whom?|how|when|where|why)\b", re.IGNORECASE)
_REMARKS = re.compile(
    r"((?:why|how come)\b[^,;?!.]*)(?:[,;?!.]|\s[–—-])\s*(?:when |if |but |because |given |and )?"
    r"(?:they|it|both|these|those|he|she)\b[^?]*$",
    re.IGNORECASE,
)


def corrects(turn: str) -> bool:
    """Whether it takes back what was said before."""
    begun = re.match(rf"\W*(?:{words('correction').pattern})", turn, re.IGNORECASE)
    return bool(begun or words("correction", "after").search(turn))


def puts_right(turn: str) -> bool:
    """Whether it takes something back and names what is meant instead."""
    said = understood(opened(turn))
    names = said.roles or said.levels or said.measures or said.names or said.subjects
    return corrects(turn) and bool(names)


def thought_better(turn: str) -> str:
    """A turn without what it takes back itself: `whom do I hire? no wait, what does one earn`."""
    found = _THINKS_BETTER.search(turn) or _MEANS.search(turn)
    if not found or len(turn[found.end() :].split()) < _FEWEST_LEFT:
        return turn
    # `What does an MLE do? I mean how do they spend the day`: what is meant is asked of them.
    named = any(one.kind == "role" for one in mentions(turn[: found.start()]))
    return turn if found.re is _MEANS and named else turn[found.end() :]


_FEWEST_LEFT = 3
_THINKS_BETTER = re.compile(
    r"(?:[.!?,;:–—-]+|\.\.\.)\s*(?:(?:oh|ah|hm+|sorry|actually|ok(?:ay)?|no+|nah|nope)[\s,.!-]+)*"
    r"(?:(?:wait|hold on|scratch (?:that|this)|strike that|forget (?:it|that|about it)|never ?mind)"
    r"(?:[\s,.!-]+(?:no+|actually|sorry))?)\b[\s,.!:;–—-]*",
    re.IGNORECASE,
)
_MEANS = re.compile(
    r"\?+\s*(?:(?:sorry|no|well)[\s,.]+)*i mean(?:t)?[\s,:]+"
    r"(?=(?:who|whom|what|which|how|when|where|why)\b)",
    re.IGNORECASE,
)


def let_go(turns: Sequence[str]) -> list[str]:
    """Some turns without what a later one wants forgotten: `forget Chicago, the US in general`."""
    left: list[str] = []
    for turn in turns:
        found = _FORGETS.search(turn)
        if found and left:
            turn = f"{turn[: found.start()]}{turn[found.end() :]}".strip(" ,.;:!") or turn
            asked = understood(turn)
            if not (asked.roles and asked.subjects):  # it goes on from what was asked before
                gone = re.compile(rf"{_OF_IT}\b{re.escape(found['what'])}\b\??", re.IGNORECASE)
                left = [gone.sub("", one).strip() or one for one in left]
        left.append(turn)
    return left


_FORGETS = re.compile(
    r"\b(?:forget(?: about)?|never ?mind|ignore|leave out|leave aside)"
    r"(?: (?:the|my|our|that|this))?"
    r" (?P<what>(?!(?:it|that|this|all|what|everything)\b)\w[\w' /+-]{1,40}?)"
    r"(?: (?:then|now|for now|thing|part))*(?:[,.;:!?]+\s*|\s+(?=(?:just|only|and|but)\b)|$)",
    re.IGNORECASE,
)
_OF_IT = (
    r"(?:,? *(?:(?:we|i)(?:'re| are|'m| am) )?\b(?:in|for|at|on|about|from|of|near) (?:the )?|\b)"
)


def asks_whence_alone(turn: str) -> bool:
    """Whether it asks who says what was said before, and names no matter of its own."""
    left = words("whence", "beside").sub(" ", without_numbers(opened(turn)))
    return asks_whence(turn) and not own_terms(left)


def own_terms(turn: str) -> tuple[str, ...]:
    """The telling words of a turn that are neither roles, levels nor manners of speaking."""
    left = words("aside").sub(" ", without(turn, "role", "other_role", "level"))
    return tuple(term for term in terms(left) if not says_nothing(term))


def only_names(said: str) -> bool:
    """Whether a turn has nothing but names for what can stand in the place of other names."""
    return not own_terms(without(said, "measure", "place", "company", "tier"))


def without(text: str, *kinds: str) -> str:
    """A text without what it names of some kinds."""
    for one in reversed(mentions(text)):
        if one.kind in kinds:
            text = f"{text[: one.start].rstrip()} {text[one.end :].lstrip()}"
    return text
