"""Who asks in another language is answered as in English: floors under what was reached."""

import pytest

from tests.quality.answers import opened_guides, ours, share
from tests.quality.foreign import declined, results

pytestmark = pytest.mark.models

FLOOR, LEAST_DECLINED = 0.8, 0.9


def test_most_questions_in_other_languages_are_answered_alike() -> None:
    with opened_guides() as guides:
        answering = ours(guides)
        assert share(results("seen", answering)) >= FLOOR
        assert declined(answering) >= LEAST_DECLINED
