"""From settings to an author: the language model that is set, with its patience and its budget."""

from assistant.finding import Guides
from assistant.llm.listening import Patience
from assistant.llm.opening import open_language_model
from assistant.llm.spending import Spending
from assistant.llm.writing import Author
from assistant.settings import Settings


def author_for(settings: Settings, guides: Guides) -> Author | None:
    """Who answers in the built-in model's place; None when no language model is set.

    Raises:
        ModelNotOpened: It cannot be used as it is set.
    """
    if not settings.model:
        return None
    patience = patience_of(settings.model_seconds)
    opened = open_language_model(
        settings.model,
        url=settings.model_url,
        key=settings.model_key,
        key_file=settings.model_key_file,
        window=settings.model_window,
        connect_seconds=patience.connect,
        read_seconds=patience.first,
    )
    spending = Spending(settings.spent, tokens_a_day=settings.model_tokens_a_day)
    return Author(opened, guides, patience=patience, spending=spending)


def patience_of(seconds: float) -> Patience:
    """All waits, when a whole answer may take so long."""
    usual = Patience()
    part = min(seconds / usual.whole, 1.0)
    return Patience(
        connect=usual.connect * part,
        first=usual.first * part,
        between=usual.between * part,
        whole=seconds,
    )
