"""What people say of themselves: facts in a turn, read by the patterns of cues.toml."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.decisions.clauses import Clause, clauses, means_nothing, sentences
from assistant.decisions.doubts import doubted, is_anothers, is_ordered
from assistant.decisions.patterns import cues, plain, reading, whole_words

_THE = re.compile(r"\b(?:our|the|this|my)(?: (?:working|first|little|new))* $", re.IGNORECASE)
_NEW_SUBJECT = re.compile(
    r"\b(?:we|our|ours|us|but|and (?:the|accuracy|quality|models?|it|customers?))\b|[,;:]",
    re.IGNORECASE,
)
_MOST_WORDS_DENIED = 7
_MORE_SAID = re.compile(r"[^\S\n]+(?!and\b|but\b|[-–—(])\w", re.IGNORECASE)
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
    doubted: bool = False
    """Whether a sign near it says that it may not be so: no answer rests on it."""
    plainly: bool = False
    """Whether its words leave nothing to hear: they count, however the turn sounds."""


@dataclass(frozen=True)
class _Read:
    fact: Fact
    at: int
    """The number of its clause; that of a label is behind them all."""
    anothers: bool = False
    """Whether it may be somebody else's, or nobody's."""


@dataclass(frozen=True)
class Implied:
    """What follows when a fact is so: for certain, or as far as one can tell."""

    fact: str
    holds: bool
    then: tuple[tuple[str, bool], ...]
    unless_said: bool
    """Only where a decision is asked for and nothing is known of it."""
    unless: tuple[tuple[str, bool], ...]
    """Not where one of these is known."""


@dataclass(frozen=True)
class _Cue:
    name: str
    near: tuple[str, ...]
    said: re.Pattern[str] | None
    denied: re.Pattern[str] | None
    plainly: re.Pattern[str] | None
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

    def is_plain(self, match: re.Match[str]) -> bool:
        """Whether these words leave nothing to hear."""
        return bool(self.plainly and self.plainly.fullmatch(match.string, *match.span()))

    def is_near(self, lowered: str) -> bool:
        """Whether it is worth searching at all."""
        return any(map(lowered.__contains__, self.near))


@lru_cache(maxsize=1024)
def facts_in(turn: str, requests: frozenset[int] = frozenset()) -> tuple[Fact, ...]:
    """What the turn says, and what of that is open to doubt, as is what it says and denies.

    `requests` are the numbers of the sentences that ask for a decision.
    """
    text = plain(turn)
    low = text.lower()
    near = [cue for cue in _cues() if cue.is_near(low)]
    if not near:
        return ()
    parts = clauses(text, requests=requests)
    meant = " ".join(one for one in sentences(text) if not means_nothing(one))
    read = {cue: _read(cue, parts, meant) for cue in near}
    told = {one.at for cue, every in read.items() for one in every if _is_meant(cue, parts, one)}
    doubts = doubted(parts, told)
    found = []
    for cue, every in read.items():
        unsure = {one.at for one in every if one.at in doubts or not _is_meant(cue, parts, one)}
        found.append(_agreed(every, unsure, either=cue.either))
    return tuple(fact for fact in found if fact)


@cache
def implied() -> tuple[Implied, ...]:
    """What follows from what, in the order of the file."""
    return tuple(_rules("implied"))


@cache
def likings() -> frozenset[str]:
    """The facts that tell which work somebody likes."""
    return frozenset(name for name, one in cues()["facts"].items() if one.get("liking"))


@cache
def of_oneself() -> frozenset[str]:
    """The facts that only the person can tell, so that `I guess` leaves no doubt."""
    told = cues()["facts"].items()
    return likings() | {name for name, one in told if one.get("of_oneself")}


@cache
def leanings() -> tuple[Implied, ...]:
    """What speaks for what, and is asked all the same."""
    return tuple(_rules("leaning"))


def _rules(kind: str) -> Iterator[Implied]:
    for rule in cues()[kind]:
        fact, holds = signed(rule["from"])
        then, unless = (tuple(map(signed, rule.get(name, ()))) for name in ("then", "unless"))
        yield Implied(fact, holds, then, rule.get("unless_said", False), unless)


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
                whole_words([*one.get("plainly", ()), *one["said"]]),
                whole_words([*one.get("plainly_not", ()), *one["denied"]]),
                whole_words([*one.get("plainly", ()), *one.get("plainly_not", ())]),
                re.compile(labelled, re.IGNORECASE) if labelled else None,
                frozenset(("said", *extra)),
                one.get("flips", True),
                one.get("either", False),
                one.get("rivals", False),
                one.get("presupposed", False),
            )
        )
    return tuple(found)


def _is_meant(cue: _Cue, parts: Sequence[Clause], one: _Read) -> bool:
    return one.at == len(parts) or parts[one.at].meant in cue.meant


def _read(cue: _Cue, parts: Sequence[Clause], meant: str) -> list[_Read]:
    labelled = _labelled(cue, parts, meant)
    if labelled:
        return labelled
    return [
        one
        for at, part in enumerate(parts)
        if part.meant in cue.meant | {"unsure"} and cue.is_near(part.text.lower())
        for one in _in_clause(cue, part, at)
    ]


def _labelled(cue: _Cue, parts: Sequence[Clause], meant: str) -> list[_Read]:
    """`prototype: yes`, wherever it stands; in doubt where more is said, `yes on Mondays`."""
    if cue.labelled is None:
        return []
    return [
        _Read(
            Fact(cue.name, match["no"] is None, match.group()),
            len(parts),
            _MORE_SAID.match(meant, match.end()) is not None or is_ordered(meant, match.start()),
        )
        for match in cue.labelled.finditer(meant)
    ]


def _in_clause(cue: _Cue, part: Clause, at: int) -> Iterator[_Read]:
    for fact, start in _facts(cue, part):
        yield _Read(fact, at, not cue.rivals and is_anothers(part.text, start))


def _facts(cue: _Cue, part: Clause) -> Iterator[tuple[Fact, int]]:
    """Each with where its words begin."""
    asked = part.meant == "asked"
    spent: list[range] = []
    for match in cue.denied.finditer(part.text) if cue.denied else ():
        spent.append(range(*match.span()))
        if cue.of_oneself(part.text, match) and _sense(part.text, match):
            plainly = cue.is_plain(match)
            yield Fact(cue.name, False, match.group(), asked, plainly=plainly), match.start()
    for match in cue.said.finditer(part.text) if cue.said else ():
        if any(match.start() < one.stop and one.start < match.end() for one in spent):
            continue
        if not cue.of_oneself(part.text, match):
            continue
        there = cue.presupposed and _THE.search(part.text[: match.start()])
        sense = True if there else _sense(part.text, match)
        if sense:
            plainly = cue.is_plain(match)
            yield Fact(cue.name, True, match.group(), asked, plainly=plainly), match.start()
        elif sense is False and cue.flips:
            yield Fact(cue.name, False, part.text, asked), match.start()


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


def _agreed(every: Sequence[_Read], unsure: Collection[int], *, either: bool) -> Fact | None:
    """What is sure, unless it is denied as surely or anything from there on denies it."""
    sure = [one for one in every if one.at not in unsure and not one.anothers]
    if either and any(one.fact.holds for one in sure):
        return next(one.fact for one in sure if one.fact.holds)
    if not every:
        return None
    first = (sure or every)[0]
    against = [one for one in every if one.fact.holds != first.fact.holds and not one.anothers]
    certain = sure and not any(one in sure or one.at >= first.at for one in against)
    return first.fact if certain else replace(every[-1].fact, doubted=True)
