"""A replay in words, and as values for a program."""

from collections.abc import Iterator
from typing import Any

from assistant.briefs.replaying import Replay

_VERDICTS = {
    "same": "The same situation gets the same recommendation today.",
    "reworded": "The same situation gets the same outcome today, in other words.",
    "different": "The same situation gets another recommendation today.",
    "undecided": "The same answers lead to no recommendation today.",
    "no tree": "Nobody can tell: the decision tree {tree} is not there for these documents.",
}


def told(replay: Replay) -> str:
    """The verdict first, then what was recommended, then what has changed."""
    changes = list(_changes(replay))
    lines = [
        _VERDICTS[replay.verdict].format(tree=replay.record.tree),
        *_recommended(replay),
        "",
        "What has changed:"
        if changes
        else "Nothing has changed: guides, tree and words are those it was made from.",
        *(f"- {one}" for one in changes),
    ]
    return "\n".join(lines)


def to_json(replay: Replay) -> dict[str, Any]:
    """All of it."""
    record, now = replay.record, replay.now
    return {
        "verdict": replay.verdict,
        "same": replay.same,
        "tree": record.tree,
        "answers": record.answers,
        "then": {
            "outcome": record.outcome,
            "recommendation": record.recommendation,
            "day": record.day,
            "tool": record.tool,
            "guides": record.guides,
            "tree_version": record.tree_version,
        },
        "now": {
            "outcome": now.outcome.id if now and now.outcome else None,
            "recommendation": now.outcome.recommendation.text if now and now.outcome else None,
            "question": now.question.id if now and now.question else None,
        },
        "refused": list(replay.refused),
        "guides_changed": replay.guides_changed,
        "changed": list(replay.changed),
        "gone": list(replay.gone),
        "tree_changed": replay.tree_changed,
        "outcome_changed": replay.outcome_changed,
        "lost": [{"document": one.document, "words": one.words} for one in replay.lost],
        "edited": replay.edited,
    }


def _recommended(replay: Replay) -> Iterator[str]:
    now = replay.now
    yield f"{replay.record.day}: {replay.record.recommendation}"
    if now and now.outcome and not replay.same:
        yield f"Today: {now.outcome.recommendation.text}"
    if now and now.question:
        yield f"To be answered first: {now.question.ask} ({' or '.join(now.question.choices)})"


def _changes(replay: Replay) -> Iterator[str]:
    if replay.edited:
        yield "The brief itself: words were added or changed after it was made."
    yield from (f"An answer: {one}" for one in replay.refused)
    if replay.tree_changed:
        yield f"The decision tree {replay.record.tree}: it asks, says or cites other things."
    if replay.outcome_changed and replay.now and replay.now.outcome:
        yield f"The outcome: {replay.now.outcome.id}, not {replay.record.outcome}."
    yield from (f"The guide {one}: its text is another." for one in replay.changed)
    yield from (f"The guide {one}: it is not there any more." for one in replay.gone)
    if replay.guides_changed and not (replay.changed or replay.gone):
        yield "The guides: others came, went or changed; none that the brief cites."
    for one in replay.lost:
        if one.document not in replay.gone:
            yield f'Cited words that {one.document} no longer says: "{one.words}"'
