"""A folder of files -> documents. What cannot be read is told, and the others go on."""

import os
import re
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from corpus import worked
from corpus.cleaning import blank_invisible, drop_invisible
from corpus.dates import date_in
from corpus.documents import Document
from corpus.errors import CorpusMissing, UnreadableDocument
from corpus.formats import saved_page
from corpus.formats.limited import LimitedParser
from corpus.formats.messages import Format, Parsed
from corpus.front_matter import front_matter
from corpus.questions import ENDING, known_questions
from corpus.titles import heading_title, line_title, name_title
from corpus.worked import WorkedAnswer, with_asked

MAX_FILE_BYTES = 64 * 1024 * 1024
_ABOUT_LENGTH = 20_000

_Ending = Literal["markdown", "text"] | Format
_ENDINGS: dict[str, _Ending] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
}
_NOT_TEXT = (b"%PDF-", b"PK\x03\x04", b"\x7fELF", b"\x1f\x8b", b"\x89PNG", b"GIF8", b"{\\rtf")
_UNFIT_NAME = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_ORDINARY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


@dataclass(frozen=True)
class Skipped:
    """A file that was left out."""

    path: str
    """Relative to the corpus folder."""
    reason: str
    """What is wrong with it and what to do, as a sentence."""


@dataclass(frozen=True)
class Reading:
    """What a folder held, both in the order of their paths."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    answers: tuple[WorkedAnswer, ...] = ()
    """Those that the documents still bear out."""


def read_folder(folder: Path) -> Reading:
    """Read every document below a folder.

    Hidden files, unknown endings and linked folders are passed over. A linked file is read when it
    lies in the folder too.

    Raises:
        CorpusMissing: The folder is not there, is no folder, or holds nothing that can be read.
    """
    try:
        is_folder = stat.S_ISDIR(folder.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CorpusMissing(
            f"There is no folder {folder}: name the one that holds your documents."
        ) from error
    except OSError as error:
        raise CorpusMissing(
            f"The folder {folder} cannot be opened ({error.strerror}): "
            "name one that holds your documents."
        ) from error
    if not is_folder:
        raise CorpusMissing(f"{folder} is a file: name the folder it is in.")
    skipped: list[Skipped] = []
    paths = sorted(_paths(folder, skipped), key=lambda path: path.split("/"))
    ids = _ids(paths)
    documents: list[Document] = []
    with LimitedParser() as parser:
        for path in paths:
            try:
                document = _document(folder, path, ids[path], parser)
            except UnreadableDocument as error:
                skipped.append(Skipped(path, str(error)))
                continue
            try:
                questions = known_questions(folder / path)
            except UnreadableDocument as error:
                skipped.append(Skipped(str(PurePosixPath(path).with_suffix(ENDING)), str(error)))
                questions = ()
            documents.append(replace(document, questions=questions))
    if not documents:
        raise CorpusMissing(_nothing_readable(folder, skipped))
    answers = _answers(folder, documents, skipped)
    skipped.sort(key=lambda one: one.path.split("/"))
    return Reading(with_asked(documents, answers), tuple(skipped), answers)


def _answers(
    folder: Path, documents: Sequence[Document], skipped: list[Skipped]
) -> tuple[WorkedAnswer, ...]:
    """The worked answers beside the documents; what does not hold is told and left out."""
    files: dict[str, tuple[WorkedAnswer, ...]] = {}
    for path in sorted(folder.rglob(f"[!.]*{worked.ENDING}")):
        name = path.relative_to(folder).as_posix()
        try:
            files[name] = worked.read_answers(path)
        except UnreadableDocument as error:
            skipped.append(Skipped(name, str(error)))
    checked = worked.verified(files, documents)
    skipped += (Skipped(name, reason) for name, reason in checked.left_out)
    return checked.answers


def _nothing_readable(folder: Path, skipped: list[Skipped]) -> str:
    endings = " ".join(_ENDINGS)
    if not skipped:
        return f"{folder} holds no document: put files in it that end with {endings}"
    first = skipped[0]
    return (
        f"None of the {len(skipped)} files in {folder} can be read. "
        f"The first is {first.path}: {first.reason}"
    )


def text_of(name: str, content: bytes) -> str:
    """The words of one file that somebody hands over.

    Raises:
        UnreadableDocument: It is of no form that is read, or damaged.
    """
    ending = _ENDINGS.get(PurePosixPath(name).suffix.lower())
    if ending is None:
        raise UnreadableDocument(f"Only files that end with {' '.join(_ENDINGS)} are read.")
    if ending == "markdown" or ending == "text":
        return _own_words(_decoded(content), ending).text
    with LimitedParser() as parser:
        return _foreign(content, ending, parser).text


# Which files.


def _paths(folder: Path, skipped: list[Skipped]) -> Iterator[str]:
    """Walk the folder without recursion: a hostile folder can be very deep."""
    root = os.path.realpath(folder)
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            entries = list(os.scandir(folder / inside))
        except OSError as error:
            skipped.append(Skipped(_printable(inside), f"It cannot be opened: {error.strerror}."))
            continue
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            known = PurePosixPath(entry.name).suffix.lower() in _ENDINGS
            if entry.name.startswith(".") or not (known or entry.is_dir()):
                continue
            if reason := _unfit(entry, root):
                skipped.append(Skipped(_printable(path), reason))
            elif entry.is_dir():
                waiting.append(path)
            else:
                yield path


def _unfit(entry: os.DirEntry[str], root: str) -> str:
    if _UNFIT_NAME.search(entry.name):
        return "Its name holds characters that cannot be shown: rename it."
    if not entry.is_symlink():
        return ""
    if entry.is_dir():
        return "It links to a folder: copy the folder here."
    if os.path.commonpath([root, os.path.realpath(entry.path)]) != root:
        return "It links to a file outside the folder: copy the file here."
    return "" if entry.is_file() else "It links to nothing: copy the file here."


def _printable(path: str) -> str:
    return _UNFIT_NAME.sub("\ufffd", path)


def _ids(paths: list[str]) -> dict[str, str]:
    """Name each by its path without the ending; those that would share a name keep their ending."""
    ids = {path: str(PurePosixPath(path).with_suffix("")) for path in paths}
    while shared := {name for name, count in Counter(ids.values()).items() if count > 1}:
        # `a.md`, `a.txt` and `a.md.txt`: the first two keep their ending, then the last must too.
        ids = {path: path if name in shared else name for path, name in ids.items()}
    return ids


# One file.


def _document(folder: Path, path: str, id: str, parser: LimitedParser) -> Document:
    ending = _ENDINGS[PurePosixPath(path).suffix.lower()]
    content = _content(folder / path)
    if ending == "markdown" or ending == "text":
        parsed = _own_words(_decoded(content), ending)
    else:
        parsed = _foreign(content, ending, parser)
    said = front_matter(parsed.text)
    head = parsed.text[said.end : said.end + _ABOUT_LENGTH]
    return Document(
        id=id,
        path=path,
        title=said.title
        or parsed.title
        or heading_title(head)
        or line_title(head, alone=True)
        or name_title(path, head),
        text=parsed.text,
        publisher=said.publisher or parsed.publisher,
        date=said.date or parsed.date or date_in(head.split("\n")),
        source=said.source,
        basis=said.basis,
    )


def _content(path: Path) -> bytes:
    """Read a file, which may have become something else since it was found."""
    try:
        # Not blocking: a pipe by that name would make us wait for ever.
        with open(os.open(path, _ORDINARY), "rb") as file:  # noqa: PTH123 a descriptor, no path
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise UnreadableDocument("It is no ordinary file.")
            content = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(f"It cannot be opened: {error.strerror}.") from error
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableDocument("It is larger than 64 MB: split it.")
    if not content.strip():
        raise UnreadableDocument("It is empty.")
    return content


def _decoded(content: bytes) -> str:
    if b"\0" in content or content.startswith(_NOT_TEXT):
        raise UnreadableDocument("It is not a text file, whatever its name says.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocument("It is not UTF-8 text: save it as UTF-8.") from error
    # As reading in text mode gives it, so that offsets are those of the file.
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    text = blank_invisible(text)
    if not text.strip():
        raise UnreadableDocument("It is empty.")
    return text


def _own_words(text: str, ending: _Ending) -> Parsed:
    if ending == "markdown":
        return Parsed(text)
    if saved_page.is_saved_page(text):
        return _saved_page(text)
    return Parsed(text, heading_title(text) or line_title(text))


def _saved_page(text: str) -> Parsed:
    parsed = saved_page.parse(drop_invisible(text))
    # The date stands in the head of the page, which is no part of the article.
    return replace(parsed, date=date_in(text[:_ABOUT_LENGTH].split("\n")))


def _foreign(content: bytes, ending: Format, parser: LimitedParser) -> Parsed:
    if ending == "pdf" and not content.startswith(b"%PDF-"):
        raise UnreadableDocument("It is not a PDF, whatever its name says.")
    if ending == "html" and (b"\0" in content or content.startswith(_NOT_TEXT)):
        raise UnreadableDocument("It is not a web page, whatever its name says.")
    parsed = parser.parse(content, format=ending)
    # Parsed in a child that may have been taken over: clean it here too.
    return Parsed(
        drop_invisible(parsed.text),
        " ".join(drop_invisible(parsed.title).split()),
        " ".join(drop_invisible(parsed.publisher).split()),
        parsed.date,
    )
