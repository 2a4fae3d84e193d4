"""What is asked: roles, level, small talk, and what must not be answered. The words are data."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

VOCABULARY = Path(__file__).parent / "vocabulary.toml"

Chat = Literal["greeting", "thanks", "goodbye", "about"]
Unclear = Literal["hire", "fit", "subject"]


@dataclass(frozen=True)
class Asked:
    """What a question names."""

    roles: tuple[str, ...]
    """In the order they are named."""
    other_roles: tuple[str, ...]
    """People the guides do not speak of, in the words of the question."""
    level: str
    subjects: tuple[str, ...]
    """What it is about, where its words leave no doubt."""
    unlawful: bool
    chat: Chat | None
    """Set when the question is small talk and nothing else."""
    unclear: Unclear | None
    """Set when something must be asked back first."""


def understood(question: str) -> Asked:
    """Read a question whose short forms are written out."""
    known = _patterns()
    words = " ".join(question.split())
    found = sorted(
        (match.start(), role)
        for role, pattern in known.roles.items()
        for match in pattern.finditer(words)
    )
    bare = re.sub(r"[.!?,;:]+(?=\s)", ",", words.strip(" \t.!?,;:)(").lower())
    return Asked(
        roles=tuple(dict.fromkeys(role for _, role in found)),
        other_roles=tuple(match.group() for match in known.other_roles.finditer(words)),
        level=next((level for level, one in known.levels.items() if one.search(words)), ""),
        subjects=tuple(name for name, one in known.subjects.items() if one.said.search(words)),
        unlawful=bool(known.unlawful.search(words)),
        chat=next((kind for kind, one in known.chat.items() if one.fullmatch(bare)), None),
        unclear=next((kind for kind, one in known.unclear.items() if one.fullmatch(bare)), None),
    )


def same_roles(role: str) -> frozenset[str]:
    """A role and those that the guides speak of under another name."""
    return frozenset((role, *_patterns().same.get(role, ())))


def is_about(attribute: str, subject: str) -> bool:
    """Whether an answer with the attribute may answer a question about the subject."""
    return attribute in _patterns().subjects[subject].attributes


def with_roles(question: str, roles: Iterable[str]) -> str:
    """The question with the roles it names replaced by others."""
    new = " and ".join(f"{role}s" for role in roles)
    known = _patterns()
    spans = sorted(
        match.span() for pattern in known.roles.values() for match in pattern.finditer(question)
    )
    if not spans:
        return f"{question.rstrip(' ?.!')} ({new})?"
    start, end = spans[0][0], max(end for _, end in spans)
    return f"{question[:start]}{new}{question[end:]}"


@dataclass(frozen=True)
class _Subject:
    said: re.Pattern[str]
    attributes: frozenset[str]


@dataclass(frozen=True)
class _Patterns:
    roles: dict[str, re.Pattern[str]]
    same: dict[str, list[str]]
    other_roles: re.Pattern[str]
    levels: dict[str, re.Pattern[str]]
    subjects: dict[str, _Subject]
    chat: dict[Chat, re.Pattern[str]]
    unclear: dict[Unclear, re.Pattern[str]]
    unlawful: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    said: dict[str, Any] = tomllib.loads(VOCABULARY.read_text("utf-8"))
    return _Patterns(
        roles={role: _words(names) for role, names in said["roles"].items()},
        same=said["same"],
        other_roles=_words(said["other_roles"]["names"]),
        levels={level: _words(names) for level, names in said["levels"].items()},
        subjects={
            name: _Subject(_words(one["said"]), frozenset(one["attributes"]))
            for name, one in said["subjects"].items()
        },
        chat={kind: _words(names) for kind, names in said["chat"].items()},
        unclear={kind: _words(names) for kind, names in said["clarify"].items()},
        unlawful=_words(said["unlawful"]["patterns"]),
    )


def _words(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
