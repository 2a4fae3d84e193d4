"""Which answer a reply gives to the question just asked, learned from replies of strangers.

What is told is heard fact by fact, in whatever words and at any time. A reply leaves most of it to
the question: `the second, like I said`. `make learning` makes the file anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float32]

LEARNED = Path(__file__).parent / "answering.npz"
NOTHING = "-"
"""In place of an answer: that the reply gives none."""
SURE = 0.65
"""From here on a reply gives the answer."""
SURE_THOUGH_IT_ASKS = 0.8
SURE_OF_NOTHING = 0.9
"""From here on what is heard in it is no answer."""


@dataclass(frozen=True)
class Answering:
    """For each question of a tree, its answers, and the weights of a reply's vector for each."""

    answers: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, Numbers]
    """Vector x answers; the last row is a start."""

    @classmethod
    def load(cls, path: Path = LEARNED) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            names = [name.removeprefix(_ANSWERS) for name in arrays if name.startswith(_ANSWERS)]
            return cls(
                {name: tuple(arrays[f"{_ANSWERS}{name}"].tolist()) for name in names},
                {name: arrays[f"{_WEIGHTS}{name}"].astype(np.float32) for name in names},
            )

    def save(self, path: Path = LEARNED) -> None:
        """Write the arrays; half precision is as good, and half as large."""
        every = {f"{_ANSWERS}{name}": np.array(some) for name, some in self.answers.items()}
        every |= {f"{_WEIGHTS}{name}": one.astype(np.float16) for name, one in self.weights.items()}
        np.savez_compressed(path, allow_pickle=False, **every)

    def chances(self, tree: str, question: str, vector: Numbers) -> dict[str, float]:
        """How likely a reply gives each answer, and none; nothing of a question never learned."""
        name = named(tree, question)
        if name not in self.weights or len(vector) + 1 != len(self.weights[name]):
            return {}
        weighed = vector @ self.weights[name][:-1] + self.weights[name][-1]
        chances = np.exp(weighed - weighed.max())
        chances /= chances.sum()
        return dict(zip(self.answers[name], chances.tolist(), strict=True))

    def answer(
        self, tree: str, question: str, vector: Numbers, *, asks: bool = False
    ) -> str | None:
        """What a reply surely gives: an answer, or nothing; None when neither is sure.

        What looks as if it `asks` something must be an answer more surely.
        """
        chances = self.chances(tree, question, vector)
        best = max(chances, key=lambda one: chances[one], default=None)
        least = SURE_OF_NOTHING if best == NOTHING else SURE_THOUGH_IT_ASKS if asks else SURE
        return best if best is not None and chances[best] >= least else None


_ANSWERS, _WEIGHTS = "answers of ", "weights of "


def named(tree: str, question: str) -> str:
    """How a question is named among all."""
    return f"{tree}/{question}"


@cache
def answering() -> Answering:
    """What ships."""
    return Answering.load()
