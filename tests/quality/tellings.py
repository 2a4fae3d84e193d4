"""What people tell a tree, and which facts that is so of: what `learning_tellings` learns from."""

import json
import random
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.decisions import Trees
from assistant.decisions.clauses import sentences
from assistant.decisions.cues import facts_in, implied, signed
from assistant.decisions.hearing import FEWEST_WORDS, TELLINGS
from assistant.decisions.knowing import facts_for, facts_of
from assistant.decisions.patterns import cues, plain, reply

Side = tuple[str, bool]
"""A fact, and whether it is so."""
Labels = Mapping[Side, bool]
"""What is told and what is not; of the rest nobody knows."""

_HERE = Path(__file__).parent.parent / "assistant" / "decisions"
_TAKES_BACK = frozenset(
    (
        *("contradictory", "contradiction", "correction", "tricky", "past", "hedge"),
        *("other", "others", "plan", "question"),
    )
)
"""Kinds of text of which a sentence says what the whole does not."""
_AKIN = tuple(
    frozenset(names.split())
    for names in (
        "prototype integration deployed shipped customers feasibility fit",
        "funded pockets runway",
        "focus quarter-running engineering",
        "plateau quarter-models",
        "innovation value-research depth competitors",
        "frontier early ordinary late ai-infrastructure",
        "value-shipping enjoys-product duties-production deployed",
        "duties-research depth enjoys-research asks-why duties-both duties-production",
        "enjoys-systems systems-background",
    )
)
"""A line about one of them may tell of another as well."""
_FOLLOWS: Mapping[Side, tuple[Side, ...]] = {
    ("deployed", True): (("feasibility", False),),
    ("shipped", True): (("feasibility", False),),
    ("prototype", False): (("integration", False),),
}
FRAMES = Path(__file__).with_name("tellings_frames.toml")
CONTRADICTORY = 0.25
"""So many of the texts put together say and deny something."""


@dataclass(frozen=True)
class Example:
    """A text, and what it tells."""

    text: str
    labels: Labels
    batch: str = ""
    """The stranger who wrote it; nothing for lines of ours."""
    takes_back: bool = False
    case: Mapping[str, Any] | None = None

    @property
    def sentences(self) -> tuple[str, ...]:
        """None for a text that was put together, whose lines are examples themselves."""
        return () if self.batch == "together" else sentences(self.text) or (self.text,)


def from_strangers(trees: Trees) -> Iterator[Example]:
    """All that were looked at while building."""
    for case in told_by_strangers():
        if case["part"] == "seen":
            yield _example(case, case["batch"])
    for case in situations():
        if case["part"] == "seen" and case["tree"] in trees:
            must = {question: [answer] for question, answer in case["answers"].items()}
            yield _example({**case, "must": must, "may": {}}, "situations")


def replies() -> Iterator[Example]:
    """What strangers replied to a question of a tree, as far as it tells something by itself.

    A third of them each make a batch.
    """
    for number, case in enumerate(_rows("replies")):
        text = plain(case["text"])
        bare = (
            len(text.split()) < FEWEST_WORDS or reply("yes").match(text) or reply("no").match(text)
        )
        if case["part"] == "seen" and not bare:
            yield _example(case, f"r{number % 3}")


def told_by_strangers() -> Iterator[dict[str, Any]]:
    """Every text, with its batch: those of `a` were read while the patterns were written."""
    for name, letter in (("told", "a"), ("told_kept", "b")):
        for case in _rows(name):
            yield {"part": "seen", **case, "batch": f"{letter}{case['batch']}"}


def situations() -> Iterator[dict[str, Any]]:
    """Those that we wrote ourselves, as far as they are told at once."""
    for case in _rows("situations"):
        if len(case["turns"]) == 1:
            yield {**case, "text": case["turns"][0]}


def single_lines() -> Iterator[Example]:
    """Those of tellings.toml, and what strangers wrote, one fact at a time."""
    yield from strangers_lines("seen")
    for fact, ways in tomllib.loads(TELLINGS.read_text("utf-8")).items():
        for manner, lines in ways.items():
            for line in map(plain, lines.strip().splitlines()):
                yield Example(line, _labels_of_line(fact, manner, line))


def strangers_lines(part: str) -> Iterator[Example]:
    """What strangers wrote who were told a fact, and whether to say it, deny it or neither."""
    for case in _rows("lines"):
        if case["part"] == part:
            labels = dict(_labels_of_one(case["fact"], case["say"]))
            for name, so in map(signed, case["also"]):
                labels |= {(name, True): so, (name, False): not so}
            yield Example(plain(case["text"]), labels)


def put_together(lines: Sequence[Example], count: int, seed: int) -> Iterator[Example]:
    """Texts of several lines, some of which say and deny the same."""
    chance = random.Random(seed)
    by_fact = defaultdict(list)
    for line in lines:
        by_fact[_about(line)].append(line)
    facts = sorted(by_fact)
    for _ in range(count):
        some = [
            chance.choice(by_fact[fact])
            for fact in chance.sample(facts, chance.choice((2, 2, 3, 3, 4)))
        ]
        denied = [one for one in by_fact[_about(some[0])] if _denies(one, some[0])]
        both = bool(denied) and chance.random() < CONTRADICTORY
        if both:
            some.append(chance.choice(denied))
            chance.shuffle(some)
        ends = (chance.choice((".", ".", ".", ",", " and", ";")) for _ in some)
        text = " ".join(
            one.text if one.text[-1] in ".!?" else one.text + end
            for one, end in zip(some, ends, strict=True)
        )
        yield Example(text, _labels_together(some, _about(some[0]) if both else ""), "together")


def in_frames(lines: Sequence[Example], count: int, seed: int) -> Iterator[Example]:
    """Lines with words around them that may take away what they tell."""
    chance = random.Random(seed)
    frames = [
        (manner, frame)
        for manner, listed in tomllib.loads(FRAMES.read_text("utf-8")).items()
        for frame in listed.strip().splitlines()
    ]
    telling = [line for line in lines if _about(line)]
    for _ in range(count):
        (manner, frame), line = chance.choice(frames), chance.choice(telling)
        bare = line.text.rstrip(".!")
        begins = frame.startswith("{}") or frame.endswith(": {}.")
        text = frame.replace("{}", bare if begins else f"{bare[0].lower()}{bare[1:]}")
        labels = {side: so and manner == "kept" for side, so in line.labels.items()}
        if manner == "taken_back":
            about = _about(line)
            labels = {
                side: so for side, so in labels.items() if side[0] != about or line.labels[side]
            }
        yield Example(plain(text), labels, "together")


def sides() -> list[Side]:
    """Every fact twice, so and not so."""
    return [(name, holds) for name in cues()["facts"] for holds in (True, False)]


def _rows(name: str) -> Iterator[dict[str, Any]]:
    return map(json.loads, (_HERE / f"{name}.jsonl").read_text("utf-8").splitlines())


def _example(case: Mapping[str, Any], batch: str) -> Example:
    takes_back = case.get("kind", "") in _TAKES_BACK
    return Example(plain(case["text"]), _labels(case), batch, takes_back, case)


def _labels(case: Mapping[str, Any]) -> Labels:
    told: set[Side] = set()
    open_: set[Side] = set()
    untold: set[Side] = set()
    for question, answers in facts_for(case["tree"]).items():
        must, may = case["must"].get(question, ()), case["may"].get(question, ())
        for answer, ways in answers.items():
            certain = answer in must and len(ways) == 1
            where = told if certain else open_ if answer in (*must, *may) else untold
            where.update(side for way in ways for side in way)
    if case["tree"] == "next-hire":
        _of_what_hurts(case["must"].get("signs", [""])[0], told, open_)
    if case["tree"] == "company-stage":
        open_ |= {("feasibility", True), ("feasibility", False)}
    for side in (*told, *open_):
        open_.update(_following(side))
    return {side: False for side in untold - open_} | dict.fromkeys(told, True)


def _of_what_hurts(answer: str, told: set[Side], open_: set[Side]) -> None:
    """The one question whose answers rest on several facts."""
    if answer in ("engineering", "both"):
        told.add(("engineering", True))
    if answer == "neither":
        told.add(("engineering", False))
    of_models = ("plateau", "competitors")
    open_.update((name, False) for name in of_models)
    if answer in ("models", "both"):
        open_.update((name, True) for name in of_models)


def _labels_of_one(fact: str, manner: str) -> Labels:
    """Of one fact, and of those that nobody tells who tells it: a candidate's and a company's."""
    of_candidates = _of_candidates()
    said = {"yes": True, "no": False}.get(manner)
    others = {name for name, _ in sides() if (name in of_candidates) != (fact in of_candidates)}
    return {side: side == (fact, said) for side in sides() if side[0] in {fact, *others}}


def _of_candidates() -> frozenset[str]:
    every = (facts_of("which-track", question) for question in facts_for("which-track"))
    return frozenset().union(*every)


def _labels_of_line(fact: str, manner: str, line: str) -> Labels:
    akin = {name for group in _AKIN if fact in group for name in group}
    open_ = (akin | {one.name for one in facts_in(line)}) - {fact}
    said = {"yes": True, "no": False}.get(manner)
    return {side: side == (fact, said) for side in sides() if side[0] not in open_}


def _labels_together(some: Sequence[Example], denied: str) -> Labels:
    labels: dict[Side, bool] = {}
    for side in sides():
        said = [one.labels.get(side) for one in some]
        if side[0] == denied:
            labels[side] = False
        elif True in said or None not in said:
            labels[side] = True in said
    for side in [side for side, so in labels.items() if so]:
        for other in _following(side):
            if not labels.get(other, True):
                del labels[other]
    return labels


def _following(side: Side) -> Iterator[Side]:
    for rule in implied():
        if (rule.fact, rule.holds) == side:
            yield from rule.then
    yield from _FOLLOWS.get(side, ())


def _about(line: Example) -> str:
    told = [name for (name, _), so in line.labels.items() if so]
    return told[0] if told else ""


def _denies(one: Example, other: Example) -> bool:
    return any(
        so and one.labels.get((name, not holds)) for (name, holds), so in other.labels.items()
    )
