"""What was learned of how people ask, added to the weights of the embedding model.

A pair of thin matrices for each layer, whose product is added to the layer's own: a hundredth of
the model's size. `make learning` makes the file anew; nothing is learned while it runs.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

TUNING = Path(__file__).parent / "tuning.npz"
_MADE_FOR = "made for"
_INTO, _OUT = "/into", "/out"

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Tuning:
    """Read from a file that can hold nothing but numbers."""

    made_for: str
    """The fingerprint of the weights it belongs to."""
    layers: dict[str, tuple[Numbers, Numbers]]
    """By the name of a layer: what its input is multiplied with, and then what comes of that."""

    @classmethod
    def load(cls, path: Path = TUNING) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            names = [name.removesuffix(_INTO) for name in arrays.files if name.endswith(_INTO)]
            layers = {
                name: (
                    arrays[name + _INTO].astype(np.float32),
                    arrays[name + _OUT].astype(np.float32),
                )
                for name in names
            }
            return cls(str(arrays[_MADE_FOR]), layers)

    def save(self, path: Path = TUNING) -> None:
        """Half precision is enough."""
        arrays = {_MADE_FOR: np.array(self.made_for)}
        for name, (into, out) in self.layers.items():
            arrays[name + _INTO], arrays[name + _OUT] = (
                into.astype(np.float16),
                out.astype(np.float16),
            )
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)

    def add_to(self, encoder: Any) -> None:
        """Change the weights of an encoder of torch's, in place."""
        import torch

        with torch.no_grad():
            for name, (into, out) in self.layers.items():
                encoder.get_parameter(f"{name}.weight").add_(torch.from_numpy(out @ into))


@cache
def tuning(path: Path = TUNING) -> Tuning:
    """What ships, for finding if nothing else is named."""
    return Tuning.load(path)
