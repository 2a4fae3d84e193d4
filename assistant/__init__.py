"""Answering questions from the guides."""

from assistant.answering import Answer, Assistant
from assistant.settings import Settings

__all__ = ["Answer", "Assistant", "Settings"]
