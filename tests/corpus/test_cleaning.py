import pytest

from corpus.cleaning import blank_invisible, drop_invisible


@pytest.mark.parametrize(
    ("text", "blanked", "dropped"),
    [
        pytest.param("a\tb\nc", "a\tb\nc", "a\tb\nc", id="tab and newline stay"),
        pytest.param("a\0b\x1bc", "a b c", "abc", id="controls go"),
        pytest.param("é\x07", "é ", "é", id="controls go from other scripts too"),
        pytest.param("pay \u202e0001$", "pay  0001$", "pay 0001$", id="overrides go"),
        pytest.param("x\U000e0041\U000e0042", "x  ", "x", id="tag characters go"),
        pytest.param("x\ud800y", "x y", "x\ufffdy", id="a lone surrogate becomes harmless"),
        pytest.param("ig\u200bno\u200dre", "ig no re", "ignore", id="zero-widths go from words"),
        pytest.param(
            "می\u200cخواهم", "می\u200cخواهم", "می\u200cخواهم", id="joiners of a script stay"
        ),
        pytest.param("👩\u200d💻", "👩\u200d💻", "👩\u200d💻", id="joined emoji stay"),
        pytest.param("a\u2028b", "a b", "a\nb", id="a line separator separates"),
        pytest.param("in\u00adfor", "in\u00adfor", "infor", id="a soft hyphen stays in a document"),
        pytest.param(
            "e" + "\u0301" * 50,
            "e" + "\u0301" * 50,
            "e" + "\u0301" * 4,
            id="stacked marks are capped in a question",
        ),
    ],
)
def test_invisible_characters_are_blanked_or_dropped(text: str, blanked: str, dropped: str) -> None:
    assert (blank_invisible(text), drop_invisible(text)) == (blanked, dropped)


def test_blanking_keeps_every_offset() -> None:
    every = "".join(map(chr, range(0x10FFFF)))

    assert len(blank_invisible(every)) == len(every)
