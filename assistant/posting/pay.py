"""Whether the pay of a posting lies within the guides' bands on the same basis."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.posting.bands import PayBand
from assistant.posting.findings import in_words, weaker
from assistant.posting.money import Pay, pay_in
from assistant.posting.posting import Posting, Role
from assistant.posting.rules import Rule
from assistant.posting.spotted import Spotted


@dataclass(frozen=True)
class Compared:
    """The bands that a pay can be held against, or why there are none."""

    bands: tuple[PayBand, ...] = ()
    missing: str = ""
    """What the posting would have to say."""
    note: str = ""
    """Why no comparison is possible whatever else it said."""


@dataclass(frozen=True)
class Offer:
    """A pay of the posting beside what it can be compared with."""

    pay: Pay
    compared: Compared


def outside_bands(offers: Iterable[Offer], rule: Rule) -> Iterator[Spotted]:
    """Pay that lies wholly below or above every band on the same basis."""
    for offer in offers:
        pay, bands = offer.pay, offer.compared.bands
        if not bands or _touches(pay, bands):
            continue
        yield Spotted(
            pay.start,
            pay.end,
            rule.certainty if pay.year and not pay.implied else weaker(rule.certainty),
            bands="; ".join(dict.fromkeys(band.told for band in bands)),
            cites=tuple(dict.fromkeys(band.cite for band in bands)),
        )


def without_basis(offers: Iterable[Offer], rule: Rule) -> Iterator[Spotted]:
    """The first pay that could be compared if the posting said more."""
    for offer in offers:
        if offer.compared.missing:
            pay = offer.pay
            yield Spotted(pay.start, pay.end, rule.certainty, missing=offer.compared.missing)
            return


def not_compared(offers: Iterable[Offer]) -> tuple[str, ...]:
    """Why pay that the posting names was not compared."""
    return tuple(dict.fromkeys(one.compared.note for one in offers if one.compared.note))


def offers_of(posting: Posting, bands: Sequence[PayBand]) -> tuple[Offer, ...]:
    """What the posting offers to pay, each beside the bands of the same kind."""
    role = posting.role
    if role is None:
        return ()
    same = (role.name, *posting.words.said["same"].get(role.name, ()))
    frontier = _is_frontier_lab(posting)
    mine = [band for band in bands if band.role in same and (not band.tier or frontier)]
    return tuple(Offer(pay, _compared(pay, role, mine)) for pay in pay_in(posting))


def _compared(pay: Pay, role: Role, bands: Sequence[PayBand]) -> Compared:
    """Which bands are of the same kind as a pay."""
    why_not = _incomparable(pay, role, bands)
    if why_not:
        return Compared(note=why_not)
    missing = [] if pay.basis else ["whether that is base salary or total compensation"]
    missing += [] if pay.region else ["for which place"]
    if missing:
        return Compared(missing=" and ".join(missing))
    fit = tuple(band for band in bands if _same_basis(pay, band) and _same_level(role.level, band))
    if not fit:
        kind = "base salary" if pay.basis == "base" else "total compensation"
        level = f"{role.level} " if role.level else ""
        place = "that place" if pay.region == "elsewhere" else f"the {pay.region}"
        return Compared(
            note=f"the guides give no {kind} of {level}{in_words(role.name)}s for {place}"
        )
    return Compared(fit)


def _incomparable(pay: Pay, role: Role, bands: Sequence[PayBand]) -> str:
    """Why a pay has no bands to compare with, whatever else the posting said."""
    if not pay.dollars:
        return "the guides pay in US dollars"
    if not pay.yearly:
        return "the guides give pay by the year"
    if pay.basis == "other":
        return "the guides give base salary or total compensation, not cash alone"
    if not bands:
        return f"the guides give no band for {in_words(role.name)}s at such a company"
    if pay.year and all(band.period and band.period != pay.year for band in bands):
        return f"the posting's pay is of {pay.year}, the guides' of another year"
    return ""


def _is_frontier_lab(posting: Posting) -> bool:
    named = posting.words.any_of("tier", "frontier")
    others = posting.words.any_of("tier", "frontier_of_others")
    return any(
        not any(one.start() <= match.start() < one.end() for one in others.finditer(unit.text))
        for unit in posting.outside("requirements", "preferred", "interview")
        for match in named.finditer(unit.text)
    )


def _same_basis(pay: Pay, band: PayBand) -> bool:
    inside = {"Bay Area": ("Bay Area", "United States", ""), "United States": ("United States", "")}
    return (
        band.basis == pay.basis
        and band.region in inside.get(pay.region, ())
        and (not pay.year or band.period in ("", pay.year))
    )


def _same_level(level: str, band: PayBand) -> bool:
    """A band without a level is for those who neither begin nor lead."""
    if not level or level == band.level:
        return True
    return not band.level and level in ("mid-level", "senior")


def _touches(pay: Pay, bands: Sequence[PayBand]) -> bool:
    """Whether any of the pay lies between the lowest and the highest of the bands."""
    below = pay.high is not None and pay.high < min(band.low for band in bands)
    highs = [band.high for band in bands if band.high is not None]
    above = len(highs) == len(bands) and pay.low > max(highs)
    return not below and not above
