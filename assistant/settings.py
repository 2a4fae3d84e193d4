"""What can be set for the whole assistant: what can be set for the index, and the page."""

from typing import Annotated

from pydantic import Field

from index import Settings as IndexSettings


class Settings(IndexSettings):
    """Read from `ASSISTANT_*` environment variables, then `.env`, then the defaults below."""

    host: str = "127.0.0.1"
    """Who can reach the page: this machine only, unless another address is given."""
    port: Annotated[int, Field(ge=1, le=65_535)] = 7860
