"""Worked answers: what people ask, and what the guides say, sentence by sentence.

Each sentence has the words it rests on. The answers stand beside the documents in files that end
in `.answers.jsonl`, one a line. One whose words or figures the documents do not have any more is
left out, and that is told.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.beside import numbered_lines
from corpus.documents import Document
from corpus.errors import UnreadableDocument
from corpus.figures import figures_in
from corpus.structure import Block, blocks

ENDING = ".answers.jsonl"

AnswerKind = Literal[
    "fact",
    "figure",
    "list",
    "comparison",
    "conflict",
    "how-to",
    "definition",
    "premise",
    "candidate",
    "meta",
]


@dataclass(frozen=True)
class Cite:
    """Words of a document, to the letter."""

    document: str
    words: str


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, and what it rests on."""

    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class WorkedAnswer:
    """An answer that a person has written and a machine has checked."""

    id: str
    kind: AnswerKind
    asked: tuple[str, ...]
    """Some of the ways people ask it."""
    roles: tuple[str, ...]
    attribute: str
    sentences: tuple[Sentence, ...]
    level: str = ""
    place: str = ""
    tier: str = ""
    period: str = ""
    note: str = ""
    """Such as `guides differ`, or nothing."""

    @property
    def text(self) -> str:
        """All its sentences, without marks."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True)
class Worked:
    """The worked answers of a folder."""

    answers: tuple[WorkedAnswer, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    """What no longer holds: the file it stands in, and the reason with its id."""


def read_answers(path: Path) -> tuple[WorkedAnswer, ...]:
    """Read one file of answers; nothing is checked against the documents yet.

    Raises:
        UnreadableDocument: It is not of the form above.
    """
    return tuple(_answer(line, number) for number, line in numbered_lines(path))


def verified(files: Mapping[str, Iterable[WorkedAnswer]], documents: Iterable[Document]) -> Worked:
    """Keep the answers of all files whose words and figures the documents still have."""
    places = {document.id: _Place(document) for document in documents}
    kept: dict[str, WorkedAnswer] = {}
    left_out = []
    for name, answers in files.items():
        for answer in answers:
            reason = "another answer has its id" if answer.id in kept else _fault(answer, places)
            if reason:
                left_out.append((name, f"Answer {answer.id}: {reason}."))
            else:
                kept[answer.id] = answer
    return Worked(tuple(kept.values()), tuple(left_out))


def with_asked(
    documents: Iterable[Document], answers: Iterable[WorkedAnswer]
) -> tuple[Document, ...]:
    """Let the ways people ask for an answer, and what it says, lead to the words it starts from."""
    asked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for answer in answers:
        first = answer.sentences[0].cites[0]
        ways = (*answer.asked, answer.text)
        asked[first.document] += ((first.words, way) for way in ways)
    return tuple(
        replace(document, questions=(*document.questions, *asked[document.id]))
        if document.id in asked
        else document
        for document in documents
    )


@dataclass(frozen=True)
class _Place:
    """A document to be looked up in."""

    document: Document

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(blocks(self.document.text, title=self.document.title))

    def figures(self, words: str) -> frozenset[float] | None:
        """The figures a reader of the words has in sight; None when the words are not there."""
        start = self.document.text.find(words)
        if start < 0:
            return None
        around = next(
            (f"{one.context} {one.section}" for one in self.blocks if one.start <= start < one.end),
            "",
        )
        return figures_in(f"{words} {around} {self.document.title}")


def _fault(answer: WorkedAnswer, places: dict[str, _Place]) -> str:
    """Why an answer does not hold, or nothing."""
    for sentence in answer.sentences:
        seen: frozenset[float] = frozenset()
        for cite in sentence.cites:
            place = places.get(cite.document)
            figures = place.figures(cite.words) if place else None
            if figures is None:
                return f"{cite.document} does not say {cite.words!r}"
            seen |= figures
        made_up = figures_in(sentence.text) - seen
        if made_up:
            return f"the words it cites have no {min(made_up):g}: {sentence.text!r}"
    return ""


def _answer(line: str, number: int) -> WorkedAnswer:
    try:
        row = json.loads(line)
        answer = WorkedAnswer(
            id=_text(row["id"]),
            kind=_kind(row["kind"]),
            asked=tuple(_text(question) for question in row["asked"]),
            roles=tuple(_text(role) for role in row.get("roles", ())),
            attribute=_text(row["attribute"]),
            sentences=tuple(
                Sentence(
                    _text(sentence["text"]),
                    tuple(
                        Cite(_text(one["guide"]), _text(one["words"])) for one in sentence["cites"]
                    ),
                )
                for sentence in row["answer"]
            ),
            **{name: _text(row.get(name, "")) for name in _OPTIONAL},
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableDocument(f"Line {number} is not a worked answer: {error}.") from error
    if not (answer.asked and answer.sentences and all(one.cites for one in answer.sentences)):
        raise UnreadableDocument(f"Line {number} has no question, no sentence or no cited words.")
    return answer


_OPTIONAL = ("level", "place", "tier", "period", "note")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _kind(value: Any) -> AnswerKind:
    if value not in get_args(AnswerKind):
        raise ValueError(f"{value!r} is not a kind of answer")
    return value  # type: ignore[no-any-return]  # one of its words
