"""How amounts stand to the guides' figures, and when nothing is said of it."""

from functools import cache
from pathlib import Path

import pytest

from assistant.figures import Standing, bounds, lies_in, still_judged
from assistant.figures.standing import stands
from assistant.understanding import understood
from corpus import Figure, figures_of, read_folder

GUIDES = Path(__file__).parents[2] / "corpus" / "guides"


@cache
def _figures() -> tuple[Figure, ...]:
    documents = read_folder(GUIDES).documents
    return tuple(figure for one in documents for figure in figures_of(one))


def _said(question: str) -> tuple[str, ...]:
    found = bounds(understood(question), _figures())
    return tuple(dict.fromkeys(Standing((one,)).text for one in found))


@pytest.mark.parametrize(
    ("amount", "figure", "how"),
    [
        ("$170k", "$180k-$220k", "below"),
        ("$200,000", "$180k-$220k", "within"),
        ("$220k", "$180k-$220k", "at the top of"),
        ("$180k", "$180k-$220k", "at the bottom of"),
        ("$0.3M", "$180k-$220k", "above"),
        ("$480k", "$480,000", "at"),
        ("$2M", "$650K-$1.3M+", ""),
        ("$300k", "$260k+", ""),
        ("0.4%", "0.5-1.5%", "below"),
        ("0.4%", "$180k-$220k", ""),
        ("a month", "70 days", "shorter than"),
        ("3 months", "90 days", ""),
        ("six months", "150 to 200 days", "within"),
        ("30 weeks", "150 to 200 days", "longer than"),
        ("2 hours", "90 minutes", "longer than"),
        ("4 hours", "6+ hours", "shorter than"),
        ("8 hours", "6+ hours", ""),
    ],
)
def test_the_two_are_held_against_each_other_as_they_are_written(
    amount: str, figure: str, how: str
) -> None:
    assert stands(amount, figure) == how


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param(
            "is 300k base realistic for a PhD researcher",
            ("$300k is above $200k-$280k (base salary).",),
            id="no sign, and no level where the figure has none",
        ),
        pytest.param(
            "I'm offered 130k total as a new grad MLE in the US. Is that low?",
            ("$130k is below $140K-$240K (total compensation).",),
            id="a place that is everywhere",
        ),
        pytest.param(
            "is 3% equity a lot for a senior MLE?",
            ("3% is at the top of 1-3% (equity).",),
            id="equity",
        ),
        pytest.param(
            "is 200k low for a mid-level ml engineer?",
            (
                "$200k is within $180k-$220k (base salary).",
                "$200k is below $220K-$420K (total compensation).",
            ),
            id="both kinds of pay",
        ),
        pytest.param(
            "is 500k total fair for an ML engineer at a frontier lab?",
            ("$500k is within $450,000 to $650,000 (total compensation, frontier labs).",),
            id="of the employers asked for",
        ),
        pytest.param(
            "searching an applied scientist for 9 weeks, is that unusually long?",
            (
                "9 weeks is shorter than the median of 110 days (time to fill, senior).",
                "9 weeks is shorter than the median of 110 days (time to fill, senior, Series C+).",
            ),
            id="the only level known",
        ),
        pytest.param(
            "45 minutes for the paper discussion with applied scientists, enough?",
            ("45 minutes is shorter than 75 minutes (interview block length).",),
            id="a block of an interview",
        ),
        pytest.param(
            "our ML engineer loop takes 9 hours. too long?",
            ("9 hours is longer than 3.5 to 4 hours (interview length).",),
            id="an interview",
        ),
        pytest.param(
            "I read that research engineers get 5 to 10% equity.",
            ("5 to 10% is above 1.5-3% (equity).", "5 to 10% is above 2-3% (equity)."),
            id="what was read",
        ),
        pytest.param(
            "senior ML engineer pay: isn't 750 too high?",
            (
                "$750k is above $250k-$320k (base salary).",
                "$750k is above the median of $320,000 (total compensation, top-50 employers).",
                "$750k is above the median of $320K (total compensation, top-50 employers).",
                "$750k is at the top of $380K-$750K (total compensation).",
            ),
            id="said of thousands",
        ),
    ],
)
def test_an_amount_is_held_against_the_figures_of_its_kind(
    question: str, said: tuple[str, ...]
) -> None:
    assert _said(question) == said


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("Is $200k base fair for a mid-level ML engineer in Austin?", id="place"),
        pytest.param("Is €200k base fair for a mid-level ML engineer?", id="currency"),
        pytest.param("Is 300k fair for an ML engineer?", id="no level"),
        pytest.param("Is 500k total fair for a senior ML engineer at OpenAI?", id="a company"),
        pytest.param("Is 500k total ok for a senior MLE at a frontier lab?", id="employers"),
        pytest.param("Is 300k ok for a senior MLE or a senior research scientist?", id="roles"),
        pytest.param("Is 200k base + 50k bonus fair for a mid-level MLE?", id="amounts"),
        pytest.param("Is 500k in equity a lot for a senior MLE?", id="equity in dollars"),
        pytest.param("Is 20k a month enough for a senior MLE?", id="by the month"),
        pytest.param("Was $300k base fair for a senior MLE in 2019?", id="another year"),
        pytest.param("Is 300k users enough for a senior MLE?", id="no money"),
        pytest.param("Do senior MLEs get $300k base?", id="nothing to be judged"),
        pytest.param("Is 50% remote low for a senior MLE?", id="percent of something else"),
        pytest.param("Is 300 users enough for a senior MLE?", id="hundreds of people"),
        pytest.param("Is 3 months of experience low for an MLE?", id="time of a person"),
        pytest.param("Is a month of interviews too long for a senior MLE?", id="another time"),
    ],
)
def test_nothing_is_said_where_it_is_not_certain(question: str) -> None:
    assert _said(question) == ()


@pytest.mark.parametrize(
    ("turn", "judged"),
    [
        ("$2M, is that too high?", True),
        ("so is it low?", True),
        ("they offer 2 million", True),
        ("fine. and managers?", False),
    ],
)
def test_an_amount_named_before_is_judged_while_it_is_spoken_of(turn: str, judged: bool) -> None:
    found = bounds(understood("is $2 million too high for a staff research scientist"), _figures())
    assert found
    assert bool(still_judged(found, turn)) is judged


def test_who_asks_why_is_not_told_how_an_amount_stands() -> None:
    assert not _said("110 days for a senior applied scientist, why so long?")


@pytest.mark.parametrize(
    ("question", "lies"),
    [
        ("A senior RS gets 600k, right?", True),
        ("A senior RS gets $900K, true?", True),
        ("A senior RS gets 1.2M, right?", False),
        ("A senior RS gets 600k base, right?", None),
        ("Senior RSs top out at 600k, right?", None),
        ("All senior RSs get 600k, right?", None),
        ("A senior RS gets a lot, right?", None),
    ],
)
def test_an_amount_that_is_claimed_lies_in_a_range_or_not(question: str, lies: bool | None) -> None:
    said = "No: senior research scientists get $450K-$900K in typical total compensation."
    assert lies_in(understood(question), said) is lies
