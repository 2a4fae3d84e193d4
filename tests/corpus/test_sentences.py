import pytest

from corpus.sentences import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One. Two! Three?", ["One. ", "Two! ", "Three?"], id="stops end sentences"),
        pytest.param(
            'He said "go." Then left.', ['He said "go." ', "Then left."], id="a quote ends"
        ),
        pytest.param(
            "Ask Dr. Ng, e.g. by mail.", ["Ask Dr. Ng, e.g. by mail."], id="abbreviations"
        ),
        pytest.param("Pay is $1.3M. Good.", ["Pay is $1.3M. ", "Good."], id="a decimal point"),
        pytest.param("a line\nanother", ["a line\n", "another"], id="a line break"),
        pytest.param(r"one?\ntwo", [r"one?\n", "two"], id="a line break written out"),
        pytest.param("  \n ", [], id="white space only"),
        pytest.param("no stop at all", ["no stop at all"], id="no stop"),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_only_the_span_asked_for_is_cut() -> None:
    text = "Skip. This one. And this."
    assert [text[start:end] for start, end in sentence_spans(text, 6, 15)] == ["This one."]
