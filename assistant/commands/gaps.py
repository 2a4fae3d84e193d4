"""`gaps`: the questions that could not be answered."""

import argparse
from dataclasses import asdict

from assistant.commands.opening import settings_for
from assistant.commands.terminal import Pen, say, say_aside, say_json
from assistant.gaps import Gap, Gaps

NOT_KEPT = (
    "Questions that cannot be answered are not kept. To keep them from now on, in {path} on this "
    "machine, set ASSISTANT_KEEP_GAPS=true, in the environment or in .env."
)


def run(asked: argparse.Namespace) -> bool:
    """List what is kept, or forget it."""
    settings = settings_for(asked)
    gaps = Gaps(settings.gaps)
    if asked.clear:
        cleared = gaps.clear()
        say_json({"cleared": cleared}) if asked.json else say(f"{_counted(cleared)} cleared.")
        return True
    found = gaps.listed()
    not_kept = "" if settings.keep_gaps else NOT_KEPT.format(path=gaps.path)
    if asked.json:
        if not_kept:
            say_aside(not_kept)
        for gap in found:
            say_json(asdict(gap))
        return True
    _show(found)
    if not_kept:
        say(Pen().text(not_kept))
    elif not found:
        say("Every question so far could be answered.")
    return True


def _show(found: list[Gap]) -> None:
    pen = Pen()
    width = len(str(found[0].count)) if found else 0
    for gap in found:
        say(pen.listed(gap.question, f"{gap.count:>{width}}  "))
        about = ", ".join(gap.looked_for)
        told = f"{gap.day}; looked for {about}" if about else gap.day
        say(pen.dim(pen.text(told, indent=" " * (width + 2))))
    if found:
        say(f"\n{_counted(len(found))}, the most frequent first.")


def _counted(number: int) -> str:
    return f"{number} unanswered question{'' if number == 1 else 's'}"
