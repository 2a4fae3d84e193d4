"""What a person can put right about a language model: each message says what to do next."""

from index.errors import WrongSetting


class ModelNotOpened(WrongSetting):
    """The language model that is set cannot be used: not its provider, its package or its key."""
