"""`check-embed`: whether a page can show the assistant, and what to add when it cannot."""

import argparse
from dataclasses import asdict

from assistant.commands.terminal import Pen, say, say_json
from assistant.embeds import Diagnosis, diagnose


def run(asked: argparse.Namespace) -> bool:
    """Look at the page and at the assistant; True when nothing is in the way."""
    diagnosis = diagnose(asked.page, assistant=asked.host or "")
    if asked.json:
        say_json({**asdict(diagnosis), "works": diagnosis.works})
    else:
        _show(diagnosis)
    return diagnosis.works


def _show(diagnosis: Diagnosis) -> None:
    pen = Pen()
    for one in diagnosis.findings:
        say(pen.text(f"{one.code}: {one.message}"))
        if one.line:
            say(f"    {one.line}")
    if diagnosis.works:
        say(f"{diagnosis.page} can show the assistant at {diagnosis.assistant}.")
