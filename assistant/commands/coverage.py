"""`coverage`: what the worked answers use of the documents, and what they leave out."""

import argparse
from collections import defaultdict
from collections.abc import Sequence

from assistant.commands.opening import read_corpus
from assistant.commands.terminal import Pen, say, say_json
from corpus import Passage, WorkedAnswer, split


def run(asked: argparse.Namespace) -> bool:
    """List the passages that no worked answer rests on."""
    reading = read_corpus(asked)
    passages = [passage for document in reading.documents for passage in split(document)]
    left = unused(passages, reading.answers)
    if asked.json:
        for passage in left:
            say_json(
                {
                    "passage": passage.id,
                    "document": passage.document,
                    "section": list(passage.section),
                    "text": passage.text,
                }
            )
        return True
    _show(left, len(passages), len(reading.answers))
    return True


def unused(passages: Sequence[Passage], answers: Sequence[WorkedAnswer]) -> list[Passage]:
    """The passages of which no worked answer cites a word."""
    cited: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        for sentence in answer.sentences:
            for cite in sentence.cites:
                cited[cite.document].add(cite.words)
    return [
        passage
        for passage in passages
        if not any(words in passage.text for words in cited[passage.document])
    ]


def _show(left: Sequence[Passage], passages: int, answers: int) -> None:
    pen = Pen()
    for passage in left:
        say(pen.dim(" > ".join((passage.title, *passage.section))))
        say(pen.text(" ".join(passage.text.split()), indent="  "))
    used = passages - len(left)
    say(f"{answers} worked answers rest on {used} of {passages} passages.")
