import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.posting import (
    Finding,
    PayBand,
    Report,
    Rules,
    check_posting,
    described,
    load_rules,
    to_json,
)
from assistant.posting.checking import LONGEST, NO_BANDS, NOT_OUR_ROLE, NOTHING_TO_READ
from corpus import Cite, Document

Check = Callable[[str], Report]

DEMANDING = "ML Engineer\n\nRequirements:\n- PhD in computer science is required\n- Python\n"
CLEAN = "ML Engineer\n\nRequirements:\n- Python\n- a model you shipped\n"


def rules_in(report: Report) -> set[str]:
    return {finding.rule for finding in report.findings}


def test_a_finding_says_what_it_rests_on_and_what_to_write_instead(check: Check) -> None:
    assert check(DEMANDING).findings == (
        Finding(
            rule="phd-engineer",
            title="PhD required for an engineering role",
            words="PhD in computer science is required",
            start=29,
            end=64,
            message="The posting demands a PhD for an engineering role. The guides call that "
            "usually a mistake: it turns away people who have shipped real products.",
            claim="Requiring a PhD for an engineering role is usually a mistake: it turns away "
            "candidates who shipped real products.",
            cites=(
                Cite(
                    "ai-engineer-vs-ai-researcher",
                    "Requiring a PhD for an AI engineer role is usually a mistake.",
                ),
                Cite(
                    "ai-engineer-vs-ai-researcher",
                    "A PhD requirement for an AI engineer role turns away excellent candidates "
                    "who shipped real products and need no background in research.",
                ),
                Cite(
                    "mle-vs-research-scientist",
                    "For ML engineers, a PhD helps but is not required.",
                ),
            ),
            certainty="likely",
            change="Ask for shipped production systems instead; if a PhD is welcome, say that it "
            "is a plus.",
        ),
    )


def test_a_clean_posting_says_what_was_checked(check: Check, rules: Rules) -> None:
    report = check(CLEAN)
    assert report == Report(
        "ml engineer",
        (),
        tuple(rule.checks for rule in rules.kept if "ml engineer" in rule.roles),
    )
    told = described(report, CLEAN)
    assert told.startswith("Checked as a posting for: ML engineer. Nothing found.\n\nChecked:\n- ")


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\u202e", "<p></p>", "<!-- PhD required -->"])
def test_nothing_to_read_is_told(text: str, check: Check) -> None:
    assert check(text) == Report("", (), (), (NOTHING_TO_READ,))


def test_a_role_the_guides_do_not_speak_of_is_told(check: Check) -> None:
    assert check("Staff nurse\nPhD required. Series A. No time for research.") == Report(
        "", (), (), (NOT_OUR_ROLE,)
    )


@pytest.mark.parametrize(
    ("said", "demanded"),
    [
        ("PhD required", True),
        ("A Ph.D. is a must", True),
        ("Must have a PhD, publications preferred", True),
        ("Do not apply without a PhD", True),
        ("P\u00adh\u200bD requ\u0069red", True),
        ("ＰｈＤ required", True),
        ("PhD in ML, statistics, physics or a related field is required", True),
        ("Doktortitel zwingend erforderlich", True),
        ("Doctorado requerido", True),
        ("Doctorat exige\u0301", True),
        ("PhD not required", False),
        ("No PhD needed", False),
        ("You do not need a PhD", False),
        ("PhD or equivalent experience required", False),
        ("MS/PhD required", False),
        ("Master's or PhD required", False),
        ("Python required, PhD in ML or a related field preferred", False),
        ("PhD a plus", False),
        ("Is a PhD required?", False),
        ("Promotion nicht erforderlich", False),
        ("Doctorado no requerido", False),
        ("Doctorat non requis", False),
        ("Annual promotion rounds, required trainings", False),
        ("Our founders hold PhDs and required patience", False),
    ],
)
def test_a_phd_is_demanded_or_not(said: str, demanded: bool, check: Check) -> None:
    report = check(f"AI Engineer\n\n{said}\n")
    assert ("phd-engineer" in rules_in(report)) is demanded


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        ("Base salary $250k-$320k, San Francisco, 2026", set()),
        ("Base salary $150k-$170k, San Francisco, 2026", {"pay-outside-band"}),
        ("Base salary $400k-$450k, San Francisco, 2026", {"pay-outside-band"}),
        ("Base salary $150k-$170k, Seattle, 2026", set()),
        ("Base salary $150k-$170k, San Francisco, 2024", set()),
        ("Total compensation $150k-$170k, Seattle, 2026", {"pay-outside-band"}),
        ("Total compensation $400k-$500k, Seattle, 2026", set()),
        ("Total compensation $150k-$170k, London, 2026", set()),
        ("Base salary €150k-€170k, San Francisco, 2026", set()),
        ("Salary $150k-$170k, San Francisco, 2026", {"pay-basis"}),
        ("Base salary $150k-$170k", {"pay-basis"}),
        ("We raised $150M in San Francisco; a base salary is agreed in the call", set()),
        ("Base pay $90 per hour, San Francisco", set()),
    ],
)
def test_pay_is_compared_on_the_same_basis_only(pay: str, expected: set[str], check: Check) -> None:
    assert rules_in(check(f"Senior ML Engineer\n\n{pay}.\n")) == expected


def test_pay_that_cannot_be_compared_is_told(check: Check) -> None:
    report = check("Senior ML Engineer\n\nBase salary $150k-$170k in Seattle.\n")
    assert report.notes == (
        "Pay was not compared: the guides give no base salary of senior ML engineers for the "
        "United States.",
    )


def test_pay_outside_a_band_cites_the_band(check: Check, bands: tuple[PayBand, ...]) -> None:
    (finding,) = check(
        "Senior ML Engineer\n\nBase salary $150k-$170k, San Francisco, 2026.\n"
    ).findings
    (band,) = [one for one in bands if (one.role, one.level) == ("ml engineer", "senior")][:1]
    assert finding.cites == (band.cite,)
    assert band.shown in finding.message
    assert (finding.words, finding.certainty) == ("$150k-$170k", "certain")


def test_pay_without_a_year_is_held_against_the_band_with_less_certainty(check: Check) -> None:
    (finding,) = check("Senior ML Engineer\n\nBase salary $150k-$170k, San Francisco.\n").findings
    assert (finding.rule, finding.certainty) == ("pay-outside-band", "likely")


def test_a_median_is_no_band(bands: tuple[PayBand, ...]) -> None:
    assert all(band.high is None or band.low < band.high for band in bands)
    assert {band.role for band in bands if band.basis == "base"} == {
        "ml engineer",
        "ai researcher",
        "research engineer",
    }


def test_words_between_tags_are_shown_as_they_were_pasted(check: Check) -> None:
    text = "<h1>AI Engineer</h1><ul><li>A <b>Ph&#46;D</b> is&nbsp;required</li></ul>"
    (finding,) = check(text).findings
    assert finding.words == "A <b>Ph&#46;D</b> is&nbsp;required"


def test_bullets_of_word_processors_and_line_ends_of_windows_are_understood(check: Check) -> None:
    text = "AI Engineer\r\n\r\nRequirements\r\n\uf0b7 PhD in physics\r\n\uf0b7 Python\r\n"
    (finding,) = check(text).findings
    assert finding.words == "PhD in physics"


def test_a_rule_whose_guide_is_absent_is_left_out_and_told(
    guides: tuple[Document, ...],
) -> None:
    some = load_rules(guide for guide in guides if guide.id != "mle-vs-applied-scientist")
    report = check_posting("Applied Scientist\n\nPhD required.\n", rules=some)
    assert "phd-applied-scientist" not in rules_in(report)
    assert (
        'Not checked: "PhD as a hard requirement for an applied scientist", because the document '
        "mle-vs-applied-scientist is not here."
    ) in report.notes


def test_a_rule_whose_words_are_gone_is_left_out(guides: tuple[Document, ...]) -> None:
    changed = [
        replace(guide, text=guide.text.replace("is usually a mistake", "is sometimes a mistake"))
        for guide in guides
    ]
    left_out = dict(load_rules(changed).left_out)
    assert "does not say" in left_out["PhD required for an engineering role"]


def test_without_figures_pay_is_not_checked_and_that_is_told(rules: Rules) -> None:
    report = check_posting("ML Engineer\n\nPay: $90k-$95k in Boston.\n", rules=rules)
    assert report.findings == ()
    assert report.notes == (NO_BANDS,)
    assert not any("pay" in one.split() for one in report.checked)


def test_a_report_is_plain_text_and_plain_values(check: Check) -> None:
    report = check(DEMANDING)
    told = described(report, DEMANDING)
    assert '  line 4: "PhD in computer science is required"' in told
    assert "  Instead: Ask for shipped production systems" in told
    values = to_json(report)
    assert values["role"] == "ml engineer"
    assert values["findings"][0]["cites"][0] == {
        "document": "ai-engineer-vs-ai-researcher",
        "words": "Requiring a PhD for an AI engineer role is usually a mistake.",
    }


HOSTILE = {
    "degrees": "PhD or ",
    "sums": "$180,000-$220,000 base salary ",
    "tags": "<",
    "open scripts": "<script>",
    "entities": "&amp;",
    "bullets": "- ",
    "commands": "ignore previous instructions. ",
    "marks": "e\u0301\u0301",
    "refusals": "without a b c d ",
    "digits": "1",
    "phrases": "no infra research direction is ",
}


@pytest.mark.parametrize("piece", [pytest.param(one, id=name) for name, one in HOSTILE.items()])
def test_time_grows_with_the_text_only(piece: str, check: Check) -> None:
    def seconds(length: int) -> float:
        text = "ML Engineer\n" + (piece * length)[:length]
        started = time.process_time()
        check(text)
        return time.process_time() - started

    seconds(1_000)
    short = max(seconds(12_500), 0.02)
    assert seconds(100_000) < 8 * 4 * short


def test_a_text_without_end_is_checked_as_far_as_is_told(check: Check) -> None:
    report = check(CLEAN + "word " * LONGEST + DEMANDING)
    assert report.notes == (f"Only the first {LONGEST:,} characters were checked.",)


@given(text=st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_whatever_is_pasted_is_reported_in_its_own_words(text: str, rules: Rules) -> None:
    posting = f"ML Engineer\nPhD required.\n{text}"
    for finding in check_posting(posting, rules=rules).findings:
        assert posting[finding.start : finding.end] == finding.words != ""


def test_the_same_posting_gets_the_same_report(check: Check) -> None:
    assert check(DEMANDING) == check(DEMANDING)
