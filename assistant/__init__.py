"""Answering questions from the guides."""

from assistant.answering import NOTHING_ASKED, Answer, Assistant, Citation
from assistant.settings import Settings

__all__ = ["NOTHING_ASKED", "Answer", "Assistant", "Citation", "Settings"]
