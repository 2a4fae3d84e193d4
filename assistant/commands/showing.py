"""An answer as lines for a reader, and as values for a program."""

from collections.abc import Iterator
from typing import Any

from assistant.answers import Answer, Path
from assistant.commands.terminal import INDENT, Pen
from corpus import Passage

_LINES_OF_A_PASSAGE = 5


def lines(answer: Answer, pen: Pen) -> Iterator[str]:
    """The words first, then what they rest on, then what else could be asked."""
    blocks = [
        [pen.text(answer.text)] if answer.text else [],
        [pen.text(f"Note: {note}.") for note in answer.notes],
        [pen.dim(" · ".join(part for part in (answer.kind, answer.layer) if part))],
        list(_sources(answer, pen)),
        list(_path(answer.path, pen)) if answer.path else [],
        list(_nearby(answer, pen)),
        list(_suggestions(answer, pen)),
    ]
    between = False
    for block in blocks:
        if block and between:
            yield ""
        yield from block
        between = between or bool(block)


def row(answer: Answer, seconds: float) -> dict[str, Any]:
    """All that a program needs of it; offsets are those of the document."""
    return {
        "kind": answer.kind,
        "text": answer.text,
        "citations": [
            {
                "n": one.number,
                "passage": one.passage.id,
                "document": one.passage.document,
                "title": one.title,
                "section": list(one.passage.section),
                "quote": one.quote,
                "start": one.start,
                "end": one.end,
            }
            for one in answer.citations
        ],
        "notes": list(answer.notes),
        "layer": answer.layer,
        "path": _path_row(answer.path),
        "suggestions": list(answer.suggestions),
        "seconds": round(seconds, 4),
    }


def _sources(answer: Answer, pen: Pen) -> Iterator[str]:
    for one in answer.citations:
        yield pen.listed(_place(one.passage), f"[{one.number}] ")
        yield pen.text(f'"{one.quote}"', indent=INDENT)


def _path(path: Path, pen: Pen) -> Iterator[str]:
    yield pen.bold(f"Decision tree: {path.tree}")
    for number, step in enumerate(path.steps, start=1):
        yield pen.listed(step, f"  {number}. ")
    for words in path.taken:
        yield pen.text(f'From your words: "{words}"', indent=INDENT)
    if path.asks:
        yield pen.listed(path.asks, "  ?  ")


def _nearby(answer: Answer, pen: Pen) -> Iterator[str]:
    if answer.nearby:
        yield pen.bold("Near the question:")
    for one in answer.nearby:
        yield pen.listed(_place(one), "  - ")
        words = " ".join(one.text.split())
        yield pen.text(f'"{words}"', indent=INDENT, most_lines=_LINES_OF_A_PASSAGE)


def _suggestions(answer: Answer, pen: Pen) -> Iterator[str]:
    if answer.suggestions:
        yield pen.bold("You could also ask:")
    for question in answer.suggestions:
        yield pen.listed(question, "  - ")


def _place(passage: Passage) -> str:
    return " > ".join((passage.title, *passage.section))


def _path_row(path: Path | None) -> dict[str, Any] | None:
    if path is None:
        return None
    return {
        "tree": path.tree,
        "answers": dict(path.answers),
        "steps": list(path.steps),
        "taken": list(path.taken),
        "asks": path.asks,
    }
