import time

import pytest

from corpus.structure import Block, blocks, cells

GUIDE = """\
---
title: Pay
---

# Pay

Intro line one
line two.

## Ranges

Table: base salary, Bay Area.

| Role | Base |
|---|---|
| MLE | $180k-$220k |
| RE \\| hybrid | $220k |

- first item
  goes on
- second item

> A note.

### Why so much?

Because.

```
code | not | table
```
"""


def _texts(text: str, title: str = "") -> list[tuple[str, tuple[str, ...], str]]:
    return [
        (block.kind, block.section, text[block.start : block.end])
        for block in blocks(text, title=title)
    ]


def test_every_block_has_its_kind_section_and_exact_words() -> None:
    why = ("Ranges", "Why so much?")
    assert _texts(GUIDE, title="Pay") == [
        ("paragraph", (), "Intro line one\nline two."),
        ("heading", ("Ranges",), "## Ranges"),
        ("paragraph", ("Ranges",), "Table: base salary, Bay Area."),
        ("row", ("Ranges",), "| MLE | $180k-$220k |"),
        ("row", ("Ranges",), "| RE \\| hybrid | $220k |"),
        ("item", ("Ranges",), "- first item\n  goes on"),
        ("item", ("Ranges",), "- second item"),
        ("paragraph", ("Ranges",), "> A note."),
        ("heading", why, "### Why so much?"),
        ("paragraph", why, "Because."),
        ("code", why, "```\ncode | not | table\n```"),
    ]


def test_a_row_brings_its_caption_and_header() -> None:
    row = next(block for block in blocks(GUIDE) if block.kind == "row")
    assert row.context == "Table: base salary, Bay Area.\n| Role | Base |"


def test_a_paragraph_that_announces_nothing_is_no_caption() -> None:
    text = "Some prose.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert [block.context for block in blocks(text)] == ["", "| a | b |"]


def test_headings_of_wiki_text_are_headings() -> None:
    text = " = Owl = \n Owls hunt . \n = = Diet = = \n Mice . \n = Cat = \n Cats . \n"
    assert _texts(text) == [
        ("heading", ("Owl",), "= Owl ="),
        ("paragraph", ("Owl",), "Owls hunt ."),
        ("heading", ("Owl", "Diet"), "= = Diet = ="),
        ("paragraph", ("Owl", "Diet"), "Mice ."),
        ("heading", ("Cat",), "= Cat ="),
        ("paragraph", ("Cat",), "Cats ."),
    ]


@pytest.mark.parametrize(
    "line", ["a = b", "= =", "== open", "x == y ==", "=" * 400, "= a == b ="], ids=repr
)
def test_a_line_with_equal_signs_is_no_heading_by_itself(line: str) -> None:
    assert all(block.kind != "heading" for block in blocks(f"text\n\n{line}"))


def test_what_is_too_long_for_a_heading_is_a_paragraph() -> None:
    lines = "one line\nand another\n=====\n\n## " + "long " * 80
    assert [block.kind for block in blocks(lines)] == ["paragraph", "paragraph"]
    assert [block.kind for block in blocks("one line\n=====")] == ["heading"]


def test_indented_text_and_tags_are_text() -> None:
    text = "    indented\n\n<b>\nbold"
    assert [block.kind for block in blocks(text)] == ["paragraph", "paragraph"]


def test_an_empty_text_has_no_blocks() -> None:
    assert list(blocks(" \n\n")) == []


def test_a_block_is_a_plain_value() -> None:
    assert next(blocks("word")) == Block("paragraph", 0, 4)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("| a | b |", ["a", "b"], id="both borders"),
        pytest.param("a | b", ["a", "b"], id="no borders"),
        pytest.param(r"| a \| b | |", ["a | b", ""], id="an escaped bar and an empty cell"),
        pytest.param(r"| a | b \|", ["a", "b |"], id="an escaped bar at the end"),
    ],
)
def test_a_row_has_cells(row: str, expected: list[str]) -> None:
    assert cells(row) == expected


PLAIN = """\
COFFEE MACHINE

1. SAFETY
---------
Never open the lid.

2. Daily care
=============
Empty the tray.

OPENING HOURS
From 9 to 5.

1. Fill the tank.
"""


def test_headings_of_plain_text_are_headings() -> None:
    assert _texts(PLAIN, title="COFFEE MACHINE") == [
        ("heading", ("1. SAFETY",), "1. SAFETY"),
        ("paragraph", ("1. SAFETY",), "Never open the lid."),
        ("heading", ("2. Daily care",), "2. Daily care\n============="),
        ("paragraph", ("2. Daily care",), "Empty the tray."),
        ("heading", ("OPENING HOURS",), "OPENING HOURS"),
        ("paragraph", ("OPENING HOURS",), "From 9 to 5."),
        ("item", ("OPENING HOURS",), "1. Fill the tank."),
    ]


@pytest.mark.parametrize("line", ["DO NOT OPEN.", "A", "18:00", "$5", "NO " * 40], ids=repr)
def test_capitals_alone_make_no_heading_of_a_sentence_or_a_sign(line: str) -> None:
    assert all(block.kind != "heading" for block in blocks(f"text\n\n{line}"))


def test_many_short_lists_take_as_long_as_one_long_text() -> None:
    def seconds(count: int) -> float:
        text = "1. ABC\n---\ntext\n\n" * count
        start = time.perf_counter()
        assert sum(1 for _ in blocks(text)) == 2 * count
        return time.perf_counter() - start

    def best(count: int) -> float:
        return min(seconds(count) for _ in range(3))  # whoever else is at work

    assert best(8_000) < 20 * best(1_000)
