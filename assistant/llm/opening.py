"""Opening a language model by its name. The only module that knows its key."""

import importlib.util
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from pydantic import SecretStr, ValidationError

from assistant.llm.errors import ModelNotOpened

PROVIDERS = Path(__file__).with_name("providers.toml")
MOST_ANSWER_TOKENS = 800
"""A good answer has under 80 words; calls of tools and a model's thoughts come on top."""
NO_KEY = "none"
"""What a server of one's own gets that asks for no key, because its client must send one."""
_LONGEST_KEY = 10_000


@dataclass(frozen=True)
class LanguageModel:
    """An opened model, and what a reader is told of it."""

    chat: BaseChatModel
    name: str
    """As it was set: `openai:gpt-4.1-mini`."""
    host: str
    """Where text goes: `api.openai.com`."""
    window: int
    """How many tokens it reads at once."""


def open_language_model(
    name: str,
    *,
    url: str = "",
    key: SecretStr | None = None,
    key_file: Path | None = None,
    window: int = 0,
    connect_seconds: float = 3.0,
    read_seconds: float = 15.0,
) -> LanguageModel:
    """Open `provider:name`. Nothing is sent yet.

    Raises:
        ModelNotOpened: Its provider is unknown, its package not installed, or its key not there.
    """
    provider_name, model = _parted(name)
    provider = _providers()[provider_name]
    if importlib.util.find_spec(provider["package"]) is None:
        raise ModelNotOpened(
            f"{name} needs a package that is not installed: "
            f"run `pip install 'hiring-assistant[{provider['extra']}]'`."
        )
    at = _address(url or provider["url"])
    settings = {
        "url": at,
        "key": _key(provider, key, key_file, own_address=bool(url)),
        "timeout": (connect_seconds, read_seconds, read_seconds, connect_seconds)
        if provider.get("timeout_in_parts")
        else read_seconds,
        "retries": provider["retries"],
        "cap": MOST_ANSWER_TOKENS,
        "window": window or provider["window"],
    }
    chat = _opened(provider_name, model, _arguments(provider, settings))
    known = (chat.profile or {}).get("max_input_tokens") if hasattr(chat, "profile") else None
    host = urlsplit(at).hostname or at
    return LanguageModel(chat, name, host, window or known or provider["window"])


def _opened(provider: str, model: str, arguments: Mapping[str, Any]) -> BaseChatModel:
    try:
        chat: BaseChatModel = init_chat_model(model, model_provider=provider, **arguments)
    except (ValueError, TypeError, ImportError, ValidationError) as error:
        # Not `from error`: it may carry the key.
        raise ModelNotOpened(
            f"{provider}:{model} cannot be opened ({type(error).__name__}): look at ASSISTANT_MODEL"
            " and ASSISTANT_MODEL_URL, and at the version of its package."
        ) from None
    return chat


def _parted(name: str) -> tuple[str, str]:
    said, colon, model = name.partition(":")
    provider = _also().get(said, said)
    if not colon or not model or provider not in _providers():
        known = ", ".join(_providers())
        raise ModelNotOpened(
            f"ASSISTANT_MODEL does not fit: it is a provider and a name, such as "
            f"openai:gpt-4.1-mini; the providers are {known}."
        )
    return provider, model


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelNotOpened(
            "ASSISTANT_MODEL_URL does not fit: it starts with http:// or https:// and names a host."
        )
    if parts.username or parts.password:
        raise ModelNotOpened(
            "ASSISTANT_MODEL_URL does not fit: a password does not belong into it; "
            "set ASSISTANT_MODEL_KEY or ASSISTANT_MODEL_KEY_FILE."
        )
    return url


def _key(
    provider: Mapping[str, Any], key: SecretStr | None, file: Path | None, *, own_address: bool
) -> SecretStr:
    """From the setting, a file, or the provider's own variable, in this order."""
    if key and key.get_secret_value():
        return key
    if file:
        return _key_in(file)
    if not provider["key"]:
        return SecretStr("")
    # The provider's own key is not for somebody else's server.
    found = "" if own_address else os.environ.get(provider["key"], "").strip()
    if not found and not own_address:
        raise ModelNotOpened(
            f"{provider['name']} needs a key: set {provider['key']}, ASSISTANT_MODEL_KEY, "
            "or ASSISTANT_MODEL_KEY_FILE to a file that holds it."
        )
    return SecretStr(found or NO_KEY)


def _key_in(file: Path) -> SecretStr:
    try:
        content = file.read_bytes()[:_LONGEST_KEY].decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        content = ""
    if not content or len(content.split()) > 1:
        raise ModelNotOpened(
            f"{file} holds no key: ASSISTANT_MODEL_KEY_FILE names a file with the key in it, "
            "and nothing else."
        )
    return SecretStr(content)


def _arguments(provider: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """In the words of the provider's package; what it has no word for is left out."""
    arguments: dict[str, Any] = dict(provider.get("always", {}))
    for ours, theirs in provider["arguments"].items():
        outer, _, inner = theirs.partition(".")
        arguments[outer] = {inner: settings[ours]} if inner else settings[ours]
    return arguments


@cache
def _said() -> dict[str, Any]:
    return tomllib.loads(PROVIDERS.read_text("utf-8"))


def _also() -> dict[str, str]:
    also: dict[str, str] = _said()["also"]
    return also


def _providers() -> dict[str, Any]:
    return {name: one for name, one in _said().items() if name != "also"}
