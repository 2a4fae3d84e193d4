"""When an answer gives figures, and none at the level that is asked for."""

from functools import cache
from pathlib import Path

import pytest

from assistant.figures import in_words, look_up, untold_level
from assistant.understanding import understood
from corpus import Figure, figures_of, read_folder

GUIDES = Path(__file__).parents[2] / "corpus" / "guides"


@cache
def _figures() -> tuple[Figure, ...]:
    documents = read_folder(GUIDES).documents
    return tuple(figure for one in documents for figure in figures_of(one))


def _untold(question: str, *, role: str, level: str = "", measure: str = "pay") -> str:
    levels = (level,) if level else ()
    given = in_words(look_up(_figures(), roles=(role,), levels=levels, measure=measure))
    return untold_level(understood(question), given, _figures())


@pytest.mark.parametrize(
    ("question", "role", "measure", "untold"),
    [
        pytest.param(
            "And a junior ML engineer, how long until the seat is filled?",
            "ml engineer",
            "time to fill",
            "time to fill of early-career ML engineer roles",
            id="others are of one level",
        ),
        pytest.param(
            "I'm a new grad, what can I make as a research engineer?",
            "research engineer",
            "pay",
            "pay of early-career research engineers",
            id="others are of no level",
        ),
        pytest.param(
            "an applied scientist's pay, two years out of my PhD?",
            "applied scientist",
            "pay",
            "pay of applied scientists below senior level",
            id="no level is named",
        ),
    ],
)
def test_a_level_of_which_there_is_no_figure_is_told(
    question: str, role: str, measure: str, untold: str
) -> None:
    assert _untold(question, role=role, measure=measure) == untold


@pytest.mark.parametrize(
    ("question", "role", "level"),
    [
        pytest.param("What does an applied scientist earn?", "applied scientist", "", id="none"),
        pytest.param("A junior MLE's pay?", "ml engineer", "senior", id="known elsewhere"),
        pytest.param("I'm not senior yet: an MLE's pay?", "ml engineer", "", id="known below"),
        pytest.param("A senior AS's pay?", "applied scientist", "senior", id="told"),
        pytest.param(
            "Does a junior research engineer out-earn an applied scientist?",
            "research engineer",
            "",
            id="two roles",
        ),
    ],
)
def test_nothing_is_untold_where_it_is_known_or_not_asked(
    question: str, role: str, level: str
) -> None:
    assert _untold(question, role=role, level=level) == ""
