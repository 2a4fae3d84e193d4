import pytest

from index.wording import terms, vocabulary, written_out

WORDS = vocabulary(["The research engineer earns more than the scientist", "salaries in Nairobi"])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("MLE comp?", "ML engineer compensation?", id="known in any case"),
        pytest.param("RS or RE", "research scientist or research engineer", id="in capitals"),
        pytest.param("as we re-read it", "as we re-read it", id="small words stay"),
        pytest.param("AS SOON AS", "AS SOON AS", id="all in capitals tells nothing"),
        pytest.param("rs promo", "research scientist promo", id="no word of its own"),
        pytest.param(
            "an re vs an as, AS LOOP?",
            "an research engineer vs an applied scientist, applied scientist LOOP?",
            id="small words beside what only roles have",
        ),
        pytest.param("as a loop, re: pay", "as a loop, re: pay", id="not directly beside"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_short_forms_are_written_out(question: str, expected: str) -> None:
    assert written_out(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("reserch enginer", "research engineer", id="a letter is missing"),
        pytest.param("scietnist", "scientist", id="letters are swapped"),
        pytest.param("engineers", "engineer", id="the plural of a known word does no harm"),
        pytest.param("plumber pay", "plumber pay", id="an unknown word stays"),
        pytest.param("mor", "mor", id="short words stay"),
        pytest.param("nairoby 2026", "nairobi 2026", id="a name in small letters"),
        pytest.param("pay in Nairoby", "pay in Nairoby", id="a name nobody knows"),
        pytest.param("Müller", "Müller", id="letters of other languages"),
    ],
)
def test_typing_slips_are_mended(question: str, expected: str) -> None:
    assert WORDS.mended(question) == expected


def test_terms_are_the_stems_of_telling_words() -> None:
    assert terms("What do the engineers earn?") == ["engin", "earn"]


def test_the_vocabulary_is_in_order() -> None:
    assert list(vocabulary(["b a", "C b"])) == ["a", "b", "c"]


def test_a_word_of_a_few_questions_may_be_a_slip_and_is_mended_to_one_that_stands_there() -> None:
    words = vocabulary(["The research engineer"], asked=["reserch enginer", "what do they ern"])
    assert words.mended("a reserch enginer") == "a research engineer"
    assert words.unknown("a reserch enginer in Nairobi") == ["Nairobi"]


def test_a_word_of_several_questions_is_a_word() -> None:
    words = vocabulary(["The research engineer"], asked=["ern"] * 10)
    assert words.mended("ern") == "ern"


def test_a_word_that_nobody_here_uses_is_no_slip() -> None:
    words = vocabulary(["models at scale"])
    assert words.mended("what would scare them") == "what would scale them"
    assert words.mended("what would scare them", is_word={"scare"}.__contains__) == (
        "what would scare them"
    )
