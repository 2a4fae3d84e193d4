"""Answers, decisions, figures and guides as plain values that JSON can hold. The only place."""

from collections.abc import Iterable, Sequence
from typing import Literal

from typing_extensions import TypedDict

from assistant.answers import Answer, Citation, Kind, Layer
from assistant.answers import Path as Way
from assistant.decisions import (
    Change,
    Claim,
    Decision,
    Outcome,
    Question,
    Tree,
    to_link,
    ways,
    what_would_change,
)
from assistant.decisions.filling import Taken
from assistant.decisions.situations import is_for_candidates
from assistant.figures import Comparison, compared
from assistant.grounding import Quote, marked
from assistant.posting import Finding, Report
from assistant.web.library import Library
from corpus import Cite, Document, Figure, Passage, blocks, sentence_spans

Whom = Literal["hiring", "candidate"]

# `from` is a word of Python, so these are written as calls.
CitationShown = TypedDict(
    "CitationShown",
    {
        "n": int,
        "passage": str,
        "document": str,
        "title": str,
        "section": list[str],
        "quote": str,
        "from": int,
        "to": int,
    },
)
PassageShown = TypedDict(
    "PassageShown",
    {
        "passage": str,
        "document": str,
        "title": str,
        "section": list[str],
        "kind": str,
        "text": str,
        "context": str,
        "from": int,
        "to": int,
    },
)
BlockShown = TypedDict(
    "BlockShown",
    {
        "passage": str | None,
        "kind": str,
        "section": list[str],
        "level": int,
        "text": str,
        "context": str,
        "from": int,
        "to": int,
    },
)
FindingShown = TypedDict(
    "FindingShown",
    {
        "from": int,
        "to": int,
        "words": str,
        "rule": str,
        "title": str,
        "certainty": str,
        "message": str,
        "suggestion": str,
        "citations": list[CitationShown],
    },
)


class PathShown(TypedDict):
    """The way through a decision tree."""

    tree: str
    answers: dict[str, str]
    steps: list[str]
    taken: list[str]
    asks: str


class AnswerShown(TypedDict):
    """An answer. While it grows, `complete` is false and the rest may still change."""

    kind: Kind
    text: str
    citations: list[CitationShown]
    notes: list[str]
    layer: Layer
    path: PathShown | None
    nearby: list[PassageShown]
    suggestions: list[str]
    complete: bool


def answer(said: Answer) -> AnswerShown:
    """An answer with all that a reader can be shown of it."""
    return AnswerShown(
        kind=said.kind,
        text=said.text,
        citations=[_citation(one) for one in said.citations],
        notes=list(said.notes),
        layer=said.layer,
        path=_path(said.path) if said.path else None,
        nearby=[passage(one) for one in said.nearby],
        suggestions=list(said.suggestions),
        complete=said.complete,
    )


def passage(one: Passage) -> PassageShown:
    """A passage in its place."""
    return {
        "passage": one.id,
        "document": one.document,
        "title": one.title,
        "section": list(one.section),
        "kind": one.kind,
        "text": one.text,
        "context": one.context,
        "from": one.start,
        "to": one.end,
    }


def _citation(one: Citation) -> CitationShown:
    return _cited(one.number, one.passage, one.quote, one.start)


def _cited(number: int, found: Passage, words: str, start: int) -> CitationShown:
    return {
        "n": number,
        "passage": found.id,
        "document": found.document,
        "title": found.title,
        "section": list(found.section),
        "quote": words,
        "from": start,
        "to": start + len(words),
    }


def _path(way: Way) -> PathShown:
    return PathShown(
        tree=way.tree,
        answers=dict(way.answers),
        steps=list(way.steps),
        taken=list(way.taken),
        asks=way.asks,
    )


# Claims with their marks.


class ClaimShown(TypedDict):
    """A sentence with its marks, and what they stand for."""

    text: str
    citations: list[CitationShown]


class Marks:
    """Numbers for cited words, the same wherever they are cited in one reply."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers: dict[Cite, int] = {}

    def claim(self, text: str, cites: Iterable[Cite]) -> ClaimShown:
        """A sentence with its marks before the stop."""
        found = self.citations(cites)
        return ClaimShown(text=marked(text, (one["n"] for one in found)), citations=found)

    def citations(self, cites: Iterable[Cite]) -> list[CitationShown]:
        """Each once, in the order given; words that stand in no passage are left out."""
        quotes = (self._library.quoted(cite) for cite in dict.fromkeys(cites))
        return [self._numbered(quote) for quote in quotes if quote]

    def _numbered(self, quote: Quote) -> CitationShown:
        number = self._numbers.setdefault(quote.cite, len(self._numbers) + 1)
        return _cited(number, quote.passage, quote.cite.words, quote.start)


# Decisions.

TreeShown = TypedDict(
    "TreeShown", {"id": str, "title": str, "for": Whom, "description": str, "questions": int}
)


class FittingShown(TypedDict):
    """A tree, and how many of its questions a person's words answer."""

    tree: str
    title: str
    asked: bool
    """Whether the words ask for this very decision."""
    filled: int


class WayShown(TypedDict):
    """A whole way through a tree, in words."""

    steps: list[str]
    outcome: str


class ChoiceShown(TypedDict):
    """One of the answers to a question."""

    id: str
    label: str
    help: str


class QuestionShown(TypedDict):
    """A question, why it is asked, and what may be answered."""

    id: str
    ask: str
    why: str
    choices: list[ChoiceShown]
    citations: list[CitationShown]


TreeWithQuestions = TypedDict(
    "TreeWithQuestions",
    {
        "id": str,
        "title": str,
        "for": Whom,
        "description": str,
        "questions": list[QuestionShown],
        "ways": list[WayShown],
    },
)


class FilledShown(TypedDict):
    """An answer that was read out of the person's own words."""

    question: str
    choice: str
    words: str


class StepShown(TypedDict):
    """A question with its answer, on the way."""

    question: str
    ask: str
    choice: str
    label: str
    text: str
    citations: list[CitationShown]


class OutcomeShown(TypedDict):
    """Where the answers lead."""

    id: str
    roles: list[str]
    recommendation: ClaimShown
    reasons: list[ClaimShown]
    cautions: list[ClaimShown]
    unsettled: list[ClaimShown]
    next_steps: list[ClaimShown]


class ChangeShown(TypedDict):
    """Answers that would lead elsewhere."""

    text: str
    answers: dict[str, str]
    outcome: str
    citations: list[CitationShown]


class DecisionShown(TypedDict):
    """How far the answers lead; either `question` or `outcome` is null."""

    tree: str
    title: str
    answers: dict[str, str]
    filled: list[FilledShown]
    steps: list[StepShown]
    question: QuestionShown | None
    left: int
    outcome: OutcomeShown | None
    changes: list[ChangeShown]
    link: str


def tree(one: Tree) -> TreeShown:
    """A tree in the list of them."""
    return {
        "id": one.id,
        "title": one.title,
        "for": _whom(one),
        "description": one.about,
        "questions": len(one.questions),
    }


def tree_with_questions(one: Tree, library: Library) -> TreeWithQuestions:
    """A tree with all that it may ask, in the order of its file."""
    marks = Marks(library)
    return {
        "id": one.id,
        "title": one.title,
        "for": _whom(one),
        "description": one.about,
        "questions": [_question(question, marks) for question in one.questions.values()],
        "ways": [
            WayShown(
                steps=[step.claim.text for step in way.steps],
                outcome=way.outcome.recommendation.text,
            )
            for way in ways(one)
        ],
    }


def decision(one: Decision, taken: Sequence[Taken], library: Library) -> DecisionShown:
    """How far the answers lead, and what would lead elsewhere."""
    marks = Marks(library)
    outcome = _outcome(one.outcome, marks) if one.outcome else None
    return DecisionShown(
        tree=one.tree.id,
        title=one.tree.title,
        answers=dict(one.answers),
        filled=[
            FilledShown(question=said.question, choice=said.answer, words=said.words)
            for said in taken
        ],
        steps=[
            StepShown(
                question=step.question.id,
                ask=step.question.ask,
                choice=step.choice.id,
                label=step.choice.label,
                **marks.claim(step.claim.text, step.claim.cites),
            )
            for step in one.steps
        ],
        question=_question(one.question, marks) if one.question else None,
        left=_left(one),
        outcome=outcome,
        changes=[_change(change, marks) for change in what_would_change(one.tree, one.answers)],
        link=to_link(one.tree.id, one.answers),
    )


def _whom(one: Tree) -> Whom:
    return "candidate" if is_for_candidates(one.id) else "hiring"


def _question(one: Question, marks: Marks) -> QuestionShown:
    why = marks.claim(one.why, one.cites)
    return QuestionShown(
        id=one.id,
        ask=one.ask,
        why=why["text"],
        choices=[
            ChoiceShown(id=choice.id, label=choice.label, help=choice.help)
            for choice in one.choices.values()
        ],
        citations=why["citations"],
    )


def _outcome(one: Outcome, marks: Marks) -> OutcomeShown:
    def claims(those: Iterable[Claim]) -> list[ClaimShown]:
        return [marks.claim(claim.text, claim.cites) for claim in those]

    return OutcomeShown(
        id=one.id,
        roles=list(one.roles),
        recommendation=marks.claim(one.recommendation.text, one.recommendation.cites),
        reasons=claims(one.reasons),
        cautions=claims(one.cautions),
        unsettled=claims(one.unsettled),
        next_steps=claims(one.next_steps),
    )


def _change(change: Change, marks: Marks) -> ChangeShown:
    differing = " and ".join(step.choice.means for step in change.steps)
    of_answers = [cite for step in change.steps for cite in step.choice.cites]
    then = change.outcome.recommendation
    said = marks.claim(f"If {differing}: {then.text}", (*of_answers, *then.cites))
    return ChangeShown(answers=change.answers, outcome=change.outcome.id, **said)


def _left(one: Decision) -> int:
    """How many questions the longest way still asks."""

    def longest(node: str) -> int:
        if node in one.tree.outcomes:
            return 0
        return 1 + max(map(longest, one.tree.nodes[node].leads.values()))

    node = one.tree.root
    for step in one.steps:
        node = one.tree.nodes[node].leads[step.choice.id]
    return longest(node)


# Figures.


class FigureShown(TypedDict):
    """A figure, what it is a figure of, and where it stands. Empty is what is not said."""

    role: str
    level: str
    measure: str
    low: float | None
    high: float | None
    unit: str
    shown: str
    open_ended: bool
    basis: str
    tier: str
    region: str
    period: str
    reported_by: str
    words: str
    note: str
    """`guides differ` where another guide gives another value on the same basis."""
    citation: CitationShown | None


def figures(those: Sequence[Figure], library: Library) -> list[FigureShown]:
    """Figures as they were looked up; those on which guides differ say so."""
    marks = Marks(library)
    differing = conflicting(compared(those))
    return [_figure(one, marks, differs=one in differing) for one in those]


def conflicting(comparison: Comparison) -> frozenset[Figure]:
    """Those that contradict another one on the same basis."""
    return frozenset(
        figure
        for conflict in comparison.conflicts
        if conflict.note == "guides differ"
        for figure in conflict.figures
    )


def _figure(one: Figure, marks: Marks, *, differs: bool) -> FigureShown:
    found = marks.citations([Cite(one.document, one.words)])
    return FigureShown(
        role=one.role,
        level=one.level,
        measure=one.measure,
        low=one.low,
        high=one.high,
        unit=one.unit,
        shown=one.shown,
        open_ended=one.open_ended,
        basis=one.basis,
        tier=one.tier,
        region=one.region,
        period=one.period,
        reported_by=one.reported_by,
        words=one.words,
        note="guides differ" if differs else "",
        citation=found[0] if found else None,
    )


# Guides.


class SectionShown(TypedDict):
    """A heading of a guide, and the passage that follows it."""

    section: list[str]
    level: int
    passage: str


class GuideShown(TypedDict):
    """A guide in the list of them."""

    document: str
    title: str
    description: str
    publisher: str
    date: str
    source: str
    basis: str
    sections: list[SectionShown]


class WholeGuide(GuideShown):
    """A guide as it is, block by block."""

    blocks: list[BlockShown]


def guide(one: Document, library: Library) -> GuideShown:
    """What a guide is, and its sections."""
    passages = library.passages_of[one.id]
    first: dict[tuple[str, ...], SectionShown] = {}
    for found in passages:
        if found.section and found.section not in first:
            first[found.section] = SectionShown(
                section=list(found.section), level=len(found.section) + 1, passage=found.id
            )
    return GuideShown(
        document=one.id,
        title=one.title,
        description=_first_sentence(passages),
        publisher=one.publisher,
        date=one.date,
        source=one.source,
        basis=one.basis,
        sections=list(first.values()),
    )


def whole_guide(one: Document, library: Library) -> WholeGuide:
    """A guide with every block, in order, and which passage each belongs to."""
    passages = library.passages_of[one.id]
    shown: list[BlockShown] = []
    at = 0
    for block in blocks(one.text, title=one.title):
        while at < len(passages) and passages[at].end <= block.start:
            at += 1
        inside = at < len(passages) and passages[at].start < block.end
        shown.append(
            {
                "passage": passages[at].id if inside else None,
                "kind": block.kind,
                "section": list(block.section),
                "level": len(block.section) + 1 if block.kind == "heading" else 0,
                "text": one.text[block.start : block.end],
                "context": block.context,
                "from": block.start,
                "to": block.end,
            }
        )
    return WholeGuide(**guide(one, library), blocks=shown)


def _first_sentence(passages: Sequence[Passage]) -> str:
    prose = next((one.text for one in passages if one.kind == "prose"), "")
    start, end = next(iter(sentence_spans(prose)), (0, 0))
    return prose[start:end].strip()


# Postings.


class ReportShown(TypedDict):
    """What a check of a posting found; places count characters of `text`."""

    text: str
    role: str
    findings: list[FindingShown]
    checked: list[str]
    notes: list[str]


def report(one: Report, text: str, library: Library) -> ReportShown:
    """A report with the posting it is of."""
    marks = Marks(library)
    return ReportShown(
        text=text,
        role=one.role,
        findings=[_finding(finding, marks) for finding in one.findings],
        checked=list(one.checked),
        notes=list(one.notes),
    )


def _finding(one: Finding, marks: Marks) -> FindingShown:
    said = marks.claim(one.message, one.cites)
    return {
        "from": one.start,
        "to": one.end,
        "words": one.words,
        "rule": one.rule,
        "title": one.title,
        "certainty": one.certainty,
        "message": said["text"],
        "suggestion": one.change,
        "citations": said["citations"],
    }
