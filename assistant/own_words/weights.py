"""How much each sign counts, and what it was learned for. The numbers are in weights.json."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]
Mode = Literal["hinted", "plain"]

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True)
class Weights:
    """For the order of statements, and for the trust in the best of them."""

    ranking: Vector
    trust: Vector


@cache
def weights(mode: Mode) -> Weights:
    """`hinted` for documents that say what the hints say, `plain` for all others."""
    rows = json.loads(WEIGHTS.read_text("utf-8"))[mode]
    return Weights(*(_array(rows[name]) for name in ("ranking", "trust")))


def save(learned: dict[str, dict[str, dict[str, float]]]) -> None:
    """Write what was learned, sign by sign, so that it can be read."""
    WEIGHTS.write_text(json.dumps(learned, indent=1) + "\n", "utf-8")


def _array(named: dict[str, float]) -> Vector:
    return np.array(list(named.values()), dtype=np.float32)
