"""What can be set for the whole assistant: what can be set for the index, the page, and gaps."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from index import Settings as IndexSettings


class Settings(IndexSettings):
    """Read from `ASSISTANT_*` environment variables, then `.env`, then the defaults below."""

    host: str = "127.0.0.1"
    """Who can reach the page: this machine only, unless another address is given."""
    port: Annotated[int, Field(ge=1, le=65_535)] = 7860
    keep_gaps: bool = False
    """Whether questions that are declined are kept, for `python -m assistant gaps`."""

    @property
    def gaps(self) -> Path:
        """The file of those, beside the index."""
        return self.index.parent / ".gaps.jsonl"
