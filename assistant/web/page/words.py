"""The words of the page, one file a room; the scripts read the same files."""

import json
from functools import cache
from typing import Any

from assistant.web.static_files import FOLDER

LANGUAGE = "en"


@cache
def words(room: str) -> dict[str, Any]:
    """All that a person reads in a room."""
    path = FOLDER / "text" / LANGUAGE / f"{room}.json"
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found
