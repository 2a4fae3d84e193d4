"""From settings to an author: the language model that is set, with its patience and its budget."""

from pathlib import Path

from pydantic import SecretStr

from assistant.finding import Guides
from assistant.llm.listening import Patience
from assistant.llm.opening import open_language_model
from assistant.llm.spending import Spending
from assistant.llm.writing import Author


def author_for(
    guides: Guides,
    *,
    model: str,
    url: str = "",
    key: SecretStr | None = None,
    key_file: Path | None = None,
    window: int = 0,
    seconds: float = 30.0,
    tokens_a_day: int = 0,
    spent: Path | None = None,
) -> Author | None:
    """Who answers in the built-in model's place; None when no language model is set.

    Raises:
        ModelNotOpened: It cannot be used as it is set.
    """
    if not model:
        return None
    patience = patience_of(seconds)
    opened = open_language_model(
        model,
        url=url,
        key=key,
        key_file=key_file,
        window=window,
        connect_seconds=patience.connect,
        read_seconds=patience.first,
    )
    return Author(
        opened, guides, patience=patience, spending=Spending(spent, tokens_a_day=tokens_a_day)
    )


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
