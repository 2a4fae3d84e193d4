import pytest

from corpus.formats.advertising import without_advertising


@pytest.mark.parametrize(
    ("blocks", "kept"),
    [
        pytest.param(
            ["## Get Help", "Talk to our team before you post. We know both.", "## Pay", "$1."],
            ["## Pay", "$1."],
            id="a call with its heading",
        ),
        pytest.param(
            ["The pool holds 14,200 people. Place a featured listing on our board."],
            ["The pool holds 14,200 people."],
            id="a call behind a fact",
        ),
        pytest.param(
            [
                "## Pay",
                "Fair.",
                "## Your first hire",
                "It costs you time.",
                "Book a free call. We care.",
                "No obligation.",
            ],
            ["## Pay", "Fair."],
            id="a closing pitch",
        ),
        pytest.param(
            ["### Is SQL enough?", "Yes, for you.", "Ready to hire?", "Book a free call. We care."],
            ["### Is SQL enough?", "Yes, for you."],
            id="the answer above a closing call stays",
        ),
        pytest.param(
            ["## Pay", "Fair.", "Ready to hire?", "Talk to Acme", "Want help? Talk to our team."],
            ["## Pay", "Fair."],
            id="a question that leads to a call",
        ),
        pytest.param(
            ["## Pay", "Book a free call: it saves $500."],
            ["## Pay", "Book a free call: it saves $500."],
            id="a figure is never dropped",
        ),
        pytest.param(
            ["## Steps", "Talk to the team lead. We schedule a call with the candidate."],
            ["## Steps", "Talk to the team lead. We schedule a call with the candidate."],
            id="advice to the reader is no call",
        ),
    ],
)
def test_calls_to_action_are_dropped(blocks: list[str], kept: list[str]) -> None:
    assert without_advertising(blocks) == kept
