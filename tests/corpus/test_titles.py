import pytest

from corpus.titles import heading_title, line_title, name_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("intro\n\n# The *title* ##\n", "The title", id="a heading"),
        pytest.param("# [Pay](pay.md) in `2026`\n", "Pay in 2026", id="its markup is not in it"),
        pytest.param("Pay bands\n=========\n", "Pay bands", id="an underlined heading"),
        pytest.param("```\n# comment\n```\n# Real\n", "Real", id="a comment in code is none"),
        pytest.param("## Second level\n", "", id="a lower heading is none"),
        pytest.param("#hashtag\n", "", id="a hashtag is none"),
    ],
)
def test_the_first_top_heading_is_the_title(text: str, title: str) -> None:
    assert heading_title(text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("\n\nHow we hire\n\nSlowly.", "How we hire", id="a short line"),
        pytest.param("We hire slowly.\n", "", id="a sentence"),
        pytest.param("word " * 40, "", id="a long line"),
        pytest.param("Dear all,\n", "", id="a greeting"),
    ],
)
def test_a_first_line_may_be_a_title(text: str, title: str) -> None:
    assert line_title(text) == title


def test_a_first_line_that_must_stand_alone_has_a_blank_line_after_it() -> None:
    assert line_title("PMID: 1292\nLicense: CC BY", alone=True) == ""
    assert line_title("How we hire\n\nSlowly.", alone=True) == "How we hire"


@pytest.mark.parametrize(
    ("path", "text", "title"),
    [
        pytest.param("a/pay-bands_2026.txt", "", "Pay bands 2026", id="readable"),
        pytest.param(
            "ai-roles.md", "AI roles at work", "AI roles", id="in capitals as in the text"
        ),
        pytest.param("it-roles.md", "IT and it", "It roles", id="not when the text has both"),
        pytest.param("---.md", "", "---", id="nothing to read in it"),
    ],
)
def test_a_file_name_is_made_readable(path: str, text: str, title: str) -> None:
    assert name_title(path, text) == title
