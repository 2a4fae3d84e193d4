"""Any language model in the built-in one's seat, held to the same account."""

from assistant.llm.errors import ModelNotOpened
from assistant.llm.opening import LanguageModel, open_language_model

__all__ = ["LanguageModel", "ModelNotOpened", "open_language_model"]
