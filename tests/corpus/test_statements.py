"""What a passage says, taken apart: each statement reads well, and its words stand there."""

from pathlib import Path

import pytest

from corpus import Document, in_a_line, read_folder, split, statements

GUIDES = Path(__file__).parents[2] / "corpus" / "guides"


def said(text: str) -> list[str]:
    document = Document(id="d", path="d.md", title="Bees", text=text)
    return [one.text for passage in split(document) for one in statements(passage)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Bees sleep. They wake at **dawn**.",
            ["Bees sleep.", "They wake at dawn."],
            id="sentences, without emphasis",
        ),
        pytest.param(
            "A hive needs:\n\n- a *roof*\n- two frames. Or more.",
            ["A hive needs:", "a roof", "two frames. Or more."],
            id="list items, without bullets",
        ),
        pytest.param(
            "| Month | Work |\n|---|---|\n| May | Check `every` week |",
            ["Month: May; Work: Check every week"],
            id="a table row, with the heads of its columns",
        ),
        pytest.param("See [the page](https://x.org) first.", ["See the page first."], id="a link"),
        pytest.param("> **Note:** it is cold.", ["Note: it is cold."], id="a quotation"),
        pytest.param("```\ncode\n```", [], id="code says nothing"),
        pytest.param("# Pay\n\nGood.", ["Good."], id="headings are around it"),
        pytest.param("2 * 3 * 4 is a_b_c.", ["2 * 3 * 4 is a_b_c."], id="signs that mean nothing"),
    ],
)
def test_what_is_said(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_an_empty_cell_is_not_said() -> None:
    row = said("| Role | Pay | Note |\n|---|---|---|\n| Cook | | busy |")
    assert row == [in_a_line((("Role", "Cook"), ("Note", "busy")))]


def test_the_words_of_every_statement_of_the_guides_stand_in_its_passage() -> None:
    for document in read_folder(GUIDES).documents:
        for passage in split(document):
            for one in statements(passage):
                assert passage.text[one.start : one.start + len(one.words)] == one.words
                assert one.text.strip()
