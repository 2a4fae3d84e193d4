"""Who asks in another language is answered as in English: a floor under what was reached."""

import pytest

from tests.quality.answers import opened_guides, ours
from tests.quality.foreign import results, share

pytestmark = pytest.mark.models

FLOOR = 0.8


def test_most_questions_in_other_languages_are_answered_alike() -> None:
    with opened_guides() as guides:
        assert share(results("seen", ours(guides))) >= FLOOR
