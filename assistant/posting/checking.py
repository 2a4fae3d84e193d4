"""A job posting in, findings out: each rests on words of the posting and words of the guides."""

from collections.abc import Callable, Iterator, Sequence

from assistant.posting import phrases
from assistant.posting.bands import PayBand
from assistant.posting.credentials import phd_demanded
from assistant.posting.duties import unpromised_duties
from assistant.posting.findings import Finding, Report
from assistant.posting.pay import Offer, not_compared, offers_of, outside_bands, without_basis
from assistant.posting.posting import Posting, read_posting
from assistant.posting.rules import LooksFor, Rule, Rules
from assistant.posting.spotted import Spotted
from assistant.posting.words import words

LONGEST = 200_000
"""Characters of a posting that are looked at."""

Detector = Callable[[Posting, Rule], Iterator[Spotted]]

_DETECTORS: dict[LooksFor, Detector] = {
    "phd": phd_demanded,
    "duties": unpromised_duties,
    "first 90 days": phrases.paper_as_goal,
    "phrases": phrases.off_putting,
    "stage": phrases.early_stage,
    "interview": phrases.no_paper_discussion,
    "channels": phrases.wrong_channels,
}

NOTHING_TO_READ = "There is no text to check: paste the words of a job posting."
NOT_OUR_ROLE = (
    "No rule was applied: the posting names no role that the guides speak of (ML engineer, AI "
    "engineer, MLOps specialist, AI researcher, research scientist, research engineer, applied "
    "scientist). Put the title in the first line."
)

NO_BANDS = "Pay was not checked: no pay figures of the guides were at hand."


def check_posting(text: str, *, rules: Rules, bands: Sequence[PayBand] = ()) -> Report:
    """Hold a posting against the rules of the guides; the same posting gets the same report."""
    notes = [f'Not checked: "{title}", because {why}.' for title, why in rules.left_out]
    if len(text) > LONGEST:
        notes.append(f"Only the first {LONGEST:,} characters were checked.")
    posting = read_posting(text[:LONGEST], words())
    if not posting.units:
        return Report("", (), (), (NOTHING_TO_READ,))
    if posting.role is None:
        return Report("", (), (), (NOT_OUR_ROLE,))
    applied = [rule for rule in rules.kept if posting.role.name in rule.roles]
    if not bands:
        applied = [rule for rule in applied if rule.looks_for not in ("pay", "pay basis")]
        notes.append(NO_BANDS)
    offers = offers_of(posting, bands) if bands else ()
    findings = [
        _finding(spotted, rule, posting)
        for rule in applied
        for spotted in _spotted(posting, rule, offers)
    ]
    notes += [f"Pay was not compared: {why}." for why in not_compared(offers)]
    return Report(
        posting.role.name,
        tuple(sorted(findings, key=lambda one: (one.start, one.end, one.rule))),
        tuple(rule.checks for rule in applied),
        tuple(notes),
    )


def _spotted(posting: Posting, rule: Rule, offers: Sequence[Offer]) -> Iterator[Spotted]:
    if rule.looks_for == "pay":
        return outside_bands(offers, rule)
    if rule.looks_for == "pay basis":
        return without_basis(offers, rule)
    return _DETECTORS[rule.looks_for](posting, rule)


def _finding(spotted: Spotted, rule: Rule, posting: Posting) -> Finding:
    start, end = posting.plain.pasted(spotted.start, spotted.end)
    said = " ".join(posting.plain.text[spotted.start : spotted.end].split())
    return Finding(
        rule=rule.id,
        title=rule.title,
        words=posting.pasted[start:end],
        start=start,
        end=end,
        message=rule.message.format(
            posted=said, title=posting.title, bands=spotted.bands, missing=spotted.missing
        ),
        claim=rule.claim.format(bands=spotted.bands),
        cites=(*rule.cited, *spotted.cites),
        certainty=spotted.certainty,
        change=rule.change,
    )
