"""`decide --brief` and `replay`: decisions to take along, and whether they still hold."""

import argparse
from datetime import date
from pathlib import Path

from assistant.briefs import (
    LARGEST_BYTES,
    BriefUnwritable,
    brief,
    replay,
    to_json,
    to_markdown,
    to_pdf,
    told,
)
from assistant.commands import files
from assistant.commands.errors import FileUnreadable
from assistant.commands.opening import read_corpus
from assistant.commands.terminal import Pen, say, say_aside, say_json
from assistant.decisions import Decision, load_trees
from corpus import Reading, figures_of

ENDINGS = (".md", ".pdf")


def check_name(name: str) -> None:
    """Refuse early what could not be written in the end.

    Raises:
        BriefUnwritable: Its ending is that of no form a brief has.
    """
    if Path(name).suffix.lower() not in ENDINGS:
        raise BriefUnwritable(
            f"A brief is Markdown or PDF: end {name!r} in {' or '.join(ENDINGS)}."
        )


def write(decision: Decision, reading: Reading, name: str) -> None:
    """Put a decision into a file.

    Raises:
        BriefUnwritable: The file cannot be written.
        NotDecided: There is no recommendation yet.
    """
    made = brief(
        decision,
        documents=reading.documents,
        answers=reading.answers,
        figures=[figure for document in reading.documents for figure in figures_of(document)],
        day=date.today(),
    )
    is_pdf = Path(name).suffix.lower() == ".pdf"
    content = to_pdf(made) if is_pdf else to_markdown(made).encode()
    try:
        Path(name).write_bytes(content)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise BriefUnwritable(f"The brief cannot be written to {name!r}: {reason}.") from error
    say_aside(f"The brief is in {name}.")


def run(asked: argparse.Namespace) -> bool:
    """Decide again what a brief decided, and tell whether it comes out the same."""
    content = _content(asked.file)
    documents = read_corpus(asked).documents
    replayed = replay(content, load_trees(documents), documents)
    if asked.json:
        say_json(to_json(replayed))
    else:
        say(Pen().text(told(replayed)))
    return replayed.same


def _content(name: str) -> bytes:
    with files.opened(name) as file:
        try:
            return file.read(LARGEST_BYTES + 1)
        except OSError as error:
            reason = f"{files.called(name)} cannot be read: {error.strerror}."
            raise FileUnreadable(reason) from error
