"""A statement in its place: what it names, and what a reader sees around it."""

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.understanding import codes, same_roles
from corpus import Cite, Passage, Statement, figures_in, in_a_line, named
from index import terms

LONGEST_ROW = 34
"""Words. Of a longer table row the columns are said that the question is about."""
_LEANS = re.compile(
    r"(this|that|these|those|it|its|they|their|he|she|such|both|also|instead|so|but|and|however"
    r"|then|here|there|the (same|former|latter|other|latter))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Saying:
    """What a document says in one sentence, list item or table row."""

    passage: Passage
    statement: Statement
    number: int
    """Of the statement, in the passage."""

    @property
    def text(self) -> str:
        """As it is read."""
        return self.statement.text

    @property
    def cite(self) -> Cite:
        """The words, to the letter."""
        return Cite(self.passage.document, self.statement.words)

    @property
    def start(self) -> int:
        """Where the words start in the document."""
        return self.passage.start + self.statement.start

    @property
    def end(self) -> int:
        """Where the words end in the document."""
        return self.start + len(self.statement.words)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Its telling words."""
        return frozenset(terms(self.text))

    @cached_property
    def around(self) -> str:
        """What a reader sees with it: the table's caption and head, the headings, the title."""
        passage = self.passage
        return "\n".join((passage.context, *passage.section, passage.title))

    @cached_property
    def headed(self) -> frozenset[str]:
        """The telling words of its headings."""
        return frozenset(terms("\n".join((self.passage.context, *self.passage.section))))

    @cached_property
    def seen(self) -> frozenset[str]:
        """Its telling words and those around it."""
        return self.terms.union(terms(self.around))

    @cached_property
    def passage_terms(self) -> frozenset[str]:
        """The telling words of its passage and around it."""
        return self.seen.union(terms(self.passage.text))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles it names itself."""
        return frozenset(named(self.text, "role"))

    @cached_property
    def akin(self) -> frozenset[str]:
        """The roles it names, also under another name."""
        return _akin(tuple(self.roles))

    @cached_property
    def roles_in_sight(self) -> frozenset[str]:
        """The roles it may be about, also under another name."""
        passage = self.passage
        where = "\n".join((self.text, passage.context, *passage.section[-1:]))
        return _akin(named(where, "role"))

    @cached_property
    def roles_around(self) -> frozenset[str]:
        """The roles that its passage, its headings and its document speak of."""
        return _akin(named(f"{self.passage.text}\n{self.around}", "role"))

    @cached_property
    def others(self) -> frozenset[str]:
        """Roles of other kinds that it names."""
        return frozenset(named(self.text, "other_role"))

    @cached_property
    def levels(self) -> frozenset[str]:
        """The levels it names itself, or its passage's innermost heading does."""
        return frozenset(named("\n".join((self.text, *self.passage.section[-1:])), "level"))

    @cached_property
    def figures(self) -> frozenset[float]:
        """The figures in it."""
        return figures_in(self.text)

    @cached_property
    def known(self) -> str:
        """All that it may be held to know, in small letters."""
        passage = self.passage
        return "\n".join((self.text, passage.text, self.around)).lower()

    @cached_property
    def codes(self) -> frozenset[str]:
        """What it may be held to know that has a figure in it."""
        return frozenset(codes(self.known))

    @cached_property
    def leans(self) -> bool:
        """Whether it rests on a sentence before it, as `This takes longer.` does."""
        return bool(_LEANS.match(self.text))

    @cached_property
    def words(self) -> int:
        """How many."""
        return len(self.text.split())

    def said_to(self, roles: frozenset[str], asked_for: frozenset[str]) -> str:
        """As it is said to somebody who asks about some roles, in some words."""
        pairs = self.statement.cells
        if len(pairs) < 3 or self.words <= LONGEST_ROW // 2:
            return self.text
        head, *columns = pairs
        kept = [one for one in columns if _akin(named(one[0], "role")) & roles]
        if not kept and self.words > LONGEST_ROW:
            kept = [one for one in columns if asked_for & frozenset(terms(" ".join(one)))]
        return in_a_line((head, *(kept or columns)))


def _akin(roles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(same for role in roles for same in same_roles(role))
