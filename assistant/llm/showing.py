"""Text of a language model on its way to the reader: each sentence is held until it is found true.

None is held longer than it takes to finish it. What is shown once is not taken back.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.grounding import Cut, MarkedSentence, marked, sentences_of
from assistant.llm.account import Part
from corpus import cells, named, sentence_spans

Judge = Callable[[MarkedSentence, str, Part], str]
"""A sentence, the role that stands above it, what it is -> why it may not be shown, or nothing."""
Plain = Callable[[str], str]
"""A sentence without marks -> what it is that may be said so: `decline`, `question`, or nothing."""

_MARKS = re.compile(r"\s*\[(\d{1,4})\]")
_BEHIND_STOP = re.compile(r"([.!?])((?:\s*\[\d{1,4}\])+)")
_FINISHED = re.compile(r"\[\d{1,4}\][\"'”’)*_]*[.!?][\"'”’)*_]*\s*$")
_PREFIX = re.compile(r"\s*(?:[-*+•]\s+|\d{1,2}[.)]\s+|>\s?)+")
_HEADING = re.compile(r"\s*(?:#{1,6}\s+.*|\*\*[^*]+\*\*:?|__[^_]+__:?)\s*$")
_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
_POINTS_BACK = re.compile(
    r"\W*(they|it|this|these|that|those|their|its|both|such|he|she"
    r"|the (same|former|latter|other))\b",
    re.IGNORECASE,
)
_LONGEST_LEAD_IN = 14


@dataclass(frozen=True)
class _Row:
    """A table row with what stands above each cell."""

    said: str
    """As a sentence: `Level: Senior; Base salary: $250k-$320k`."""
    cells: tuple[MarkedSentence, ...]
    """Each with the first cell and its heading: `Senior, Base salary: $250k-$320k`."""


class Held:
    """A reply that grows: what may be shown of it, and what was cut."""

    def __init__(self, judge: Judge, plain: Plain) -> None:
        self._judge = judge
        self._plain = plain
        self._at = 0
        """How much of the model's text has been looked at."""
        self._lines: list[str] = []
        self._line = ""
        self._waiting: list[str] = []
        """Lead-ins and heads of tables: shown with what they lead to, or not at all."""
        self._prefix = ""
        self._inside = False
        """Whether the line has been begun."""
        self._headings: list[str] = []
        """Of the table, while there is one."""
        self._above = ""
        """The role that the lead-in or heading names."""
        self._before = ""
        """The role of the sentence before, in the same line."""
        self._missing = False
        """Whether a sentence before this one, in the same paragraph, was cut."""
        self._order: dict[int, int] = {}
        self.cut: list[Cut] = []
        self.claims = 0
        """Sentences with marks that are shown."""
        self.said: set[str] = set()
        """What is shown without marks: `decline`, `question`."""

    @property
    def text(self) -> str:
        """All that may be shown."""
        return "\n".join((*self._lines, self._line)).strip()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of the quotes that are used, in the order of their marks."""
        return tuple(self._order)

    @property
    def _about(self) -> str:
        return self._before or self._above

    def begin(self, sentences: Sequence[tuple[str, Sequence[int]]]) -> None:
        """Show sentences of ours first, each with what it rests on."""
        shown = (marked(text, self._renumbered(numbers)) for text, numbers in sentences)
        self._lines += [" ".join(shown), ""]

    def take(self, text: str, *, complete: bool = False) -> bool:
        """Look at the whole text so far; whether there is more to show now."""
        before = self.text
        while self._at < len(text):
            line, newline, _ = text[self._at :].partition("\n")
            if newline or complete:
                self._whole_line(line)
                self._at += len(line) + len(newline)
            else:
                finished = self._begun_line(line)
                if not finished:
                    break
                self._at += finished
        return self.text != before

    def _begun_line(self, line: str) -> int:
        """Take what is finished of a line that still grows: so many characters."""
        if not self._inside and (line.lstrip().startswith("|") or _may_be_prefix(line)):
            return 0
        swapped = _BEHIND_STOP.sub(r"\2\1", line)
        spans = list(sentence_spans(swapped, len(self._marker(line))))
        if spans and not _FINISHED.search(swapped[slice(*spans[-1])]):
            spans.pop()
        if not spans:
            return 0
        end = spans[-1][1]
        self._take_sentences(line[:end])
        return end

    def _whole_line(self, line: str) -> None:
        if not self._inside and not line.strip():
            self._end_paragraph()
            return
        if not self._inside and line.lstrip().startswith("|"):
            self._take_row(line.strip())
            return
        self._headings = []
        if not self._inside and self._is_lead_in(line):
            return
        self._take_sentences(line)
        self._end_line()

    def _end_paragraph(self) -> None:
        self._missing = False
        self._headings = []
        if self._waiting:
            self._waiting.append("")
            return
        self._above = ""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def _end_line(self) -> None:
        if self._line:
            self._lines.append(self._line)
        self._line, self._inside, self._prefix, self._before = "", False, "", ""

    def _marker(self, line: str) -> str:
        """What makes the line an item of a list or a quotation."""
        found = None if self._inside else _PREFIX.match(line)
        return found.group() if found else ""

    def _is_lead_in(self, line: str) -> bool:
        """Whether it says nothing by itself; a heading or lead-in waits for what it leads to."""
        bare = line.strip(" *_#:")
        opens = bool(_HEADING.match(line)) or line.rstrip(" *_").endswith(":")
        if not opens or _MARKS.search(line) or len(bare.split()) > _LONGEST_LEAD_IN:
            return False
        roles = named(bare, "role")
        self._above = roles[0] if len(roles) == 1 else ""
        self._missing = False
        if self._plain(f"{bare}:") == "lead-in":
            self._waiting.append(line.rstrip())
        else:
            self.cut.append(Cut(line.strip(), "it has no mark"))
        return True

    def _take_sentences(self, line: str) -> None:
        if not self._inside:
            self._prefix = self._marker(line)
        content = line[len(self._prefix) :] if not self._inside else line
        self._inside = True
        for sentence in sentences_of(_without_leading_marks(content)):
            self._take_sentence(sentence)

    def _take_sentence(self, sentence: MarkedSentence) -> None:
        if not sentence.text.strip():
            return
        if self._missing and _POINTS_BACK.match(sentence.text):
            self.cut.append(Cut(sentence.text, "it follows on what was cut"))
            return
        if not sentence.numbers:
            kind = self._plain(sentence.text)
            if kind in ("decline", "question"):
                self.said.add(kind)
                self._show(sentence.text.strip())
                return
        names_roles = named(sentence.text, "role")
        reason = self._judge(sentence, "" if names_roles else self._about, "sentence")
        if reason:
            self.cut.append(Cut(sentence.text, reason))
            self._missing = True
            return
        self._missing = False
        if len(names_roles) == 1:
            self._before = names_roles[0]
        self.claims += 1
        self._show(marked(sentence.text.strip(), self._renumbered(sentence.numbers)))

    def _show(self, sentence: str) -> None:
        if not self._line:
            self._lines += self._waiting
            self._waiting = []
            self._line = self._prefix + sentence
        else:
            self._line += f" {sentence}"

    def _take_row(self, line: str) -> None:
        """A row is one claim: it is shown whole or not at all."""
        if not self._headings:
            self._headings = cells(_MARKS.sub("", line))
            self._waiting.append(line)
            return
        if _RULE.match(line):
            self._waiting.append(line)
            return
        numbers = tuple(dict.fromkeys(int(number) for number in _MARKS.findall(line)))
        row = _row(line, self._headings, numbers)
        of_cells = (self._judge(one, self._about_cell(one.text), "cell") for one in row.cells)
        of_row = self._judge(MarkedSentence(row.said, numbers, ""), "", "row")
        reason = of_row or next(filter(None, of_cells), "")
        if reason:
            self.cut.append(Cut(line, reason))
            return
        self.claims += 1
        self._lines += self._waiting
        self._waiting = []
        shown = _MARKS.sub(lambda found: f" [{self._number(int(found[1]))}]", line)
        self._lines.append(shown)

    def _about_cell(self, text: str) -> str:
        return "" if named(text, "role") else self._above

    def _renumbered(self, numbers: Sequence[int]) -> list[int]:
        return [self._number(number) for number in numbers]

    def _number(self, number: int) -> int:
        return self._order.setdefault(number, len(self._order) + 1)


def _row(line: str, headings: Sequence[str], numbers: tuple[int, ...]) -> _Row:
    parts = cells(line)
    bare = [_MARKS.sub("", part).strip() for part in parts]
    heads = [*headings, *[""] * (len(parts) - len(headings))]
    said = "; ".join(
        f"{head}: {cell}" if head else cell for head, cell in zip(heads, bare, strict=False) if cell
    )
    return _Row(said, tuple(_cells(parts, bare, heads, numbers)))


def _cells(
    parts: Sequence[str], bare: Sequence[str], heads: Sequence[str], numbers: tuple[int, ...]
) -> Iterator[MarkedSentence]:
    """Those with a figure, for figures are what a row gives to the wrong one."""
    for part, cell, head in list(zip(parts, bare, heads, strict=False))[1:]:
        if any(sign.isdigit() for sign in cell):
            own = tuple(dict.fromkeys(int(number) for number in _MARKS.findall(part)))
            yield MarkedSentence(f"{bare[0]}, {head}: {cell}", own or numbers, "")


def _without_leading_marks(text: str) -> str:
    """A mark that came late belongs to the sentence before, which has been shown already."""
    found = re.match(r"(?:\s*\[\d{1,4}\])+(?=\s)", text)
    return text[found.end() :] if found else text


def _may_be_prefix(line: str) -> bool:
    """Whether it may still become a marker: `1` or `-`."""
    return bool(re.fullmatch(r"\s*(?:[-*+•>#|]+|\d{1,2}[.)]?)?\s*", line))
