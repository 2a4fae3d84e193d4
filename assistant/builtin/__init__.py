"""The built-in model: deterministic, and nothing leaves this machine."""

from assistant.builtin.drafting import ABOUT
from assistant.builtin.model import BuiltInModel

__all__ = ["ABOUT", "BuiltInModel"]
