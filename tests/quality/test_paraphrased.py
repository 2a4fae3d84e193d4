"""Replies stay right when all is said in other words: a floor under what was reached."""

import pytest

from tests.quality.answers import opened_guides, ours, share
from tests.quality.paraphrased import results

pytestmark = pytest.mark.models

FLOOR = 0.88
LOOKED_AT = 800
"""So many of the conversations."""


def test_most_cases_pass_in_other_words() -> None:
    with opened_guides() as guides:
        assert share(results("seen", ours(guides), count=LOOKED_AT)) >= FLOOR
