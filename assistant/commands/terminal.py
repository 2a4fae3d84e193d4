"""Writing to the terminal, or to whatever reads us instead."""

import io
import json
import os
import re
import shutil
import sys
import textwrap

from index.errors import OutputUnwritable

INDENT = "    "
_NARROWEST = 24
_MARK = re.compile(r"(?:\[\d+\] ?)+(?<! )")
_SIGN = re.compile(r" *(?:- |\d+\. |\[\d+\] )?")
_DIM, _BOLD, _END = "\x1b[2m", "\x1b[1m", "\x1b[0m"


def prepare() -> None:
    """A terminal that cannot show a dash still shows the words around it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str = "") -> None:
    """Write at once: what cannot be written is known while it can still be told."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OSError as error:
        # Python would try again at exit, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise
        raise OutputUnwritable(f"Standard output cannot be written: {error.strerror}.") from error


def say_json(value: object) -> None:
    """In ASCII: it survives every terminal."""
    say(json.dumps(value))


def say_aside(message: str) -> None:
    """A line beside the output, on standard error."""
    sys.stderr.write(f"{' '.join(message.splitlines())}\n")


def say_wrong(message: str) -> None:
    """What a person has to put right, in one line."""
    say_aside(f"error: {message}")


class Pen:
    """Lays text out for whoever reads: colours and lines that fit in a terminal, else neither."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdout.isatty()
        no_colour = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        self._colours = self.is_terminal and not no_colour

    def text(self, words: str, *, indent: str = "", most_lines: int | None = None) -> str:
        """Paragraphs and lists, with their marks stepping back; rows of tables stay as they are."""
        lines = []
        for line in words.split("\n"):
            sign = _SIGN.match(line)
            below = " " * sign.end() if sign else ""
            lines.append(self._wrapped(line, indent, indent + below, most_lines))
        return _MARK.sub(lambda mark: self.dim(mark.group()), "\n".join(lines))

    def listed(self, words: str, sign: str) -> str:
        """An item of a list, its lines below each other."""
        return _MARK.sub(
            lambda mark: self.dim(mark.group()), self._wrapped(words, sign, " " * len(sign), None)
        )

    def dim(self, words: str) -> str:
        """Words that step back."""
        return f"{_DIM}{words}{_END}" if self._colours and words else words

    def bold(self, words: str) -> str:
        """Words that stand out."""
        return f"{_BOLD}{words}{_END}" if self._colours and words else words

    def _wrapped(self, line: str, first: str, below: str, most_lines: int | None) -> str:
        if not self.is_terminal or not line.strip() or line.startswith("|"):
            return f"{first}{line}".rstrip()
        return textwrap.fill(
            line,
            max(shutil.get_terminal_size().columns, _NARROWEST),
            initial_indent=first,
            subsequent_indent=below,
            break_on_hyphens=False,
            max_lines=most_lines,
            placeholder=" ...",
        )
