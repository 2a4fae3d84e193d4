"""Questions of people who knew neither the guides as they stand nor the worked answers.

Each was labelled afterwards with the worked answers that answer it whole, or with what is missing.
How the model compares texts is learned from the part `learn`, how the signs are weighed from
`apart` as well. What the part `kept` shows is only told.
"""

import json
from pathlib import Path
from typing import Any, Literal

Part = Literal["learn", "apart", "kept"]
Row = dict[str, Any]

HERE = Path(__file__).parent
FILES = ("labelled.jsonl", "uncovered.jsonl", "strangers1.jsonl", "strangers2.jsonl")


def covered(*parts: Part) -> list[Row]:
    """Questions `q` with the `ids` of their answers."""
    return [row for row in _rows(parts) if row.get("ids")]


def uncovered(*parts: Part) -> list[Row]:
    """Questions `q` with what is `missing`, but those that no one may answer."""
    return [row for row in _rows(parts) if not row.get("ids") and row["missing"] != "unlawful"]


def _rows(parts: tuple[Part, ...]) -> list[Row]:
    return [
        row | {"from": name}
        for name in FILES
        for row in lines(name)
        if row.get("part", "learn") in parts
    ]


def counts(row: Row) -> int:
    """How much a question tells of what people ask: others were written to be hard, or alike."""
    return 3 if row.get("part") == "apart" or row["from"].startswith("strangers") else 1


def lines(name: str) -> list[Row]:
    """All of one file."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]
