"""The last turn of a person, and all that it is read by."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from assistant.builtin.decided import heard, wants, wishes
from assistant.builtin.following import meant, spoken_of, sure
from assistant.builtin.parting import one_by_one
from assistant.builtin.plan import Plan
from assistant.decisions import Carried, carried
from assistant.decisions.choosing import requested
from assistant.decisions.filling import Recognised
from assistant.finding import Found, Guides
from assistant.posting import pasted
from assistant.understanding import Asked, understood
from assistant.understanding.conversation import Reading, Topic
from assistant.understanding.hearsay import without_asker, without_source
from assistant.understanding.plain_english import in_plain_english
from assistant.understanding.pointing import recommended_named
from assistant.understanding.turns import (
    corrects,
    let_go,
    opened,
    own_terms,
    puts_right,
    thought_better,
)

Planned = Callable[[tuple[str, ...], Guides], Plan]
"""What some turns call for."""
LOOKED_BACK = 8
"""So many turns before the last one."""
OF_THEMSELVES = re.compile(r"\b(?:i|i'[a-z]+|we|we'[a-z]+|our|my)\b", re.IGNORECASE)
"""Whoever says so speaks of themselves."""
FEW_TERMS = 4
"""Who says so many telling words tells something."""
MAYBE_A_TELLING = 0.25
"""Under this nobody listens for what is told in words that no pattern lists: it takes a while."""


class LastTurn:
    """What is asked for is worked out when it is needed."""

    def __init__(
        self, turns: Sequence[str], guides: Guides, planned: Planned | None = None
    ) -> None:
        self.turns, self.guides = turns, guides
        self._planned = planned
        self._given = [carried(turn, guides.trees) for turn in turns]

    def begin(self) -> None:
        """Begin to read it for its meaning, and look meanwhile for the usual words."""
        self.guides.begin(self.english[-1])
        requested(self.told[-1])
        if len(self.told) == 1:
            _ = self.readings  # a turn behind others is read for its meaning in each way

    @property
    def given(self) -> Carried | None:
        """Answers to a tree that are handed over exactly."""
        return self._given[-1]

    @cached_property
    def english(self) -> list[str]:
        """The turns as they are searched."""
        first, *others = map(without_source, self._said)
        whole, bare = self.guides.whole_question(first), self.guides.without_bystanders
        behind = (self.guides.without_remarks(one) for one in others)
        return [bare(whole, alone=True), *(bare(one, alone=False) for one in behind)]

    @cached_property
    def _said(self) -> list[str]:
        """The turns in English, without slips, who asks, what frames it and what was taken back."""
        every = zip(self.turns, self._given, strict=True)
        spelt = (self.guides.mended(in_plain_english(_words(*one))) for one in every)
        read = (self.guides.unframed(without_asker(one)) for one in spelt)
        return let_go([thought_better(one) for one in read])

    @cached_property
    def _one_by_one(self) -> tuple[str, ...]:
        """The turns as they are gone on from."""
        *before, last = self.english
        return (*one_by_one(before, self.guides), last)

    @cached_property
    def asked(self) -> Asked:
        """What it names."""
        return understood(self.english[-1])

    @cached_property
    def likely(self) -> dict[str, float]:
        """How likely it wants each of the things there are."""
        return self.guides.likely(self.asked)

    @cached_property
    def wants(self) -> dict[str, float]:
        """How likely it wants a decision, and of what kind."""
        return wants(self.likely)

    @cached_property
    def likely_trees(self) -> dict[str, float]:
        """How likely each tree is the one that it is for, the likeliest first."""
        return self.guides.likely_trees(self.asked)

    @cached_property
    def told(self) -> list[str]:
        """The turns as the decision trees hear them."""
        return [
            turn if one else said
            for turn, said, one in zip(self.turns, self._said, self._given, strict=True)
        ]

    @cached_property
    def wished(self) -> dict[int, tuple[str, ...]]:
        """The turns before it that wanted a decision, and from which trees.

        Who was asked what a tree asks wanted one, too, however they said it.
        """
        return {**self._asked_by_trees, **wishes(self.told[:-1], self.guides)}

    @property
    def _asked_by_trees(self) -> dict[int, tuple[str, ...]]:
        """The turns before it that a tree was walked for, and which."""
        numbers = range(len(self.turns) - 2, -1, -1)
        return {
            number: (plan.calls[0].arguments["tree"],)
            for number, plan in zip(numbers, self.plans_before, strict=False)
            if plan.calls and plan.calls[0].tool == "decide" and not self.outweighed(plan)
        }

    def outweighed(self, plan: Plan) -> bool:
        """Whether a worked answer was likely given instead of what a tree would ask."""
        if not plan.guessed:
            return False
        found = (self.guides.find(one.arguments["question"]) for one in plan.calls[1:])
        return any(one.trust >= plan.least_to_answer for one in found)

    @cached_property
    def wanted(self) -> Recognised | None:
        """The decision it asks for, or answers a question of."""
        tells = max(self.wants.values()) >= MAYBE_A_TELLING
        listening = tells or len(self.told) > 1
        return heard(self.told, self.guides, self.wished, listening=listening)

    @cached_property
    def topic(self) -> Topic:
        """What has been spoken of before it."""
        return spoken_of(self._one_by_one[:-1], self.guides)

    @cached_property
    def replies(self) -> bool:
        """Whether it answers or corrects something."""
        if len(self.told) == 1:
            return False
        return self.wanted is not None or bool(self.topic.spoken and self._fills_a_slot)

    @property
    def _fills_a_slot(self) -> bool:
        asked, meant = self.asked, understood(self.readings[0].said)  # `one level up` points at one
        return bool(asked.levels or asked.names or asked.measures or meant.levels)

    @property
    def corrects(self) -> bool:
        """Whether it takes something back, and says what is meant instead."""
        return bool(self.topic.spoken) and puts_right(self.english[-1])

    @cached_property
    def asks_anew(self) -> bool:
        """Whether it says of whom or what the question before it was meant, and tells nothing."""
        if not (self.topic.spoken and corrects(self.english[-1])):
            return False
        said = opened(self.english[-1])
        asked = understood(recommended_named(said, self.topic.recommended))
        if not (asked.roles or asked.subjects) or len(own_terms(asked.question)) >= FEW_TERMS:
            return False
        if self.asks_outright or OF_THEMSELVES.search(said):
            return False
        before = next(self.plans_before, None)
        return before is not None and all(one.tool == "search_guides" for one in before.calls)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What it may mean, the likeliest first."""
        return meant(self._one_by_one, self.guides)

    @property
    def found(self) -> Found:
        """What is found for the likeliest."""
        return self.guides.find(self.readings[0].question)

    @cached_property
    def alone(self) -> bool:
        """Whether it means what it says, whatever was said before."""
        first = self.readings[0]
        return first.manner == "alone" and bool(self.topic.spoken or len(self.readings) == 1)

    @property
    def plans_before(self) -> Iterator[Plan]:
        """What the turns just before it called for, the latest first."""
        last = len(self.turns)
        for number in range(last - 1, max(0, last - 1 - LOOKED_BACK), -1):
            if self._planned:
                yield self._planned(tuple(self.turns[:number]), self.guides)

    def planned_as(self, last: str) -> Plan | None:
        """What it would call for if it said something else."""
        return self._planned((*self.turns[:-1], last), self.guides) if self._planned else None

    @cached_property
    def asks_outright(self) -> bool:
        """Whether it asks for a decision in the usual words."""
        request = requested(self.told[-1])
        return request is not None and request.clear

    @property
    def questions(self) -> tuple[str, ...]:
        """Of a long message, its question and the whole of it; of a follow-up, what it means."""
        some = self.readings[:1] if self.topic.spoken else self.readings
        return tuple(one.question for one in some)

    @cached_property
    def doubted(self) -> bool:
        """Whether what is found for it is merely near."""
        spoken = bool(self.topic.spoken)
        return spoken and not sure(self.readings[0], self.topic, self.guides)


def _words(turn: str, given: Carried | None) -> str:
    """A turn as it is remembered: of answers handed over their words, of a posting its role."""
    if given:
        return given.words
    found = pasted([turn])
    return f"A posting for: {found.role}" if found and found.text else turn
