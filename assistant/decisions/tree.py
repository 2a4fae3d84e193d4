"""Tree, and what it is made of: the values everything about decisions passes around."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus import Cite


@dataclass(frozen=True)
class Claim:
    """One sentence, and the words of the guides it rests on."""

    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True)
class Choice:
    """One of the answers to a question."""

    id: str
    label: str
    means: str
    """What somebody who gives it says, as a clause: `there is no working prototype`."""
    help: str
    cites: tuple[Cite, ...]
    """What the guides say about this answer, or about its question."""
    examples: tuple[str, ...]
    """Short phrases in which people say it, as they type them."""
    lasts: bool = False
    """Whether it stays so: what has been shipped is not unshipped."""


@dataclass(frozen=True)
class Question:
    """What is asked of a person."""

    id: str
    ask: str
    why: str
    choices: Mapping[str, Choice]
    cites: tuple[Cite, ...]
    listed: tuple[str, ...] = ()
    """The answers that `why` names, in its order; none where it lists none."""


@dataclass(frozen=True)
class Node:
    """A place where a question is asked. One question may be asked in several places."""

    id: str
    question: Question
    leads: Mapping[str, str]
    """From each answer to the node or outcome that follows."""


@dataclass(frozen=True)
class Outcome:
    """Where a path ends."""

    id: str
    recommendation: Claim
    """A sentence to act on; it begins with the role."""
    roles: tuple[str, ...]
    reasons: tuple[Claim, ...]
    cautions: tuple[Claim, ...]
    unsettled: tuple[Claim, ...]
    """Where the guides say nothing, or contradict themselves or each other."""
    next_steps: tuple[Claim, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Everything it says, the recommendation first."""
        return (
            self.recommendation,
            *self.reasons,
            *self.cautions,
            *self.unsettled,
            *self.next_steps,
        )


@dataclass(frozen=True)
class Ground:
    """Answers that a guide counts as grounds enough, and what is taken for granted with them."""

    given: Mapping[str, str]
    granted: Mapping[str, str]
    """Until something else is said. It is told as what would change the outcome."""


@dataclass(frozen=True)
class Tree:
    """Questions that lead to a recommendation."""

    id: str
    title: str
    about: str
    """Whom it helps and with what, in a sentence."""
    root: str
    nodes: Mapping[str, Node]
    outcomes: Mapping[str, Outcome]
    questions: Mapping[str, Question]
    """By id, in the order of the file."""
    chooses_roles: bool = True
    """Whether outcomes with the same roles advise the same."""
    meanwhile: Claim | None = None
    """What holds for most, for who has told little yet."""
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True)
class Step:
    """A question with its answer, on the way through a tree."""

    node: str
    question: Question
    choice: Choice

    @property
    def claim(self) -> Claim:
        """The step as a sentence, such as `There is no working prototype`."""
        return Claim(f"{self.choice.means[:1].upper()}{self.choice.means[1:]}.", self.choice.cites)


@dataclass(frozen=True)
class Way:
    """A whole way through a tree."""

    steps: tuple[Step, ...]
    outcome: Outcome

    @property
    def answers(self) -> dict[str, str]:
        """What must be answered to walk it."""
        return {step.question.id: step.choice.id for step in self.steps}


def ways(tree: Tree, node: str = "", walked: tuple[Step, ...] = ()) -> Iterator[Way]:
    """Every way through the tree, in the order of its answers."""
    node = node or tree.root
    if node in tree.outcomes:
        yield Way(walked, tree.outcomes[node])
        return
    here = tree.nodes[node]
    for answer, following in here.leads.items():
        step = Step(node, here.question, here.question.choices[answer])
        yield from ways(tree, following, (*walked, step))
