"""What can be set for the index. The only module that reads the environment."""

import difflib
import os
from pathlib import Path
from typing import ClassVar, Self

from dotenv import dotenv_values
from pydantic import ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import WrongSetting

PREFIX = "ASSISTANT_"
PROJECT = Path(__file__).parent.parent


class Settings(BaseSettings):
    """Read from `ASSISTANT_*` environment variables, then `.env`, then the defaults below.

    Make it with `Settings.read()`, which puts what is wrong in words.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=PROJECT / ".env",
        # An empty path would be the folder the program was started in.
        env_ignore_empty=True,
        frozen=True,
        # Unknown names are refused by `read`, which knows those of the layers above, too.
        extra="ignore",
    )

    set_above: ClassVar[frozenset[str]] = frozenset(
        {
            "ASSISTANT_HOST",
            "ASSISTANT_PORT",
            "ASSISTANT_EMBED_ORIGINS",
            "ASSISTANT_TRUSTED_PROXIES",
            "ASSISTANT_ROOT_PATH",
            "ASSISTANT_QUESTIONS_A_MINUTE",
            "ASSISTANT_ANSWERS_AT_ONCE",
            "ASSISTANT_LOGIN",
            "ASSISTANT_LOGIN_HEADER",
            "ASSISTANT_KEEP_FEEDBACK",
            "ASSISTANT_KEEP_GAPS",
            "ASSISTANT_MODEL",
            "ASSISTANT_MODEL_URL",
            "ASSISTANT_MODEL_KEY",
            "ASSISTANT_MODEL_KEY_FILE",
            "ASSISTANT_MODEL_WINDOW",
            "ASSISTANT_MODEL_SECONDS",
            "ASSISTANT_MODEL_TOKENS_A_DAY",
        }
    )
    """What `assistant` adds: in the environment it is no mistake when only the index is used."""

    corpus: Path = PROJECT / "corpus" / "guides"
    """The folder of documents. A relative path counts from where the program is started."""
    index: Path = PROJECT / ".index"
    """Where the built index is kept. Safe to delete: it is built again from the documents."""
    models: Path = PROJECT / ".models"
    """Where the embedding model is kept in its fast form. Safe to delete, too."""
    embedding_model: str = "all-MiniLM-L6-v2"
    """A name or a folder. Changing it means building the index again."""
    chroma_url: str = ""
    """A Chroma server, `http://localhost:8000`; empty means a folder inside `index`."""

    @field_validator("chroma_url")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        if address and not address.startswith(("http://", "https://")):
            raise ValueError("it starts with http:// or https://")
        return address

    @classmethod
    def read(cls) -> Self:
        """The settings as they stand now.

        Raises:
            WrongSetting: A name is unknown or a value does not fit. The value is never shown.
        """
        # Pydantic looks up the names it knows, so a misspelt one would go unseen.
        ours = [name for name in os.environ if name.upper().startswith(PREFIX)]
        for name in [*ours, *dotenv_values(str(cls.model_config.get("env_file")))]:
            if name.upper() not in {*cls._names(), *cls.set_above}:
                raise WrongSetting(cls._unknown(name))
        try:
            return cls()
        except ValidationError as error:
            wrong = error.errors(include_input=False, include_url=False)
            # Not `from error`: it carries the value, which may be a secret, into a traceback.
            raise WrongSetting(cls._in_words(wrong[0])) from None

    @classmethod
    def _names(cls) -> list[str]:
        return [f"{PREFIX}{field}".upper() for field in cls.model_fields]

    @classmethod
    def _in_words(cls, wrong: ErrorDetails) -> str:
        field = str(wrong["loc"][0])
        reason = wrong["msg"].removeprefix("Value error, ")
        return f"{PREFIX}{field.upper()} does not fit: {reason}."

    @classmethod
    def _unknown(cls, name: str) -> str:
        name, names = name.upper(), cls._names()
        near = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
        guess = f" Did you mean {near[0]}?" if near else ""
        return f"{name} is not a setting.{guess} The settings are {', '.join(names)}."
