"""An answer that grows, no faster than anyone can see."""

import math
import time
from collections.abc import Iterable, Iterator

from assistant.answers import Answer

SECONDS_BETWEEN_UPDATES = 0.1


def in_sight(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Drop what would be replaced before anyone has seen it; the complete answer never is."""
    shown = -math.inf
    for answer in answers:
        now = time.monotonic()
        if answer.complete or now - shown >= SECONDS_BETWEEN_UPDATES:
            shown = now
            yield answer
