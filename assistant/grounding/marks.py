"""Marks: `Engineers earn more [1] [2].` is a sentence that rests on two quotes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus import sentence_spans

_MARK = re.compile(r"\s*\[(\d{1,4})\]")
_END = re.compile(r"[.!?][\"'”’)]{0,2}$")
_QUESTION = re.compile(r"\?[\"'”’)]*\s*$")


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
    end = _END.search(sentence)
    at = end.start() if end else len(sentence)
    return f"{sentence[:at]} {marks}{sentence[at:]}"


def sentences_of(text: str) -> Iterator[MarkedSentence]:
    """Take an answer apart into sentences, each with the marks that stand in it or behind it."""
    # A mark behind the stop belongs to the sentence before it.
    text = re.sub(r"([.!?])((?:\s*\[\d{1,4}\])+)", lambda found: f"{found[2]}{found[1]}", text)
    begin = 0
    for start, end in sentence_spans(text):
        if _QUESTION.search(text[start:end]) and "\n" not in text[start:end] and end < len(text):
            # A question claims nothing; it belongs to what is said next.
            continue
        whole, begin = text[begin:end], end
        words = whole.rstrip()
        numbers = tuple(dict.fromkeys(int(number) for number in _MARK.findall(words)))
        yield MarkedSentence(_MARK.sub("", words), numbers, whole[len(words) :])
