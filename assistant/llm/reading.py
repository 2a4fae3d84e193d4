"""What a question calls for, as the built-in model reads it: the slots that must be covered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.answers import Answer
from assistant.builtin.judging import unknown
from assistant.builtin.phrases import ONLY_ORDERS, UNLAWFUL
from assistant.tools import Search
from assistant.understanding import resolved, understood
from assistant.understanding.plain_english import in_plain_english

_NOT_COVERED = "The guides do not cover "


@dataclass(frozen=True)
class Reading:
    """A question as it was read, and the built-in model's answer to it."""

    builtin: Answer
    uncovered: bool
    """A role, level, place, measure or other slot is named, and the guides have nothing on it."""

    @property
    def settled(self) -> bool:
        """What no language model is asked for: small talk, refusals, and a check by rules."""
        refused = self.builtin.text in (UNLAWFUL, ONLY_ORDERS)
        return refused or self.builtin.kind == "chat" or self.builtin.layer == "posting check"

    @property
    def not_covered(self) -> str:
        """What the built-in answer says is left out of an answer, or nothing."""
        at = self.builtin.text.rfind(_NOT_COVERED)
        return self.builtin.text[at:] if at >= 0 and self.builtin.kind == "answer" else ""


def read(turns: Sequence[str], builtin: Answer, look: Callable[[str], Search]) -> Reading:
    """Look for what is named and not covered."""
    if builtin.kind != "decline":
        return Reading(builtin, uncovered=False)
    asked = understood(resolved([in_plain_english(turn) for turn in turns]))
    found = look(asked.question)
    return Reading(builtin, bool(asked.strict or unknown(found)) or found["covered"] is False)
