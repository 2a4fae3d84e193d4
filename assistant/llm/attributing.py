"""Whether a sentence gives a figure to whom its quotes give it: role, level, basis, place, tier.

The sentence is read by the reader that reads figures out of the guides, and both are compared.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.grounding import Quote
from assistant.understanding import same_roles
from corpus import Document, Figure, amounts_in, figures_of, named
from corpus.amounts import Amount
from corpus.attribution import Attribution
from corpus.figures import SPELT

_STRICT = frozenset(
    {"USD", "EUR", "GBP", "percent", "minutes", "hours", "days", "weeks", "months", "years"}
)
_KINDS_OF_PAY = frozenset({"base salary", "total compensation", "equity", "bonus"})
_UNSAID = frozenset({"salary", "compensation"})
_SPELT = re.compile(rf"\b({'|'.join(SPELT)})\b", re.IGNORECASE)
_RANGE = re.compile(r"\d[^-–—]{0,3}(?:[-–—]|\bto\b|\band\b)\s?[$€£]?\d")
_CONTRASTS = re.compile(
    r"\b(versus|vs|against|compared|than|while|whereas|but)\b|[;,]", re.IGNORECASE
)
_LEFT_OPEN = re.compile(
    r"\b(not|without) (say|said|saying|state|stated|stating)\b|\bneither\b.*\bsays?\b",
    re.IGNORECASE,
)
"""`$260k+, base or total not said` calls it neither."""


def wrong_amount(text: str, in_sight: str) -> str:
    """An amount of the sentence that its quotes do not have, with its unit and as it ends.

    `$380K-$750K` bears out itself, `up to $750K` and `from $380K`, and no other range.
    """
    text = _in_digits(text)
    there = _amounts(_in_digits(in_sight))
    for one in _amounts(text):
        # "1.5-1.5%" is no range, and no single figure either.
        hollow = one.low == one.high and _RANGE.search(text[one.start : one.end])
        if hollow or not any(_bears_out(other, one) for other in there):
            return text[one.start : one.end].strip()
    return ""


def misattributed(text: str, sources: Sequence[Figure]) -> str:
    """What a sentence says of a figure that none of its sources says, or nothing."""
    stranger = _of_another(text, sources) or _of_its_clause(text, sources)
    if stranger:
        return stranger
    for said in _typed(text):
        same = [one for one in sources if (one.low, one.high, one.unit) == _value(said)]
        if not same:
            same = [one for one in sources if said.unit == one.unit and _touches(said, one)]
        faults = [_differs(said, one, open_kind=bool(_LEFT_OPEN.search(text))) for one in same]
        if faults and all(faults):
            return f"{said.shown} is {faults[0]}"
    return ""


def _of_another(text: str, sources: Sequence[Figure]) -> str:
    """A figure in a sentence about one role alone, which its sources give to others only."""
    roles = named(text, "role")
    amounts = _amounts(text)
    if len(roles) != 1 or (len(amounts) > 1 and _CONTRASTS.search(text)):
        return ""
    for one in amounts:
        same = [source for source in sources if _is(one, source)]
        if same and not any(_fits(roles[0], source) for source in same):
            return f"{text[one.start : one.end].strip()} is of {same[0].role}s"
    return ""


def _of_its_clause(text: str, sources: Sequence[Figure]) -> str:
    """The same for several figures, each with the role that its own clause gives it."""
    amounts = _amounts(text)
    if len(amounts) < 2:
        return ""
    said = Attribution(text, amounts)
    for one in amounts:
        role = said.role_of(one)
        same = [source for source in sources if _is(one, source)]
        if role and same and not any(_fits(role, source) for source in same):
            return f"{text[one.start : one.end].strip()} is of {same[0].role}s"
    return ""


def _fits(role: str, source: Figure) -> bool:
    return not source.role or bool(same_roles(role) & same_roles(source.role))


def sources_of(quotes: Sequence[Quote], figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The typed figures that stand in quoted words."""
    return tuple(
        figure
        for quote in quotes
        for figure in figures
        if figure.document == quote.cite.document
        and figure.start < quote.start + len(quote.cite.words)
        and quote.start < figure.end
    )


def _in_digits(text: str) -> str:
    """`seven weeks` -> `7 weeks`."""
    return _SPELT.sub(lambda found: f"{SPELT[found[1].lower()]:g}", text)


@lru_cache(maxsize=512)
def _amounts(text: str) -> tuple[Amount, ...]:
    return tuple(one for one in amounts_in(text) if one.unit in _STRICT)


@lru_cache(maxsize=512)
def _typed(text: str) -> tuple[Figure, ...]:
    return figures_of(Document("said", "said.md", "", text))


def _bears_out(there: Amount, said: Amount) -> bool:
    if there.unit != said.unit:
        return False
    if (there.low, there.high) == (said.low, said.high):
        return True
    one_end = said.low is None or said.high is None or said.low == said.high
    ends = {there.low, there.high} - {None}
    return one_end and {said.low, said.high} - {None} <= ends


def _is(said: Amount, source: Figure) -> bool:
    there = Amount(source.low, source.high, source.unit, "", 0, 0)
    return said.unit == source.unit and _bears_out(there, said)


def _value(figure: Figure) -> tuple[float | None, float | None, str]:
    return figure.low, figure.high, figure.unit


def _touches(said: Figure, one: Figure) -> bool:
    single = said.low is None or said.high is None or said.low == said.high
    return single and {said.low, said.high} - {None} <= {one.low, one.high}


def _differs(said: Figure, one: Figure, *, open_kind: bool) -> str:
    kinds = _KINDS_OF_PAY | _UNSAID
    other = said.measure in _KINDS_OF_PAY and one.measure in kinds and said.measure != one.measure
    if other and not (open_kind and one.measure in _UNSAID):
        return f"{one.measure}, not {said.measure}"
    return next(_differences(said, one), "")


def _differences(said: Figure, one: Figure) -> Iterator[str]:
    if said.role and one.role and not same_roles(said.role) & same_roles(one.role):
        yield f"of {one.role}s"
    if said.level and one.level and not _share(said.level, one.level):
        yield f"at another level: {one.level}"
    if "median" in (said.basis, one.basis) and said.basis and said.basis != one.basis:
        yield f"no {said.basis}"
    if said.basis == "average" != one.basis:
        yield "no average"
    if said.region and one.region and not _share(said.region, one.region):
        yield f"of {one.region}"
    if said.tier and one.tier and not _share(said.tier, one.tier):
        yield f"of {one.tier}"


def _share(one: str, other: str) -> bool:
    return not set(one.split(", ")).isdisjoint(other.split(", "))
