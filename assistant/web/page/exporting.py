"""A conversation to take along, as lines that Markdown and PDF share."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.web.page.records import Conversation, KeptAnswer, KeptCitation
from assistant.web.page.words import words
from corpus import cells

Kind = Literal["title", "made", "question", "answer", "row", "note", "source"]


@dataclass(frozen=True)
class Line:
    """One paragraph, list item or table row."""

    kind: Kind
    text: str
    number: int = 0
    """Of a source."""
    place: str = ""


def lines(conversation: Conversation, day: date) -> Iterator[Line]:
    """The whole conversation, every answer with its sources under it."""
    says = words("ask")["export"]
    yield Line("title", conversation.title)
    yield Line("made", says["made"].format(day=day.isoformat()))
    for turn in conversation.turns:
        yield Line("question", turn.question)
        if turn.answer is None:
            yield Line("note", says["nothing"])
            continue
        yield from _answer(turn.answer)


def to_markdown(conversation: Conversation, day: date) -> str:
    """As Markdown in which nothing of a document or a person is markup."""
    return "\n\n".join(_in_markdown(line) for line in lines(conversation, day)) + "\n"


def _answer(answer: KeptAnswer) -> Iterator[Line]:
    for block in re.split(r"\n\s*\n", answer.text.strip()):
        rows = block.splitlines()
        if any("|" in row for row in rows[1:2]):
            yield Line("row", block)
        else:
            yield from (Line("answer", row) for row in rows if row.strip())
    says = words("ask")
    yield from (Line("note", f"{says['notes']}: {note}") for note in answer.notes)
    yield from (_source(one) for one in answer.citations)


def _source(one: KeptCitation) -> Line:
    gone = f" ({words('ask')['export']['gone']})" if one.gone else ""
    place = " › ".join((one.title, *one.section)) + gone
    row = [cell for cell in cells(one.quote) if cell] if one.quote.lstrip().startswith("|") else []
    return Line("source", " · ".join(row) if row else one.quote, one.n, place)


def _in_markdown(line: Line) -> str:
    text = _text(line.text)
    match line.kind:
        case "title":
            return f"# {_one_line(text)}"
        case "made":
            return f"*{_one_line(text)}*"
        case "question":
            return f"## {_one_line(text)}"
        case "note":
            return f"> {_one_line(text)}"
        case "source":
            return f"- \\[{line.number}\\] {_one_line(_text(line.place))}: “{_one_line(text)}”"
        case _:
            return text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _text(words: str) -> str:
    """Bold, lists and tables stay; no tag, link or picture is made by whoever reads it."""
    return re.sub(r"[<>&\[\]]|(?<=:)//|(?<=www)\.", lambda found: f"\\{found.group()}", words)
