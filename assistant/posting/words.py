"""How postings put things, as patterns. The words are in words.toml."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.posting.errors import UnsoundRules

WORDS = Path(__file__).parent / "words.toml"


@dataclass(frozen=True)
class Words:
    """The patterns of one file, made when they are first asked for."""

    said: dict[str, dict[str, Any]]

    def __hash__(self) -> int:
        """One file is one value."""
        return id(self)

    @cache  # noqa: B019  there is one, for as long as the program runs
    def any_of(self, section: str, *names: str, plural: bool = False) -> re.Pattern[str]:
        """Whatever stands under these names of a section."""
        listed = (one for name in names for one in self._listed(section, name))
        return whole_words(listed, tail="s?" if plural else "")

    def names(self, section: str) -> tuple[str, ...]:
        """The names of a section, in their order."""
        return tuple(self.said[section])

    def _listed(self, section: str, name: str) -> list[str]:
        listed = self.said[section][name]
        return [listed] if isinstance(listed, str) else listed


@cache
def words() -> Words:
    """The words that come with the program."""
    return Words(tomllib.loads(WORDS.read_text("utf-8")))


def whole_words(patterns: Iterable[str], *, tail: str = "") -> re.Pattern[str]:
    """One of the patterns, in any case, with nothing of a word left over at its ends.

    Raises:
        UnsoundRules: One of them is no pattern.
    """
    either = "|".join(folded(one) for one in patterns)
    try:
        return re.compile(rf"(?:(?<!\w)|(?=\W))(?:{either}){tail}(?:(?!\w)|(?<=\W))", re.IGNORECASE)
    except re.error as error:
        raise UnsoundRules(f"Not a pattern ({error}): {either[:80]}") from error


def folded(text: str) -> str:
    """Without accents, as postings are read."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
