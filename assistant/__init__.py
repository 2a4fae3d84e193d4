"""Answering questions from the guides."""

from assistant.answers import MOST_CHARACTERS, NOTHING_ASKED, Answer, Citation, Kind, Path, Turn
from assistant.assistant import Assistant
from assistant.builtin import BuiltInModel
from assistant.finding import Guides
from assistant.opened import Opened, opened
from assistant.settings import Settings

__all__ = [
    "MOST_CHARACTERS",
    "NOTHING_ASKED",
    "Answer",
    "Assistant",
    "BuiltInModel",
    "Citation",
    "Guides",
    "Kind",
    "Opened",
    "Path",
    "Settings",
    "Turn",
    "opened",
]
