"""What kind of thing a question wants, and whether a text has it."""

import pytest

from assistant.understanding import codes, shows_kind, wanted_kinds


@pytest.mark.parametrize(
    ("question", "kind", "shown", "lacking"),
    [
        ("Why is the lid locked?", "reason", "It is locked because it is hot.", "It is locked."),
        (
            "what does the course cost",
            "money",
            "The course is £90.",
            "The course has six evenings.",
        ),
        ("when does the office open?", "time of day", "It opens at 08:30.", "It opens daily."),
        ("By when must I book?", "date", "Book two weeks before.", "Book online."),
        ("Who signs the form?", "person", "The manager signs it.", "It is signed twice."),
        ("how old must a helm be", "age", "The helm must be 18 or over.", "The helm wears a hat."),
        ("How warm may it get?", "figure", "At most 32 degrees.", "It may get warm."),
        ("Which phone number do I call?", "contact", "Call 01539 447.", "It is open."),
    ],
)
def test_a_text_shows_the_kind_of_thing_that_is_asked_for(
    question: str, kind: str, shown: str, lacking: str
) -> None:
    assert kind in wanted_kinds(question)
    assert shows_kind(kind, shown)
    assert not shows_kind(kind, lacking)


def test_most_questions_want_no_kind_in_particular() -> None:
    assert wanted_kinds("Is it all right to bring a guest?") == ()


def test_codes_are_words_with_a_figure_in_them() -> None:
    assert codes("What does E05 mean at 18:00 in the U40?") == ("e05", "18:00", "u40")
