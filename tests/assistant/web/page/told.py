"""An assistant that says what a test tells it to, and answers that have everything in them."""

from collections.abc import Iterator, Mapping, Sequence
from threading import Semaphore
from typing import Any

from assistant import Answer, Assistant, Citation, Turn
from assistant import Path as Way
from corpus import Passage

HOSTILE = (
    '<img src=x onerror="document.title=1"> ![x](http://a.example/b.png) [a](javascript:alert(1)) '
    "<script>alert(1)</script> \\[b](http://b.example) &lt;b&gt; http://c.example www.d.example "
    "e@f.example $$x$$ <http://g.example> <svg onload=alert(1)> [c]: javascript:alert(1)"
)
BRACKETS = "[" * 1_900


def passage(text: str, *section: str, title: str = "Pay", **more: Any) -> Passage:
    return Passage(f"{title}#1", title, title, section, 0, len(text), text, **more)


def cited(*quoted: tuple[Passage, str]) -> tuple[Citation, ...]:
    return tuple(
        Citation(number, passage, quote, start := passage.text.index(quote), start + len(quote))
        for number, (passage, quote) in enumerate(quoted, start=1)
    )


EARNS = passage("A senior research engineer earns $250k a year.", "Salary")
ROW = passage("| Senior | $250k |", "Salary", kind="table row", context="| Level | Base |")
TEAM = passage("The team\ndecides.", title="Interviews")
STRANGE = passage(f"Parrots talk. {HOSTILE}", HOSTILE, title=f"Parrots {HOSTILE}")

FULL = Answer(
    "answer",
    "Senior research engineers earn **$250k** a year [1] [2]. The team decides [3].",
    cited((EARNS, EARNS.text), (ROW, ROW.text), (TEAM, TEAM.text)),
    notes=("guides differ", "VAMI is of 2025"),
    layer="worked answers",
    suggestions=("Who decides?",),
)
DECIDED = Answer(
    "decision",
    "An ML engineer [1].",
    cited((EARNS, "engineer")),
    layer="decision tree",
    path=Way("first-hire", {"prototype": "yes"}, ("A prototype? Yes",), taken=("it *runs*",)),
)
# What can be hostile is hostile, in every part of an answer at once.
HOSTILE_SAID = Answer(
    "answer",
    f"Parrots talk {HOSTILE} [1].\n\n{BRACKETS}",
    cited((STRANGE, STRANGE.text)),
    notes=(HOSTILE,),
    layer="guides",
    path=Way("first-hire", {}, (HOSTILE,), taken=(HOSTILE,)),
    nearby=(STRANGE,),
    suggestions=(HOSTILE,),
)


class Told(Assistant):
    """Answers as it is told to, and remembers what it was asked."""

    def __init__(self, answers: Mapping[str, Answer] | None = None) -> None:
        self.heard: list[Turn | str] = []
        self._answers = answers or {}

    def answer(
        self,
        turns: Sequence[Turn | str],
        *,
        builtin: bool = False,  # noqa: ARG002
    ) -> Iterator[Answer]:
        self.heard = list(turns)
        yield self._answers.get(str(turns[-1]), FULL)


class Growing(Assistant):
    """Has a first answer, waits to be let go on, has a longer one, and waits again."""

    LINES = "\n\n".join(f"Line {number}." for number in range(60))
    SAYS = (
        Answer("answer", "Line 0.", complete=False),
        Answer("answer", LINES, complete=False),
        Answer("answer", f"{LINES}\n\nThe last line."),
    )

    def __init__(self) -> None:
        self.go_on = Semaphore(1)

    def answer(
        self,
        turns: Sequence[Turn | str],  # noqa: ARG002
        *,
        builtin: bool = False,  # noqa: ARG002
    ) -> Iterator[Answer]:
        for said in self.SAYS:
            if not self.go_on.acquire(timeout=20):
                return
            yield said
