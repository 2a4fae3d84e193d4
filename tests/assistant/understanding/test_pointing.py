import pytest

from assistant.understanding.pointing import about_it, about_people, matter, placed, spelt_out

NAMED = ("applied scientist", "ml engineer")
"""The latest first."""


@pytest.mark.parametrize(
    ("turn", "outright"),
    [
        pytest.param("the other one?", ("ml engineers?",), id="the other"),
        pytest.param("is the former cheaper", ("is ml engineers cheaper",), id="the first of two"),
        pytest.param("is the latter cheaper", ("is applied scientists cheaper",), id="the last"),
        pytest.param("the production people?", ("ml engineers?",), id="by what they do"),
        pytest.param(
            "the paper-writing sort?",
            ("research scientists?", "ai researchers?"),
            id="by what two roles do",
        ),
        pytest.param("the ones in between?", ("research engineers?",), id="by where they stand"),
        pytest.param(
            "the scientist's coding round",
            ("the applied scientist's coding round",),
            id="a title cut short",
        ),
        pytest.param("one level below that?", ("mid-level?",), id="a level below"),
        pytest.param("and the level above?", ("and staff?",), id="a level above"),
        pytest.param("an MLE of that level", ("an MLE senior",), id="the same level, and a role"),
        pytest.param("do they need a PhD?", ("do they need a PhD?",), id="nothing to name"),
    ],
)
def test_what_a_turn_points_at_is_named(turn: str, outright: tuple[str, ...]) -> None:
    assert (
        spelt_out(turn, named_before=NAMED, roles=("applied scientist",), level="senior")
        == outright
    )


@pytest.mark.parametrize(
    ("turn", "before", "outright"),
    [
        (
            "as an engineer?",
            "research scientist",
            ["as an research engineer?", "as an ml engineer?"],
        ),
        ("as an engineer?", "ai researcher", ["as an ml engineer?"]),
        ("the scientist version", "research engineer", ["the research scientist version"]),
        ("and scientists", "ml engineer", ["and research scientists", "and applied scientists"]),
        ("as an engineer?", "", ["as an engineer?"]),
    ],
)
def test_a_title_cut_short_is_that_of_whoever_stands_beside(
    turn: str, before: str, outright: list[str]
) -> None:
    roles = (before,) if before else ()
    assert list(spelt_out(turn, named_before=roles, roles=roles, level="")) == outright


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("do they need a PhD?", "do research engineers need a PhD?"),
        ("their pay?", "research engineers' pay?"),
        ("how long to fill one", "how long to fill a research engineer"),
        ("how long is the loop?", "how long is the loop?"),
    ],
)
def test_a_role_stands_in_the_place_of_people(turn: str, meant: str) -> None:
    assert about_people(turn, ("research engineer",)) == meant


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("how long is the applied scientist loop?", "applied scientist loop"),
        ("labs have more REs, is that right?", "labs have more REs"),
        ("senior MLE pay", "senior MLE pay"),
    ],
)
def test_the_matter_of_a_question_is_what_it_asks_about(question: str, about: str) -> None:
    assert matter(question) == about


def test_the_matter_stands_in_the_place_of_it_or_behind_the_turn() -> None:
    question = "how long is the applied scientist loop?"
    assert about_it("how many blocks does it have?", question) == (
        "how many blocks does applied scientist loop have?"
    )
    assert about_it("by how much?", question) == "by how much: applied scientist loop?"


def test_who_says_so_asks_for_the_source() -> None:
    said = about_it("who says so?", "what is the median pay of applied scientists?")
    assert said == "what is the source of median pay of applied scientists?"


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("how much lower is pay there?", "how much lower is pay in Germany?"),
        ("and what about that city", "and what about that city"),
        pytest.param("is there a bonus?", "is there a bonus?", id="there is"),
        pytest.param("and over there in Berlin?", "and over there in Berlin?", id="another place"),
    ],
)
def test_there_is_the_place_of_the_question_before(turn: str, meant: str) -> None:
    assert placed(turn, "the notice period for ML engineers in Germany") == meant


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("is that base or all in?", "is that base or all in in Toronto?"),
        ("are those total comp?", "are those total comp in Toronto?"),
        ("is that a good place to hire?", "is that a good place to hire?"),
        ("is that base in Austin?", "is that base in Austin?"),
    ],
)
def test_what_a_figure_is_of_is_asked_of_the_place_it_was_given_for(turn: str, meant: str) -> None:
    assert placed(turn, "the pay of ML engineers in Toronto") == meant
