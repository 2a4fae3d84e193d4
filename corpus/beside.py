"""Files that stand beside documents and say more about them, a line of JSON each."""

from collections.abc import Iterator
from pathlib import Path

from corpus.errors import UnreadableDocument

MAX_BYTES = 16 * 1024 * 1024


def numbered_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with their numbers from 1 on.

    Raises:
        UnreadableDocument: The file cannot be opened, is too large or is not UTF-8 text.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableDocument(f"It cannot be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableDocument("It is not UTF-8 text: save it as UTF-8.") from error
    if len(content) > MAX_BYTES:
        raise UnreadableDocument("It is larger than 16 MB: split it.")
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line
