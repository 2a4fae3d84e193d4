"""What can be set for the whole assistant: the index, the page, the language model, and gaps."""

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import NoDecode

from index import Settings as IndexSettings

# Separated by commas or spaces.
Listed = Annotated[tuple[str, ...], NoDecode]

_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:]+\])(?::\d{1,5})?")


class Settings(IndexSettings):
    """Read from `ASSISTANT_*` environment variables, then `.env`, then the defaults below."""

    host: str = "127.0.0.1"
    """Who can reach the page: this machine only, unless another address is given."""
    port: Annotated[int, Field(ge=1, le=65_535)] = 7860
    embed_origins: Listed = ()
    """Pages that may show the assistant or ask it: `https://intranet.example`. No other may."""
    trusted_proxies: Listed = ("127.0.0.0/8", "::1/128")
    """Addresses or networks of proxies, which are believed when they say for whom they ask."""
    root_path: Annotated[str, Field(pattern=r"^(/[\w.~-]+)*$")] = ""
    """Where a proxy serves it, if not at the root: `/assistant`."""
    questions_a_minute: Annotated[int, Field(ge=0)] = 120
    """Of one visitor, before they are asked to wait; 0: as many as they like."""
    answers_at_once: Annotated[int, Field(ge=1, le=256)] = 4
    """How many questions are answered at the same time; others wait for a moment."""
    login: Literal["none", "basic", "proxy"] = "none"
    """`basic`: by name and `python -m assistant password`; `proxy`: a proxy does it."""
    login_header: Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+$")] = "X-Forwarded-User"
    """Where a proxy names who is logged in. Believed only from `trusted_proxies`."""
    keep_feedback: bool = False
    """Whether what people say of an answer is kept, in `.feedback.jsonl` beside the index."""
    keep_gaps: bool = False
    """Whether questions that are declined are kept, for `python -m assistant gaps`."""
    model: str = ""
    """A language model, `openai:gpt-4.1-mini`: provider and name. Empty: the built-in one alone."""
    model_url: str = ""
    """Where it answers, if not at its provider's address: `http://localhost:8000/v1`."""
    model_key: SecretStr = SecretStr("")
    """Without it the provider's own variable is used, such as `OPENAI_API_KEY`."""
    model_key_file: Path | None = None
    """A file that holds the key and nothing else."""
    model_window: Annotated[int, Field(ge=0)] = 0
    """How many tokens it reads at once; 0: what is known of it, or a careful guess."""
    model_seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    """So long it may take for one answer; then the built-in model answers."""
    model_tokens_a_day: Annotated[int, Field(ge=0)] = 0
    """Beyond these the built-in model answers until tomorrow (UTC); 0: as many as it takes."""

    @property
    def spent(self) -> Path:
        """The file that keeps how many tokens were used today, beside the index."""
        return self.index.parent / ".spent.json"

    @property
    def gaps(self) -> Path:
        """The file of those, beside the index."""
        return self.index.parent / ".gaps.jsonl"

    @property
    def access(self) -> Path:
        """The file of passwords and API keys, as hashes, beside the index."""
        return self.index.parent / ".access.jsonl"

    @property
    def feedback(self) -> Path:
        """The file of what people said of answers, beside the index."""
        return self.index.parent / ".feedback.jsonl"

    @field_validator("embed_origins", "trusted_proxies", mode="before")
    @classmethod
    def _in_pieces(cls, said: object) -> object:
        return tuple(re.split(r"[,\s]+", said.strip(", \t\n"))) if isinstance(said, str) else said

    @field_validator("embed_origins")
    @classmethod
    def _are_origins(cls, said: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_ORIGIN.fullmatch(one) for one in said):
            raise ValueError(
                "each is an origin in small letters, without a path: https://intranet.example"
            )
        return said

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, said: tuple[str, ...]) -> tuple[str, ...]:
        for one in said:
            try:
                ip_network(one)
            except ValueError as error:
                raise ValueError("each is an address or a network: 10.0.0.0/8") from error
        return said
