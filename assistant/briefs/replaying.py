"""Whether a brief would say the same today, and what has changed since it was made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.briefs.errors import BriefUnreadable
from assistant.briefs.markdown import from_markdown
from assistant.briefs.pdf import from_pdf
from assistant.briefs.record import Record
from assistant.briefs.versions import document_version, guides_version, tree_version
from assistant.decisions import Decision, Tree, WrongAnswer, decide
from corpus import Cite, Document

LARGEST_BYTES = 4 * 1024 * 1024
"""A brief has well under a tenth of it."""

Verdict = Literal["same", "reworded", "different", "undecided", "no tree"]
"""`reworded`: the same outcome, in other words. `undecided`: the answers no longer lead to one.
`no tree`: nobody can tell.
"""


@dataclass(frozen=True)
class Replay:
    """The situation of a brief, decided again."""

    record: Record
    """What the brief was made from."""
    verdict: Verdict
    now: Decision | None
    """What those answers lead to today that are still taken; None without the tree."""
    refused: tuple[str, ...] = ()
    """Why answers are not taken any more."""
    guides_changed: bool = False
    changed: tuple[str, ...] = ()
    """Cited documents that are no longer the same."""
    gone: tuple[str, ...] = ()
    """Cited documents that are not there any more."""
    tree_changed: bool = False
    outcome_changed: bool = False
    lost: tuple[Cite, ...] = ()
    """Cited words that their documents no longer say."""
    edited: bool = False
    """Whether something was added to the brief, or changed in it, that its record does not tell."""

    @property
    def same(self) -> bool:
        """Whether the same situation gets the same recommendation, in the same words."""
        return self.verdict == "same"


def replay(
    content: bytes | str, trees: Mapping[str, Tree], documents: Sequence[Document]
) -> Replay:
    """Decide a brief's situation again, with the trees and documents of today.

    Raises:
        BriefUnreadable: It is no brief, or one that was changed in what it is decided by.
    """
    record, edited = _read(content)
    versions = {one.id: document_version(one) for one in documents}
    tree = trees.get(record.tree)
    now, refused = _decided(tree, record.answers) if tree else (None, ())
    outcome = now.outcome if now else None
    return Replay(
        record=record,
        verdict=_verdict(record, now),
        now=now,
        refused=refused,
        guides_changed=guides_version(documents) != record.guides,
        changed=tuple(
            name for name, then in record.documents.items() if versions.get(name, then) != then
        ),
        gone=tuple(name for name in record.documents if name not in versions),
        tree_changed=tree is not None and tree_version(tree) != record.tree_version,
        outcome_changed=outcome is not None and outcome.id != record.outcome,
        lost=tuple(_lost(record.cited, documents)),
        edited=edited,
    )


def _read(content: bytes | str) -> tuple[Record, bool]:
    if len(content) > LARGEST_BYTES:
        size = LARGEST_BYTES // 1024**2
        raise BriefUnreadable(f"It is larger than {size} MB, and no brief is: name another file.")
    if isinstance(content, bytes) and content.startswith(b"%PDF-"):
        return from_pdf(content)
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BriefUnreadable(
                "It is neither Markdown nor PDF: name a file that `decide --brief` wrote."
            ) from error
    return from_markdown(content.replace("\r\n", "\n"))


def _decided(tree: Tree, answers: Mapping[str, str]) -> tuple[Decision, tuple[str, ...]]:
    """Where the answers lead that the tree still takes, and why it does not take the others."""
    taken: dict[str, str] = {}
    refused = []
    for question, answer in answers.items():
        try:
            decide(tree, {question: answer})
        except WrongAnswer as error:
            refused.append(str(error))
        else:
            taken[question] = answer
    return decide(tree, taken), tuple(refused)


def _verdict(record: Record, now: Decision | None) -> Verdict:
    if now is None:
        return "no tree"
    if now.outcome is None:
        return "undecided"
    if now.outcome.recommendation.text == record.recommendation:
        return "same"
    return "reworded" if now.outcome.id == record.outcome else "different"


def _lost(cites: Iterable[Cite], documents: Iterable[Document]) -> Iterator[Cite]:
    texts = {document.id: document.text for document in documents}
    for cite in cites:
        if cite.words not in texts.get(cite.document, ""):
            yield cite
