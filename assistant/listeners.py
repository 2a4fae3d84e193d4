"""Whether somebody traces what LangChain runs. To ready what tells them takes a while."""

from typing import Any

from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import var_child_runnable_config


def listened_to(runs: Any, config: RunnableConfig | None) -> bool:
    """Whether a model or a tool, called with this, has listeners."""
    return bool(config or runs.callbacks or var_child_runnable_config.get())
