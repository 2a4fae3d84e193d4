"""However a turn is typed, it is answered as it is meant."""

import pytest

from assistant import Assistant, Guides

pytestmark = pytest.mark.models


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        pytest.param(
            ("what's a prompt engneer paid",), ("what's a prompt engineer paid",), id="another role"
        ),
        pytest.param(
            ("MLE base in SF?", "and in Bzngalore?"),
            ("MLE base in SF?", "and in bangalore?"),
            id="a place that no guide names",
        ),
        pytest.param(
            ("research scientist base and equity", "sorry, research ENGINER"),
            ("research scientist base and equity", "sorry, research engineer"),
            id="a correction that is shouted",
        ),
        pytest.param(
            ("early career RS TC?", "one level up pls"),
            ("early career RS TC?", "one level up?"),
            id="with manners",
        ),
        pytest.param(
            ("First AI hire: researcher or engineer?", "no prototype 🙂"),
            ("First AI hire: researcher or engineer?", "no prototype"),
            id="what a tree asks",
        ),
        pytest.param(
            ("how long is the um MLE loop?", "and, like, the as one?"),
            ("how long is the MLE loop?", "and the AS one?"),
            id="with pauses",
        ),
    ],
)
def test_a_turn_is_answered_as_it_is_meant(
    assistant: Assistant, turns: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    assert assistant.ask(*turns).text == assistant.ask(*meant).text


@pytest.mark.parametrize(
    ("turn", "mended"),
    [
        ("a research scientst in the Bay Area", "a research scientist in the Bay Area"),
        ("pay in Lyon or Malmo", "pay in Lyon or Malmo"),
        ("attrition of frontend developers", "attrition of frontend developers"),
    ],
)
def test_what_is_known_is_no_slip(guides: Guides, turn: str, mended: str) -> None:
    assert guides.mended(turn) == mended


def test_what_is_too_long_to_be_a_question_is_left_as_it_is(guides: Guides) -> None:
    text = "a research scientst " * 300
    assert guides.mended(text) == text
