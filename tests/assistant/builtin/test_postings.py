"""A posting in a conversation, over the real guides."""

import pytest

from assistant import Answer, Assistant, Guides
from assistant.grounding import Evidence, marked
from assistant.grounding.checking import fault
from assistant.grounding.marks import sentences_of
from assistant.tools import PostingChecked, tools_for

pytestmark = pytest.mark.models

DEMANDING = """Senior Applied Scientist at a Series A startup

Requirements:
- PhD in computer science is required
- Python

What you'll do
- Deploy models to production
- Build data pipelines
- Run monitoring and on-call for the serving stack

How we interview
1. Phone screen
2. Coding
3. System design"""
CLEAN = "ML Engineer\n\nRequirements:\n- Python\n- a model you shipped\n"


def asked(assistant: Assistant, *turns: str) -> Answer:
    answer = assistant.ask(*turns)
    assert answer.cut == ()
    return answer


def test_findings_are_told_with_the_postings_words_the_rule_and_the_change(
    assistant: Assistant,
) -> None:
    answer = asked(assistant, f"can you check this posting: {DEMANDING}")
    assert (answer.kind, answer.layer) == ("answer", "posting check")
    assert answer.text == (
        "Checked as a posting for: applied scientist. 4 findings, the most certain first:\n"
        "1. “PhD in computer science is required” (certain)\n"
        "A hard PhD requirement shrinks the pool of applied scientists by about a quarter "
        "[1] [2].\n"
        "Instead: Ask for a PhD or an equivalent record: several papers as first author, or "
        "significant open-source research.\n"
        "2. “Series A” (likely)\n"
        "Applied scientist hires struggle at Series A-B, where an ML engineer should come first "
        "[3] [4] [5].\n"
        "Instead: Hire an ML engineer first; if the role stays, show its research scope and the "
        "production infrastructure it can rest on.\n\n"
        "2 more not shown. All of it: the posting room, or `python -m assistant check-posting`."
    )
    assert {one.passage.document for one in answer.citations} == {"mle-vs-applied-scientist"}


def test_a_posting_that_nobody_announced_is_checked(assistant: Assistant) -> None:
    assert asked(assistant, DEMANDING) == asked(assistant, f"check this posting: {DEMANDING}")


def test_a_clean_posting_is_told_to_be_clean(assistant: Assistant) -> None:
    answer = asked(assistant, f"review our JD\n\n{CLEAN}")
    assert (answer.kind, answer.citations) == ("answer", ())
    assert answer.text.startswith(
        "Checked as a posting for: ML engineer. Nothing found. Checked: whether an ML or AI "
        "engineer must have a PhD; "
    )


def test_a_role_that_no_guide_speaks_of_is_declined(assistant: Assistant) -> None:
    answer = asked(assistant, "check our ad: Frontend Developer wanted, React and CSS, in Madrid")
    assert answer.kind == "decline"
    assert answer.text.startswith("No rule was applied: the posting names no role")


def test_a_check_without_a_posting_asks_for_it(assistant: Assistant) -> None:
    first = asked(assistant, "Check my job posting")
    assert (first.kind, first.text[:30]) == ("clarify", "Paste the text of the posting,")
    assert asked(assistant, "Check my job posting", DEMANDING).layer == "posting check"


def test_a_question_about_postings_is_answered_from_the_guides(assistant: Assistant) -> None:
    answer = asked(assistant, "Should a job posting for an applied scientist require a PhD?")
    assert (answer.kind, answer.layer) == ("answer", "worked answers")


def test_a_follow_up_is_about_the_role_of_the_posting(assistant: Assistant) -> None:
    assert "$480K" in asked(assistant, DEMANDING, "and the pay?").text


def test_a_tree_goes_on_behind_a_posting(assistant: Assistant) -> None:
    answer = asked(assistant, "who should I hire?", CLEAN, "there is no prototype yet")
    assert answer.path is not None
    assert (answer.kind, answer.path.answers["prototype"]) == ("decision", "no")


@pytest.mark.parametrize(
    "posting",
    [
        pytest.param(DEMANDING.replace("PhD in", "<b>PhD</b> [1] in"), id="marks and markup"),
        pytest.param(f"{DEMANDING}\n" * 20, id="again and again"),
        pytest.param("check this posting: " + "ML Engineer. PhD required. " * 300, id="long"),
    ],
)
def test_what_a_posting_says_breaks_nothing(posting: str, assistant: Assistant) -> None:
    answer = asked(assistant, posting)
    assert answer.layer == "posting check"
    assert len(answer.text.split()) <= 130
    assert "<b>" not in answer.text
    first_quote = answer.text.split("”")[0]
    assert "[1]" not in first_quote


def test_every_rule_has_a_claim_that_its_words_bear_out(guides: Guides) -> None:
    band = guides.bands[0]
    for rule in guides.rules.kept:
        evidence = Evidence()
        numbers = []
        for cite in rule.cited or (band.cite,):
            place = guides.place(cite)
            assert place, cite
            numbers.append(evidence.add(cite, *place))
        claim = marked(rule.claim.format(bands=band.told), numbers)
        assert [fault(one, evidence) for one in sentences_of(claim)] == [""], rule.id


def test_the_tool_says_all_that_was_found(guides: Guides) -> None:
    tool = next(one for one in tools_for(guides) if one.name == "check_posting")
    call = {"name": tool.name, "args": {"posting": DEMANDING}, "id": "1", "type": "tool_call"}
    found: PostingChecked = tool.invoke(call).artifact
    assert [(one["rule"], one["certainty"]) for one in found["findings"]] == [
        ("phd-applied-scientist", "certain"),
        ("applied-scientist-series-a-b", "likely"),
        ("applied-scientist-production", "likely"),
        ("paper-discussion-missing", "likely"),
    ]
    assert all(DEMANDING[one["start"] : one["end"]] == one["words"] for one in found["findings"])
