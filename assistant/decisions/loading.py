"""Tree files to trees, each held against the documents it cites."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.decisions.checking import faults
from assistant.decisions.errors import UnsoundTree
from assistant.decisions.tree import Choice, Claim, Ground, Node, Outcome, Question, Tree
from assistant.decisions.written import Written, WrittenOutcome, WrittenQuestion, read
from corpus import Cite, Document

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
            written = read(path, shared)
            absent = sorted({quote[0] for quote in written.quotes.values()} - texts.keys())
            if absent:
                reason = f"It rests on documents that are not here: {', '.join(absent)}."
                left_out.append(LeftOut(path.name, reason, faulty=False))
                continue
            found = faults(written, texts)
            if found:
                raise UnsoundTree("\n".join(f"{path.name}, {fault}" for fault in found))
            trees[path.stem] = _tree(path.stem, written)
        except UnsoundTree as error:
            if strict:
                raise
            left_out.append(LeftOut(path.name, str(error), faulty=True))
    trees.left_out = tuple(left_out)
    return trees


def _tree(name: str, written: Written) -> Tree:
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
        chooses_roles=written.chooses_roles,
        meanwhile=claims[written.meanwhile] if written.meanwhile else None,
        grounds=tuple(Ground(one.given, one.granted) for one in written.grounds),
    )


def _question(name: str, written: WrittenQuestion, quotes: Mapping[str, Cite]) -> Question:
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
                lasts=one.lasts,
                cites=tuple(quotes[cite] for cite in one.cites or written.cites),
                examples=tuple(one.examples),
            )
            for answer, one in written.answers.items()
        },
        cites=tuple(quotes[cite] for cite in written.cites),
        listed=tuple(written.listed),
    )


def _outcome(name: str, written: WrittenOutcome, claims: Mapping[str, Claim]) -> Outcome:
    return Outcome(
        id=name,
        recommendation=claims[written.recommendation],
        roles=tuple(written.roles),
        reasons=tuple(claims[claim] for claim in written.reasons),
        cautions=tuple(claims[claim] for claim in written.cautions),
        unsettled=tuple(claims[claim] for claim in written.unsettled),
        next_steps=tuple(claims[claim] for claim in written.next_steps),
    )
