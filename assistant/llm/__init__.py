"""Any language model in the built-in one's seat, held to the same account."""

from assistant.llm.breaker import Breaker
from assistant.llm.errors import ModelNotOpened
from assistant.llm.listening import ModelFailed, Patience
from assistant.llm.opening import LanguageModel, open_language_model
from assistant.llm.reading import Reading
from assistant.llm.seating import author_for
from assistant.llm.spending import Counts, Spending, Spent, totals
from assistant.llm.writing import Author, Written

__all__ = [
    "Author",
    "Breaker",
    "Counts",
    "LanguageModel",
    "ModelFailed",
    "ModelNotOpened",
    "Patience",
    "Reading",
    "Spending",
    "Spent",
    "Written",
    "author_for",
    "open_language_model",
    "totals",
]
