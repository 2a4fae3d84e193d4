"""Many conversations from a file, answered line by line."""

import json
import sys
import time
from collections.abc import Sequence
from typing import Any, BinaryIO, NamedTuple

from tqdm import tqdm

from assistant.answers import MOST_CHARACTERS, Answer
from assistant.assistant import Assistant
from assistant.commands import files
from assistant.commands.showing import row
from assistant.commands.terminal import say_json, say_wrong

LONGEST_TURN = MOST_CHARACTERS
"""Characters."""
MOST_TURNS = 100

_FORM = 'it is not a JSON object with "id" and "turns"'


class Conversation(NamedTuple):
    """What somebody has said turn by turn, and what the answer is labelled with."""

    id: object
    turns: list[str]


class _Refused(Exception):
    """A line that is no conversation."""


def run(file: BinaryIO, name: str, assistant: Assistant) -> bool:
    """Answer each line as soon as it is there, and tell whether all of them could be read."""
    all_read = True
    # Where the answers are shown on the terminal, they show how far it has come.
    with tqdm(desc="questions", leave=False, disable=sys.stdout.isatty() or None) as bar:
        for number, line in enumerate(files.lines(file, name), start=1):
            if not line.strip(b"\xef\xbb\xbf \t\r\n"):
                continue
            try:
                conversation = _conversation(line)
            except _Refused as error:
                all_read = False
                bar.clear()
                say_wrong(f"{files.called(name)}, line {number}: {error}.")
                continue
            answer, seconds = answered(assistant, conversation.turns)
            say_json({"id": conversation.id, **row(answer, seconds)})
            bar.update()
    return all_read


def answered(assistant: Assistant, turns: Sequence[str]) -> tuple[Answer, float]:
    """The answer, and how long it took."""
    start = time.perf_counter()
    answer = assistant.ask(*turns)
    return answer, time.perf_counter() - start


def _conversation(line: bytes) -> Conversation:
    try:
        said: Any = json.loads(line.decode("utf-8-sig"))
        id, turns = said["id"], said["turns"]
        json.dumps(id, allow_nan=False)  # Python reads NaN, and no other program would
    except UnicodeDecodeError as error:
        raise _Refused("it is not UTF-8 text") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _Refused(_FORM) from error
    if not isinstance(turns, list) or not turns or not all(isinstance(one, str) for one in turns):
        raise _Refused('"turns" is not a list of one string or more')
    if len(turns) > MOST_TURNS or len(max(turns, key=len)) > LONGEST_TURN:
        raise _Refused(
            f'"turns" has more than {MOST_TURNS} of them, or one of more than '
            f"{LONGEST_TURN:,} characters"
        )
    return Conversation(id, turns)
