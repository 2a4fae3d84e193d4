"""Tree files to trees, each held against the documents it cites.

A file says every quote and every claim once and names it where it is used. Those that several
trees share stand in `shared.toml`.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.decisions.errors import UnsoundTree
from assistant.decisions.links import NAME, TREE
from assistant.decisions.tree import Choice, Claim, Node, Outcome, Question, Tree
from corpus import Cite, Document, figures_in

FOLDER = Path(__file__).parent / "trees"
SHARED = Path(__file__).parent / "shared.toml"


@dataclass(frozen=True)
class LeftOut:
    """A tree that is not there, and why."""

    file: str
    reason: str
    faulty: bool
    """Whether somebody must mend it; otherwise the documents it needs are just not there."""


class Trees(dict[str, Tree]):
    """The trees that hold, by id."""

    left_out: tuple[LeftOut, ...] = ()


def load_trees(
    documents: Iterable[Document],
    *,
    folder: Path = FOLDER,
    shared: Path = SHARED,
    strict: bool = False,
) -> Trees:
    """Read every tree of a folder. One that does not hold is left out, and that is told.

    Raises:
        UnsoundTree: One does not hold, and `strict` asks to be told at once.
    """
    texts = {document.id: document.text for document in documents}
    trees = Trees()
    left_out = []
    for path in sorted(folder.glob("*.toml")):
        try:
            written = _read(path, shared)
            absent = sorted({quote[0] for quote in written.quotes.values()} - texts.keys())
            if absent:
                reason = f"It rests on documents that are not here: {', '.join(absent)}."
                left_out.append(LeftOut(path.name, reason, faulty=False))
                continue
            trees[path.stem] = _sound(path, written, texts)
        except UnsoundTree as error:
            if strict:
                raise
            left_out.append(LeftOut(path.name, str(error), faulty=True))
    trees.left_out = tuple(left_out)
    return trees


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


_Name = Annotated[str, StringConstraints(pattern=rf"^{NAME}$")]
_Sentence = Annotated[str, StringConstraints(pattern=r"[.?]$")]


class _Answer(_Part):
    label: str
    means: str
    help: str = Field(default="", min_length=0)
    leads: str
    cites: list[str] = []
    examples: list[str] = Field(min_length=1)


class _Question(_Part):
    ask: _Sentence
    why: _Sentence
    cites: list[str] = Field(min_length=1)
    answers: dict[_Name, _Answer] = Field(min_length=2)


class _Again(_Part):
    """A question asked in another place, with other ways on."""

    question: str
    leads: dict[str, str]


class _Claim(_Part):
    text: _Sentence
    cites: list[str] = Field(min_length=1)


class _Outcome(_Part):
    recommendation: str
    roles: list[str]
    reasons: list[str] = Field(min_length=1)
    cautions: list[str] = []
    unsettled: list[str] = []
    next_steps: list[str] = Field(min_length=1)

    @property
    def claims(self) -> list[str]:
        said = (self.reasons, self.cautions, self.unsettled, self.next_steps)
        return [self.recommendation, *(name for names in said for name in names)]


class _Shared(_Part):
    quotes: dict[str, tuple[str, str]] = {}
    """A document and its words, to the letter."""
    claims: dict[str, _Claim] = {}


class _Written(_Shared):
    title: str
    about: str
    questions: dict[_Name, _Question] = Field(min_length=1)
    again: dict[_Name, _Again] = {}
    outcomes: dict[_Name, _Outcome] = Field(min_length=1)

    @property
    def leads(self) -> dict[str, dict[str, str]]:
        """From each node to what follows each answer."""
        first = {
            name: {answer: one.leads for answer, one in question.answers.items()}
            for name, question in self.questions.items()
        }
        return {**first, **{name: one.leads for name, one in self.again.items()}}

    def asked_at(self, node: str) -> str:
        """The question that is asked there."""
        return self.again[node].question if node in self.again else node


def _read(path: Path, shared: Path) -> _Written:
    """Read a file, with those of the shared quotes and claims that it names."""
    own = _parsed(path, _Written)
    common = _parsed(shared, _Shared) if shared.exists() else _Shared()
    twice = sorted((own.quotes.keys() & common.quotes) | (own.claims.keys() & common.claims))
    if twice:
        raise UnsoundTree(f"{path.name}: {', '.join(twice)} is in {shared.name} as well.")
    used = {name for outcome in own.outcomes.values() for name in outcome.claims}
    claims = {**own.claims, **{name: one for name, one in common.claims.items() if name in used}}
    named = {name for _, cites in _citing(own, claims) for name in cites}
    quotes = {**own.quotes, **{name: one for name, one in common.quotes.items() if name in named}}
    return own.model_copy(update={"claims": claims, "quotes": quotes})


_Form = TypeVar("_Form", bound=_Shared)


def _parsed(path: Path, form: type[_Form]) -> _Form:
    try:
        return form.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnsoundTree(f"{path.name} cannot be read: {error}") from error
    except ValidationError as error:
        faults = (
            f"{path.name}, {' '.join(map(str, one['loc']))}: {one['msg']}."
            for one in error.errors(include_url=False)
        )
        raise UnsoundTree("\n".join(faults)) from error


def _sound(path: Path, written: _Written, texts: Mapping[str, str]) -> Tree:
    # A fault in the names makes the shape meaningless, so the first kind that is found is told.
    for find in (_names, _shape, _words):
        faults = [f"{path.name}, {fault}" for fault in find(written, texts)]
        if faults:
            raise UnsoundTree("\n".join(faults))
    return _tree(path.stem, written)


def _citing(written: _Written, claims: Mapping[str, _Claim]) -> Iterator[tuple[str, Iterable[str]]]:
    """Every place that cites, and the quotes it names."""
    for name, question in written.questions.items():
        yield f"question {name}", question.cites
        for answer, one in question.answers.items():
            yield f"question {name}, answer {answer}", one.cites
    for name, claim in claims.items():
        yield f"claim {name}", claim.cites


def _names(written: _Written, _texts: Mapping[str, str]) -> Iterator[str]:
    """Whatever is named must be there, and whatever is there must be named."""
    quoted: set[str] = set()
    for place, cites in _citing(written, written.claims):
        quoted.update(cites)
        yield from (
            f"{place}: there is no quote {cite}." for cite in cites if cite not in written.quotes
        )
    said: set[str] = set()
    for name, outcome in written.outcomes.items():
        said.update(outcome.claims)
        yield from (
            f"outcome {name}: there is no claim {claim}."
            for claim in outcome.claims
            if claim not in written.claims
        )
    yield from (f"quote {name}: nobody cites it." for name in written.quotes if name not in quoted)
    yield from (f"claim {name}: no outcome says it." for name in written.claims if name not in said)
    taken = written.questions.keys() & (written.again.keys() | written.outcomes.keys())
    taken |= written.again.keys() & written.outcomes.keys()
    yield from (f"{name}: two things have this name." for name in sorted(taken))
    if TREE in written.questions:
        yield f"question {TREE}: links call the tree so, give it another name."
    for name, again in written.again.items():
        question = written.questions.get(again.question)
        if question is None:
            yield f"again {name}: there is no question {again.question}."
        elif again.leads.keys() != question.answers.keys():
            yield f"again {name}: its answers are not those of question {again.question}."


def _shape(written: _Written, _texts: Mapping[str, str]) -> Iterator[str]:
    """One root, every way on leads somewhere, none in a circle, everything can be reached."""
    leads = written.leads
    lost = [
        f"question {node}: answer {answer} leads to {target}, which is not there."
        for node, ways in leads.items()
        for answer, target in ways.items()
        if target not in leads and target not in written.outcomes
    ]
    if lost:
        yield from lost
        return
    targets = {target for ways in leads.values() for target in ways.values()}
    roots = [node for node in leads if node not in targets]
    if not roots:
        yield "questions: each is led to by another, so none is the first."
        return
    if len(roots) > 1:
        yield f"question {roots[1]}: no answer leads to it, and none leads to {roots[0]}."
    reached: set[str] = set()
    yield from _walk(written, roots[0], (), reached)
    unreached = [name for name in (*leads, *written.outcomes) if name not in reached]
    yield from (f"{name}: it cannot be reached." for name in unreached if name not in roots)


def _walk(written: _Written, node: str, above: tuple[str, ...], reached: set[str]) -> Iterator[str]:
    """Follow every way from here; `above` are the nodes it came by."""
    reached.add(node)
    if node in written.outcomes:
        return
    if node in above:
        circle = " -> ".join((*above[above.index(node) :], node))
        yield f"question {node}: it leads back to itself ({circle})."
        return
    asked = written.asked_at(node)
    if asked in {written.asked_at(one) for one in above}:
        yield f"question {node}: {asked} was asked already on the way to it."
    for target in written.leads[node].values():
        yield from _walk(written, target, (*above, node), reached)


def _words(written: _Written, texts: Mapping[str, str]) -> Iterator[str]:
    """The documents must still say what is quoted."""
    for name, (document, words) in written.quotes.items():
        if words not in texts[document]:
            yield f"quote {name}: {document} does not say {words!r}."
    for name, claim in written.claims.items():
        seen = figures_in(" ".join(written.quotes[cite][1] for cite in claim.cites))
        made_up = figures_in(claim.text) - seen
        if made_up:
            yield f"claim {name}: the words it cites have no {min(made_up):g}."


def _tree(name: str, written: _Written) -> Tree:
    quotes = {quote: Cite(*pair) for quote, pair in written.quotes.items()}
    claims = {
        claim: Claim(one.text, tuple(quotes[cite] for cite in one.cites))
        for claim, one in written.claims.items()
    }
    questions = {id_: _question(id_, one, quotes) for id_, one in written.questions.items()}
    targets = {target for ways in written.leads.values() for target in ways.values()}
    return Tree(
        id=name,
        title=written.title,
        about=written.about,
        root=next(node for node in written.leads if node not in targets),
        nodes={
            node: Node(node, questions[written.asked_at(node)], ways)
            for node, ways in written.leads.items()
        },
        outcomes={id_: _outcome(id_, one, claims) for id_, one in written.outcomes.items()},
        questions=questions,
    )


def _question(name: str, written: _Question, quotes: Mapping[str, Cite]) -> Question:
    return Question(
        id=name,
        ask=written.ask,
        why=written.why,
        choices={
            answer: Choice(
                id=answer,
                label=one.label,
                means=one.means,
                help=one.help,
                cites=tuple(quotes[cite] for cite in one.cites or written.cites),
                examples=tuple(one.examples),
            )
            for answer, one in written.answers.items()
        },
        cites=tuple(quotes[cite] for cite in written.cites),
    )


def _outcome(name: str, written: _Outcome, claims: Mapping[str, Claim]) -> Outcome:
    return Outcome(
        id=name,
        recommendation=claims[written.recommendation],
        roles=tuple(written.roles),
        reasons=tuple(claims[claim] for claim in written.reasons),
        cautions=tuple(claims[claim] for claim in written.cautions),
        unsettled=tuple(claims[claim] for claim in written.unsettled),
        next_steps=tuple(claims[claim] for claim in written.next_steps),
    )
