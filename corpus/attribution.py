"""Whose figure it is: the role and level that a sentence gives to one of its amounts.

A wrong role is far worse than none, so what a sentence leaves open stays open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.amounts import Amount
from corpus.names import Mention, mentions
from corpus.stated import Clause, clauses, names_in, one_of, said_only

_ROLES = ("role", "other_role")
_ADJECTIVES = r"(?:[\w()/'’-]+ ){0,4}?"
# "$320,000 for senior IC ML engineers", "50 percent premium of applied scientists".
_BELONGS = re.compile(
    rf"[ -](?:{_ADJECTIVES}(?:for|of|as|fits? the|to fill) (?:an? |the )?{_ADJECTIVES})?\Z"
)
# "the standard MLE four-block loop", "the applied scientist's 50 percent premium".
_OWNS = re.compile(r"(?:['’]s?)? \Z")
_COMPARED = re.compile(
    rf"\b(?:over|than|outnumbers?|unlike|instead of) (?:an? |the )?{_ADJECTIVES}\Z", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:engineers?|scientists?|developers?|analysts?|designers?|recruiters?|managers?|users?|"
    r"founders?|candidates?|employees?|people)\b",
    re.IGNORECASE,
)
_NEAR_START = 30

_FIGURE, _ROLE = "\ue000", "\ue001"
_RATIOS = [
    re.compile(pattern.replace("F", _FIGURE).replace("R", _ROLE))
    for pattern in (
        r"F\W*(?:\w+ ){0,2}ratio of [^RF]*(R)[^RF]* to [^RF]*R",
        r"F as many [^RF]*(R)[^RF]* as [^RF]*R",
        r"(R)[^RF]*F over [^RF]*R",
        r"(R)[^RF]*F the size of [^RF]*R",
        r"(R)[^RF]* outnumbers? [^RF]*R[^RF]*F",
    )
]


@dataclass(frozen=True)
class Attribution:
    """One sentence, its amounts, and the heading above it."""

    sentence: str
    amounts: Sequence[Amount]
    heading: str = ""

    def clause_of(self, amount: Amount) -> Clause:
        """The clause the amount stands in."""
        return next(one for one in self._clauses if amount.start <= one.end)

    def role_of(self, amount: Amount) -> str:
        """The role the amount is about; empty when there is none, or no telling."""
        if amount.unit == "people":
            return self._role_counted(amount)
        if amount.unit == "ratio":
            return self._role_of_ratio(amount)
        clause = self.clause_of(amount)
        inside = [one for one in self._roles if clause.start <= one.start < clause.end]
        if (tied := self._tied(amount, inside)) is not None:
            return _known(tied)
        first = min(one.start for one in self.amounts if one.start >= clause.start)
        if clause.is_contrast and first < amount.start:
            return ""  # "versus $320,000 for ML engineers, a 50 percent premium": of the others
        subjects = [one for one in inside if not self._compared(one)]
        if subjects:
            return _known(_only(subjects) or self._before(amount, subjects))
        return self._inherited(clause) if not inside else ""

    def level_of(self, amount: Amount) -> str:
        """The level the amount is about, in the same way."""
        if amount.unit in ("people", "ratio"):
            return one_of(names_in(self.sentence[amount.start : amount.end], "level"))
        clause = self.clause_of(amount)
        own = names_in(self.sentence[clause.start : clause.end], "level")
        if own:
            return one_of(own)
        # "at senior level: $480,000 for ..., versus $320,000 for ...": it is said of both.
        colons = [
            one.start for one in self._clauses if one.opened_by == ":" and one.start <= clause.start
        ]
        if colons:
            before = self.sentence[: colons[-1]].rpartition(";")[2]
            return one_of(names_in(before, "level"))
        if names_in(self.sentence, "level"):
            return ""
        return one_of(names_in(self.heading, "level"))

    @cached_property
    def _clauses(self) -> tuple[Clause, ...]:
        return clauses(self.sentence)

    @cached_property
    def _roles(self) -> list[Mention]:
        return [one for one in mentions(said_only(self.sentence)) if one.kind in _ROLES]

    def _role_counted(self, amount: Amount) -> str:
        """`3,500 ML engineers`, `600 profiles of applied scientists`."""
        inside = [one for one in self._roles if amount.start <= one.start < amount.end]
        if inside:
            return _known(_only(inside))
        after = next((one for one in self._roles if one.start >= amount.end), None)
        between = self.sentence[amount.end : after.start] if after else ""
        return _known(after) if re.fullmatch(r" of (?:an? )?(?:[\w-]+ ){0,3}", between) else ""

    def _role_of_ratio(self, amount: Amount) -> str:
        """The first of the two that are compared, where the sentence has one of the usual forms."""
        marks = sorted(
            [(amount.start, amount.end, _FIGURE), *((r.start, r.end, _ROLE) for r in self._roles)]
        )
        written, places, last = "", [], 0
        for start, end, sign in marks:
            written += self.sentence[last:start]
            places.append(len(written))
            written, last = written + sign, end
        written += self.sentence[last:]
        for pattern in _RATIOS:
            if match := pattern.search(written):
                start = marks[places.index(match.start(1))][0]
                return _known(next(one for one in self._roles if one.start == start))
        return ""

    def _tied(self, amount: Amount, inside: Sequence[Mention]) -> Mention | None:
        """The role that belongs to the amount by the words between the two."""
        owner = next((one for one in reversed(inside) if one.end <= amount.start), None)
        if owner and _OWNS.fullmatch(self.sentence[owner.end : amount.start]):
            return owner
        after = next((one for one in inside if one.start >= amount.end), None)
        next_amount = min(
            (one.start for one in self.amounts if one.start > amount.start and one.unit),
            default=len(self.sentence),
        )
        if after is None or after.start > next_amount:
            return None
        between = self.sentence[amount.end : after.start]
        return after if _BELONGS.fullmatch(between) else None

    def _compared(self, role: Mention) -> bool:
        """Whether another is measured by it: `50 percent more than an ML engineer`."""
        return bool(_COMPARED.search(self.sentence[: role.start]))

    def _before(self, amount: Amount, subjects: Sequence[Mention]) -> Mention | None:
        """The only role so far, when the others come after the amount."""
        return _only([one for one in subjects if one.end <= amount.start])

    def _inherited(self, clause: Clause) -> str:
        """What a clause without a role is about: the sentence's subject, or the heading's."""
        before = [one for one in self._roles if one.start < clause.start]
        words = self.sentence[clause.start : clause.end]
        if not before:
            after = {one.name for one in self._roles}
            role = "" if speaks_of_people(words) else only_role(self.heading)
            return role if role not in after else ""
        if clause.opened_by in (":", "and "):
            first = self._roles[0]
            if first.start <= _NEAR_START:
                return _known(first)
        if clause.opened_by in (":", ";") and not speaks_of_people(words):
            return _known(_only(self._roles))
        return ""


def roles_in(text: str) -> list[str]:
    """The roles a text names; one that is not ours counts as one without a name."""
    return [
        one.name if one.kind == "role" else ""
        for one in mentions(said_only(text))
        if one.kind in _ROLES
    ]


def only_role(text: str) -> str:
    """The role a text is about; empty when it names none, or several."""
    return one_of(roles_in(text))


def speaks_of_people(text: str) -> bool:
    """Whether it names people by what they do, whoever they are."""
    return bool(_OTHERS.search(text))


def _only(found: Sequence[Mention]) -> Mention | None:
    return found[0] if len({one.name for one in found}) == 1 else None


def _known(role: Mention | None) -> str:
    return role.name if role and role.kind == "role" else ""
