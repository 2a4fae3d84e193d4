"""Logistic regression: how much each of some signs speaks for something being so."""

import numpy as np
import numpy.typing as npt
import torch

Numbers = npt.NDArray[np.float32]
Truths = npt.NDArray[np.bool_]


def logistic(
    signs: Numbers,
    so: Truths,
    *,
    counts: Numbers | None = None,
    pull: float = 2e-3,
    evenly: bool = False,
) -> Numbers:
    """A weight for each column of the signs; the last one is a start, and always 1.

    `counts` says how much each row counts, and `pull` how hard weights are drawn to zero; that is
    as hard for all signs where they are first made to vary `evenly`.
    """
    rows, target = torch.from_numpy(signs), torch.from_numpy(so.astype(np.float32))
    spread = rows.std(0) if evenly else torch.ones(rows.shape[1])
    spread[spread < 1e-6] = 1.0
    scaled = rows / spread
    worth = None if counts is None else torch.from_numpy(counts)
    weights = torch.zeros(rows.shape[1], requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=500, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            scaled @ weights, target, weight=worth
        )
        loss = loss + pull * (weights[:-1] ** 2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    learned: Numbers = (weights.detach() / spread).numpy()
    return learned
