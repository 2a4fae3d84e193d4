import pytest

from corpus.dates import date_in, iso_date


@pytest.mark.parametrize(
    ("words", "date"),
    [
        pytest.param("·March 6, 2026", "2026-03-06", id="American"),
        pytest.param("6th March 2026", "2026-03-06", id="British"),
        pytest.param("2026-03-06T10:00", "2026-03-06", id="ISO with a time"),
        pytest.param("Sept. 9, 2025", "2025-09-09", id="a short month"),
        pytest.param("May 2026", "2026-05", id="a month"),
        pytest.param("2026-05", "2026-05", id="a month in ISO"),
        pytest.param("2026", "2026", id="a year"),
        pytest.param("pay figures of 2025", "", id="a year among words says too little"),
        pytest.param("February 31, 2026", "", id="a day that never was"),
        pytest.param("ML2-14", "", id="no date"),
    ],
)
def test_dates_are_written_as_iso(words: str, date: str) -> None:
    assert iso_date(words) == date


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        pytest.param(["A title", "9 min read · April 25, 2026"], "2026-04-25", id="a byline"),
        pytest.param(
            ["Published January 2, 2025", "Last reviewed: March 6, 2026"],
            "2026-03-06",
            id="the last review counts",
        ),
        pytest.param(["Updated May 2026"], "2026-05", id="a labelled month"),
        pytest.param(["The plan of May 2026"], "", id="a month without label is part of a title"),
        pytest.param(["The law took effect on March 6, 2026."], "", id="a date in a sentence"),
        pytest.param(["x"] * 60 + ["March 6, 2026"], "", id="a date far down"),
    ],
)
def test_the_date_of_a_document_stands_near_its_start(lines: list[str], date: str) -> None:
    assert date_in(lines) == date
