import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, Passage, split
from corpus.tokens import count_tokens


def _document(text: str, *, title: str = "Pay", **said: object) -> Document:
    return Document(id="pay", path="pay.md", title=title, text=text, **said)  # type: ignore[arg-type]


def _words(passages: list[Passage]) -> list[str]:
    return [passage.text for passage in passages]


def test_paragraphs_of_a_section_share_a_passage_and_sections_do_not() -> None:
    text = "# Pay\n\nOne.\n\nTwo.\n\n## More\n\nThree."
    assert _words(split(_document(text))) == ["One.\n\nTwo.", "Three."]


def test_a_passage_is_found_where_it_says() -> None:
    text = "# Pay\n\nOne.\n\n## More\n\n- a\n- b\n"
    for passage in split(_document(text)):
        assert text[passage.start : passage.end] == passage.text


def test_each_row_of_a_table_is_a_passage_that_reads_by_itself() -> None:
    text = "## Base\n\nTable: US, 2026.\n\n| Role | Base |\n|---|---|\n| MLE | $1 |\n| RE | |\n"
    rows = [passage for passage in split(_document(text)) if passage.kind == "table row"]
    assert _words(rows) == ["| MLE | $1 |", "| RE | |"]
    assert [row.searchable for row in rows] == [
        "Pay. Base. Table: US, 2026.\nRole: MLE; Base: $1",
        "Pay. Base. Table: US, 2026.\nRole: RE",
    ]
    assert rows[0].context == "Table: US, 2026.\n| Role | Base |"


def test_a_question_and_its_answer_stay_together() -> None:
    text = "## FAQ\n\n### Is pay good?\n\nYes.\n\n### And bad?\n\nNo."
    passages = split(_document(text))
    assert [passage.kind for passage in passages] == ["question", "question"]
    assert _words(passages) == ["### Is pay good?\n\nYes.", "### And bad?\n\nNo."]
    assert passages[0].searchable == "Pay. FAQ\n### Is pay good?\n\nYes."


def test_a_heading_with_nothing_under_it_is_not_lost() -> None:
    assert _words(split(_document("## Empty\n\n## Full\n\nText.\n\n## Last"))) == [
        "## Empty",
        "Text.",
        "## Last",
    ]


def test_a_heading_above_headings_is_no_passage() -> None:
    assert _words(split(_document("## Above\n\n### Below\n\nText."))) == ["Text."]


def test_the_title_said_again_ends_a_section() -> None:
    passages = split(
        _document("Lone\n====\n\n# Pay\n\n- item\n\n# Other\n\nIn it.\n\n# Pay\n\nOut.")
    )
    assert [(passage.text, passage.section) for passage in passages] == [
        ("Lone\n====", ()),
        ("- item", ()),
        ("In it.", ("Other",)),
        ("Out.", ()),
    ]


def test_a_list_is_a_list() -> None:
    assert [passage.kind for passage in split(_document("- a\n- b"))] == ["list"]


def test_a_paragraph_is_cut_at_sentences_only_when_it_is_too_long() -> None:
    sentence = "This sentence has exactly eight words in it. "
    passages = split(_document(sentence * 5), max_tokens=25)
    assert _words(passages) == [(sentence * 2).strip(), (sentence * 2).strip(), sentence.strip()]


def test_what_the_model_would_not_read_is_cut_again() -> None:
    passages = split(
        _document("a b c d"), max_pieces=3, count_pieces=lambda text: len(text.split())
    )
    assert _words(passages) == ["a b", "c d"]
    assert [passage.searchable for passage in passages] == ["Pay\na b", "Pay\nc d"]


def test_title_and_section_give_way_to_the_words() -> None:
    document = _document("## Long section name\n\none two", title="A title")
    passages = split(document, max_pieces=12, count_pieces=lambda text: len(text.split()))
    assert [passage.searchable for passage in passages] == ["Long section name\none two"]


def test_editing_a_section_changes_its_ids_only() -> None:
    before = split(_document("# Pay\n\nIntro.\n\n## A\n\nOld.\n\n## B\n\nSame."))
    after = split(_document("# Pay\n\nIntro.\n\n## A\n\nNew and longer.\n\n## B\n\nSame."))
    assert [one.id == other.id for one, other in zip(before, after, strict=True)] == [
        True,
        False,
        True,
    ]


def test_the_same_words_twice_have_two_ids() -> None:
    passages = split(_document("## A\n\nSame.\n\n## A\n\nSame."))
    assert [re.sub(r"#\w+", "#", passage.id) for passage in passages] == ["pay#", "pay#-2"]


def test_a_known_question_belongs_to_the_passage_with_its_words() -> None:
    document = _document(
        "## A\n\nThe pay is good.\n\n## B\n\nThe work is hard.",
        questions=(
            ("work is hard", "Is it hard?"),
            ("pay is good", "What is the pay?"),
            ("words that are gone", "Lost?"),
        ),
    )
    assert [passage.questions for passage in split(document)] == [
        ("What is the pay?",),
        ("Is it hard?",),
    ]


def test_text_without_a_break_is_split_in_linear_time() -> None:
    start = time.perf_counter()
    passages = split(_document("x" * 1_000_000), max_tokens=200)
    assert "".join(_words(passages)) == "x" * 1_000_000
    assert time.perf_counter() - start < 30


@given(
    st.lists(
        st.sampled_from(
            ["# Pay", "## A", "### Why?", "word " * 30, "- item", "| a | b |", "|---|---|", "", "="]
        ),
        max_size=30,
    )
)
def test_no_word_is_lost_and_no_passage_is_too_long(lines: list[str]) -> None:
    text = "\n".join(lines)
    passages = split(_document(text), max_tokens=40, max_pieces=60)
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert count_tokens(passage.searchable) <= 60
    spans = [(passage.start, passage.end) for passage in passages]
    assert spans == sorted(spans)
    said = " ".join(
        (*(passage.text for passage in passages), *(part for p in passages for part in p.section))
    )
    assert all(word in said for word in ("word", "item") if word in text)


@pytest.mark.parametrize("text", ["", "\n\n", "---\ntitle: x\n---\n"], ids=repr)
def test_a_document_without_words_has_no_passages(text: str) -> None:
    assert split(_document(text)) == []
