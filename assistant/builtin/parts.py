"""Questions of several parts, of which the guides may cover some and not others."""

import re
from collections.abc import Sequence

from assistant.understanding import readings, understood, where_asked, with_roles
from assistant.understanding.pointing import about_it
from assistant.understanding.turns import opened
from corpus import mentions, sentence_spans
from index import terms

_WITH_THAT = r"(?:with|to) (?:that|those|the ones?) (?:of|for)"
_JOINED = (
    r"(?:,|;|&|(?<=\s)[/+](?=\s)|\bvs\b\.?"
    r"|\b(?:and|or|plus|versus|as well as|also|including|such as)\b"
    rf"|\b{_WITH_THAT}\b"
    r"|\bincl\.|\be\.g\.)"
)
_AND = r"(?:&|(?<=\s)[/+](?=\s)|\b(?:and|or|plus|vs\.?|versus)\b)"
_BETWEEN = r"(?:(?!(?:and|or|plus|vs|versus)\b)[\w'-]+\s+){0,5}?"
"""Words between what joins a thing to others and the thing."""
_PARTS = re.compile(rf"\s*{_JOINED}\s*", re.IGNORECASE)
_MOST_PARTS = 4
_AHEAD = r"(?:after|in|at|for|from|by|to|on|over|within|with)"
_WH = r"how|what|which|who|whom|when|where|why"
_ASKS_ON = re.compile(
    rf"(?:[,;]?\s+(?:and|plus|also)|[?;,])\s+(?:and\s+)?(?=(?:{_AHEAD} )?"
    rf"(?:{_WH}|do|does|is|are|can|should)\b)",
    re.IGNORECASE,
)
_WHAT = re.compile(rf"(?:at least |anyway |{_AHEAD} )?(?:{_WH})\b", re.IGNORECASE)
_NUMBER = re.compile(r"[\s,;.]*(?:(?<!\w)\(?[1-4a-d]\)|(?<![\w$.,])[1-4]\.(?=\s))\s*")
_FEWEST_WORDS = 2
_MOST_WORDS_BEHIND = 4


def without(question: str, missing: Sequence[str]) -> str:
    """The question without what is named in vain beside something else; empty when nothing is left.

    `pay and bonus of an MLE` without `bonus` -> `pay of an MLE`; `bonus of an MLE` -> nothing.
    """
    asked, whole = understood(question), question
    question = _without_the_last(question, missing)
    missing = [words for words in missing if words in question.lower()]
    if missing and _OF_IT.search(question):
        return ""  # what is missing may be what is asked about again
    if _is_one_place(question) and asked.names and asked.names[0].split("|", 1)[0] in missing:
        return ""  # it is asked about nowhere else
    clause = False
    for words in missing:
        end = re.escape(words.removesuffix("s")) + r"s?(?!\w)"
        behind = re.search(rf"{_JOINED}\s+{_BETWEEN}{end}", question, re.IGNORECASE)
        joined = behind or re.search(rf"\b{end}\s*{_AND}\s+", question, re.IGNORECASE)
        if not joined:
            return ""
        clause = clause or joined[0].startswith((",", ";"))
        question = f"{question[: joined.start()]} {question[joined.end() :]}"
    if clause and not _asks(question):
        return ""  # it was the clause that asked
    if _are_told_of(missing, whole) and not understood(question).roles:
        return ""  # it is them that something is asked of behind
    alone = asked.other_roles and len(understood(question).roles) < _SIDES
    if alone and _COMPARES.search(_TITLE.sub("", whole)):
        return ""
    return " ".join(question.split())


def _are_told_of(missing: Sequence[str], question: str) -> bool:
    """Whether they are only named before what asks: `He wants an X, too. What does one earn?`."""
    asking = " ".join(question[start:end] for start, end in where_asked(question)).lower()
    return bool(missing) and not any(words.removesuffix("s") in asking for words in missing)


def _without_the_last(question: str, missing: Sequence[str]) -> str:
    """The question without a last clause, where that alone asks for what is missing."""
    start = max((match.start() for match in _ASKS_ON.finditer(question)), default=0)
    behind = question[start:].lower()
    alone = start and any(words in behind for words in missing)
    before = question[:start]
    return before if alone and understood(before).roles and _asks(before) else question


def _is_one_place(question: str) -> bool:
    """Whether it names one place or company, and not as an addition: `Canada included`."""
    named = [one for one in mentions(question) if one.kind in ("place", "company")]
    return len(named) == 1 and not _ADDED.search(question)


_ADDED = re.compile(r"\b(?:includ(?:ed|ing)|incl\b|too\b|as well\b|also\b)", re.IGNORECASE)


def _asks(piece: str) -> bool:
    """Whether it asks for something, and does not only say of whom: `research scientists`."""
    return bool(understood(piece).subjects or _ASKING.search(opened(piece)))


_ASKING = re.compile(
    rf"\b(?:{_WH}|whose|whats|hows)\b"
    r"|^(?:is|are|was|were|do|does|did|can|could|should|would|will|must|may|has|have|tell|give"
    r"|list|name|show|explain|describe|compare|outline|define|i (?:want|need|would|'d)|i'd)\b",
    re.IGNORECASE,
)
"""What stands in a clause that asks, or how it begins."""


_TITLE = re.compile(r"\b(?:engineer|researcher|manager|developer|designer)\b", re.IGNORECASE)
"""No `-er` of theirs compares."""
_COMPARES = re.compile(
    r"\b(?:who|which)\b.*\b(?:more|less|most|least|better|best|than"
    r"|(?!(?:other|another)\b)\w+er)\b"
    r"|\bdiff(?:er\w*)?\b|\b(?:vs\.?|versus)(?! .*\b(?:pay|salar\w+|equity|base|comp\w*)\b)",
    re.IGNORECASE,
)
"""`Who earns more?` and `What is the difference?` ask of nobody who stands alone."""
_SIDES = 2


def parts(question: str) -> tuple[str, ...]:
    """The parts of a list of matters, each as a question of its own; nothing for any other."""
    asked = understood(question)
    pieces = [piece for piece in _PARTS.split(question.rstrip(" ?.!")) if piece]
    told = [piece for piece in pieces if _has_subject(piece)]
    if not 2 <= len(told) <= _MOST_PARTS or len({understood(one).subjects for one in told}) < 2:
        return ()
    return tuple(
        piece if understood(piece).roles or not asked.roles else with_roles(piece, asked.roles)
        for piece in told
    )


def clauses(question: str) -> tuple[str, ...]:
    """What is asked one after the other, each as a question of its own; nothing for one alone.

    `How many blocks has the loop, and who sits in it?` -> both, also where they are numbered.
    """
    _, *numbered = _NUMBER.split(question.rstrip(" ?.!"))
    if 2 <= len(numbered) <= _MOST_PARTS and all(map(terms, numbered)):
        first, *others = numbered
        return (first, *(_resolved(first, piece) for piece in others))
    asked = understood(question)
    pieces = [piece for piece in _ASKS_ON.split(question.rstrip(" ?.!")) if piece]
    if len(pieces) > 1 and (_AHEAD_OF_IT.match(pieces[0]) or not _asks(pieces[0])):
        pieces[:2] = [f"{pieces[0]}, {pieces[1]}"]
    if not 2 <= len(pieces) <= _MOST_PARTS or any(
        len(terms(piece)) < _FEWEST_WORDS for piece in pieces
    ):
        return ()
    if asked.other_roles and not all(map(_names_somebody, pieces)):
        return ()  # nobody knows of whom the others are asked
    return tuple(_standing_alone(piece, pieces[0], asked.roles) for piece in pieces)


def _names_somebody(piece: str) -> bool:
    asked = understood(piece)
    return bool(asked.roles or asked.other_roles)


_AHEAD_OF_IT = re.compile(
    r"(?:as|if|when|since|because|once|i|i'm|i've|we|we're|we've|my|our|outside|at|in|for|after|before"
    r"|apart|besides|of|between|hiring)\b",
    re.IGNORECASE,
)
"""How a clause begins that says whereof is asked, and does not ask."""


def _standing_alone(piece: str, first: str, roles: Sequence[str]) -> str:
    """A piece with the roles of the whole, or with what the first piece is about for `it`."""
    own = understood(piece).roles
    if own and _IT_FOR.match(piece):
        return with_roles(first, own)
    if own or not roles:
        return piece
    return about_it(piece, first) if _OF_IT.search(piece) else with_roles(piece, roles)


_IT_FOR = re.compile(
    r"(?:what|how (?:much|long|many))(?: (?:is|are) (?:it|that|they|the ones?))? (?:for|with)\b",
    re.IGNORECASE,
)
"""`What does an MLE earn, and what is it for an RS?`: the same is asked of others."""
_OF_IT = re.compile(r"\b(?:does|is|can|do (?:we|i)) (?:\w+ )?it\b", re.IGNORECASE)


def asked_together(turn: str) -> tuple[str, ...]:
    """What a turn asks one after the other, as it stands; nothing where it asks or tells else."""
    *told, last = [turn[start:end].strip() for start, end in sentence_spans(turn)] or [""]
    asking = [*(one for one in told if one.endswith("?")), last]
    pieces = [piece.strip() for one in asking for piece in _ASKS_ON.split(one) if piece.strip()]
    if not 2 <= len(pieces) <= _MOST_PARTS or not all(map(_is_asked, pieces)):
        return ()
    return tuple(pieces)


def _is_asked(piece: str) -> bool:
    return bool(_WHAT.match(opened(piece)) and terms(piece))


def _resolved(first: str, piece: str) -> str:
    """A numbered part, which may go on from the first as a follow-up does."""
    return piece if _has_subject(piece) else readings((first, piece))[0]


def afterthought(question: str) -> tuple[str, ...]:
    """What is asked of others in a last few words, as a question of its own.

    `Do research engineers move into management? And scientists?` -> of research scientists.
    """
    *first, last = [start for start, _ in sentence_spans(question)] or [0]
    before, rest = question[:last].strip(), question[last:]
    if not first or len(rest.split()) > _MOST_WORDS_BEHIND:
        return ()
    resolved = readings((before, rest))[0]
    new = not set(understood(resolved).roles).issubset(understood(question).roles)
    return (resolved,) if new else ()


def asked_of_told(question: str) -> tuple[str, ...]:
    """What is asked behind something that is told, of those it is told of.

    `I read that research engineers all have a PhD. Where do I find them?` -> of research engineers.
    """
    *told, last = [question[start:end].strip() for start, end in sentence_spans(question)] or [""]
    story, asked = understood(" ".join(told)), understood(last)
    if not told or len(story.roles) != 1 or "?" in story.question or asked.roles:
        return ()
    asks = asked.points_back and asked.subjects and not set(asked.subjects) <= set(story.subjects)
    return (readings((story.question, last))[0],) if asks else ()


def _has_subject(piece: str) -> bool:
    asked = understood(piece)
    return bool(asked.subjects) and not asked.strict
