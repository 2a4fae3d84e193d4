import pytest

from corpus.formats.wrapping import unwrap

WRAPPED = [
    "The deliverable type is the first place where these two roles split",
    "in two. An engineer ships and maintains models that serve real users:",
    "recommender models on the home feed, models that score transactions",
    "in flight. A scientist produces artifacts for labs at Series B and",
    "Series C companies.",
]
JOINED = " ".join(WRAPPED)


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        pytest.param(WRAPPED, [JOINED], id="a paragraph"),
        pytest.param([*WRAPPED, *WRAPPED], [JOINED, JOINED], id="a full stop ends it"),
        pytest.param(
            [*WRAPPED, "Why these two roles are so different in all things", *WRAPPED],
            [JOINED, "Why these two roles are so different in all things", JOINED],
            id="a heading stands alone",
        ),
        pytest.param([*WRAPPED, "", "- one", "- two"], [JOINED, "", "- one", "- two"], id="a list"),
        pytest.param(
            [*WRAPPED, "See the guide for hire-channels-", "arxiv and all others."],
            [JOINED, "See the guide for hire-channels-arxiv and all others."],
            id="a hyphen at the end of a line stays",
        ),
        pytest.param(
            ["One line.", "Another Line", "a third", "| a | b |"],
            ["One line.", "Another Line", "a third", "| a | b |"],
            id="a text that is not wrapped",
        ),
    ],
)
def test_hard_wrapped_lines_are_joined(lines: list[str], paragraphs: list[str]) -> None:
    assert unwrap(lines, drop_hyphens=False) == paragraphs


def test_hyphens_that_cut_a_word_are_dropped_from_a_pdf() -> None:
    lines = [
        *WRAPPED,
        "A long-term plan holds infor-",
        "mation on the long-",
        "term.",
        "A trans-",
        "former.",
    ]

    assert unwrap(lines, drop_hyphens=True)[1:] == [
        "A long-term plan holds information on the long-term.",
        "A transformer.",
    ]
