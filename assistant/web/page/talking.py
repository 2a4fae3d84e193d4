"""A question with the conversation before it in, what the page shows out, again as it grows."""

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.answers import MOST_CHARACTERS
from assistant.assistant import Assistant
from assistant.decisions.links import ON_THE_PAGE
from assistant.web import shown
from assistant.web.errors import Refused, invalid
from assistant.web.growing import in_sight
from assistant.web.page.markdown import marked, said, source_link, typed
from assistant.web.page.records import Conversation, KeptAnswer, KnowsPassages, opened
from assistant.web.page.words import words
from index import CAN_BE_PUT_RIGHT

TURNS_REMEMBERED = 20

_HANDED_OVER = re.compile(rf"^\[([^\[\]\n]*)\]\(({ON_THE_PAGE})\)$")

Messages = list[dict[str, Any]]
Shown = tuple[Messages, str]
"""The conversation, and a record for the script of the page."""


class Asked(BaseModel):
    """What the page sends with a question."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(max_length=80)]
    """Chosen by the page, and said again with each record."""
    question: str
    link: Annotated[str, StringConstraints(pattern=rf"^(?:{ON_THE_PAGE})?$", max_length=2_000)] = ""
    """To a tree with the answers that the question hands over: the question is how it reads."""
    builtin: bool = False
    """Whether the reader keeps to the built-in model."""
    drop: Annotated[int, Field(ge=0)] = 0
    """How many messages the page has taken from the beginning, and shows by itself."""
    keep: Annotated[int, Field(ge=0)] | None = None
    """Where those before it end: before the last when a question is asked anew."""


def conversation(assistant: Assistant, sent: str, messages: Messages) -> Iterator[Shown]:
    """The conversation after a question, again each time its answer grows."""
    before = words_of(messages)
    try:
        asked = _read(sent)
    except Refused as refused:
        yield before, record("", error=_told(refused))
        return
    before = before[asked.drop : asked.keep]
    if not asked.question.strip():
        yield before, record(asked.id, error={"code": "empty", "message": ""})
        return
    now = [*before, {"role": "user", "content": typed(asked.question, asked.link)}]
    yield now, record(asked.id)
    try:
        for answer in in_sight(assistant.answer(asked_in(now), builtin=asked.builtin)):
            text = {"role": "assistant", "content": said(answer.text, answer.citations)}
            yield [*now, text], record(asked.id, answer=shown.answer(answer))
    except CAN_BE_PUT_RIGHT as error:
        # As before, so that it can be asked again.
        yield before, record(asked.id, error={"code": "failed", "message": str(error)})


def reopened(sent: str, guides: KnowsPassages) -> Shown:
    """A kept conversation on the page again."""
    try:
        found = opened(sent, guides)
    except Refused as refused:
        return [], record("", error=_told(refused))
    return messages_of(found), record(found.id, opened=found.model_dump(by_alias=True))


def messages_of(kept: Conversation) -> Messages:
    """As the chat shows it."""
    messages: Messages = []
    for turn in kept.turns:
        messages.append({"role": "user", "content": typed(turn.question, turn.link)})
        # An answer that never began keeps its place, or the next one would be taken for it.
        text = _kept_text(turn.answer) if turn.answer else f"*{words('ask')['stopped']}*"
        messages.append({"role": "assistant", "content": text})
    return messages


def record(id: str, **more: Any) -> str:
    """What the script needs to know, in letters that Markdown leaves alone."""
    return base64.b64encode(json.dumps({"id": id, **more}).encode()).decode()


def asked_in(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the person has asked, as it was typed."""
    asked = [one["content"] for one in messages if one["role"] == "user"]
    # An answer given by a button says what it means behind what it reads.
    told = (_HANDED_OVER.sub(r"\1 \2", one) for one in asked[-TURNS_REMEMBERED:])
    return [html.unescape(one) for one in told]


def words_of(messages: Sequence[Mapping[str, Any]]) -> Messages:
    """A caller may send files and components too, which are not ours to show."""
    return [
        {
            "role": "user" if message["role"] == "user" else "assistant",
            "content": "\n\n".join(
                part["text"] for part in message["content"] if part["type"] == "text"
            ),
        }
        for message in messages
    ]


def _read(sent: str) -> Asked:
    try:
        asked = Asked.model_validate_json(sent)
    except ValidationError as error:
        raise invalid("The question could not be read: please reload the page.") from error
    if len(asked.question) > MOST_CHARACTERS:
        raise Refused(413, "too_long", words("ask")["too_long"].format(most=f"{MOST_CHARACTERS:,}"))
    return asked


def _kept_text(answer: KeptAnswer) -> str:
    """An answer that was kept; a mark whose words are gone is no link."""
    links = {
        one.n: source_link(one.document, one.passage, one.start, one.end)
        for one in answer.citations
        if not one.gone
    }
    return marked(answer.text, links)


def _told(refused: Refused) -> dict[str, str]:
    return {"code": refused.code, "message": refused.message}
