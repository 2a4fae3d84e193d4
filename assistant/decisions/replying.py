"""A turn as the reply to the question that was asked before it."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz

from assistant.decisions.clauses import clauses, sentences
from assistant.decisions.patterns import cues, plain, reading, reply, whole_words
from assistant.decisions.tree import Question
from index import terms

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""How near in meaning a text is to each of several others, 1 being the same."""

_PLACE = re.compile(
    r"\W*(?:(?:i'd|i would) (?:say|go (?:for|with)|pick|choose|take) |(?:probably|definitely) )?"
    r"(?:the )?(?:(?:option|number|answer) |#)?"
    r"(?:(?P<first>first|former|1st|1|(?<=option )one|(?<=number )one|a)"
    r"|(?P<second>second|latter|2nd|2|(?<=option )two|(?<=number )two|b)"
    r"|(?P<third>third|3rd|3|(?<=option )three|(?<=number )three|c)"
    r"|(?P<middle>middle|one in the middle)|(?P<last>last))"
    r"(?: one| option| answer| of (?:the|those|them|these)(?: two| three)?)?"
    r"(?:,? (?:i (?:guess|think|suppose|believe|said|say)|i'd say|probably|definitely|of course))?"
    r"(?:\W*\Z|\s*[,.:;–-]+\s+(?P<more>.+))",
    re.IGNORECASE | re.DOTALL,
)
"""The place of an answer among those listed, and perhaps more about it."""
_TAG = re.compile(r",? (?:right|ok(?:ay)?|correct|yes|no|you know|see)\?+", re.IGNORECASE)
_LABEL = re.compile(r"\W*([\w' -]{2,40}):\s+(?=\w)")
_ECHO = re.compile(
    r"(?:^|(?<=[.,;!?\n]))\s*(?:\w+ ){0,3}\w+\?+\s*(?=(?:yes|no|nope|yep|not yet|yeah)\b)",
    re.IGNORECASE,
)
# Opposites are nearer in meaning than the ways to say one thing, so that only what is nearly the
# same text is safe: "accuracy keeps rising" and "accuracy stopped improving" are 0.82 alike.
_LEAST_SIMILAR = 0.92
_LEAST_AHEAD = 0.05
_LEAST_ALIKE = 92.0
_MOST_WORDS_NAMED = 6
_MOST_WORDS_PUT_RIGHT = 12
_MOST_WORDS_BEFORE = 8


def wants_no_decision(turn: str) -> bool:
    """Whether somebody says that they do not ask whom to hire, or what to become."""
    return bool(_WANTS_NONE.search(plain(turn)))


_WANTS_NONE = re.compile(
    r"\bi(?: am|'m|m)? (?:do not|don'?t|did not|didn'?t|not) (?:want|need|ask(?:ing|ed)?)"
    r"(?: you)?(?: for)?(?: an?| any| your| the)? "
    r"(?:recommendations?|decisions?|advice|suggestions?|opinions?|whom? to hire)\b"
    r"|\bno (?:recommendations?|advice|decisions?),? (?:please|thanks|just)\b",
    re.IGNORECASE,
)


def replied(
    turn: str, asked: Question, corrects: bool, similarity: Similarity | None
) -> str | None:
    """The answer to the question, where the turn is nothing but a reply or begins as one."""
    turn = _unlabelled(turn, asked)
    bare = {"yes", "no"} <= asked.choices.keys()
    if bare and not corrects and not corrected(turn):
        if reply("no").match(turn):
            return "no"
        if reply("yes").match(turn):
            return "yes"
    if reply("unsure").match(turn):
        return None
    whole = None
    if "?" not in turn:
        whole = (
            _by_place(turn, asked, bare)
            or _by_example(turn, asked)
            or _by_name(turn, asked)
            or _by_meaning(turn, asked, similarity)
        )
    return whole or (None if bare or corrects else begun(turn, asked))


def begun(turn: str, asked: Question) -> str | None:
    """The one answer whose label the turn begins with, whatever else it says or asks then."""
    first = _FIRST.match(turn)
    said = _HEDGED.sub("", first[0]) if first and not corrected(turn) else ""
    if said.rstrip().endswith("?") or reading("negates").search(said):
        return None
    words = set(terms(_OF_A_CHOICE.sub(" ", said)))
    share = 1.0 if reading("role").search(said) else _SHARE_OF_A_LABEL
    labels = {answer: set(terms(one.label)) for answer, one in asked.choices.items()}
    named = [
        answer
        for answer, label in labels.items()
        if words and words <= label and len(words) >= share * len(label)
    ]
    return named[0] if len(named) == 1 else None


_SHARE_OF_A_LABEL = 0.4
"""So much of a label names it; a role that is named may be meant for anything."""
_FIRST = re.compile(r"[^.!?;,]+[.!?;,]?")
_HEDGED = re.compile(
    r"^\W*(?:(?:and|so|well|ok(?:ay)?|yes|hm+|honestly|probably|maybe|definitely|clearly|mostly"
    r"|i'?d say|i would say|i think|i guess|that would be|(?:the|that) one with)\W+)*"
    r"|\W+(?:i (?:guess|think|suppose|believe|said|say)|probably|maybe|definitely|clearly|mostly"
    r"|for sure|of course)\W*$",
    re.IGNORECASE,
)
_OF_A_CHOICE = re.compile(
    r"\b(?:the|that|one|ones|option|part|thing|stuff|kind|first|work)\b", re.IGNORECASE
)


def _unlabelled(turn: str, asked: Question) -> str:
    """Without the name of the question before the answer: `integration into our app: no`."""
    label = _LABEL.match(turn)
    about = label and not set(terms(label[1])).isdisjoint(terms(f"{asked.id} {asked.ask}"))
    return turn[label.end() :] if label and about else turn


def corrected(turn: str) -> bool:
    """Whether the turn says that something before it was not so."""
    pattern = whole_words(cues()["replies"]["corrects"])
    return bool(pattern and pattern.search(turn))


def put_right(turn: str) -> str:
    """A short correction without the words that only say that it is one: `sorry, I meant`."""
    if len(turn.split()) > _MOST_WORDS_PUT_RIGHT:
        return turn
    return _correction().sub("", turn, count=1) or turn


def supposed(turn: str) -> str:
    """What a turn supposes of the person, asking what follows: `and if I did a PhD?`."""
    *before, last = sentences(turn) or ("",)
    few = len(" ".join(before).split()) <= _MOST_WORDS_BEFORE
    asking = (turn, last) if few else (turn,)
    every = (pattern.match(one) for one in asking for pattern in _SUPPOSING)
    found = next(filter(None, every), None)
    return f"{_as_it_is(found[1])}." if found else ""


def asks_again(turn: str) -> bool:
    """Whether it only asks once more for the decision: `still the same?`."""
    return bool(_again().fullmatch(plain(turn)))


def asks_for_next(turn: str) -> bool:
    """Whether it only asks who comes behind the one that was decided on."""
    return bool(_alone("next", _THEN_OR_NOW).fullmatch(plain(turn)))


def asks_which(turn: str) -> bool:
    """Whether it only asks which of two it is to be."""
    return bool(_alone("either", _THEN_OR_NOW).fullmatch(plain(turn)))


@lru_cache(maxsize=1024)
def told_ahead(turn: str) -> str:
    """What is told ahead of asking for the decision once more; nothing if that is not asked."""
    if asks_again(turn):
        return ""
    *told, last = sentences(turn) or ("",)
    at = _PAUSE.search(last)
    if at and not asks_again(last) and asks_again(last[at.end() :]):
        told, last = [*told, last[: at.start()]], last[at.end() :]
    ahead = " ".join(told) if asks_again(last) else ""
    return "" if "?" in ahead else ahead


_PAUSE = re.compile(r"[,:;–-]+\s+(?=[^,:;]+\Z)")
"""Ahead of the last words of a sentence."""


@cache
def _again() -> re.Pattern[str]:
    return _alone("again")


@cache
def _alone(kind: str, end: str = "") -> re.Pattern[str]:
    """What is said in some words of the replies, and nothing else."""
    said = cues()["replies"]
    filler, listed = "|".join(said["filler"]), "|".join(said[kind])
    return re.compile(rf"\W*(?:(?:{filler}|but|now)\b\W+)*(?:{listed}){end}\W*", re.IGNORECASE)


_THEN_OR_NOW = "(?:,? (?:then|now))?"
_FOLLOWS = r"\W*(?:(?:and|but|so|ok(?:ay)?|then|hm+|no|well|nice|wait|i mean)\W+)*"
_SUPPOSED = (
    r"((?:i|i'd|we|we'd|our|my|the|it|they|customers|users|rivals|competitors|there"
    r"|(?:an? |some |one )?(?:investors?|vcs?|angels?|funds?)"
    r"|one of (?:us|our)|an? [\w ]{2,30}? of (?:ours|mine)|nobody)\b[^?:;.,]{3,80}?"
    r"(?:, (?:and|but|because|since|we|we'd|i|i'd|it|they)\b[^?:;.,]{3,60}?)?)"
)
_OF_OURS = r"(?=(?:i|i'd|we|we'd|our|my)\b)"
"""Of oneself one supposes something also without a mark."""
_THEN = (
    r"(?:(?:would|does|will) (?:that|this|it|the|your)\b[^?.]{0,80}|should (?:i|we)\b[^?.]{0,80}"
    r"|(?:who|whom|which)\b[^?.]{0,60}|what (?:then|would you \w+|should (?:i|we) do))"
)
"""As one asks what follows from it."""
_SUPPOSING = (
    re.compile(rf"{_FOLLOWS}(?:what )?if {_SUPPOSED}(?:,? {_THEN})?\?+\W*\Z", re.IGNORECASE),
    re.compile(rf"{_FOLLOWS}what if {_OF_OURS}{_SUPPOSED}(?:,? {_THEN})?\W*\Z", re.IGNORECASE),
    re.compile(
        rf"{_FOLLOWS}(?:would|does|will) (?:it|that|this|anything|the \w+|your \w+) "
        rf"(?:change|be different)(?: (?:it|anything|things))? if {_SUPPOSED}\W*\Z",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_FOLLOWS}what would (?:you|it|the \w+|your \w+) (?:say|advise|recommend|suggest|be) if "
        rf"{_SUPPOSED}\W*\Z",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_FOLLOWS}(?:suppose|supposing|assume|assuming|imagine|let's say|say)(?: that)? "
        rf"((?:(?!, (?:how|what|why|where|when)\b)[^?:;.]){{6,120}}?)"
        rf"(?:[.,]? {_THEN}|\. [^?.]{{2,60}} then)?[.?!]+\W*\Z",
        re.IGNORECASE,
    ),
)
_UNREAL = {
    "i'd not": "i have not",
    "we'd not": "we have not",
    "they'd not": "they have not",
    "hadn't": "haven't",
    "had not": "have not",
    "didn't": "don't",
    "did not": "do not",
    "weren't": "aren't",
    "wasn't": "isn't",
    "were": "are",
    "was": "is",
    "had": "has",
}


def _as_it_is(supposed: str) -> str:
    """What is supposed as if it were so: `we hadn't raised` as `we haven't raised`."""
    return _UNREALS.sub(lambda match: _UNREAL[match[0].lower()], _SOME_DAY.sub("", supposed))


_SOME_DAY = re.compile(
    r",? (?:next (?:week|month|quarter|year|spring|summer|autumn|fall|winter)|soon|one day"
    r"|some day|later(?: on)?|in (?:the |a )?(?:spring|summer|autumn|fall|winter|year|few months)"
    r"|by then)\b",
    re.IGNORECASE,
)
_UNREALS = re.compile(rf"\b(?:{'|'.join(_UNREAL)})\b", re.IGNORECASE)


def keeps_on(turn: str) -> bool:
    """Whether the turn replies without an answer, so that the question is asked again."""
    return any(one.match(turn) for one in (reply("yes"), reply("no"), reply("unsure")))


@lru_cache(maxsize=1024)
def asks_aside(turn: str) -> bool:
    """Whether the turn asks something of its own."""
    left = _ECHO.sub(" ", _TAG.sub(".", turn))
    return bool(_ASKS.match(left)) or any(part.meant == "asked" for part in clauses(left))


_ASKS = re.compile(
    r"\W*(?:(?:and|so|but|ok(?:ay)?|then)\W+)*(?:(?:by |for )?how (?:much|many|long|safe|good|hard"
    r"|do|does|is|are|would|should|can)|what (?:do|does|is|are|would|should|about)|why \w+"
    r"|whe(?:n|re) (?:do|does|is|should|can))\b",
    re.IGNORECASE,
)
"""How a question begins, also without its mark."""


@cache
def _correction() -> re.Pattern[str]:
    either = "|".join(cues()["replies"]["corrects"])
    return re.compile(rf"\A\W*(?:no\W+)?(?:(?:{either})\b\W*)+(?:no,\s+)?", re.IGNORECASE)


def _by_place(turn: str, asked: Question, bare: bool) -> str | None:
    place = _PLACE.fullmatch(turn)
    if bare or not place or _unsettles(place["more"] or ""):
        return None
    listed = asked.listed or tuple(asked.choices)
    named = next(name for name in _PLACES if place[name])
    if named == "middle":
        return listed[len(listed) // 2] if len(listed) % 2 else None
    at = _PLACES[named]
    return listed[at] if at < len(listed) else None


_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1, "middle": 0}


def _unsettles(more: str) -> bool:
    """Whether it may take back the place that was named before it, or names another."""
    first = sentences(more)[0] if more else ""
    if reading("negates").search(first) or reading("unsure").search(_HEDGED.sub("", first)):
        return True
    return corrected(more) or bool(_ANOTHER_PLACE.search(first))


_ANOTHER_PLACE = re.compile(
    r"\b(?:first|second|third|last|middle|former|latter|both|either)\b", re.IGNORECASE
)


def _by_example(turn: str, asked: Question) -> str | None:
    """The answer one of whose examples stands in the turn, or is the turn but for its spelling."""
    words = _worded(turn)
    best = (0.0, "")
    for answer, choice in asked.choices.items():
        for example in choice.examples:
            if negations(example) != negations(turn):
                continue
            known = _worded(example)
            inside = f" {known} " in f" {words} " and (" " in known or words == known)
            alike = 100.0 + len(known) if inside else fuzz.ratio(words, known)
            best = max(best, (alike, answer))
    return best[1] if best[0] >= _LEAST_ALIKE else None


def negations(text: str) -> int:
    """How often it says that something is not so."""
    return len(reading("negates").findall(text))


def _worded(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9'+$-]+", text.lower()))


def _by_name(turn: str, asked: Question) -> str | None:
    words = re.findall(r"[\w'-]+", turn.lower())
    worded = {answer: one for answer, one in asked.choices.items() if answer not in ("yes", "no")}
    others = " ".join(word for word in words if word not in worded)
    if len(words) > _MOST_WORDS_NAMED or reading("negates").search(others):
        return None
    named = [answer for answer in worded if answer in words]
    # Or in words of its label: `new architectures` for `New architectures or methodology`.
    named = named or [
        answer for answer, one in worded.items() if set(words) <= set(_worded(one.label).split())
    ]
    return named[0] if words and len(named) == 1 else None


def _by_meaning(turn: str, asked: Question, similarity: Similarity | None) -> str | None:
    """The answer whose examples are near, none of another answer being nearly as near."""
    if similarity is None:
        return None
    examples = [
        (answer, example) for answer, choice in asked.choices.items() for example in choice.examples
    ]
    best: dict[str, float] = {}
    scores = similarity(turn, [example for _, example in examples])
    for (answer, example), score in zip(examples, scores, strict=True):
        if negations(example) == negations(turn):
            best[answer] = max(best.get(answer, 0.0), score)
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _LEAST_SIMILAR:
        return None
    behind = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] - behind >= _LEAST_AHEAD else None
