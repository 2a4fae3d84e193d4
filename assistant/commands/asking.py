"""`ask`: one question, a conversation, or a file of them."""

import argparse
import contextlib
import sys
from collections.abc import Sequence

from assistant.answers import Answer
from assistant.assistant import Assistant
from assistant.commands import batch, files
from assistant.commands.batch import LONGEST_TURN
from assistant.commands.errors import NothingAsked
from assistant.commands.opening import open_assistant
from assistant.commands.showing import lines, row
from assistant.commands.terminal import Pen, say, say_json
from corpus import drop_invisible

TURNS_REMEMBERED = 20
AFRESH = "new"


def run(asked: argparse.Namespace) -> bool:
    """Answer what is asked, in the way that is asked for; tell whether all could be read."""
    turns = _turns(asked.turns)
    talks = not (turns or asked.batch) and sys.stdin is not None and sys.stdin.isatty()
    if not talks and bool(turns) == bool(asked.batch):
        raise NothingAsked("Ask a question, or name --batch FILE: one of the two.")
    if turns and len(max(turns, key=len)) > LONGEST_TURN:
        raise NothingAsked(
            f"A question has at most {LONGEST_TURN:,} characters: ask a shorter one."
        )
    if asked.batch:
        with files.opened(asked.batch) as file, open_assistant(asked) as assistant:
            return batch.run(file, asked.batch, assistant)
    with open_assistant(asked) as assistant:
        if talks:
            _talk(assistant)
            return True
        answer, seconds = batch.answered(assistant, turns)
    if asked.json:
        nearby = [one.id for one in answer.nearby]
        say_json({"turns": turns, **row(answer, seconds), "nearby": nearby})
    else:
        _show(answer)
    return True


def _turns(words: Sequence[str]) -> list[str]:
    """Each is a turn; but where none has a space, it is one question without its quotes."""
    said = [one for one in (drop_invisible(word).strip() for word in words) if one]
    return said if any(" " in one for one in said) else [" ".join(said)] * bool(said)


def _talk(assistant: Assistant) -> None:
    """Question after question, until the person has no more."""
    with contextlib.suppress(ImportError):
        # Lines can be edited then. Imported at the top it would write to a pipe on some systems.
        import readline  # noqa: F401
    say(f"Ask about hiring for AI roles. `{AFRESH}` starts afresh, Ctrl-D ends.")
    turns: list[str] = []
    while True:
        try:
            said = drop_invisible(input("\n> ")).strip()
        except EOFError:
            say()
            return
        if said.lower() == AFRESH:
            turns = []
            say("A new conversation.")
        elif len(said) > LONGEST_TURN:
            say(f"A question has at most {LONGEST_TURN:,} characters.")
        elif said:
            turns = [*turns, said][-TURNS_REMEMBERED:]
            say()
            _show(assistant.ask(*turns))


def _show(answer: Answer) -> None:
    for line in lines(answer, Pen()):
        say(line)
