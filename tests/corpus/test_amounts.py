import pytest

from corpus.amounts import Amount, amounts_in


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("$380K-$750K", 380_000, 750_000, "USD"),
        ("$120K – $350K", 120_000, 350_000, "USD"),
        ("$620,000 to $1,100,000", 620_000, 1_100_000, "USD"),
        pytest.param("$180-220k", 180_000, 220_000, "USD", id="thousands said once are both's"),
        ("$650K-$1.3M+", 650_000, 1_300_000, "USD"),
        pytest.param("$260k+", 260_000, None, "USD", id="open above"),
        pytest.param("up to $300k", None, 300_000, "USD", id="open below"),
        ("250 EUR", 250, 250, "EUR"),
        ("0.5-1.5%", 0.5, 1.5, "percent"),
        ("~75%", 75, 75, "percent"),
        ("3.5 to 4 hours", 3.5, 4, "hours"),
        ("75-minute", 75, 75, "minutes"),
        ("between 3 and 5 days", 3, 5, "days"),
        ("3-5 YOE", 3, 5, "years"),
        ("5 to 1", 5, 5, "ratio"),
        ("5-to-1", 5, 5, "ratio"),
        ("1/5", 0.2, 0.2, "ratio"),
        ("2-4x", 2, 4, "ratio"),
        ("four-block", 4, 4, "count"),
        ("5 rounds", 5, 5, "count"),
        ("~30K members", 30_000, 30_000, "people"),
        ("14,200 active data, ML and AI engineers", 14_200, 14_200, "people"),
        pytest.param("83,000,000", 83_000_000, 83_000_000, "", id="a bare number has no unit"),
    ],
)
def test_an_amount_is_read_with_its_unit(
    text: str, low: float | None, high: float | None, unit: str
) -> None:
    (amount,) = amounts_in(f"It is {text}, they say.")
    assert (amount.low, amount.high, amount.unit) == (low, high, unit)
    assert f"It is {text}, they say."[amount.start : amount.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "top-50 labs",
        "ML4/ML5",
        "2026-05",
        "12/05/2026",
        "2026 engineers",
        "110 to 70 days",
        "GPT-4",
    ],
)
def test_what_only_looks_like_an_amount_is_none(text: str) -> None:
    assert amounts_in(text) == []


def test_what_is_counted_is_told() -> None:
    assert amounts_in("600 profiles and $200k and engineers") == [
        Amount(600, 600, "people", "profiles", 0, 12),
        Amount(200_000, 200_000, "USD", "", 17, 22),
    ]
