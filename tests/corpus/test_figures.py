import pytest

from corpus.figures import figures_in


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        pytest.param("$480K or 480,000 or 480 thousand", {480_000.0}, id="one figure, three ways"),
        pytest.param("$1.3M+", {1_300_000.0}, id="millions"),
        pytest.param("1.5-3% equity", {1.5, 3.0}, id="a range"),
        pytest.param("$180k$220k", {180_000.0, 220_000.0}, id="a range without its dash"),
        pytest.param("five blocks of 75 minutes", {5.0, 75.0}, id="a number as a word"),
        pytest.param("ML2/ML3", set(), id="a level is a name"),
        pytest.param("moving 10x faster", {10.0}, id="times"),
        pytest.param("someone often", set(), id="numbers inside words"),
        pytest.param("no figure", set(), id="none"),
    ],
)
def test_figures_are_read_as_numbers(text: str, figures: set[float]) -> None:
    assert figures_in(text) == figures
