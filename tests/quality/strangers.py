"""Questions of people who knew neither the guides as they stand nor the worked answers.

Each was labelled afterwards with the worked answers that answer it whole, or with what is missing.
How texts are compared and answers recognised is learned from the part `learn`; what that is worth
beside the other signs, and when to trust it, from `apart`. What the part `kept` shows is only told.
What is to be asked back, or has no worked answer yet, is `other`.
"""

import json
from pathlib import Path
from typing import Any, Literal

Part = Literal["learn", "apart", "kept", "other"]
Row = dict[str, Any]

HERE = Path(__file__).parent
REWORDINGS = "rewordings.jsonl"
"""By writers who knew the answers, not how they are asked for: who else asks so is not known."""
FILES = (
    "labelled.jsonl",
    "uncovered.jsonl",
    *(f"strangers{number}.jsonl" for number in range(1, 14)),
)


def covered(*parts: Part, reworded: bool = False) -> list[Row]:
    """Questions `q` with the `ids` of their answers; with `reworded` also the rewordings."""
    return [row for row in _rows(parts, reworded) if row.get("ids")]


def uncovered(*parts: Part, reworded: bool = False) -> list[Row]:
    """Questions `q` with what is `missing`, but those that no one may answer."""
    rows = _rows(parts, reworded)
    return [row for row in rows if not row.get("ids") and row["missing"] != "unlawful"]


def _rows(parts: tuple[Part, ...], reworded: bool) -> list[Row]:
    files = (*FILES, REWORDINGS) if reworded else FILES
    return [
        row | {"from": name}
        for name in files
        for row in lines(name)
        if row.get("part", "learn") in parts
    ]


def both(part: Part) -> list[Row]:
    """All of a part, rewordings too: what is covered, and behind it what is not."""
    return [*covered(part, reworded=True), *uncovered(part, reworded=True)]


def answers_of(row: Row) -> list[str]:
    """The answers that a question is for; of a rewording, the one it was written for."""
    ids: list[str] = row.get("ids", [])
    return ids[:1] if row["from"] == REWORDINGS else ids


def counts(row: Row) -> int:
    """How much a question tells of what people ask: others were written to be hard, or alike."""
    if row["from"] == REWORDINGS:
        return 1
    return 3 if row.get("part") == "apart" or row["from"].startswith("strangers") else 1


def lines(name: str) -> list[Row]:
    """All of one file."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]
