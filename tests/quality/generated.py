"""Questions put together from parts, most of which no guide covers, and what every answer owes.

`python -m tests.quality.generated` answers them and prints what came of it, `--answers` each
answer. What is checked here is read with patterns of its own, not with those of the assistant.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from assistant import Answer, Citation
from assistant.builtin import phrases
from corpus import Document
from tests.quality.answers import opened_guides, ours
from tests.quality.retrieval_sets import guide_documents

COUNT = 2_000
SEED = 2026

ROLES = (
    "ML engineer",
    "MLE",
    "AI researcher",
    "research scientist",
    "RS",
    "research engineer",
    "applied scientist",
)
OTHER_ROLES = (
    "prompt engineer",
    "data analyst",
    "robotics engineer",
    "security researcher",
    "UX designer",
    "site reliability engineer",
    "solutions architect",
    "network administrator",
    "bioinformatician",
    "technical writer",
    "firmware engineer",
    "quantum scientist",
    "game developer",
    "database administrator",
    "climate scientist",
)
LEVELS = ("", "", "senior", "junior", "staff")
PLACES = ("", "", "in the US", "in the Bay Area")
OTHER_PLACES = (
    *("Nairobi", "Tokyo", "Singapore", "Lagos", "Dubai", "Sydney", "Mumbai", "Seoul", "Cairo"),
    *("Buenos Aires", "Mexico City", "Hanoi", "Cape Town", "Jakarta"),
)
YEARS = ("", "", "in 2026")
OTHER_YEARS = ("2011", "2015", "2019", "2022", "2031", "2040")
COVERED = {
    "pay": (
        "What does {one} earn {where} {when}?",
        "how much do {many} make {where} {when}",
        "{when} {where}: pay of {one}?",
        "Total compensation for {many} {where} {when}, please.",
    ),
    "equity": (
        "How much equity does {one} get {where} {when}?",
        "equity for {many} {where} {when}",
    ),
    "time to fill": (
        "How long does it take to hire {one} {where} {when}?",
        "time to fill for {many} {where} {when}?",
    ),
    "interview": (
        "What does the interview loop for {one} look like {where} {when}?",
        "how many interview blocks do {many} go through {where} {when}",
    ),
    "credentials": (
        "Does {one} need a PhD {where} {when}?",
        "What share of {many} have a PhD {where} {when}?",
    ),
    "sourcing": ("Where do I find {many} {where} {when}?",),
}
UNCOVERED = {
    "signing bonus": ("What signing bonus does {one} get {where} {when}?",),
    "notice period": ("how long is the notice period of {one} {where} {when}?",),
    "vacation": ("How many days of vacation do {many} have {where} {when}?",),
    "vesting": ("What is the vesting schedule of {many} {where} {when}?",),
    "attrition": ("What is the yearly attrition rate of {many} {where} {when}?",),
    "working hours": ("how many hours a week does {one} work {where} {when}",),
    "relocation": ("What relocation allowance does {one} get {where} {when}?",),
    "parental leave": ("How long is parental leave for {many} {where} {when}?",),
    "laptop": ("What budget does {one} have for a laptop {where} {when}?",),
}


@dataclass(frozen=True)
class Question:
    """A question, and what in it no guide speaks of."""

    text: str
    attribute: str
    uncovered: tuple[str, ...]
    """Role, place and year, as they are written."""

    @property
    def names(self) -> str:
        """Whether all that it names is something the guides speak of, or what is not."""
        if self.uncovered:
            return "a role, place or year that no guide speaks of"
        return "known things" if self.attribute in COVERED else "a matter that no guide speaks of"


def questions(count: int = COUNT) -> list[Question]:
    """As many different ones, always the same."""
    draw = random.Random(SEED)
    found: dict[str, Question] = {}
    while len(found) < count:
        one = _drawn(draw)
        found.setdefault(one.text, one)
    return list(found.values())


def _drawn(draw: random.Random) -> Question:
    attributes = COVERED if draw.random() < 0.65 else UNCOVERED
    attribute = draw.choice(list(attributes))
    other_role, other_place, other_year = (draw.random() < share for share in (0.4, 0.35, 0.25))
    role = draw.choice(OTHER_ROLES if other_role else ROLES)
    place = draw.choice(OTHER_PLACES) if other_place else draw.choice(PLACES)
    year = draw.choice(OTHER_YEARS) if other_year else draw.choice(YEARS)
    person = f"{draw.choice(LEVELS)} {role}".strip()
    article = "an" if re.match(r"[aeiou]|(ML|RS)\b|MLE", person, re.IGNORECASE) else "a"
    text = draw.choice(attributes[attribute]).format(
        one=f"{article} {person}",
        many=f"{person}s",
        where=f"in {place}" if other_place else place,
        when=f"in {year}" if other_year else year,
    )
    named = ((other_role, role), (other_place, place), (other_year, year))
    return Question(
        re.sub(r"\s+(?=[?:,])", "", " ".join(text.split())).lstrip(": "),
        attribute,
        tuple(name for other, name in named if other),
    )


def faults(
    answer: Answer, documents: Mapping[str, Document], asked: str, uncovered: Sequence[str] = ()
) -> Iterator[str]:
    """Everything that is wrong with an answer, whatever it answers."""
    used = [int(number) for number in _MARK.findall(answer.text)]
    numbers = [citation.number for citation in answer.citations]
    yield from _misnumbered(used, numbers)
    for citation in answer.citations:
        yield from _misquoted(citation, documents)
    for sentence in filter(None, _SENTENCE_END.split(answer.text)):
        yield from _unfounded(sentence, answer, asked)
    yield from _made_up(answer, uncovered)


def _misnumbered(used: Sequence[int], numbers: Sequence[int]) -> Iterator[str]:
    if list(dict.fromkeys(used)) != list(range(1, len(set(used)) + 1)):
        yield f"marks are not numbered in order of first use: {list(used)}"
    if numbers != sorted(set(used)):
        yield f"marks {sorted(set(used))}, citations {list(numbers)}"


def _misquoted(citation: Citation, documents: Mapping[str, Document]) -> Iterator[str]:
    passage, quote = citation.passage, citation.quote
    if not quote.strip():
        yield f"[{citation.number}] quotes nothing"
    if documents[passage.document].text[citation.start : citation.end] != quote:
        yield f"[{citation.number}] is not at its place in {passage.document}: {quote!r}"
    start = citation.start - passage.start
    if start < 0 or passage.text[start : start + len(quote)] != quote:
        yield f"[{citation.number}] is not in its passage: {quote!r}"


def _unfounded(sentence: str, answer: Answer, asked: str) -> Iterator[str]:
    """A sentence without a mark that claims something, or a figure its quotes do not have."""
    marks = {int(number) for number in _MARK.findall(sentence)}
    words = _MARK.sub("", sentence)
    if not marks:
        if not _CLAIMS_NOTHING.match(words.strip()):
            yield f"no mark: {sentence!r}"
        if values_in(words) - values_in(asked) and "“" not in words:
            yield f"a figure without a mark: {sentence!r}"
        return
    seen = "\n".join(
        "\n".join((one.quote, one.passage.context, *one.passage.section, one.passage.title))
        for one in answer.citations
        if one.number in marks
    )
    made_up = values_in(words) - values_in(seen)
    if _HELD_AGAINST.search(words):
        made_up -= values_in(asked)  # it says how their own amount stands to the quoted figure
    if made_up:
        yield f"{sorted(made_up)} is not in what is quoted for {sentence!r}"


def _made_up(answer: Answer, uncovered: Sequence[str]) -> Iterator[str]:
    """A figure, where it must say that there is none."""
    sentences = [_MARK.sub("", one) for one in _SENTENCE_END.split(answer.text)]
    for name in uncovered:
        with_figure = [one for one in sentences if values_in(one.replace(name, ""))]
        if any(name.lower() in one.lower() and not _DENIES.search(one) for one in with_figure):
            yield f"a figure for {name}"
        denied = any(_DENIES.search(one) and name.lower() in one.lower() for one in sentences)
        if answer.kind != "decline" and with_figure and not denied:
            yield f"figures, and nothing about {name}"


_MARK = re.compile(r"\s?\[(\d+)\]")
_SENTENCE_END = re.compile(r"(?<=[.!?\]])(?<!\bvs\.)(?<!\b[A-Z]\.)\s+(?=[“\"(]?[A-Z$\d])|\n+")
_DENIES = re.compile(r"\b(no|not|nothing)\b")
_HELD_AGAINST = re.compile(r"\bis (?:below|within|above|at|shorter than|longer than) ")
_OF_OUR_OWN = (
    *phrases.SMALL_TALK.values(),
    phrases.WHAT_IS_MEANT,
    *map(phrases.which_role, ("", "engineers", "scientists")),
    phrases.UNLAWFUL,
    phrases.ONLY_ORDERS,
)
_CLAIMS_NOTHING = re.compile(
    r"The guides (do not|give no|say nothing)\b|What they do answer nearby\b|.*\?[”\"]?$|"
    r"You said “[^”]*”\.$|"
    + "|".join(
        re.escape(sentence) for text in _OF_OUR_OWN for sentence in _SENTENCE_END.split(text)
    )
)
_NUMBER = re.compile(
    r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)([kKmM]\b)?(?:\s?[-–]\s?\$?[\d.]+([kKmM])\b)?"
)
_SPELT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_COUNTED = re.compile(
    rf"\b({'|'.join(_SPELT)})[ -](?=(block|round|hour|day|week|month|year|percent))", re.IGNORECASE
)


def values_in(text: str) -> set[float]:
    """The figures of a text: `$180-220k` has 180,000 and 220,000."""
    found = {float(_SPELT[one[1].lower()]) for one in _COUNTED.finditer(text)}
    for digits, scale, scale_behind in _numbers(text):
        scaled = {"k": 1e3, "m": 1e6}.get((scale or scale_behind).lower(), 1)
        found.add(float(digits.replace(",", "")) * scaled)
    return found


def _numbers(text: str) -> Iterator[tuple[str, str, str]]:
    at = 0
    while match := _NUMBER.search(text, at):
        yield match[1], match[2] or "", match[3] or ""
        at = match.end(2) if match[2] else match.end(1)


def as_json(answer: Answer) -> str:
    """All of it, on one line."""
    return json.dumps(asdict(answer), ensure_ascii=False, sort_keys=True)


def main() -> None:
    """Say how many answers of each kind there are, and what is wrong with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--answers", action="store_true", help="print each answer as JSON")
    asked = parser.parse_args()
    documents = {one.id: one for one in guide_documents()}
    said: Counter[tuple[str, str]] = Counter()
    with opened_guides() as guides:
        answering = ours(guides)
        for one in questions(asked.count):
            answer = answering([one.text])
            if asked.answers:
                sys.stdout.write(as_json(answer) + "\n")
                continue
            said[one.names, answer.kind] += 1
            for fault in faults(answer, documents, one.text, one.uncovered):
                print(f"{one.text}\n    {fault}\n    {answer.text}")
    for (names, kind), number in sorted(said.items()):
        print(f"names {names}: {kind} {number}")


if __name__ == "__main__":
    main()
