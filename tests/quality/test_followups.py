"""What follow-ups mean cannot get worse unnoticed: floors under what was reached when set."""

from collections.abc import Sequence
from statistics import mean

import pytest

from tests.quality.followups import Followed, results

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def found() -> Sequence[Followed]:
    return results()


@pytest.mark.parametrize(
    ("part", "expected", "floor"),
    [
        ("seen", "answer", 0.88),
        ("seen", "decline", 0.68),
        ("seen", "clarify", 0.66),
        ("seen", "chat", 1.0),
        ("kept", "answer", 0.86),
        ("kept", "decline", 0.76),
        ("kept", "clarify", 0.7),
        ("kept", "chat", 1.0),
        ("own", "answer", 0.68),
        ("own", "decline", 0.80),
        ("own", "clarify", 1.0),
    ],
)
def test_most_follow_ups_are_understood(
    found: Sequence[Followed], part: str, expected: str, floor: float
) -> None:
    assert mean(one.passed for one in found if (one.part, one.expect) == (part, expected)) >= floor


def test_hardly_any_follow_up_is_lost_for_not_standing_alone(found: Sequence[Followed]) -> None:
    answers = [one for one in found if one.expect == "answer" and one.part != "own"]
    assert mean(one.passed for one in answers if one.alone_passed) >= 0.86
