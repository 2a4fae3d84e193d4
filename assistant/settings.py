"""What can be set for the whole assistant: what can be set for the index, and the page."""

from index import Settings as IndexSettings


class Settings(IndexSettings):
    """Read from `ASSISTANT_*` environment variables, then `.env`, then the defaults below."""

    host: str = "127.0.0.1"
    """Who can reach the page: this machine only, unless another address is given."""
    port: int = 7860
