"""What a turn only mentions is told from what it asks about, and left out."""

import pytest

from assistant.understanding.bystanders import mentioned, without_bystanders


@pytest.mark.parametrize(
    ("turn", "left"),
    [
        pytest.param(
            "on a train to Lyon with bad wifi, quickly: RE vs RS?",
            "on a train to town with bad wifi, quickly: RE vs RS?",
            id="a place",
        ),
        pytest.param(
            "coffee with an RE from Waymo tomorrow, which pitch works on such people?",
            "coffee with an RE from firm tomorrow, which pitch works on such people?",
            id="a company",
        ),
        pytest.param(
            "(typing this while the plumber bangs on pipes) what red flags has an MLE resume",
            "(typing this while the person bangs on pipes) what red flags has an MLE resume",
            id="somebody",
        ),
        pytest.param(
            "Do MLEs, like surgeons, have to start at the bottom again?",
            "Do MLEs, like people, have to start at the bottom again?",
            id="others",
        ),
        pytest.param(
            "My old boss retired in 2018 and still asks: do MLEs need statistics?",
            "My old boss retired in some year and still asks: do MLEs need statistics?",
            id="a year",
        ),
    ],
)
def test_what_is_only_mentioned_makes_way(turn: str, left: str) -> None:
    assert without_bystanders(turn) == left


@pytest.mark.parametrize(
    "turn",
    [
        "What does an ML engineer in Nairobi earn?",
        "We sit in Nairobi. What base does an ML engineer get?",
        "how does Siemens interview research engineers?",
        "and for a data scientist?",
        "who earns more, a quant or an RS?",
        "One of our lawyers wants to become an ML engineer. Realistic?",
        "What did applied scientists earn in 2019?",
        "What does an ML engineer earn?",
    ],
)
def test_what_is_asked_about_stays(turn: str) -> None:
    assert without_bystanders(turn) == turn


def test_each_thing_is_found_where_it_stands_and_of_its_kind() -> None:
    turn = "A lawyer from Siemens in Zurich asked in 2019, and the lawyer was from Munich?"
    assert [(turn[one.start : one.end], one.kind) for one in mentioned(turn)] == [
        ("lawyer", "other_role"),
        ("Siemens", "company"),
        ("Zurich", "place"),
        ("2019", "year"),
        ("lawyer", "other_role"),
        ("Munich", "place"),
    ]


@pytest.mark.parametrize("times", [9, 2_000])
def test_where_all_too_much_is_named_nothing_is_looked_at(times: int) -> None:
    turn = f"Which red flags has an MLE resume? {'Greetings from Lyon. ' * times}"
    assert mentioned(turn) == []
    assert without_bystanders(turn) == turn
