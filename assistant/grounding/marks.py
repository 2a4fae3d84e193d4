"""Marks: `Engineers earn more [1] [2].` is a sentence that rests on two quotes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus import sentence_spans

_MARK = re.compile(r"\s*\[(\d{1,4})\]")
_CLOSING = ".!?"


@dataclass(frozen=True)
class MarkedSentence:
    """A sentence of an answer, taken apart."""

    text: str
    """Without its marks."""
    numbers: tuple[int, ...]
    after: str
    """The white space behind it: it may end a line."""


def marked(sentence: str, numbers: Iterable[int]) -> str:
    """Put marks before the final stop, as in `They earn more [1].`."""
    marks = " ".join(f"[{number}]" for number in dict.fromkeys(numbers))
    if not marks:
        return sentence
    if sentence[-1:] in _CLOSING:
        return f"{sentence[:-1]} {marks}{sentence[-1]}"
    return f"{sentence} {marks}"


def sentences_of(text: str) -> Iterator[MarkedSentence]:
    """Take an answer apart into sentences, each with the marks that stand in it or behind it."""
    # A mark behind the stop belongs to the sentence before it.
    text = re.sub(r"([.!?])((?:\s*\[\d{1,4}\])+)", lambda found: f"{found[2]}{found[1]}", text)
    for start, end in sentence_spans(text):
        whole = text[start:end]
        words = whole.rstrip()
        numbers = tuple(dict.fromkeys(int(number) for number in _MARK.findall(words)))
        yield MarkedSentence(_MARK.sub("", words), numbers, whole[len(words) :])
