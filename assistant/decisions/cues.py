"""What people say of themselves: facts in a turn, read by the patterns of cues.toml."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.decisions.clauses import Clause, clauses, means_nothing, sentences
from assistant.decisions.patterns import cues, plain, reading, whole_words

_THE = re.compile(r"\b(?:our|the|this|my)(?: (?:working|first|little|new))* $", re.IGNORECASE)
_NEW_SUBJECT = re.compile(
    r"\b(?:we|our|ours|us|but|and (?:the|accuracy|quality|models?|it|customers?))\b|[,;:]",
    re.IGNORECASE,
)
_MOST_WORDS_DENIED = 7
_ENDS_NEGATION = re.compile(r"[,;:()]")
_LABELLED = (
    r"(?:\b(?:{names})\s*(?:[:=?]+|\s[-–—]+)\s*"
    r"|(?:^|(?<=[.!?] ))(?:{names}),\s*(?=\w+\s*(?:[.!?;,]|$))"
    r"|(?:^|(?<=[.!?,;] ))(?:{names})\s+(?=\w+\s*(?:[.!?;,]|$)))"
    r"(?:(?P<yes>{yes})|(?P<no>{no}))\b"
)


@dataclass(frozen=True)
class Fact:
    """Something that is so, or is not, in the words it was read from."""

    name: str
    holds: bool
    words: str
    asked: bool = False
    """Whether it was read from the question itself."""


@dataclass(frozen=True)
class Implied:
    """What follows for certain when a fact is so."""

    fact: str
    holds: bool
    then: tuple[tuple[str, bool], ...]
    unless_said: bool


@dataclass(frozen=True)
class _Cue:
    name: str
    near: tuple[str, ...]
    said: re.Pattern[str] | None
    denied: re.Pattern[str] | None
    labelled: re.Pattern[str] | None
    meant: frozenset[str]
    flips: bool
    either: bool
    rivals: bool
    presupposed: bool

    def of_oneself(self, text: str, match: re.Match[str]) -> bool:
        """False when it is a rival's: `our competitor has a deployed model`, `their prototype`."""
        others = [] if self.rivals else list(reading("rivals").finditer(text, 0, match.start()))
        others += reading("theirs").finditer(text, 0, match.start())
        return all(_NEW_SUBJECT.search(text, one.end(), match.start()) for one in others)

    def is_near(self, lowered: str) -> bool:
        """Whether it is worth searching at all."""
        return any(letters in lowered for letters in self.near)


@lru_cache(maxsize=1024)
def facts_in(turn: str, requests: frozenset[int] = frozenset()) -> tuple[Fact, ...]:
    """What the turn says for certain. A turn that says and denies the same says neither.

    `requests` are the numbers of the sentences that ask for a decision.
    """
    text = plain(turn)
    low = text.lower()
    near = [cue for cue in _cues() if cue.is_near(low)]
    if not near:
        return ()
    parts = clauses(text, requests=requests)
    meant = " ".join(one for one in sentences(text) if not means_nothing(one))
    found = (_agreed(_read(cue, parts, meant), either=cue.either) for cue in near)
    return tuple(fact for fact in found if fact)


@cache
def implied() -> tuple[Implied, ...]:
    """What follows from what, in the order of the file."""
    rules = []
    for rule in cues()["implied"]:
        fact, holds = signed(rule["from"])
        then = tuple(signed(name) for name in rule["then"])
        rules.append(Implied(fact, holds, then, rule.get("unless_said", False)))
    return tuple(rules)


def signed(name: str) -> tuple[str, bool]:
    """`!prototype` -> prototype, False."""
    return name.strip().removeprefix("!"), not name.strip().startswith("!")


@cache
def _cues() -> tuple[_Cue, ...]:
    found = []
    yes, no = ("|".join(cues()["replies"][name]) for name in ("label_yes", "label_no"))
    for name, one in cues()["facts"].items():
        extra = [kind for kind in ("wished", "unsure", "asked") if one.get(kind)]
        names = "|".join(one.get("names", ()))
        labelled = _LABELLED.format(names=names, yes=yes, no=no) if names else ""
        found.append(
            _Cue(
                name,
                tuple(one["near"]),
                whole_words(one["said"]),
                whole_words(one["denied"]),
                re.compile(labelled, re.IGNORECASE) if labelled else None,
                frozenset(("said", *extra)),
                one.get("flips", True),
                one.get("either", False),
                one.get("rivals", False),
                one.get("presupposed", False),
            )
        )
    return tuple(found)


def _read(cue: _Cue, parts: Iterable[Clause], meant: str) -> list[Fact]:
    labelled = _labelled(cue, meant)
    if labelled:
        return labelled
    return [
        fact
        for part in parts
        if part.meant in cue.meant and cue.is_near(part.text.lower())
        for fact in _in_clause(cue, part)
    ]


def _labelled(cue: _Cue, meant: str) -> list[Fact]:
    """`prototype: yes`, wherever it stands."""
    if cue.labelled is None:
        return []
    return [
        Fact(cue.name, match["no"] is None, match.group()) for match in cue.labelled.finditer(meant)
    ]


def _in_clause(cue: _Cue, part: Clause) -> Iterator[Fact]:
    asked = part.meant == "asked"
    spent: list[range] = []
    for match in cue.denied.finditer(part.text) if cue.denied else ():
        spent.append(range(*match.span()))
        if cue.of_oneself(part.text, match) and _sense(part.text, match):
            yield Fact(cue.name, False, match.group(), asked)
    for match in cue.said.finditer(part.text) if cue.said else ():
        if any(match.start() < one.stop and one.start < match.end() for one in spent):
            continue
        if not cue.of_oneself(part.text, match):
            continue
        there = cue.presupposed and _THE.search(part.text[: match.start()])
        sense = True if there else _sense(part.text, match)
        if sense:
            yield Fact(cue.name, True, match.group(), asked)
        elif sense is False and cue.flips:
            yield Fact(cue.name, False, part.text, asked)


def _sense(text: str, match: re.Match[str]) -> bool | None:
    """Whether it is affirmed; None when negations meet, `it isn't that we lack a prototype`."""
    if reading("denied_after").match(text[match.end() :].lstrip()):
        return False
    before = reading("negates_nothing").sub(" ", text[: match.start()])
    ends = [
        one.end()
        for pattern in (_ENDS_NEGATION, reading("ends_negation"))
        for one in pattern.finditer(before)
    ]
    reach = before[max(ends, default=0) :]
    negations = [
        one.group().lower()
        for one in reading("negates").finditer(reach)
        if len(reach[one.end() :].split()) <= _MOST_WORDS_DENIED
    ]
    if not negations:
        return True
    return None if len(set(negations) - {"neither", "nor"}) > 1 else False


def _agreed(facts: list[Fact], *, either: bool) -> Fact | None:
    if not facts:
        return None
    if len({fact.holds for fact in facts}) == 1:
        return facts[0]
    return next(fact for fact in facts if fact.holds) if either else None
