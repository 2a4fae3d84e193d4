"""Lines of plain text -> blocks of Markdown: headings, questions, lists, tables, paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.titles import looks_like_title

_Kind = Literal["prose", "bullet", "number", "table", "heading", "count", "short"]

_BULLET = re.compile(r"(\s*)[-*•◦▪●‣]\s+(?=\S)")
_NUMBERED = re.compile(r"\s*(\d{1,2})[.)]\s+(?=\S)")
_COUNT = re.compile(r"(?:step\s+)?0?(\d{1,2})[.)]?\Z", re.I)
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")
_ENDED = re.compile(r"[.!?:…][\"')\]”’*]*\Z")
_QUESTION_WORD = re.compile(
    r"(?:what|how|who|whom|whose|which|when|where|why|can|could|do|does|did|is|are|was|were|should"
    r"|would|will|has|have|am|may|must|if|in|at|for|q\s*[:.)]|q\d+)\b",
    re.I,
)
_QUESTION_AND_ANSWER = re.compile(r"((?:Question|Q)\s*\d{1,2}\s*[:.)][^?]{8,180}\?)\s+(\S.*)", re.S)
_QUESTIONS = re.compile(
    r"(?:frequently asked questions|faqs?|common questions|questions (?:and|&) answers|q ?& ?a)\b",
    re.I,
)
_VOCABULARY = re.compile(r"\b(?:vocabulary|glossary|terms|terminology|definitions)\b", re.I)
_LABEL = re.compile(r"([A-Z][\w' /-]{0,28}):\s+\S")

_DIRECTLY_BELOW = "\0"

_PROSE_LENGTH = 80
_LONGEST_QUESTION = 180
_LABEL_WORDS = 5


@dataclass
class _Item:
    """One line that is not blank, with what stands around it."""

    text: str
    kind: _Kind
    after_blank: bool
    before_blank: bool


@dataclass
class _Section:
    """Where we are while walking down the text."""

    questions: bool = False
    vocabulary: bool = False
    sub: str = ""
    """The open `###` heading, or `_DIRECTLY_BELOW` right under a `##`, or nothing."""


def outlined(lines: Sequence[str]) -> list[str]:
    """Give every line its place; the lines of a list, a table or a labelled pair stay together."""
    items = _items(lines)
    labels = Counter(match[1] for item in items if (match := _LABEL.match(item.text)))
    spaced = sum(item.after_blank for item in items[1:]) * 3 > len(items)
    blocks: list[str] = []
    section = _Section()
    at = 0
    while at < len(items):
        level = _heading_level(items, at, section, spaced=spaced, labels=labels)
        if level:
            at += items[at].kind == "count"
            blocks.append(_heading(items, at, level))
            _enter(section, blocks[-1], level)
            at += 1
            continue
        if section.sub == _DIRECTLY_BELOW:
            section.sub = ""
        end = _block_end(items, at, labels)
        blocks += _block([item.text for item in items[at:end]], items[at].kind)
        at = end
    return blocks


def _items(lines: Sequence[str]) -> list[_Item]:
    items: list[_Item] = []
    blank = True
    for line in lines:
        if not line.strip():
            if items:
                items[-1].before_blank = True
            blank = True
            continue
        items.append(_Item(line.rstrip(), _kind(line), after_blank=blank, before_blank=False))
        blank = False
    return items


def _kind(line: str) -> _Kind:
    text = line.strip()
    if text.startswith("|"):
        return "table"
    if _BULLET.match(line):
        return "bullet"
    if _NUMBERED.match(line):
        return "number"
    if _MARKDOWN_HEADING.match(text):
        return "heading"
    if _COUNT.match(text):
        return "count"
    return "prose" if _ENDED.search(text) or len(text) >= _PROSE_LENGTH else "short"


def _heading_level(
    items: list[_Item], at: int, section: _Section, *, spaced: bool, labels: Counter[str]
) -> int:
    """Say how deep a heading an item is; 0 when it is none."""
    item = items[at]
    text = item.text.strip()
    following = items[at + 1] if at + 1 < len(items) else None
    if item.kind == "heading":
        return len(text) - len(text.lstrip("#"))
    if following is None or item.kind in ("table", "bullet", "number"):
        return 0
    if item.kind == "count":
        return 3 if _may_be_heading(following.text, labels) and at + 2 < len(items) else 0
    if spaced and not _stands_apart(items, at):
        return 3 if section.questions and _is_question(text, following) else 0
    if text.endswith("?"):
        return _question_level(text, following, section)
    if text.endswith(":"):
        return 3 if _is_label(text, following, spaced=spaced) else 0
    if not _may_be_heading(text, labels):
        return 0
    after = items[at + 2] if at + 2 < len(items) else None
    if following.kind == "short" and not _leads(following, after, labels):
        return 0
    return _level(items, at, section)


def _leads(item: _Item, following: _Item | None, labels: Counter[str]) -> bool:
    """Say whether a short line can itself be a heading below a heading."""
    if following is None or following.kind == "short":
        return False
    return _may_be_heading(item.text, labels)


def _stands_apart(items: list[_Item], at: int) -> bool:
    """In a text with blank lines a heading has them, or a list or table, on both sides."""
    item, following = items[at], items[at + 1]
    above = item.after_blank or items[at - 1].kind in ("bullet", "number", "table")
    below = item.before_blank or following.kind in ("bullet", "number", "table")
    return above and (below or len(following.text) > 2 * _PROSE_LENGTH)


def _may_be_heading(text: str, labels: Counter[str]) -> bool:
    text = text.strip()
    label = _LABEL.match(text)
    if not looks_like_title(text) or _ENDED.search(text) or (label and labels[label[1]] > 1):
        return False
    words = [
        word for word in re.findall(r"[^\W\d_]+", text) if word.lower() not in ("vs", "k", "m")
    ]
    # `~4% vs 21%` is a figure on show.
    return any(len(word) > 1 for word in words) and text[0] not in "~$€£<>"


def _question_level(text: str, following: _Item, section: _Section) -> int:
    if not _is_question(text, following) or not looks_like_title(text.rstrip("?")[:110]):
        return 3 if section.questions and _is_question(text, following) else 0
    if section.questions:
        return 3
    return 3 if re.match(r"(?:Question|Q)\s*\d", text) else 2


def _is_question(text: str, following: _Item) -> bool:
    if not text.endswith("?") or len(text) > _LONGEST_QUESTION:
        return False
    if following.text.rstrip().endswith("?") and len(following.text) < _PROSE_LENGTH:
        return False
    return bool(_QUESTION_WORD.match(text)) or _in_title_case(text) or ":" in text


def _is_label(text: str, following: _Item, *, spaced: bool) -> bool:
    """`The trade-off:` opens a part of its own; a longer line with a colon leads in to it."""
    if "," in text or not text[0].isupper() or re.search(r"[.!?]\s", text):
        return False
    words = text.split()
    short = len(words) <= _LABEL_WORDS or (len(words) <= 8 and _in_title_case(text))
    return short and (spaced or following.kind in ("bullet", "number"))


def _in_title_case(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)


def _level(items: list[_Item], at: int, section: _Section) -> int:
    """A heading right below a heading is a part of it, and so are those that look like it."""
    words = items[at].text.casefold().split()
    if section.vocabulary and items[at + 1].kind == "prose" and not _is_long_section(items, at):
        return 3
    if section.sub == "":
        return 2
    open_words = section.sub.casefold().split()
    alike = len(words) > 1 and (words[-1] == open_words[-1] or words[:2] == open_words[:2])
    return 3 if section.sub == _DIRECTLY_BELOW or alike else 2


def _is_long_section(items: list[_Item], at: int) -> bool:
    """Say whether two paragraphs follow: the entry of a term has one."""
    return at + 2 < len(items) and items[at + 2].kind == "prose"


def _heading(items: list[_Item], at: int, level: int) -> str:
    text = items[at].text.strip()
    if items[at].kind == "heading":
        return text
    number = items[at - 1].text.strip().rstrip(".)") if at and items[at - 1].kind == "count" else ""
    return f"{'#' * level} {f'{number}. ' if number else ''}{text.removesuffix(':')}"


def _enter(section: _Section, heading: str, level: int) -> None:
    title = heading.lstrip("# ")
    if level <= 2:
        section.questions = bool(_QUESTIONS.match(title))
        section.vocabulary = bool(_VOCABULARY.search(title))
        section.sub = _DIRECTLY_BELOW
    else:
        section.sub = title


def _block_end(items: list[_Item], at: int, labels: Counter[str]) -> int:
    """Find where the list, table or labelled pair that starts here ends."""
    kind = items[at].kind
    end = at + 1
    if kind in ("bullet", "number", "table"):
        # Blank lines may stand inside a list, but between two tables.
        while end < len(items) and items[end].kind == kind:
            if kind == "table" and items[end].after_blank:
                break
            end += 1
    elif (label := _LABEL.match(items[at].text)) and labels[label[1]] > 1:
        while (
            end < len(items) and (label := _LABEL.match(items[end].text)) and labels[label[1]] > 1
        ):
            end += 1
    return end


def _block(texts: list[str], kind: _Kind) -> list[str]:
    if kind == "bullet":
        return ["\n".join(_bulleted(text) for text in texts)]
    if kind == "number":
        return ["\n".join(_NUMBERED.sub(r"\1. ", text) for text in texts)]
    if kind == "table":
        return ["\n".join(text.strip() for text in texts)]
    text = "\n".join(text.strip() for text in texts)
    asked = _QUESTION_AND_ANSWER.fullmatch(text)
    return [f"### {asked[1]}", asked[2]] if asked else [text]


def _bulleted(text: str) -> str:
    depth = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
    return "  " * (depth // 4) + _BULLET.sub("- ", text)
