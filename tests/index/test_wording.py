from pathlib import Path

import pytest

from index import wording
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
        pytest.param(
            "RS AND RE? and for as?",
            "research scientist AND research engineer? and for applied scientist?",
            id="beside another, and at the end",
        ),
        pytest.param("the re-org, for as long", "the re-org, for as long", id="parts of others"),
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
        pytest.param("ecsyentist", "ecsyentist", id="what is far from any word stays"),
        pytest.param("csientist", "scientist", id="the first two letters are swapped"),
        pytest.param("engineers and backends", "engineers and backends", id="words all the same"),
        pytest.param("whihc firts", "which first", id="everyday words"),
        pytest.param("dont wont arent", "dont wont arent", id="a sign is missing, and no letter"),
        pytest.param("plumber pay", "plumber pay", id="an unknown word stays"),
        pytest.param("mor", "mor", id="short words stay"),
        pytest.param("nairoby 2026", "nairobi 2026", id="a name in small letters"),
        pytest.param("pay in Nairoby", "pay in nairobi", id="a name with a slip"),
        pytest.param("pay in Bzngalore", "pay in bangalore", id="a name no document has"),
        pytest.param("pay at Salariz", "pay at Salariz", id="a name nobody knows"),
        pytest.param("sorry, ENGINER", "sorry, engineer", id="a word that is shouted"),
        pytest.param("Hi. Nairoby?", "Hi. nairobi?", id="a capital that begins a sentence"),
        pytest.param("Müller", "Müller", id="letters of other languages"),
    ],
)
def test_typing_slips_are_mended(question: str, expected: str) -> None:
    assert WORDS.mended(question) == expected


def test_terms_are_the_stems_of_telling_words() -> None:
    assert terms("What do the engineers earn?") == ["engin", "earn"]


def test_the_vocabulary_is_in_order_of_use() -> None:
    assert list(vocabulary(["b a", "C b"])) == ["b", "a", "c"]


def test_of_words_that_are_as_near_the_one_used_most_is_meant() -> None:
    words = vocabulary(["the engine of an engineer", "an engineer"])
    assert words.mended("an enginer") == "an engineer"


def test_a_letter_is_rather_doubled_or_swapped_than_taken_for_another() -> None:
    words = vocabulary(["over and over, want by want, an offer of what"])
    assert words.mended("waht a fair ofer") == "what a fair offer"


def test_a_word_of_a_few_questions_may_be_a_slip_and_is_mended_to_one_that_stands_there() -> None:
    words = vocabulary(["The research engineer"], asked=["reserch enginer", "what do they ern"])
    assert words.mended("a reserch enginer") == "a research engineer"
    assert words.unknown("a reserch enginer in Nairobi") == ["Nairobi"]


def test_a_word_of_several_questions_is_a_word() -> None:
    words = vocabulary(["The research engineer"], asked=["ern"] * 10)
    assert words.mended("ern") == "ern"


def test_a_word_that_nobody_here_uses_is_no_slip() -> None:
    words = vocabulary(["models at scale, on planets such as jupiter"])
    assert words.mended("what would scare them") == "what would scare them"
    assert words.mended("in jupyter") == "in jupiter"
    assert words.mended("in jupyter", is_word={"jupyter"}.__contains__) == "in jupyter"


def test_the_words_of_a_file_have_a_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = wording.version()
    changed = tmp_path / "words.toml"
    changed.write_text(wording.WORDS.read_text("utf-8") + "\n", "utf-8")
    monkeypatch.setattr(wording, "WORDS", changed)
    assert wording.version() != before
