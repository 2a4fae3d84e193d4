"""Answers to a tree's questions out of what people write, turn by turn.

Nothing is assumed: each answer has its words. Those that leave a doubt are asked about once.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from assistant.decisions.answering import NOTHING
from assistant.decisions.choosing import (
    Request,
    chosen,
    for_who_asks,
    gone_over,
    is_for_candidates,
    of_another_company,
    of_the_same_person,
    offers,
    only_roles,
    requested,
    taken_over,
)
from assistant.decisions.clauses import sentences
from assistant.decisions.cues import Fact
from assistant.decisions.deciding import decide
from assistant.decisions.hearing import Hearing, facts_told
from assistant.decisions.knowing import (
    Known,
    answers_from,
    facts_of,
    in_doubt,
    leaning,
    learn,
    settle,
    view,
)
from assistant.decisions.links import Carried, carried
from assistant.decisions.patterns import plain, reading, reply, verbatim
from assistant.decisions.replying import (
    Similarity,
    asks_again,
    asks_aside,
    begun,
    keeps_on,
    negations,
    put_right,
    replied,
    supposed,
    told_ahead,
)
from assistant.decisions.tree import Question, Tree
from index import terms

_DENIES = re.compile(r"no,? (?!and\b|but\b|also\b)\w", re.IGNORECASE)
"""A `no` that goes on."""
_SAME_WORDS = 2
"""So many telling words of what was said are in what is supposed not to be so."""
_WORDS_OF_A_REPLY = 30
_FORM = 2
"""So many colons fill in a form: it says itself what it answers."""

Wishes = Mapping[int, tuple[str, ...]]
"""By the number of a turn, the trees that may answer what it wishes for, the likeliest first."""
MeantFor = Callable[[str], str]
"""The tree that a turn which asks for a decision is surely for; nothing where none surely is."""


@dataclass(frozen=True)
class Taken:
    """An answer, and the words it was read from."""

    question: str
    answer: str
    words: str
    turn: int
    """Which of the turns, counted from 0."""


@dataclass(frozen=True)
class Recognised:
    """A tree that is asked for, with what is known of the person."""

    tree_id: str
    answers: Mapping[str, str]
    taken: tuple[Taken, ...]
    doubted: Mapping[str, str] = field(default_factory=dict)
    """By question, words that may answer it and from which nothing is taken: it is asked."""
    leaning: Mapping[str, str] = field(default_factory=dict)
    """By question, what was not said, and what was said makes likely."""
    outright: bool = True
    """Whether a decision was asked for by itself, not only together with what is known."""


def recognised(
    turns: Sequence[str],
    trees: Mapping[str, Tree],
    *,
    similarity: Similarity | None = None,
    hearing: Hearing | None = None,
    wishes: Wishes | None = None,
    meant_for: MeantFor | None = None,
) -> Recognised | None:
    """What the last turn asks to be decided, or answers of it; None for an ordinary question.

    Without `hearing` only the usual words are understood. `wishes` are for turns that want a
    decision in other than the usual words; `meant_for` knows more of these words than which trees
    they may be for.
    """
    talk = _Talk(turns, trees, similarity, hearing, wishes or {}, meant_for)
    found = None
    for number, turn in enumerate(turns):
        found = talk.hear(turn, number, turns[number - 1] if number else "")
    return found


def _told_first(turn: str) -> str:
    """What is told ahead of the first question; all of a turn that begins with one."""
    told = takewhile(lambda one: not one.endswith("?"), sentences(turn))
    return " ".join(told) or turn


def _states(turn: str) -> bool:
    """Whether any of it is no question."""
    return any(not one.endswith("?") and not asks_aside(plain(one)) for one in sentences(turn))


@dataclass(frozen=True)
class _Company:
    """One of several that somebody tells of."""

    request: Request
    known: dict[str, Known]
    said: tuple[str, ...]


@dataclass
class _Talk:
    """What one person has said so far, and the decision they are in."""

    turns: Sequence[str]
    trees: Mapping[str, Tree]
    similarity: Similarity | None
    hearing: Hearing | None = None
    wishes: Wishes = field(default_factory=dict)
    meant_for: MeantFor | None = None
    known: dict[str, Known] = field(default_factory=dict)
    request: Request | None = None
    tree: str | None = None
    given: tuple[int, Carried] | None = None
    """Answers that were handed over exactly, and in which turn."""
    said: tuple[str, ...] = ()
    """What was said of the company that is spoken of."""
    aside: list[_Company] = field(default_factory=list)
    """Those spoken of before it."""

    def hear(self, turn: str, number: int, before: str) -> Recognised | None:
        """Take in the next turn, and tell what is to be decided now."""
        supposition = supposed(turn) if self.tree else ""
        ahead = told_ahead(turn) if self.tree else ""
        turn = supposition or ahead or turn
        given = carried(turn, self.trees)
        if given:
            self._take_over(given, number)
            return self._result()
        if self.tree and asks_again(turn):
            return self._result()
        elsewhere = self._to_another(turn)
        asked = self._pending()
        quoted = self._likely(asked) if asked else None
        request = None if ahead else self._requested(turn, number, before, asked)
        if elsewhere and not (request and request.clear):
            request = replace(elsewhere, sentences=request.sentences if request else frozenset())
        if not request and not self.request and number == len(self.turns) - 1:
            return None  # an ordinary question: what it tells will not be needed
        said = put_right(turn) if number and not request else turn
        requests = request.sentences if request else frozenset()
        asked_for = facts_of(self.tree or "", asked.id) if asked and not request else frozenset()
        of_a_candidate = self._is_candidate(request)
        new = facts_told(said, requests, self.hearing, asked_for, of_a_candidate=of_a_candidate)
        new = (*new, *self._undone(supposition, number))
        offered = offers(said)
        new = tuple(fact for fact in new if not any(fact.words in one for one in offered))
        new = tuple(fact for fact in new if fact.plainly or not only_roles(fact.words))
        if asks_aside(plain(turn)) and not request:
            new = tuple(fact for fact in new if not fact.doubted)  # who asks tells little
        begins = bool(asked and begun(plain(turn), asked))
        if asked and (not request or begins or self._gives(turn, asked)):
            changed = self._replied(turn, asked, new, number)
        else:
            changed = learn(self.known, new, number)
        self.said = (*self.said, turn)
        insists = bool(asked and quoted and _states(turn) and self._insisted(asked, quoted))
        if request:
            return self._result() if self._take_up(request) else None
        settles = begins or bool(asked and changed and asked.id in self._answers(self.tree or ""))
        if self._goes_over() or ahead:
            return self._result()
        if not self.request or (self._asks(turn, asked) and not (insists or settles)):
            return None
        again = any(not fact.doubted for fact in new) and "?" not in turn
        goes_on = changed or insists or again or (asked and keeps_on(turn))
        return self._result() if goes_on else None

    def _is_candidate(self, request: Request | None) -> bool:
        """Whether a decision is wanted, now or before, by who looks for a job."""
        wanted = request or self.request
        return wanted is not None and any(map(is_for_candidates, wanted.trees))

    def _to_another(self, turn: str) -> Request | None:
        """Go over to another company, or back to one that was told of; what is wished for it."""
        now = self.request
        if now is None or is_for_candidates(now.trees[0]):
            return None
        back, fresh = self._returned_to(turn), of_another_company(turn)
        if back is None and fresh is None:
            return None
        self.aside.append(_Company(now, self.known, self.said))
        if back:
            self.aside.remove(back)
        to = back or _Company(fresh or now, {}, ())
        self.request, self.known, self.said = to.request, to.known, to.said
        self.tree = self.given = None
        return self.request

    def _returned_to(self, turn: str) -> _Company | None:
        """The company told of before that somebody comes back to."""
        back = reading("returns").search(plain(turn))
        which = set(terms(back["which"])) if back else set[str]()
        named = [one for one in self.aside if not which.isdisjoint(terms(" ".join(one.said)))]
        plainly = self.aside if back and reading("other_company").search(back["which"]) else []
        return next(iter((*named, *plainly)), None)

    def _requested(
        self, turn: str, number: int, before: str, asked: Question | None
    ) -> Request | None:
        """The decision that a turn wants, in the usual words or in others."""
        request = requested(turn, before)
        if not (request and request.clear):
            request = self._wished(number, turn, asked) or request
        request = self._surely(request, turn) if request else None
        if request and self.request:
            request = of_the_same_person(request, self.request, turn)
        return for_who_asks(request, self.request, turn)

    def _asks(self, turn: str, asked: Question | None) -> bool:
        """Whether it asks something of its own: `why it works` may be a reply, without a mark."""
        if not asks_aside(plain(turn)):
            return False
        if asked is None or "?" in turn or reply("unsure").match(plain(turn)):
            return True
        return not self._gives(turn, asked)

    def _replied(self, turn: str, asked: Question, new: tuple[Fact, ...], number: int) -> bool:
        """Take in what is told behind a question; tell whether that changes anything."""
        tree, given = self.tree or "", self._given(turn, asked)
        asked_for = facts_of(tree, asked.id)
        kept = tuple(fact for fact in new if fact.name in asked_for or not self._unsays(fact))
        if not asks_aside(plain(turn)) and self._reply(turn, asked, given, kept):
            new = kept  # who replies to one thing takes nothing else back
        others = self._of_another(turn)
        if given == NOTHING or others or (given is None and asks_aside(plain(turn))):
            left = {one.name for one in new if others or not one.plainly} & asked_for
            new = tuple(replace(one, doubted=one.doubted or one.name in left) for one in new)
        answer = self._reply(turn, asked, given, new)
        changed = learn(self.known, new, number)
        denies_another = answer == "no" and self._denies_something_else(turn, new, asked)
        if denies_another or asked.id in self._answers(tree):
            return changed
        return settle(self.known, tree, asked, answer, number, _told_first(turn)) or changed

    def _surely(self, request: Request, turn: str) -> Request:
        """A request for the tree that is surely meant; the usual words are used for several."""
        tree = self.meant_for(turn) if self.meant_for else ""
        return replace(request, trees=(tree,)) if tree in self.trees else request

    def _wished(self, number: int, turn: str, asked: Question | None) -> Request | None:
        """A wish in other than the usual words; who replies to a question wishes nothing new."""
        trees = self.wishes.get(number)
        if not trees or (asked and self._replies(turn, asked)):
            return None
        if asked and self.tree in trees and number < len(self.turns) - 1:
            return None  # when it was said, it was heard as a reply
        return Request(trees, clear=True, own=True, sentences=frozenset())

    def _replies(self, turn: str, asked: Question) -> bool:
        if asks_aside(plain(turn)):
            return False
        about = facts_of(self.tree or "", asked.id)
        told = facts_told(turn, frozenset(), self.hearing, about)
        if any(fact.name in about and not fact.doubted for fact in told):
            return True
        return self._reply(turn, asked, self._given(turn, asked), ()) is not None

    def _gives(self, turn: str, asked: Question) -> bool:
        """Whether it surely gives an answer as a reply, by what was learned."""
        return self._given(turn, asked) not in (None, NOTHING)

    def _given(self, turn: str, asked: Question) -> str | None:
        """What a short turn surely gives as a reply, by what was learned: an answer, or nothing."""
        short = len(turn.split()) <= _WORDS_OF_A_REPLY and turn.count(":") < _FORM
        marked = all(one.endswith("?") for one in sentences(turn)) or self._of_another(turn)
        if not short or marked or not self.hearing or reply("unsure").match(plain(turn)):
            return None
        usual = replied(plain(turn), asked, False, self.similarity)
        if usual or (reply("no").match(plain(turn)) and "no" not in asked.choices):
            return None  # the usual words say it, or deny something else
        return self.hearing.reply(turn, self.tree or "", asked.id)

    def _of_another(self, turn: str) -> bool:
        """Whether it tells a candidate's adviser of somebody else: `my boss would ship it`."""
        return is_for_candidates(self.tree or "") and bool(
            reading("anothers_mind").match(plain(turn))
        )

    def _reply(
        self, turn: str, asked: Question, given: str | None, told: Sequence[Fact]
    ) -> str | None:
        """The answer it gives as a reply, in the usual words or in others."""
        if self._of_another(turn):
            return None
        usual = replied(plain(turn), asked, self._contradicts(told), self.similarity)
        return usual or (given if given != NOTHING else None)

    def _likely(self, asked: Question) -> tuple[str, Known] | None:
        """What a question is likely answered with, and the words for it: they are asked about."""
        seen, tree = view(self.known), self.tree or ""
        answer = leaning(seen, tree, self.trees[tree]).get(asked.id)
        words = in_doubt(seen, tree, self._answers(tree)).get(asked.id)
        return (answer, words) if answer and words else None

    def _insisted(self, asked: Question, quoted: tuple[str, Known]) -> bool:
        """Words that were asked about count, where the reply leaves them as they are."""
        answer, words = quoted
        still = self._likely(asked)
        if self.tree is None or still is None or still[0] != answer:
            return False
        return settle(self.known, self.tree, asked, answer, words.turn, words.fact.words)

    def _take_over(self, given: Carried, number: int) -> None:
        """These are the answers now, whatever was said of this tree before."""
        self.given = (number, given)
        self.request = Request((given.tree,), clear=True, own=True, sentences=frozenset())
        self.tree = given.tree
        for question, answer in given.answers.items():
            asked = self.trees[given.tree].questions[question]
            settle(self.known, given.tree, asked, answer, number, given.words)

    def _take_up(self, request: Request) -> bool:
        """Turn to a request; one that only leans waits until something is known."""
        there = [name for name in request.trees if name in self.trees]
        ready = request.clear or any(self._knows_enough(name, request) for name in there)
        if there and (ready or not self.request):
            self.request, self.tree = request, None
        return bool(there) and ready

    def _knows_enough(self, tree: str, request: Request) -> bool:
        told = {
            question
            for question, (_, facts) in self._answers(tree).items()
            if not all(one.fact.asked for one in facts)
        }
        return len(told) >= (1 if request.own else 2)

    def _contradicts(self, new: Sequence[Fact]) -> bool:
        return any(
            fact.name in self.known and self.known[fact.name].fact.holds != fact.holds
            for fact in new
        )

    def _undone(self, supposition: str, number: int) -> Iterator[Fact]:
        """What was said and is supposed not to be so: `if we hadn't got the 5 million`."""
        denied = set(terms(supposition)) if negations(supposition) else set[str]()
        for name, one in self.known.items():
            alike = denied & set(terms(one.fact.words))
            if len(alike) >= _SAME_WORDS and one.turn < number and not negations(one.fact.words):
                yield Fact(name, not one.fact.holds, supposition)

    def _unsays(self, fact: Fact) -> bool:
        """Whether it is in doubt, and against what was surely said."""
        before = self.known.get(fact.name)
        return fact.doubted and before is not None and not before.fact.doubted

    def _denies_something_else(self, turn: str, new: Sequence[Fact], asked: Question) -> bool:
        """`no, it cannot be wired in` says nothing of whether customers want it."""
        if not _DENIES.match(plain(turn)):
            return False
        tree = self.tree or ""
        told = [fact for fact in new if not fact.doubted]
        if not told or any(fact.holds or fact.name in facts_of(tree, asked.id) for fact in told):
            return False
        every = [facts_of(tree, one) for one in self.trees[tree].questions]
        return any(fact.name in names for names in every for fact in told)

    def _taken_over(self, tree: str, answers: Mapping[str, str]) -> str:
        """The tree to walk instead; never of one whose answers were handed over."""
        if self.given is not None:
            return tree
        other = taken_over(decide(self.trees[tree], answers), self._holds())
        return other if other in self.trees else tree

    def _holds(self) -> frozenset[str]:
        """What is surely so."""
        told = (one.fact for one in self.known.values())
        return frozenset(one.name for one in told if one.holds and not one.doubted)

    def _goes_over(self) -> bool:
        """Leave the trees that what is told speaks against; tell whether there are any."""
        request = gone_over(self.request, self._holds()) if self.request else None
        if request == self.request:
            return False
        self.request, self.tree = request, None
        return True

    def _pending(self) -> Question | None:
        if not self.tree:
            return None
        return decide(self.trees[self.tree], self._plain_answers(self.tree)).question

    def _answers(
        self, tree: str, *, said: bool = False
    ) -> dict[str, tuple[str, tuple[Known, ...]]]:
        """The answers to a tree's questions; those that are `said` do not only follow."""
        if tree not in self.trees:
            return {}
        found = answers_from(view(self.known, asked_for=not said), tree, self.trees[tree])
        if self.given is None or self.given[1].tree != tree:
            return found
        when, given = self.given
        since = {
            question: answer
            for question, answer in found.items()
            if any(one.turn > when for one in answer[1])
        }
        return {question: (answer, ()) for question, answer in given.answers.items()} | since

    def _plain_answers(self, tree: str, *, said: bool = False) -> dict[str, str]:
        found = self._answers(tree, said=said)
        return {question: answer for question, (answer, _) in found.items()}

    def _result(self) -> Recognised | None:
        """The tree that fits best now, with its answers."""
        if not self.request:
            return None
        self._goes_over()
        there = [name for name in self.request.trees if name in self.trees]
        names = [self.tree, *there] if self.tree else there
        if not self.request.clear and not any(
            self._knows_enough(name, self.request) for name in there
        ):
            return None
        every = {name: self._plain_answers(name) for name in there}
        by_what_is_said = {name: self._plain_answers(name, said=True) for name in there}
        tree = chosen(names, self.trees, by_what_is_said, every)
        if tree is None:
            return None
        self.tree = self._taken_over(tree, every[tree])
        if self.tree != tree:
            self.request = replace(self.request, trees=(self.tree,))
            every[self.tree] = self._plain_answers(self.tree)
        found = self._answers(self.tree)
        taken = tuple(
            Taken(question, answer, verbatim(one.fact.words, self.turns[one.turn]), one.turn)
            for question, (answer, facts) in found.items()
            for one in facts
        )
        doubted = {
            question: verbatim(one.fact.words, self.turns[one.turn])
            for question, one in in_doubt(view(self.known), self.tree, found).items()
        }
        likely = leaning(view(self.known), self.tree, self.trees[self.tree])
        return Recognised(self.tree, every[self.tree], taken, doubted, likely, self.request.clear)
