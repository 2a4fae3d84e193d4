"""What a language model is told: the prompt, what was asked, and what was found, as it fits."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from langchain_core.messages import (
    AIMessage,
    BaseMessage,
    HumanMessage,
    SystemMessage,
    ToolMessage,
)

from corpus.tokens import count_tokens

PROMPT = Path(__file__).with_name("prompt.md")
MOST_TURNS = 8
"""Of the conversation; a follow-up rarely leans on more."""
LONGEST_TURN = 4_000
"""Characters of a turn before the last."""
_SPARE = 0.9
"""Of the window: other models count other tokens."""
_BESIDE_TEXT = 8
"""Tokens that each message takes besides its text."""
_LEFT_OUT = "\n(More was found and does not fit here.)"


@cache
def prompt() -> str:
    """The lines that every conversation begins with."""
    return PROMPT.read_text("utf-8").strip()


def begun(turns: Sequence[str]) -> list[BaseMessage]:
    """The prompt, and what the person has said: what the assistant said could be forged."""
    *before, last = turns
    earlier = [turn[:LONGEST_TURN] for turn in before[-(MOST_TURNS - 1) :]]
    return [SystemMessage(prompt()), *(HumanMessage(turn) for turn in (*earlier, last))]


def fitted(messages: Sequence[BaseMessage], *, window: int, reserved: int) -> list[BaseMessage]:
    """As much of a conversation as the model can read, with room for tools and its reply.

    First earlier turns are left out, the oldest first; then the ends of what tools returned.
    """
    room = int(window * _SPARE) - reserved
    kept = list(messages)
    while _tokens(kept) > room and (at := _oldest_turn(kept)):
        del kept[at]
    over = _tokens(kept) - room
    return _shortened(kept, over) if over > 0 else kept


def tokens_of(message: BaseMessage) -> int:
    """An estimate: cl100k_base counts nearly as other models do."""
    calls = message.tool_calls if isinstance(message, AIMessage) else ()
    said = "".join(str(call["args"]) for call in calls)
    return count_tokens(f"{message.text}{said}") + _BESIDE_TEXT


def _tokens(messages: Sequence[BaseMessage]) -> int:
    return sum(map(tokens_of, messages))


def _oldest_turn(messages: Sequence[BaseMessage]) -> int:
    """Where the oldest of several turns stands; 0 when there is only the last."""
    turns = [at for at, one in enumerate(messages) if isinstance(one, HumanMessage)]
    return turns[0] if len(turns) > 1 else 0


def _shortened(messages: Sequence[BaseMessage], over: int) -> list[BaseMessage]:
    """Each result of a tool loses as much of its end as its share of what is too long."""
    results = [one for one in messages if isinstance(one, ToolMessage)]
    total = sum(map(tokens_of, results)) or 1
    keep = max(1 - (over + _BESIDE_TEXT * len(results)) / total, 0.05)
    return [_cut(one, keep) if isinstance(one, ToolMessage) else one for one in messages]


def _cut(message: ToolMessage, keep: float) -> ToolMessage:
    """Without its last lines; a claim stays with all its words."""
    lines = str(message.content).split("\n")
    room, kept = keep * len(str(message.content)), 0
    while kept < len(lines) and (room := room - len(lines[kept]) - 1) > 0:
        kept += 1
    while kept < len(lines) and kept and lines[kept].startswith("  "):
        kept -= 1
    text = "\n".join(lines[:kept]) + _LEFT_OUT
    return message.model_copy(update={"content": text})
