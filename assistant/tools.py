"""What a model can call: each tool returns claims of the guides, with the words they rest on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, NotRequired, TypedDict, cast

from langchain_core.messages import ToolCall, ToolMessage
from langchain_core.runnables import RunnableConfig
from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel

from assistant.decisions import (
    Change,
    Claim,
    Decision,
    branches,
    foregone,
    grounded,
    what_would_change,
)
from assistant.decisions import decide as decided
from assistant.figures import Bounds, FigureAnswer, bounds, looked_up, untold_level
from assistant.finding import Guides
from assistant.listeners import listened_to
from assistant.posting import Report, described, most_certain_first
from assistant.posting import check_posting as checked
from assistant.understanding import Asked
from assistant.worked import Candidate
from corpus import Cite

ENTRIES = 10


class CitedWords(TypedDict):
    """Words of a guide, to the letter."""

    document: str
    words: str
    n: int
    """Its number in this conversation; 0 until the chain gives it one."""


class ClaimFound(TypedDict):
    """A sentence that may be said, with what it rests on."""

    text: str
    cites: list[CitedWords]


class EntryFound(TypedDict):
    """A worked answer that may fit, with what it is about."""

    id: str
    score: float
    kind: str
    attribute: str
    roles: list[str]
    level: str
    note: str
    question: str
    unknown: list[str]
    """Words of the question that it must know and does not."""
    claims: list[ClaimFound]


class Search(TypedDict):
    """What a search of the guides has found. Plain values, so that it can be kept and sent."""

    question: str
    trust: float
    entries: list[EntryFound]
    sentences: list[ClaimFound]
    """Of the documents, as they stand."""
    sentences_trust: float
    told_from: float
    """The trust from which on the sentences are an answer."""
    covered: bool | None
    """Whether there are the figures that are asked for; None when none are."""
    figures: list[ClaimFound]
    closing: str
    """What must be said with the figures."""
    missing: list[str]
    """What is asked for and has no figure."""
    untold: str
    """What there are figures of, but none at the level that is asked for."""
    bounds: list[Bounds]
    """What the amounts that the question wants judged can be held against; mostly nothing."""
    near: list[str]
    """Ids of passages."""


class StepFound(TypedDict):
    """A question of a tree, as it was answered."""

    question: str
    answer: str
    claim: ClaimFound


class DecisionFound(TypedDict):
    """How far the answers lead through a tree: to a question, or to an outcome."""

    tree: str
    answers: dict[str, str]
    steps: list[StepFound]
    question: str
    """The one to be answered next; empty when there is an outcome."""
    why: list[ClaimFound]
    choices: list[str]
    explained: list[str]
    """What is meant by some of the choices."""
    meanwhile: list[ClaimFound]
    """What holds for most, where little is told yet."""
    branches: NotRequired[list[ClaimFound]]
    """Where each answer to the question leads, when it is the last one."""
    open: NotRequired[str]
    """What was not answered and would not change the role."""
    outcome: str
    recommendation: list[ClaimFound]
    reasons: list[ClaimFound]
    cautions: list[ClaimFound]
    unsettled: list[ClaimFound]
    changes: list[ClaimFound]
    overturned: list[list[str]]
    """By change, the questions that it answers otherwise."""


class FiguresFound(TypedDict):
    """Figures in sentences that name their basis."""

    claims: list[ClaimFound]
    notes: list[str]
    """`guides differ`, `not comparable`."""
    closing: list[ClaimFound]
    """What must be said of them together, or nothing."""


class FindingFound(TypedDict):
    """What a posting should not say, or should say and does not."""

    rule: str
    words: str
    """The posting's own, to the letter."""
    start: int
    end: int
    certainty: str
    claims: list[ClaimFound]
    """What the guides say about it."""
    change: str
    """What to write instead."""


class PostingChecked(TypedDict):
    """What a check of a posting found."""

    role: str
    """The one it is for; empty when the guides do not speak of it."""
    findings: list[FindingFound]
    """The most certain first."""
    checked: list[str]
    """Each rule that was applied, in one line."""
    notes: list[str]
    """What could not be checked, and why."""


def claims_in(found: Any) -> list[ClaimFound]:
    """Every claim of what a tool returned, in its order."""
    claims: list[ClaimFound] = []
    _collect(found, claims)
    return claims


def _collect(found: Mapping[str, Any] | Sequence[Any], claims: list[ClaimFound]) -> None:
    for one in found.values() if isinstance(found, dict) else found:
        if isinstance(one, list):
            _collect(one, claims)
        elif isinstance(one, dict):
            if "cites" in one:
                claims.append(cast(ClaimFound, one))
            else:
                _collect(one, claims)


class _Tool(StructuredTool):
    """A function as a tool.

    LangChain's own reads the function's signature again at each call, and readies what tells
    listeners of it, which takes longer than all else about the call.
    """

    func: Callable[..., Any]
    args_schema: type[BaseModel]

    @classmethod
    def of(cls, func: Callable[..., tuple[str, Any]]) -> BaseTool:
        """A tool that returns what a model reads, and what is kept."""
        return cls.from_function(func, response_format="content_and_artifact")

    def invoke(
        self,
        input: str | dict[str, Any] | ToolCall,  # noqa: A002  as LangChain calls it
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Any:
        """The same, without telling listeners where there are none."""
        if kwargs or not isinstance(input, dict) or "id" not in input or listened_to(self, config):
            return super().invoke(input, config, **kwargs)
        given = self.args_schema.model_validate(input["args"])
        content, artifact = self.func(**{name: getattr(given, name) for name in input["args"]})
        return ToolMessage(
            content, artifact=artifact, name=self.name, tool_call_id=input["id"] or ""
        )

    def _run(self, *args: Any, **kwargs: Any) -> Any:
        return self.func(*args, **kwargs)


def tools_for(guides: Guides) -> list[BaseTool]:
    """The tools over some guides."""
    return [_searching(guides), _deciding(guides), _looking_up(guides), _checking(guides)]


def _searching(guides: Guides) -> BaseTool:
    def search_guides(
        question: Annotated[str, "A question that stands alone, in English, with the role named."],
    ) -> tuple[str, Search]:
        """Find what the guides say: sentences, each with the words of a guide it rests on."""
        found = guides.find(question)
        figures = found.figures or FigureAnswer()
        entries = [
            _entry(guides, candidate, found.asked) for candidate in found.candidates[:ENTRIES]
        ]
        best = found.candidates[0].answer.sentences if found.candidates else ()
        search = Search(
            question=question,
            trust=found.trust,
            entries=entries,
            sentences=[_claim(one.text, one.cites) for one in found.chosen.sentences],
            sentences_trust=found.chosen.trust,
            told_from=found.chosen.told_from,
            covered=found.covered,
            figures=[_claim(one.text, one.cites) for one in figures.sentences],
            closing=figures.closing,
            missing=list(figures.missing),
            untold=untold_level(found.asked, best, guides.figures)
            or untold_level(found.asked, figures.sentences, guides.figures),
            bounds=list(bounds(found.asked, guides.figures)),
            near=[passage.id for passage in found.near],
        )
        return "", search

    return _Tool.of(search_guides)


def _deciding(guides: Guides) -> BaseTool:
    def decide(
        tree: Annotated[str, f"One of: {', '.join(guides.trees)}."],
        answers: Annotated[dict[str, str], "What is known, by the tree's own names."],
        leaning: Annotated[dict[str, str] | None, "What is likely; told of as a condition."] = None,
    ) -> tuple[str, DecisionFound]:
        """Walk a decision tree of the guides: whom to hire, or which track fits."""
        decision = decided(guides.trees[tree], answers)
        certain = foregone(decision)
        if certain and decision.question:
            return "", _decision(certain) | {"open": decision.question.ask}
        if enough := grounded(decision):
            return "", _decision(enough)
        return "", _decision(decision) | {"branches": list(_branches(decision, leaning or {}))}

    return _Tool.of(decide)


def _looking_up(guides: Guides) -> BaseTool:
    def look_up_figures(
        role: Annotated[str, "Such as `ml engineer`; several are compared."],
        measure: Annotated[str, "Such as `pay`, `base salary`, `equity` or `time to fill`."],
        level: Annotated[str, "Such as `senior`; nothing for all of them."] = "",
    ) -> tuple[str, FiguresFound]:
        """Look up what the guides give in figures. Those on different bases cannot be compared."""
        found = looked_up(guides.figures, guides.place, role=role, measure=measure, level=level)
        cites = dict.fromkeys(cite for one in found.sentences for cite in one.cites)
        return "", FiguresFound(
            claims=[_claim(one.text, one.cites) for one in found.sentences],
            notes=list(found.notes),
            closing=[_claim(found.closing, tuple(cites))] if found.closing else [],
        )

    return _Tool.of(look_up_figures)


def _checking(guides: Guides) -> BaseTool:
    def check_posting(
        posting: Annotated[str, "The text of a job posting, to the letter."],
    ) -> tuple[str, PostingChecked]:
        """Hold a job posting against the guides: what it should not say, and what instead."""
        report = checked(posting, rules=guides.rules, bands=guides.bands)
        return described(report, posting), _report(report)

    return _Tool.of(check_posting)


_ON_THE_WAY = 2
"""From so many answers on nobody needs to hear what holds for most."""


def _decision(decision: Decision) -> DecisionFound:
    outcome, question = decision.outcome, decision.question
    meanwhile, few = decision.tree.meanwhile, len(decision.answers) < _ON_THE_WAY
    changes = what_would_change(decision.tree, decision.answers) if outcome else ()
    return DecisionFound(
        tree=decision.tree.id,
        answers=dict(decision.answers),
        steps=[
            StepFound(question=step.question.ask, answer=step.choice.label, claim=_of(step.claim))
            for step in decision.steps
        ],
        question=question.ask if question else "",
        why=[_claim(question.why, question.cites)] if question else [],
        choices=[one.label for one in question.choices.values()] if question else [],
        explained=[f"{one.label}: {one.help}" for one in question.choices.values() if one.help]
        if question
        else [],
        meanwhile=[_of(meanwhile)] if meanwhile and question and few else [],
        outcome=outcome.id if outcome else "",
        recommendation=[_of(outcome.recommendation)] if outcome else [],
        reasons=[_of(one) for one in outcome.reasons] if outcome else [],
        cautions=[_of(one) for one in outcome.cautions] if outcome else [],
        unsettled=[_of(one) for one in outcome.unsettled] if outcome else [],
        changes=[_change(change) for change in changes],
        overturned=[sorted(change.answers) for change in changes],
    )


def _report(report: Report) -> PostingChecked:
    return PostingChecked(
        role=report.role,
        findings=[
            FindingFound(
                rule=one.rule,
                words=one.words,
                start=one.start,
                end=one.end,
                certainty=one.certainty,
                claims=[_claim(one.claim, one.cites)],
                change=one.change,
            )
            for one in most_certain_first(report.findings)
        ],
        checked=list(report.checked),
        notes=list(report.notes),
    )


def _branches(decision: Decision, leaning: Mapping[str, str]) -> Iterator[ClaimFound]:
    """`If there is runway for research: AI researcher.`."""
    for choices, outcome in branches(decision, leaning):
        recommended = outcome.recommendation
        cites = [cite for choice in choices for cite in choice.cites]
        yield _claim(
            f"If {' and '.join(choice.means for choice in choices)}: {recommended.text}",
            tuple(dict.fromkeys((*cites, *recommended.cites))),
        )


def _of(claim: Claim) -> ClaimFound:
    return _claim(claim.text, claim.cites)


def _change(change: Change) -> ClaimFound:
    """`If customers would not use it: AI researcher first.`."""
    differing = " and ".join(step.choice.means for step in change.steps)
    cites = [cite for step in change.steps for cite in step.choice.cites]
    recommended = change.outcome.recommendation
    return _claim(
        f"If {differing}: {recommended.text}", tuple(dict.fromkeys((*cites, *recommended.cites)))
    )


def _entry(guides: Guides, candidate: Candidate, asked: Asked) -> EntryFound:
    answer = candidate.answer
    return EntryFound(
        id=answer.id,
        score=candidate.score,
        kind=answer.kind,
        attribute=answer.attribute,
        roles=list(answer.roles),
        level=answer.level,
        note=answer.note,
        question=answer.asked[0],
        unknown=list(guides.worked.unknown_to(candidate, asked)),
        claims=[_claim(one.text, one.cites) for one in answer.sentences],
    )


def _claim(text: str, cites: Sequence[Cite]) -> ClaimFound:
    return ClaimFound(
        text=text, cites=[CitedWords(document=one.document, words=one.words, n=0) for one in cites]
    )
