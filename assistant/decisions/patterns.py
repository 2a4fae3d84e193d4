"""The patterns of cues.toml. Each is used where its section says."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

CUES = Path(__file__).parent / "cues.toml"

_MOST_CHARACTERS = 4_000
_NOT = re.compile(
    r"\b(do|does|did|is|are|was|has|have|had|could|would|should|ca|wo)nt\b", re.IGNORECASE
)
_I = re.compile(r"\bi(m|ve)\b", re.IGNORECASE)


@cache
def cues() -> dict[str, Any]:
    """Everything in the file, with its words put in their places."""
    said = tomllib.loads(CUES.read_text("utf-8"))
    words: dict[str, str] = {}
    for name, pattern in said.pop("words").items():
        words[name] = _filled(pattern, words)
    return {section: _expanded(value, words) for section, value in said.items()}


def whole_words(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One pattern for all of them, or None when there is none."""
    listed = "|".join(patterns)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE) if listed else None


@cache
def reading(name: str) -> re.Pattern[str]:
    """The pattern for one way in which a clause is meant."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(cues()['reading'][name])})(?!\w)", re.IGNORECASE)


@cache
def reply(name: str) -> re.Pattern[str]:
    """The pattern for one kind of short reply, from the beginning of a turn."""
    said = cues()["replies"]
    filler, listed = "|".join(said["filler"]), "|".join(said[name])
    return re.compile(rf"\W*(?:(?:{filler})\b[,.!\s]+)*(?:{listed})(?!\w)", re.IGNORECASE)


def plain(turn: str) -> str:
    """The turn with plain quotes and single spaces, `dont` as `don't`; line ends stay.

    A very long one is a pasted text: of that, the beginning and the end.
    """
    if len(turn) > _MOST_CHARACTERS:
        turn = f"{turn[: _MOST_CHARACTERS // 2]}\n{turn[-_MOST_CHARACTERS // 2 :]}"
    turn = re.sub(r"[^\S\n]+", " ", turn.replace("’", "'").replace("‘", "'")).strip()
    return _I.sub(r"i'\1", _NOT.sub(r"\1n't", turn))


def verbatim(words: str, turn: str) -> str:
    """The words as they stand in the turn that `plain` has changed."""
    found = re.search(re.escape(words).replace("'", "['’‘]?").replace(r"\ ", r"\s+"), turn)
    return found.group() if found else words


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda match: f"(?:{words[match.group(1)]})", pattern)


def _expanded(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _filled(value, words)
    if isinstance(value, list):
        return [_expanded(one, words) for one in value]
    if isinstance(value, dict):
        return {key: _expanded(one, words) for key, one in value.items()}
    return value
