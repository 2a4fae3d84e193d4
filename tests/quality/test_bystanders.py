"""What is only mentioned is told from what matters: floors on mentions that were kept apart."""

import pytest

from assistant.understanding.bystanders import bystanders
from tests.quality.learning_bystanders import examples, left_out


@pytest.mark.parametrize(("matters", "least", "most"), [(False, 0.55, 1.0), (True, 0.0, 0.02)])
def test_most_bystanders_and_little_that_matters_is_left_out(
    matters: bool, least: float, most: float
) -> None:
    assert least <= left_out(bystanders(), examples(kept=True), matters=matters) <= most
