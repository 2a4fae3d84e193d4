"""What a question names and wants: roles, level, names, subject, small talk. The words are data."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from assistant.listing import listed
from corpus import Mention, larger_names, mentions, sentence_spans
from index import terms

VOCABULARY = Path(__file__).parent / "vocabulary.toml"

KINDS_OF_PAY = frozenset({"base salary", "total compensation", "equity"})
Chat = Literal["greeting", "thanks", "goodbye", "about"]

_REMEMBERED = 1_024

Span = tuple[int, int]


@dataclass(frozen=True)
class Asked:
    """What a question names. It is in English, with its short forms written out."""

    question: str
    """Without orders about how to answer."""
    roles: tuple[str, ...]
    """In the order they are named."""
    other_roles: tuple[str, ...]
    """People with other titles, in the words of the question."""
    levels: tuple[str, ...]
    names: tuple[str, ...]
    """Places, companies and years, in small letters; `|` parts names that are as good."""
    telling: tuple[str, ...]
    """Matters that only words about that very matter can answer."""
    measures: tuple[str, ...]
    """Kinds of pay that are not to be taken for each other."""
    subjects: tuple[str, ...]
    """What it is about, where its words leave no doubt."""
    wants: str | None
    """What kind of figure it asks for, if it asks for one."""
    yes_or_no: bool
    of_everybody: bool
    """It asks of every role at once."""
    points_back: bool
    """It speaks of `they` or `it`, and names no role."""
    unlawful: bool
    chat: Chat | None
    """Set when the question is small talk and nothing else."""
    only_orders: bool
    """Nothing but orders about how to answer."""

    @property
    def strict(self) -> tuple[str, ...]:
        """Words that whatever answers the question must know."""
        return (*self.other_roles, *self.names, *self.telling)


@lru_cache(maxsize=_REMEMBERED)
def understood(question: str) -> Asked:
    """Read a question."""
    known = _patterns()
    words = " ".join(question.split())
    left = " ".join(known.orders.sub(" ", words).split()).strip(" ,;:-")
    ordered = left != words
    if not ordered or re.search(r"\w", left):
        words = left
    found = mentions(words)
    others = [one for one in _other_roles(words, found) if not _told_behind(words, one)]
    telling = _in_questions(words, [one.span() for one in known.telling.finditer(words)])
    titles = [(one.start, one.end) for one in found if one.kind == "role"]
    titles += [one.span() for one in HEAD.finditer(words) if not _within(one.start(), others)]
    if (others or telling) and titles:
        others, telling = (list(_asked_about(words, some, titles)) for some in (others, telling))
    roles = tuple(dict.fromkeys(one.name for one in found if one.kind == "role"))
    subjects = tuple(name for name, one in known.subjects.items() if one.said.search(words))
    bare = re.sub(r"[.!?,;:]+(?=\s)", ",", words.strip(" \t.!?,;:)(…").lower())
    return Asked(
        question=words,
        roles=roles,
        other_roles=tuple(dict.fromkeys(words[start:end].lower() for start, end in others)),
        levels=tuple(dict.fromkeys(one.name for one in found if one.kind == "level")),
        names=_names(words, _but_circumstances(words, found, subjects)),
        telling=tuple(dict.fromkeys(words[start:end].lower() for start, end in telling)),
        measures=tuple(
            dict.fromkeys(
                one.name for one in found if one.kind == "measure" and one.name in KINDS_OF_PAY
            )
        ),
        subjects=subjects,
        wants=next((kind for kind, one in known.figures.items() if one.asked.search(words)), None),
        yes_or_no=bool(_YES_OR_NO.match(words)),
        of_everybody=bool(known.everybody.search(words)),
        points_back=not roles and bool(known.reference.search(words)),
        unlawful=bool(known.unlawful.search(known.lawful.sub(" ", words))),
        chat=_chat(bare, subjects),
        only_orders=ordered and len(re.findall(r"\w+", left)) < _FEWEST_WORDS,
    )


def _chat(bare: str, subjects: tuple[str, ...]) -> Chat | None:
    """What kind of small talk some words are; `what should I ask in an interview` is none."""
    known = _patterns().chat
    found = next((kind for kind, one in known.items() if one.fullmatch(bare)), None)
    return None if found == "about" and subjects else found


_FEWEST_WORDS = 2
_YES_OR_NO = re.compile(
    r"(?:\W*|.*[.!?] )(so|since|because|given|if|but|then|is|are|isn't|aren't|was|do|does|don't"
    r"|doesn't|did|can|could|should|would|will|must|has|have|right|true|am)\b"
    r"|.*\b(right|correct|true|or not)\W*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOW = frozenset({"2026"})
"""The year of the guides, and of the question if it says no other."""


def same_roles(role: str) -> frozenset[str]:
    """A role and those that the guides speak of under another name."""
    return frozenset((role, *_patterns().same.get(role, ())))


def is_about(attribute: str, subject: str) -> bool:
    """Whether an answer with the attribute may answer a question about the subject."""
    return attribute in _patterns().subjects[subject].attributes


def needs_role(subject: str) -> bool:
    """Whether a question about the subject means some role."""
    return _patterns().subjects[subject].needs_role


def shows(wanted: str, text: str) -> bool:
    """Whether a text holds what a question for such a figure wants."""
    return bool(_patterns().figures[wanted].shows.search(text))


def figure_words(asked: Asked) -> str:
    """The words in which it asks for a number of something: `how many papers`."""
    titles = [one.start for one in mentions(asked.question) if "role" in one.kind]
    counted = _COUNTED.search(asked.question)
    return counted[0] if counted and counted.start(1) not in titles else ""


_COUNTED = re.compile(
    r"\bhow many ((?:interview )?(?!of\b|are\b|do\b|does\b)[a-z]+)", re.IGNORECASE
)


def uncovered_choices(asked: Asked) -> tuple[str, ...]:
    """Of the roles between which it asks to choose, those that are not known.

    `A data scientist or an ML engineer first?` -> `data scientist`.
    """
    return tuple(one for one in asked.other_roles if asked.roles and _is_choice(one, asked))


def _is_choice(other: str, asked: Asked) -> bool:
    title = rf"{re.escape(other.removesuffix('s'))}s?"
    beside = rf"\b{title}\s*,?\s*{_OR}|{_OR}\s+(?:rather )?(?:an? |the )?{title}\b"
    return bool(re.search(beside, asked.question, re.IGNORECASE))


_OR = r"(?:\bor\b|\bvs\b\.?|\bversus\b|/)"


def gives_orders(text: str) -> bool:
    """Whether some of it orders how to answer; it is not obeyed, and what is beside it answered."""
    return bool(_patterns().orders.search(text))


def without_subjects(question: str) -> str:
    """What is left of a question when the words for its subjects are taken out."""
    for one in _patterns().subjects.values():
        question = one.said.sub(" ", question)
    return question


def says_nothing(term: str) -> bool:
    """Whether a word, without its ending, tells nothing of the matter."""
    return term in _patterns().empty


def with_roles(question: str, roles: Iterable[str]) -> str:
    """The question with the roles it names replaced by others."""
    some = list(roles)
    new = listed(f"{role}s" for role in some)
    spans = [(one.start, one.end) for one in mentions(question) if one.kind == "role"]
    if not spans:
        return f"{question.rstrip(' ?.!')} ({new})?"
    if len(spans) > 1 and len({one.name for one in mentions(question) if one.kind == "role"}) == 1:
        last = spans[-1]
        question = f"{question[: last[0]]}{with_roles(question[last[0] :], some)}"
        return f"{with_roles(question[: last[0]], some)}{question[last[0] :]}"
    start, end = spans[0][0], max(end for _, end in spans)
    before = question[:start]
    article = _ARTICLE.search(before)
    if article and len(some) == 1:
        new = some[0]
        if not article[2].strip():
            before, new = before[: article.start()], with_article(new)
    return f"{before}{new}{question[end:]}"


def heads(question: str) -> list[str]:
    """Titles that are cut short in it, such as `engineer`, which may be any engineer."""
    taken = [(one.start, one.end) for one in mentions(question) if "role" in one.kind]
    return [
        match[1].lower() for match in HEAD.finditer(question) if not _within(match.start(), taken)
    ]


def may_mean(question: str) -> tuple[str, ...]:
    """The roles that a title in it may be short for; nothing where one is named in full."""
    short = set(heads(question))
    if len(short) != 1 or understood(question).roles:
        return ()
    return tuple(_patterns().full.get(short.pop(), ()))


def in_full(question: str) -> tuple[str, ...]:
    """The question for each role that a title in it is short for."""
    short = heads(question)[:1]
    titles = re.compile(rf"\b{''.join(short)}(?=s?\b)", re.IGNORECASE)
    return tuple(titles.sub(role, question) for role in may_mean(question))


HEAD = re.compile(r"\b(engineer|scientist|researcher)s?\b", re.IGNORECASE)
"""The word that a title ends in."""


def with_article(role: str) -> str:
    """`an ml engineer`, `a research engineer`."""
    return f"{'an' if role[0] in 'aeiou' or role.startswith('ml') else 'a'} {role}"


_ARTICLE = re.compile(r"\b(an?)((?: \w+)?\s+)$", re.IGNORECASE)


def with_level(question: str, level: str) -> str:
    """The question with the levels it names replaced by another."""
    spans = [(one.start, one.end) for one in mentions(question) if one.kind == "level"]
    if spans:
        start, end = spans[0][0], max(end for _, end in spans)
        return f"{question[:start]}{level}{question[end:]}"
    role = next((one for one in mentions(question) if one.kind == "role"), None)
    if role:
        return f"{question[: role.start]}{level} {question[role.start :]}"
    return f"{question.rstrip(' ?.!')}, {level}?"


def without_levels(question: str) -> str:
    """The question without the levels it names."""
    for one in reversed([one for one in mentions(question) if one.kind == "level"]):
        question = question[: one.start] + question[one.end :].lstrip()
    return question


_TELLS = re.compile(
    r"\s*(?:(?:just|once|recently|always|keeps?) )?"
    r"(?:told|tell(?:s|ing)?|sa(?:ys?|id|ying)|claim(?:s|ed)?|thinks?|insist(?:s|ed)?|advise[sd]"
    r"|ask(?:s|ed)|swears?|swore|reckons?|heard)\b",
    re.IGNORECASE,
)
"""What somebody says is about the matter, and not about them."""
_WANTS = re.compile(
    r" (?:(?:on|in|of|from|at) (?:\w+ ){1,2})?(?:want|demand|expect|suggest)(?:s|ed)\b",
    re.IGNORECASE,
)
"""So is what somebody wants of others: `our professor on the board wants a PhD`."""


def _other_roles(words: str, found: tuple[Mention, ...]) -> list[Span]:
    """Where titles stand that nobody has named yet, such as `gpu compiler engineers`."""
    known = _patterns()
    taken = [(one.start, one.end) for one in found if one.kind in ("role", "other_role")]
    others = [(one.start, one.end) for one in found if one.kind == "other_role"]
    others += [match.span() for match in known.other_roles.finditer(words)]
    others = [
        span
        for span in others
        if not (_TELLS.match(words, span[1]) or _WANTS.match(words, span[1]))
    ]
    for match in known.titles.finditer(words):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        telling = None
        for word in reversed(list(re.finditer(r"[\w+#/-]+", match[1]))):
            if known.is_plain(word[0].lower()):
                break
            telling = telling or word
        if telling:
            others.append((match.start() + telling.start(), match.end()))
    return [
        _bare(words, one)
        for one in others
        if not any(other != one and other[0] <= one[0] and one[1] <= other[1] for other in others)
    ]


def _bare(words: str, span: Span) -> Span:
    ahead = _AHEAD.match(words, span[0])
    return (ahead.end() if ahead else span[0], span[1])


_AHEAD = re.compile(r"(?:(?:as|of|an?|the|our|my) )+", re.IGNORECASE)
"""What stands ahead of a title and is no part of it."""


def _asked_about(words: str, others: Iterable[Span], roles: Sequence[Span]) -> Iterator[Span]:
    """All but what somebody says of themselves, or ahead of a question about known roles."""
    spans = where_asked(words)
    settled = any(_within(role[0], spans) for role in roles)
    opening = _AS_SOMEBODY.match(words)
    told = opening.end() if opening and any(role[0] >= opening.end() for role in roles) else 0
    for span in others:
        asked = _within(span[0], spans) and span[0] >= told
        before = words[: span[0]]
        of_known = bool(roles) and _AS_ONE.search(before) and not _AS_GOOD_AS.search(before)
        if not (_OF_THEMSELVES.search(before) or of_known) and (asked or not settled):
            yield span


def _within(position: int, spans: Iterable[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _told_behind(words: str, span: Span) -> bool:
    """Whether somebody says behind what they ask who they are: `Is it hard? I'm a postdoc`."""
    asked = words.rfind("?", 0, span[0])
    return asked >= 0 and bool(_OF_THEMSELVES.search(words[: span[0]]))


def _in_questions(words: str, some: Iterable[Span]) -> list[Span]:
    spans = where_asked(words)
    return [one for one in some if _within(one[0], spans)]


def where_asked(words: str) -> list[Span]:
    """The sentences that ask; or else the last one."""
    sentences = list(sentence_spans(words))
    return [span for span in sentences if "?" in words[slice(*span)]] or sentences[-1:]


_AS_GOOD_AS = re.compile(r"\bas (?:\w+ ){1,3}as (?:an? )?$", re.IGNORECASE)
_AS_ONE = re.compile(r"\bas (?:an? )?$", re.IGNORECASE)
"""`How good must researchers be as programmers?` is about researchers."""
_OF_THEMSELVES = re.compile(
    r"\bi(?:'?m| am| was|'ve been| have been| work(?:ed)? as)(?: now| currently| still)? "
    r"(?:an? )?(?:[\w-]+ ){0,2}$"
    r"|\b(?:i|we)(?:'ve| have)? (?:normally|usually|mostly|otherwise|typically|always|only|used to)"
    r"(?: ever| only)? (?:hired?|recruit(?:ed)?|interview(?:ed)?|placed?) (?:[\w-]+ ){0,2}$"
    r"|\b(?:read|saw|seen|heard|article|written) (?:\w+ )?in (?:the |an? )?$",
    re.IGNORECASE,
)
"""Who they are, whom else they hire, where they read something."""
_AS_SOMEBODY = re.compile(r"as (?:an?|someone|somebody|one) [^,?]*,", re.IGNORECASE)
"""`As a recruiter for lawyers, ...`: not of the lawyers something is asked."""


def _but_circumstances(
    words: str, found: tuple[Mention, ...], subjects: tuple[str, ...]
) -> tuple[Mention, ...]:
    """What is named, but for places that make no difference, and where somebody comes from.

    `Why does it matter? It is for a board deck in Denver.`; but pay is another one elsewhere.
    `We have a guy from Amazon. What happens if we take him?`
    """
    if not any(one.kind in ("place", "company") for one in found):
        return found
    places = [one for one in found if one.kind == "place"]
    remote = any(one.name in _FROM_AFAR for one in places)
    depends = not remote and not _DEPENDS_ON_PLACE.isdisjoint(subjects)
    asking = where_asked(words)
    told = [one for one in found if not _within(one.start, asking)]
    beside = [one for one in places if remote or (one in told and not depends)]
    of_all = _DEPENDS_ON_COMPANY.isdisjoint(subjects)
    beside += [
        one
        for one in told
        if one.kind == "company" and (of_all or _FROM.search(words[: one.start]))
    ]
    beside += [one for one in places if one in told and _CAME_FROM.search(words[: one.start])]
    return tuple(one for one in found if one not in beside)


_FROM = re.compile(r"\b(?:from|formerly at|on|of) (?:the )?$", re.IGNORECASE)
_CAME_FROM = re.compile(r"\b(?:over|here|came|moved|is|hails) from (?:the )?$", re.IGNORECASE)
_FROM_AFAR = frozenset({"remote"})
"""Who is hired from anywhere is hired from nowhere in particular."""
_DEPENDS_ON_PLACE = frozenset({"pay", "equity", "sourcing", "time to fill"})
_DEPENDS_ON_COMPANY = frozenset({"pay", "equity"})


def _names(words: str, found: tuple[Mention, ...]) -> tuple[str, ...]:
    """Each with the names of what it lies in: `zurich|europe`, `anthropic|frontier lab`."""
    inside = larger_names(found)
    names = []
    for one in found:
        before = words[: one.start]
        if one.kind == "company" and (_TELLS.match(words, one.end) or _READ_ON.search(before)):
            continue
        if one.kind == "place" and _NOT_THERE.search(before):
            continue
        if one.kind == "company" or (one.kind == "place" and one.name not in _EVERYWHERE):
            written = words[one.start : one.end].lower()
            larger = inside.get(one.start, written).lower()
            names.append("|".join(dict.fromkeys((written, one.name.lower(), larger))))
    asked = " ".join(words[slice(*span)] for span in where_asked(words))
    return (*dict.fromkeys(names), *sorted(set(_YEAR.findall(asked)) - _NOW))


_NOT_THERE = re.compile(r"\b(?:not (?:in |from )?|outside (?:of )?)(?:the )?$", re.IGNORECASE)
"""`We sit in Munich, not in Boston.`"""
_READ_ON = re.compile(
    r"\b(?:someone|somebody|people|person|guys?|candidates?|read|saw|seen|said|post(?:s|ed)?"
    r"|profiles?|articles?|threads?|claims?|(?:call|present|sell|advertise|list) .*)"
    r" (?:\w+ ){0,2}on $",
    re.IGNORECASE,
)
"""Where something was said is not the matter."""
_EVERYWHERE = frozenset({"United States", "remote"})


@dataclass(frozen=True)
class _Subject:
    said: re.Pattern[str]
    attributes: frozenset[str]
    needs_role: bool


@dataclass(frozen=True)
class _Figure:
    asked: re.Pattern[str]
    shows: re.Pattern[str]


@dataclass(frozen=True)
class _Patterns:
    same: dict[str, list[str]]
    titles: re.Pattern[str]
    plain: frozenset[str]
    nouns: frozenset[str]
    full: dict[str, list[str]]
    """Roles by the word that they end in."""
    other_roles: re.Pattern[str]
    subjects: dict[str, _Subject]
    figures: dict[str, _Figure]
    telling: re.Pattern[str]
    everybody: re.Pattern[str]
    reference: re.Pattern[str]
    empty: frozenset[str]
    chat: dict[Chat, re.Pattern[str]]
    orders: re.Pattern[str]
    lawful: re.Pattern[str]
    """What sounds unlawful, and is not."""
    unlawful: re.Pattern[str]

    def is_plain(self, word: str) -> bool:
        """Whether it makes no other role of a title that it stands before."""
        if word in self.plain or word.isdigit():
            return True
        return word.split("-")[-1] not in self.nouns and bool(_LIKE_A_VERB.search(word))


_LIKE_A_VERB = re.compile(r"[a-z]{2}(?:[^su]s|ed|ing|ly)$|-level$")
"""How verbs end, and adverbs, and levels."""


@cache
def _patterns() -> _Patterns:
    said: dict[str, Any] = tomllib.loads(VOCABULARY.read_text("utf-8"))
    heads = "|".join(said["titles"]["heads"])
    return _Patterns(
        same=said["same"],
        titles=re.compile(rf"((?:[\w+#/-]+[ ]){{1,3}})({heads})(?!\w)", re.IGNORECASE),
        plain=frozenset(said["titles"]["plain"].split()),
        nouns=frozenset(said["titles"]["nouns"].split()),
        full=said["titles"]["full"],
        other_roles=_words(said["other_roles"]["names"]),
        subjects={
            name: _Subject(_words(one["said"]), frozenset(one["attributes"]), one["needs_role"])
            for name, one in said["subjects"].items()
        },
        figures={
            name: _Figure(_words(one["asked"]), re.compile(one["shows"], re.IGNORECASE))
            for name, one in said["figures"].items()
        },
        telling=_words(said["telling"]["words"]),
        everybody=_words(said["everybody"]["words"]),
        reference=_words(said["reference"]["words"]),
        empty=frozenset(terms(said["empty"]["words"])),
        chat={kind: _words(names) for kind, names in said["chat"].items()},
        orders=_plain(said["orders"]["patterns"]),
        lawful=_words(said["unlawful"]["lawful"]),
        unlawful=_words(said["unlawful"]["patterns"]),
    )


def _words(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


def _plain(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), re.IGNORECASE)
