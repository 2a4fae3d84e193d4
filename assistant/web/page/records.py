"""A conversation as a browser keeps it, read back with distrust: anyone may have written it."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.answers import MOST_CHARACTERS, Kind, Layer
from assistant.decisions.links import ON_THE_PAGE
from assistant.web.errors import invalid
from corpus import Passage, drop_invisible

FORMAT = "hiring-assistant conversation"
VERSION = 1
MOST_TURNS = 200
_MOST_TEXT = 40_000

Line = Annotated[str, StringConstraints(max_length=400)]
Text = Annotated[str, StringConstraints(max_length=_MOST_TEXT)]


class Kept(BaseModel):
    """Nothing but what is named."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, frozen=True)


class KeptCitation(Kept):
    """A mark and its words."""

    n: Annotated[int, Field(ge=1, le=9_999)]
    passage: Line
    document: Line
    title: Text
    section: Annotated[list[Text], Field(max_length=12)]
    quote: Text
    start: Annotated[int, Field(alias="from", ge=0)]
    end: Annotated[int, Field(alias="to", ge=0)]
    gone: bool = False
    """Whether the guides no longer hold these words there."""


class KeptPassage(Kept):
    """A passage that was near."""

    passage: Line
    document: Line
    title: Text
    section: Annotated[list[Text], Field(max_length=12)]
    text: Text
    start: Annotated[int, Field(alias="from", ge=0)]
    end: Annotated[int, Field(alias="to", ge=0)]
    kind: Line = "prose"
    context: Text = ""


class KeptPath(Kept):
    """The way through a tree."""

    tree: Line
    answers: Annotated[dict[Line, Line], Field(max_length=40)]
    steps: Annotated[list[Text], Field(max_length=40)]
    taken: Annotated[list[Text], Field(max_length=40)] = []
    asks: Text = ""


class KeptAnswer(Kept):
    """What was said."""

    kind: Kind
    text: Text
    citations: Annotated[list[KeptCitation], Field(max_length=60)] = []
    notes: Annotated[list[Text], Field(max_length=20)] = []
    layer: Layer = ""
    path: KeptPath | None = None
    nearby: Annotated[list[KeptPassage], Field(max_length=20)] = []
    suggestions: Annotated[list[Text], Field(max_length=20)] = []
    complete: bool = True


class KeptTurn(Kept):
    """A question and its answer, if it got one."""

    question: Annotated[str, StringConstraints(min_length=1, max_length=MOST_CHARACTERS)]
    link: Annotated[str, StringConstraints(pattern=rf"^(?:{ON_THE_PAGE})?$", max_length=2_000)] = ""
    """Where it leads, when it hands over answers to a tree."""
    answer: KeptAnswer | None = None
    stopped: bool = False
    verdict: Literal["up", "down", ""] = ""
    when: Line = ""


class Conversation(Kept):
    """All of it, as it is exported."""

    format: Literal["hiring-assistant conversation"]
    version: Literal[1]
    id: Line
    title: Text
    audience: Literal["hiring", "candidate"] = "hiring"
    created: Line = ""
    changed: Line = ""
    turns: Annotated[list[KeptTurn], Field(max_length=MOST_TURNS)]


class KnowsPassages(Protocol):
    """The guides, as far as reading a conversation back needs them."""

    def passage(self, id: str) -> Passage:
        """The passage with an id, or a KeyError."""


def opened(sent: str | Mapping[str, Any], guides: KnowsPassages) -> Conversation:
    """What was sent, each citation held against the guides as they are now.

    Raises:
        Refused: It is no conversation that this page has exported.
    """
    try:
        read = (
            Conversation.model_validate_json(sent)
            if isinstance(sent, str)
            else Conversation.model_validate(sent)
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise invalid(f"This is no conversation of this page: {where}: {first['msg']}.") from error
    return read.model_copy(update={"turns": [_held(turn, guides) for turn in read.turns]})


def _held(turn: KeptTurn, guides: KnowsPassages) -> KeptTurn:
    update: dict[str, Any] = {"question": drop_invisible(turn.question)}
    if turn.answer:
        citations = [_known(one, guides) for one in turn.answer.citations]
        nearby = [one for one in turn.answer.nearby if _is_there(one, guides)]
        update["answer"] = turn.answer.model_copy(update={"citations": citations, "nearby": nearby})
    return turn.model_copy(update=update)


def _known(citation: KeptCitation, guides: KnowsPassages) -> KeptCitation:
    """Title and section as the guides have them now; the words only if they still stand there."""
    try:
        passage = guides.passage(citation.passage)
    except KeyError:
        return citation.model_copy(update={"gone": True})
    start, end = citation.start - passage.start, citation.end - passage.start
    there = 0 <= start < end and passage.text[start:end] == citation.quote
    update = {
        "document": passage.document,
        "title": passage.title,
        "section": list(passage.section),
        "gone": not there,
    }
    return citation.model_copy(update=update)


def _is_there(near: KeptPassage, guides: KnowsPassages) -> bool:
    try:
        passage = guides.passage(near.passage)
    except KeyError:
        return False
    return (passage.text, passage.start) == (near.text, near.start)
