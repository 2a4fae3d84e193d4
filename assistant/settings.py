"""What can be set for the whole assistant: the index, the page, the language model, and gaps."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr

from index import Settings as IndexSettings


class Settings(IndexSettings):
    """Read from `ASSISTANT_*` environment variables, then `.env`, then the defaults below."""

    host: str = "127.0.0.1"
    """Who can reach the page: this machine only, unless another address is given."""
    port: Annotated[int, Field(ge=1, le=65_535)] = 7860
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
