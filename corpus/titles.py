"""What to call a document: its own heading, its first line, or its file name made readable."""

import re
from pathlib import PurePosixPath

_SEARCHED = 65_536
_LONGEST = 200
_FENCE = re.compile(r" {0,3}(```|~~~)")
_HEADING = re.compile(r" {0,3}#[ \t]+(.*)")
_UNDERLINE = re.compile(r" {0,3}={3,}[ \t]*\Z")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_MARKUP = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)")
_WORD = re.compile(r"[^\W_]+")

_LONGEST_LINE = 110
_MOST_WORDS = 18
_ENDED = re.compile(r"[.!,;:…][\"')\]”’]*\Z")


def heading_title(text: str) -> str:
    """Return the first top heading of a Markdown text, or nothing."""
    fenced = False
    before = ""
    for line in text[:_SEARCHED].split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            heading = _HEADING.match(line)
            if heading or (before.strip() and _UNDERLINE.match(line)):
                title = _plain(heading[1] if heading else before)
                if title:
                    return title
        before = "" if fenced else line
    return ""


def line_title(text: str, *, alone: bool = False) -> str:
    """Return the first line when it looks like a title, or nothing; `alone`: a blank line after."""
    first, _, rest = text[:_SEARCHED].lstrip().partition("\n")
    if alone and rest.partition("\n")[0].strip():
        return ""
    return first.strip() if looks_like_title(first.strip()) else ""


def looks_like_title(line: str) -> bool:
    """Say whether a line is short, starts like a title and is no sentence."""
    return bool(
        line
        and len(line) <= _LONGEST_LINE
        and len(line.split()) <= _MOST_WORDS
        and (line[0].isupper() or line[0].isdigit() or line[0] in "“\"'‘¿¡")
        and any(letter.isalpha() for letter in line)
        and not _ENDED.search(line)
        and not re.search(r"[.!?]\s+\S", line.replace("vs. ", "vs "))
    )


def name_title(path: str, text: str) -> str:
    """`pay/ml-roles_2026.md` -> `ML roles 2026`: a word is in capitals when the text has it so."""
    written = set(_WORD.findall(text[:_SEARCHED]))
    stem = PurePosixPath(path).stem
    words = re.sub(r"[\s_\-.]+", " ", stem).split() or [stem]
    words = [
        word.upper() if word.upper() in written and word.lower() not in written else word
        for word in words
    ]
    title = " ".join(words)
    return title[:1].upper() + title[1:]


def _plain(heading: str) -> str:
    words = _MARKUP.sub("", _LINK.sub(r"\1", heading[: 5 * _LONGEST].rstrip(" \t#"))).split()
    return " ".join(words)[:_LONGEST]
