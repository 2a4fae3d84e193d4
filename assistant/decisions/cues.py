"""What people say of themselves: facts in a turn, read by the patterns of cues.toml."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from assistant.decisions.clauses import Clause, clauses, means_nothing, sentences

CUES = Path(__file__).parent / "cues.toml"

_NEGATES = re.compile(
    r"\b(?:no|not|never|without|nobody|no[ -]one|nothing|none|zero|neither|nor|lack(?:s|ing)?|hardly|barely"
    r"|cannot|yet to|far from|fail(?:s|ed)? to|unable|instead of|rather than|refuse[sd]? to)\b|n't\b|\bnon-?",
    re.IGNORECASE,
)
_DENIES_NOTHING = re.compile(
    r"\b(?:not only|not just|no doubt|no question|no matter|no wonder|nothing but|no longer|why not|no need to"
    r"|no problem|cannot wait|can't wait|not a problem)\b",
    re.IGNORECASE,
)
_ENDS_NEGATION = re.compile(
    r"[,;:()]|\b(?:but|out of|although|though|however|while|and(?! (?:no|not|nor)\b)|yet the|only that)\b",
    re.I,
)
_DENIED_AFTER = re.compile(
    r"\s*(?:is|are) (?:still )?(?:missing|lacking|absent|zero|nil|non-?existent|out of the question)\b",
    re.IGNORECASE,
)
_THE = re.compile(r"\b(?:our|the|this|my)(?: (?:working|first|little|new))* $", re.IGNORECASE)
_RIVALS = re.compile(r"\b(?:competitors?|rivals?)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:we|our|ours|us|and|but)\b|[,;:]", re.IGNORECASE)
_MOST_WORDS_DENIED = 7
_SAYS_YES = (
    r"(?:yes|yep|yeah|yup|sure|true|done|of course|definitely|we do|it is|they do|there is|check)"
)
_SAYS_NO = r"(?:no|nope|none|not|false|never|nobody|zero|nil)"
_LABELLED = (
    r"(?:\b(?:{names})\s*(?:[:=?]+|\s[-–—]+)\s*|(?:^|(?<=[.!?] ))(?:{names}),\s*)"
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


@lru_cache(maxsize=1024)
def facts_in(turn: str, requests: frozenset[int] = frozenset()) -> tuple[Fact, ...]:
    """What the turn says for certain. A turn that says and denies the same says neither.

    `requests` are the numbers of the sentences that ask for a decision.
    """
    text = plain(turn)
    low = text.lower()
    cues = [cue for cue in _cues() if any(letters in low for letters in cue.near)]
    if not cues:
        return ()
    parts = list(clauses(text, requests=requests))
    found: dict[str, list[Fact]] = {}
    for cue in cues:
        for fact in _read(cue, parts, text):
            found.setdefault(cue.name, []).append(fact)
    return tuple(
        agreed for cue in cues if (agreed := _agreed(found.get(cue.name, []), either=cue.either))
    )


def plain(turn: str) -> str:
    """The turn with plain quotes and single spaces; line ends stay."""
    return re.sub(r"[^\S\n]+", " ", turn.replace("’", "'").replace("‘", "'")).strip()


@cache
def said_in_file() -> dict[str, Any]:
    """Everything in cues.toml, with its [words] put in their places."""
    said = tomllib.loads(CUES.read_text("utf-8"))
    words: dict[str, str] = {}
    for name, pattern in said.pop("words").items():
        words[name] = _filled(pattern, words)
    return {section: _expanded(value, words) for section, value in said.items()}


@cache
def implied() -> tuple[Implied, ...]:
    """What follows from what, in the order of the file."""
    rules = []
    for rule in said_in_file()["implied"]:
        fact, holds = signed(rule["from"])
        then = tuple(signed(name) for name in rule["then"])
        rules.append(Implied(fact, holds, then, rule.get("unless_said", False)))
    return tuple(rules)


def signed(name: str) -> tuple[str, bool]:
    """`!prototype` -> prototype, False."""
    return name.strip().removeprefix("!"), not name.strip().startswith("!")


def one_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for whole words, or None when there is none."""
    listed = "|".join(patterns)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE) if listed else None


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda match: words[match.group(1)], pattern)


def _expanded(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _filled(value, words)
    if isinstance(value, list):
        return [_expanded(one, words) for one in value]
    if isinstance(value, dict):
        return {key: _expanded(one, words) for key, one in value.items()}
    return value


@cache
def _cues() -> tuple[_Cue, ...]:
    cues = []
    for name, one in said_in_file()["facts"].items():
        extra = [kind for kind in ("wished", "unsure", "asked") if one.get(kind)]
        names = "|".join(one.get("names", ()))
        labelled = _LABELLED.format(names=names, yes=_SAYS_YES, no=_SAYS_NO) if names else ""
        cues.append(
            _Cue(
                name,
                tuple(one["near"]),
                one_of(one["said"]),
                one_of(one["denied"]),
                re.compile(labelled, re.IGNORECASE) if labelled else None,
                frozenset(("said", *extra)),
                one.get("flips", True),
                one.get("either", False),
                one.get("rivals", False),
                one.get("presupposed", False),
            )
        )
    return tuple(cues)


def _read(cue: _Cue, parts: Iterable[Clause], text: str) -> Iterable[Fact]:
    labelled = False
    if cue.labelled:
        meant = " ".join(one for one in sentences(text) if not means_nothing(one))
        for match in cue.labelled.finditer(meant):
            yield Fact(cue.name, match["no"] is None, match.group())
            labelled = True
        if labelled:
            return
    for part in parts:
        if part.meant not in cue.meant:
            continue
        spent: list[tuple[int, int]] = []
        for match in cue.denied.finditer(part.text) if cue.denied else ():
            spent.append(match.span())
            if not _denied(part.text, match):
                yield Fact(cue.name, False, match.group(), part.meant == "asked")
        for match in cue.said.finditer(part.text) if cue.said else ():
            if any(start < match.end() and match.start() < end for start, end in spent):
                continue
            if not cue.rivals and _of_rivals(part.text, match):
                continue
            asked = part.meant == "asked"
            there = cue.presupposed and _THE.search(part.text[: match.start()])
            if there or not _denied(part.text, match):
                yield Fact(cue.name, True, match.group(), asked)
            elif cue.flips:
                yield Fact(cue.name, False, part.text, asked)


def _denied(text: str, match: re.Match[str]) -> bool:
    before = _DENIES_NOTHING.sub(" ", text[: match.start()])
    ends = [one.end() for one in _ENDS_NEGATION.finditer(before)]
    near = before[ends[-1] if ends else 0 :]
    negations = list(_NEGATES.finditer(near))
    if negations and len(near[negations[-1].end() :].split()) <= _MOST_WORDS_DENIED:
        return True
    return bool(_DENIED_AFTER.match(text, match.end()))


def _of_rivals(text: str, match: re.Match[str]) -> bool:
    """Whether somebody else is the subject: `our competitor has a deployed model`."""
    rivals = list(_RIVALS.finditer(text, 0, match.start()))
    return bool(rivals) and not _OWN.search(text, rivals[-1].end(), match.start())


def _agreed(facts: list[Fact], *, either: bool) -> Fact | None:
    if not facts:
        return None
    if len({fact.holds for fact in facts}) == 1:
        return facts[0]
    return next(fact for fact in facts if fact.holds) if either else None
