"""Showing on a terminal how far a build has come."""

from typing import NoReturn

from tqdm import tqdm


class Bar:
    """A bar for each stage of a build; silent when the output goes to a file."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm[NoReturn] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that so much of a stage is done."""
        if stage != self._stage or self._bar is None:
            self._stage = stage
            self._bar = tqdm(total=total, desc=stage, leave=False, disable=None)
        self._bar.update(done - self._bar.n)
        if done >= total:
            self._bar.close()
