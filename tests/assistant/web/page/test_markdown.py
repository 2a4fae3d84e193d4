import html

import pytest

from assistant.web.page.markdown import literally, said, source_link
from tests.assistant.web.page.told import EARNS, cited

LINK = "#/guides/Pay/Pay%231?from=0&to=8"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("R & D < 5 [a]", "R &#38; D &#60; 5 &#91;a]", id="signs of HTML and links"),
        pytest.param("\\[a](b) \\\\[", "&#91;a](b) &#91;", id="a backslash undoes nothing"),
        pytest.param("HTTP://a WWW.b c@d", "HTTP:&#47;&#47;a WWW&#46;b c&#64;d", id="addresses"),
        pytest.param("> **Note:** `x` _y_", "> **Note:** `x` _y_", id="Markdown stays"),
        pytest.param("So [1].", f"So\u00a0[1]({LINK}).", id="a mark is a link to its words"),
        pytest.param("So [2].", "So &#91;2].", id="a mark without words is none"),
        pytest.param(
            "[1](b) [1][2] [1]: c ![x] \\[1](d) [12345]",
            "&#91;1](b) &#91;1]&#91;2] &#91;1]: c !&#91;x] &#91;1](d) &#91;12345]",
            id="marks that would be links or lead to one",
        ),
    ],
)
def test_only_our_marks_are_links(words: str, shown: str) -> None:
    assert said(words, cited((EARNS, EARNS.text[:8]))) == shown


def test_a_link_holds_any_name_of_a_document() -> None:
    assert source_link("team/pay (a)", "team/pay (a)#1", 1, 20) == (
        "#/guides/team%2Fpay%20%28a%29/team%2Fpay%20%28a%29%231?from=1&to=20"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "<b>&lt; *a* \\",
        "# no heading\n- no list\n1. no list\n    no code\n===\n> no quote",
        "[a](javascript:alert(1)) ![b](http://c.example)",
        "~~a~~ __b__ `c` | d |",
    ],
)
def test_what_is_typed_is_shown_as_it_was_typed(typed: str) -> None:
    shown = literally(typed)
    assert html.unescape(shown) == typed
    assert not set(shown) & set("<[*_`~|>")


def test_what_nobody_can_see_is_not_shown() -> None:
    assert html.unescape(literally("pay\u202e of\u200b AI")) == "pay of AI"
