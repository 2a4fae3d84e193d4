"""Questions in other languages, put into English word by word. The words are data.

The guides are English, and so is the model that searches them. Neither asks for good grammar, so a
gloss finds what a translation would.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from os.path import commonprefix
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

import Stemmer

GLOSSARY = Path(__file__).parent / "glossary.toml"

# Chinese has no spaces: each of its letters is a word. An article may hang on a word: l'ingénieur.
_WORD = re.compile(r"[\u4e00-\u9fff]|(?:(?![\u4e00-\u9fff])[^\W_])+(?:'(?=\w))?")
_CLAUSE_END = re.compile(r"([,;:.]+(?=\s|$)|[?!()\n]+)")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_JAPANESE = re.compile(r"[\u3040-\u30ff]")
_PUNCTUATION = str.maketrans(
    {"，": ", ", "、": ", ", "。": ". ", "；": "; ", "：": ": ", "？": "?", "！": "!", "（": "("}
    | {"）": ")", "’": "'", "¿": "", "¡": ""}
)
_START = "^"
_AFTER, _BEFORE = "{after}", "{before}"
# Characters. What is longer is a text and no question.
_LONGEST_QUESTION = 4_000
_LONGEST_COMPOUND = 40
# Shorter words are told apart by their endings.
_SHORTEST_INFLECTED = 5
_SHORTEST_PART = 4
_SHORTEST_SURE = 3
_SHORTEST_ALONE = 4


def in_english(question: str) -> str:
    """The question in English as far as its words are known; itself when it is English already.

    `Was verdient ein ML engineer?` -> `how much does ML engineer earn?`
    """
    if len(question) > _LONGEST_QUESTION:
        return question
    plain = question
    if not question.isascii():
        letters = _glossary().new_letters
        plain = normalize("NFC", question).translate(_PUNCTUATION).translate(letters)
    language = _language_of(plain)
    if language is None:
        return question
    if plain.isupper():
        plain = plain.lower()
    parts = _CLAUSE_END.split(plain)
    said = "".join(
        part.replace(",", "") if number % 2 else f" {_glossed(part, language)} "
        for number, part in enumerate(parts)
    )
    said = re.sub(r" +(?=[;:.?!)])|(?<=\() +", "", " ".join(said.split()))
    return said.lstrip(";:.?! ") or question


@dataclass(frozen=True)
class _Language:
    """What is known of one language; what only its own questions need is made with the first."""

    meanings: Mapping[tuple[str, ...], str]
    """Words in a row and what they mean: nothing, where they are left out."""
    vocabulary: frozenset[str]
    signs: frozenset[str]
    """Words that no English text has."""
    telling: frozenset[str]
    """Those of them that are not left out."""
    spellings: Mapping[str, str]
    """Other ways to write a word."""
    stem: Stemmer.Stemmer | None
    linking: tuple[str, ...]
    """What joins the parts of a compound; empty where there are none."""

    @cached_property
    def bare_meanings(self) -> Mapping[tuple[str, ...], str]:
        """The same without marks on their letters."""
        rows = sorted(self.meanings, reverse=True)
        return {tuple(map(_without_marks, row)): self.meanings[row] for row in rows}

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """How many words a row has at most, by its first."""
        longest: dict[str, int] = defaultdict(int)
        for row in self.meanings:
            first = _without_marks(row[0])
            longest[first] = max(longest[first], len(row))
        return dict(longest)

    @cached_property
    def stems(self) -> Mapping[str, Sequence[str]]:
        """Words by what they have in common with their other forms."""
        stems: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.vocabulary):
            if len(word) >= _SHORTEST_INFLECTED:
                stems[self.stemmed(word)].append(word)
        return dict(stems)

    def stemmed(self, word: str) -> str:
        """What it has in common with its other forms; itself where a language has none."""
        return _without_marks(self.stem.stemWord(word)) if self.stem else word


@dataclass(frozen=True)
class _Glossary:
    languages: tuple[_Language, ...]
    signs: frozenset[str]
    """Of any language."""
    small: frozenset[str]
    """Words that an English sentence is full of."""
    english: frozenset[str]
    capitals: frozenset[str]
    new_letters: Mapping[int, int]


def _language_of(plain: str) -> _Language | None:
    """The language a question is surely in, unless that is English."""
    words = _WORD.findall(plain.lower())
    if _glossary().signs.isdisjoint(words) or _JAPANESE.search(plain):
        return None
    return max(
        (language for language in _glossary().languages if _is_sure(language, words)),
        key=lambda one: (
            sum(word in one.signs for word in words),
            sum(word in one.vocabulary for word in words),
        ),
        default=None,
    )


def _is_sure(language: _Language, words: Sequence[str]) -> bool:
    telling = [word for word in words if word in language.telling]
    # A compound is looked at only where smaller words speak for the language.
    if not telling and not language.signs.isdisjoint(words):
        telling = [word for word in words if _of_its_parts(word, language)]
    if not telling:
        return False
    if tuple(_spelt(word, language) for word in words) in language.meanings:
        return True
    foreign = sum(word in language.signs or word in telling for word in words)
    small = _glossary().small
    against = sum(word in small and word not in language.vocabulary for word in words)
    longest = max(telling, key=len)
    if foreign > 1:
        # Short words are easily English ones with a slip.
        enough = len(longest) >= _SHORTEST_SURE or bool(_CHINESE.match(longest))
        return enough and foreign > against
    # One word alone must mean something by itself, and nothing may speak for English.
    by_itself = (_spelt(longest, language),) in language.meanings
    return by_itself and len(longest) >= _SHORTEST_ALONE and not against


def _spelt(word: str, language: _Language) -> str:
    return language.spellings.get(word, word)


def _glossed(clause: str, language: _Language) -> str:
    found = list(_WORD.finditer(clause))
    if not found:
        return clause
    ends = [*(one.start() for one in found[1:]), len(clause)]
    words = [_START, *(_looked_up(one, language) for one in found)]
    written = [
        clause[: found[0].start()],
        *(clause[one.start() : end] for one, end in zip(found, ends, strict=True)),
    ]
    return _in_a_row(words, written, language)


def _looked_up(found: re.Match[str], language: _Language) -> str:
    """The word as it stands in the glossary."""
    word = found.group()
    small = word.lower()
    if word in _glossary().capitals:
        return small
    if word in language.vocabulary or (len(word.rstrip("'")) > 1 and word.isupper()):
        # AS is no article.
        return word
    return _base(small, language)


def _base(word: str, language: _Language) -> str:
    if word in language.vocabulary or word in _glossary().english:
        return word
    if word in language.spellings:
        return language.spellings[word]
    if len(word) < _SHORTEST_INFLECTED:
        return word
    near = language.stems.get(language.stemmed(word), ())
    return max(near, key=lambda one: len(commonprefix([one, word])), default=word)


def _in_a_row(words: Sequence[str], written: Sequence[str], language: _Language) -> str:
    """The meaning of words in a row, and those that are not known as they were written."""
    said = ""
    open_meanings: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        length, meaning = _longest(words, at, language)
        # La Paz, El Salvador: what would be left out is part of a name.
        is_name = meaning == "" and at > 1 and written[at][0].isupper()
        if meaning is None or is_name:
            said += written[at]
        else:
            if _BEFORE in meaning:
                meaning, said = meaning.replace(_BEFORE, said), ""
            # A hyphen would tie it to the word before: ML-Ingenieur.
            said = f"{said.removesuffix('-')} "
            if _AFTER in meaning:
                open_meanings.append((said, meaning))
                said = ""
            else:
                said += f"{meaning} "
        at += length
    for before, meaning in reversed(open_meanings):
        # With nothing after it, what it asks about came first.
        after, before = (said, before) if said.strip() else (before, "")
        said = before + meaning.replace(_AFTER, after)
    return said


def _longest(words: Sequence[str], at: int, language: _Language) -> tuple[int, str | None]:
    most = min(language.longest.get(_without_marks(words[at]), 0), len(words) - at)
    for length in range(most, 0, -1):
        row = tuple(words[at : at + length])
        meaning = language.meanings.get(row)
        if meaning is None:
            meaning = language.bare_meanings.get(tuple(map(_without_marks, row)))
        if meaning is not None:
            return length, meaning
    return 1, _of_its_parts(words[at], language)


def _of_its_parts(word: str, language: _Language) -> str | None:
    """`Gehaltsstufe` -> `pay level`."""
    if not language.linking or len(word) > _LONGEST_COMPOUND or word in _glossary().english:
        return None
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        last = language.meanings.get((_base(word[cut:], language),))
        for link in language.linking if last else ():
            first = word[:cut].removesuffix(link)
            meaning = language.meanings.get((_base(first, language),))
            if meaning and word[:cut] == first + link:
                return f"{meaning} {last}"
    return None


@cache
def _glossary() -> _Glossary:
    said: dict[str, Any] = tomllib.loads(GLOSSARY.read_text("utf-8"))
    english = frozenset(said["english"]["words"].split())
    languages = tuple(_language(one, said["places"], english) for one in said["languages"].values())
    return _Glossary(
        languages,
        frozenset().union(*(language.signs for language in languages)),
        frozenset(said["english"]["small"].split()),
        english,
        frozenset(said["english"]["capitals"].split()),
        str.maketrans(said["chinese_letters"]["old"], said["chinese_letters"]["new"]),
    )


def _language(
    said: Mapping[str, Any], places: Mapping[str, str], english: frozenset[str]
) -> _Language:
    left_out = dict.fromkeys(said["left_out"].split(), "")
    own = _by_row(left_out | _by_way(said["words"]))
    meanings = _by_row(_by_way(places)) | own
    vocabulary = frozenset(word for row in meanings for word in row)
    rewritten = str.maketrans(said.get("written_as", {}))
    # The order of a set differs between runs.
    spellings = {_without_marks(word): word for word in sorted(vocabulary)}
    spellings |= {word.translate(rewritten): word for word in sorted(vocabulary)}
    # In a row of words the short ones may be of another language.
    telling = {
        word
        for row, meaning in own.items()
        for word in row
        if meaning and (len(row) == 1 or len(word) >= _SHORTEST_PART or _CHINESE.match(word))
    }
    telling |= {written for written, word in spellings.items() if word in telling}
    telling -= english | left_out.keys()
    return _Language(
        meanings,
        vocabulary,
        signs=frozenset(telling | left_out.keys() - english),
        telling=frozenset(telling),
        spellings=spellings,
        stem=Stemmer.Stemmer(said["stemmer"]) if "stemmer" in said else None,
        linking=tuple(said.get("linking", ())),
    )


def _by_way(ways: Mapping[str, str]) -> dict[str, str]:
    return {way: meaning for meaning, all_ways in ways.items() for way in all_ways.split(", ")}


def _by_row(ways: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Each way to say something as its words, also in small letters: `Sie` is not `sie`."""
    rows = {_row(way): meaning for way, meaning in ways.items()}
    written = ((way, way.lower()) for way in ways)
    return {_row(small): ways[way] for way, small in written if way != small} | rows


def _row(way: str) -> tuple[str, ...]:
    # The sign at the end stands for the word that l' hangs on.
    return (*way[: way.startswith(_START)], *_WORD.findall(f"{way}_"))


def _without_marks(word: str) -> str:
    if word.isascii():
        return word
    return "".join(letter for letter in normalize("NFD", word) if not combining(letter))
