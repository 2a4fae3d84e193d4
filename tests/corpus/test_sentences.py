import pytest

from corpus.sentences import prose_spans, sentence_spans, unwrapped


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


WRAPPED = """\
Need to descale depends on the hardness you have entered: about every
four weeks with very hard water. Pour in one bottle of the descaler and
add water.
"""


def test_a_sentence_goes_on_where_an_editor_has_wrapped_it() -> None:
    assert [WRAPPED[start:end].split()[-1] for start, end in prose_spans(WRAPPED)] == [
        "water.",
        "water.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Anna Roe\n12 Mill Lane\nLeeds", "Anna Roe\n12 Mill Lane\nLeeds", id="short"),
        pytest.param(
            "> A quotation that is quite long enough to be\n> wrapped.",
            "> A quotation that is quite long enough to be   wrapped.",
            id="in a quotation",
        ),
        pytest.param(
            "Bring with you what stands in this list:\n- a hat\n- two pens",
            "Bring with you what stands in this list:\n- a hat\n- two pens",
            id="items",
        ),
        pytest.param("one line only", "one line only", id="one line"),
    ],
)
def test_only_a_line_that_goes_on_is_joined_to_the_next(text: str, expected: str) -> None:
    assert unwrapped(text) == expected
    assert len(unwrapped(text)) == len(text)
