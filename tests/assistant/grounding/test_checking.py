import pytest

from assistant.grounding import Evidence, checked
from corpus import Cite, Passage

ROW = "| Senior | $380K-$750K | $450K-$900K |"
LOOP = "The applied scientist interview loop has five blocks and takes 6+ hours."


def passage(text: str, *, context: str = "", section: tuple[str, ...] = ("Pay",)) -> Passage:
    return Passage(
        "g#1", "g", "ML engineers and scientists", section, 0, len(text), text, context=context
    )


@pytest.fixture
def evidence() -> Evidence:
    found = Evidence()
    head = "Total compensation, United States, 2026\n| Level | ML engineer | Research scientist |"
    found.add(Cite("g", ROW), passage(ROW, context=head), 0)
    found.add(Cite("g", LOOP), passage(LOOP, section=("Interviews",)), 0)
    return found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Senior ML engineers get $380K-$750K total compensation [1].", id="a row"),
        pytest.param("Research scientists: $450,000 to $900,000 (2026) [1].", id="written out"),
        pytest.param("The applied scientist loop has 5 blocks [2].", id="a number as a word"),
        pytest.param(
            "ML engineers reach $750K [1]. The loop takes 6+ hours [2].", id="two sentences"
        ),
    ],
)
def test_a_sentence_that_its_quotes_bear_out_is_shown(text: str, evidence: Evidence) -> None:
    assert checked(text, evidence).text.replace("[1]", "[n]").replace("[2]", "[n]") == (
        text.replace("[1]", "[n]").replace("[2]", "[n]")
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("Senior ML engineers get $380K-$750K.", "it has no mark", id="no mark"),
        pytest.param("They get $380K [7].", "nothing was found under [7]", id="an invented mark"),
        pytest.param(
            "Senior ML engineers get $390K-$750K [1].", "its quotes have no 390000", id="a figure"
        ),
        pytest.param(
            "The loop has six blocks [2].",
            "its quotes do not count 6 blocks",
            id="a figure that stands there for another thing",
        ),
        pytest.param(
            "Research engineers get $380K [1].",
            "its quotes do not speak of research engineers",
            id="another role",
        ),
        pytest.param(
            "Everybody loves friendly offices with good coffee near parks [2].",
            "its quotes say something else",
            id="something else",
        ),
    ],
)
def test_what_is_not_borne_out_is_cut(text: str, reason: str, evidence: Evidence) -> None:
    result = checked(text, evidence)
    assert (result.text, [cut.reason for cut in result.cut]) == ("", [reason])


def test_marks_are_numbered_in_the_order_of_their_use(evidence: Evidence) -> None:
    result = checked("The loop takes 6+ hours [2]. ML engineers reach $750K [1].", evidence)
    assert result.text == "The loop takes 6+ hours [1]. ML engineers reach $750K [2]."
    assert [quote.cite.words for quote in result.quotes] == [LOOP, ROW]


def test_our_own_words_before_and_behind_the_claims_need_no_mark(evidence: Evidence) -> None:
    text = "Is it so? ML engineers reach $750K [1]. The guides do not cover visas."
    ours = ("Is it so?", "The guides do not cover visas.")
    assert checked(text, evidence, own_words=ours).text == text
    assert checked(text, evidence).text == "Is it so? ML engineers reach $750K [1]."


def test_how_the_quotes_are_to_be_taken_together_needs_their_marks(evidence: Evidence) -> None:
    closing = "These are different bases."
    text = "ML engineers reach $750K [1]. These are different bases"
    assert checked(f"{text} [1] [2].", evidence, closing=closing).text == f"{text} [1] [2]."
    assert [cut.reason for cut in checked(f"{text}.", evidence, closing=closing).cut] == [
        "it has no mark"
    ]
    assert len(checked(f"{text} [1] [2].", evidence).cut) == 1


def test_what_is_worked_out_needs_a_mark_whose_words_say_the_rest(evidence: Evidence) -> None:
    text = "$300k is below $380K-$750K (total compensation)"
    rest = "Senior ML engineers: $380K-$750K (total compensation)."
    assert checked(f"{text} [1].", evidence, worked_out={f"{text}.": rest}).text == f"{text} [1]."
    reasons = [
        [cut.reason for cut in checked(said, evidence, worked_out={f"{text}.": rest}).cut]
        for said in (f"{text}.", f"{text} [2].", f"{text.replace('below', 'above')} [1].")
    ]
    assert reasons == [
        ["it has no mark"],
        ["its quotes have no 380000"],
        ["its quotes have no 300000"],
    ]
