"""Tables that lost their shape on the way into a text file, put back as Markdown tables.

Four kinds are known: pipe tables run together on one line, cells glued to each other
(`AspectAI ResearcherML Engineer`), one cell a line, and cells with tabs between them. A row whose
cells cannot be told apart stays whole in its first cell: a figure must not change columns.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_Rows = list[list[str]]

_SEPARATOR = re.compile(r"\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+")
_PIPE = re.compile(r"(?<!\\)\|")

_MOST_COLUMNS = 8
_MOST_ROWS = 200
_LONGEST_HEADER = 200
_LONGEST_CELL = 140
_LONGEST_ROW = 2_000
_ENDED = re.compile(r"[.!?:;,][\"')\]”’]*\Z")
_LIST_ITEM = re.compile(r"\s*(?:[-*•◦▪●‣|#>]|\d{1,3}[.)]\s)")
_AMOUNT = r"[$€£]\d[\d,.]*[kKmMB]?"
_LOST_RANGE = re.compile(rf"({_AMOUNT})({_AMOUNT})")
_CORNER = re.compile(
    r"(?:[a-z]+ of )?(?:dimension|aspect|feature|criteri(?:on|a)|category|factor|metric|attribute"
    r"|area|topic|role|level|characteristic|parameter|question|round|item|title|position|stage|skill|type|option"
    r"|component|element|comparison|property|trait|company|region|country|variable|signal"
    r"|experience|seniority|band|grade|industry|location|city|task|tool|step|year|name|model)s?\Z",
    re.I,
)


def restore_tables(lines: Sequence[str]) -> list[str]:
    """Put back every table that can be told for sure; all other lines come through."""
    text = _Text(lines, Counter(_ALNUM.findall("\n".join(lines))))
    finders: tuple[Callable[[_Text, int], _Found | None], ...] = (
        _collapsed,
        _tabbed,
        _glued,
        _one_cell_a_line,
    )
    restored: list[str] = []
    at = 0
    while at < len(lines):
        found = next((found for find in finders if (found := find(text, at))), None)
        if found is None:
            restored.append(lines[at])
            at += 1
        else:
            restored += [*found.before, "", *_markdown(found.rows), "", *found.after]
            at += found.lines
    return restored


def has_collapsed_table(lines: Sequence[str]) -> bool:
    """Say whether a whole table stands on one line somewhere."""
    text = _Text(lines, Counter())
    return any(_collapsed(text, at) is not None for at in range(len(lines)))


def has_glued_table(lines: Sequence[str]) -> bool:
    """Say whether some lines are a table whose cells are glued together."""
    text = _Text(lines, Counter(_ALNUM.findall("\n".join(lines))))
    return any(_glued(text, at) is not None for at in range(len(lines)))


@dataclass(frozen=True)
class _Text:
    """The lines we look for tables in."""

    lines: Sequence[str]
    words: Counter[str]


@dataclass(frozen=True)
class _Found:
    rows: _Rows
    lines: int
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def _markdown(rows: _Rows) -> list[str]:
    columns = len(rows[0])
    separator = "|" + "---|" * columns
    written = ["| " + " | ".join(cell.strip() for cell in row) + " |" for row in rows]
    return [written[0], separator, *written[1:]]


def _escaped(cells: Sequence[str]) -> list[str]:
    return [_PIPE.sub(r"\|", cell) for cell in cells]


# Pipe tables run together on one line.


def _collapsed(text: _Text, at: int) -> _Found | None:
    """`| a | b | |---|---| | c | d |` -> two rows of two cells."""
    line = text.lines[at]
    separator = _SEPARATOR.search(line)
    if separator is None or line[: separator.start()].count("|") < 2:
        return None
    columns = separator[0].count("|") - 1
    caption, *header = _PIPE.split(line[: separator.start()].rstrip().removesuffix("|"))
    *cells, rest = _PIPE.split(line[separator.end() :].strip().removeprefix("|"))
    rows = _of_columns(cells, columns)
    if len(header) != columns or rows is None:
        return None
    return _Found(
        [header, *rows],
        1,
        before=(caption.strip(),) if caption.strip() else (),
        after=(rest.strip(),) if rest.strip() else (),
    )


def _of_columns(cells: list[str], columns: int) -> _Rows | None:
    """Cut into rows: between two stands one blank, `c | d | | e | f`. A cell may be blank too."""
    gaps = cells[columns :: columns + 1]
    if len(cells) % (columns + 1) == columns and not any(gap.strip() for gap in gaps):
        return [cells[at : at + columns] for at in range(0, len(cells), columns + 1)]
    filled = [cell for cell in cells if cell.strip()]
    if filled and len(filled) % columns == 0:
        return [filled[at : at + columns] for at in range(0, len(filled), columns)]
    return None


# Cells with tabs between them.


def _tabbed(text: _Text, at: int) -> _Found | None:
    lines = text.lines
    columns = lines[at].strip().count("\t") + 1
    if columns < 2 or columns > 4 * _MOST_COLUMNS:
        return None
    end = at
    while end < len(lines) and lines[end].strip().count("\t") + 1 == columns:
        end += 1
    if end - at < 2:
        return None
    return _Found([_escaped(line.strip().split("\t")) for line in lines[at:end]], end - at)


# Glued cells.

_BOUNDARY = re.compile(
    r"(?<=[a-z])(?=[A-Z](?:[a-z]|[A-Z]| |\b))"  # FocusNovel, ResearcherML, FocusA model
    r"|(?<=[a-z)%+])(?=[$€£~<>]?\d)"  # Value3-6 months, Engineer$220k
    r"|(?<=[A-Z\d])(?=[$€£]\d)"
    r"|(?<=[)%+\"”?])(?=[A-Z$€£~])"
    r"|(?<=\d)(?=[A-Z][a-z])"
    r"|(?<=\d[kKmMB])(?=[\dA-Z$€£~])"  # $180k-$220k0.5-1.5%
    r"|(?<=[a-z]\.)(?=[A-Z][a-z])"
)
_NAME = re.compile(r"[A-Z][\w '’&/()%$+#-]*")
_ALIGNED = re.compile(r"\t|  ")
_WEAK_BOUNDARY = re.compile(r"(?<=[A-Z]{2})(?=[A-Z][a-z])")  # CSPhD, APIDesign
_LEFT_WORD = re.compile(r"[A-Za-z0-9]+\Z")
_COMPOUNDS = re.compile(
    r"(?:(?:Dev|ML|LLM|AI|Data|Fin|Sec|Git)Ops|PhD|GitHub|GitLab|PyTorch|TensorFlow|OpenAI"
    r"|DeepMind|LinkedIn|YouTube|(?:Java|Type)Script|HuggingFace|ChatGPT|PostgreSQL|MySQL|NoSQL"
    r"|[SPI]aaS|NeurIPS|arXiv|HubSpot|PowerPoint|MLflow|LangChain|BigQuery|MongoDB|GraphQL|iOS"
    r"|macOS)s?"
)
_ALNUM = re.compile(r"[A-Za-z0-9]+")


def _glued(text: _Text, at: int) -> _Found | None:
    """Find a header of glued names with at least two rows of as many glued cells below it."""
    header = text.lines[at].strip()
    if len(header) > _LONGEST_HEADER or not _BOUNDARY.search(header) or _ENDED.search(header):
        return None
    if " | " in header or _ALIGNED.search(header) or _LIST_ITEM.match(header):
        return None
    body = _run_below(text.lines, at)
    if len(body) < 2 or not _BOUNDARY.search(body[0]):
        return None
    familiar = _familiar(text, [header, *body])
    names = _cells(header, familiar)
    columns = len(names)
    if not 2 <= columns <= _MOST_COLUMNS or not all(map(_is_name, names)):
        return None
    rows = _rows(body, familiar, columns)
    fitting = sum(len(row) == columns for row in rows)
    if fitting < 2 or fitting < (1.0 if columns == 2 else 0.7) * len(rows):
        return None
    whole = [
        row if len(row) == columns else [line, *[""] * (columns - 1)]
        for row, line in zip(rows, body, strict=False)
    ]
    return _Found([_escaped(row) for row in (names, *whole)], 1 + len(whole))


def _run_below(lines: Sequence[str], at: int) -> list[str]:
    body: list[str] = []
    for line in lines[at + 1 : at + 1 + _MOST_ROWS]:
        if not line.strip() or len(line) > _LONGEST_ROW:
            break
        if _LIST_ITEM.match(line) or _ALIGNED.search(line.strip()):
            break
        body.append(line.strip())
    return body


def _familiar(text: _Text, run: list[str]) -> set[str]:
    """Collect the pieces of these lines that are words in the rest of the text."""
    inside = Counter(_ALNUM.findall("\n".join(run)))
    familiar: set[str] = set()
    for word in inside:
        cuts = _cuts(word)
        pieces = {word[start:end] for start, end in zip(cuts, cuts[1:], strict=False)}
        pieces |= {word[start:end] for start, end in zip(cuts, cuts[2:], strict=False)}
        pieces |= {piece.lower() for piece in pieces}
        familiar |= {piece for piece in pieces if text.words[piece] > inside[piece]}
    return familiar


def _cuts(word: str) -> list[int]:
    """`PyTorchFree` -> 0, 2, 7, 11: its start, its inner boundaries, its end."""
    return [0, *(match.start() for match in _BOUNDARY.finditer(word)), len(word)]


def _is_name(cell: str) -> bool:
    return len(cell) <= 36 and len(cell.split()) <= 5 and bool(_NAME.fullmatch(cell))


def _rows(body: list[str], familiar: set[str], columns: int) -> _Rows:
    """Cut the rows; a sentence that is none, and lines at the end that are none, end the table."""
    rows: _Rows = []
    for line in body:
        row = _row(line, familiar, columns)
        if len(row) != columns and _ENDED.search(line):
            break
        rows.append(row)
    while rows and len(rows[-1]) != columns:
        rows.pop()
    return rows


def _row(line: str, familiar: set[str], columns: int) -> list[str]:
    """Cut a row. `$180k$220k` is two cells, or one that lost its dash if two would be too many."""
    cells = _cells(line, familiar)
    if len(cells) != columns:
        cells = _cells(_LOST_RANGE.sub(r"\1-\2", line), familiar, columns)
    return cells


def _cells(line: str, familiar: set[str], columns: int | None = None) -> list[str]:
    """Cut a line between glued cells; with the number of columns given, at the likeliest places."""
    whole_words = _inside_words(line, familiar)
    strengths = {
        match.start(): _strength(line, match.start(), familiar)
        for match in _BOUNDARY.finditer(line)
        if match.start() not in whole_words
    }
    if columns is not None and len(strengths) < columns - 1:
        weak = {match.start() for match in _WEAK_BOUNDARY.finditer(line)} - whole_words
        strengths |= dict.fromkeys(weak, 0.0)
    places = sorted(strengths, key=lambda place: (-strengths[place], place))
    if columns is not None and len(places) >= columns:
        if strengths[places[columns - 2]] == strengths[places[columns - 1]]:
            return [line]  # Two places are as likely: better no cells than wrong ones.
        places = places[: columns - 1]
    cuts = [0, *sorted(places), len(line)]
    return [line[start:end].strip() for start, end in zip(cuts, cuts[1:], strict=False)]


def _inside_words(line: str, familiar: set[str]) -> set[int]:
    """Find the places inside words such as `PyTorch`, known to all or used elsewhere here."""
    spans = [match.span() for match in _COMPOUNDS.finditer(line)]
    for match in _ALNUM.finditer(line):
        cuts = _cuts(match[0])
        for start, end in zip(cuts, cuts[2:], strict=False):
            if match[0][start:end] in familiar:
                spans.append((match.start() + start, match.start() + end))
    return {place for start, end in spans for place in range(start + 1, end)}


def _strength(line: str, place: int, familiar: set[str]) -> float:
    """Say how likely two cells meet here, when there are more places than cells."""
    left, right = _LEFT_WORD.search(line[:place]), _ALNUM.match(line[place:])
    before = left[0][_cuts(left[0])[-2] :] if left else ""
    after = right[0][: _cuts(right[0])[1]] if right else ""
    if not before.isalpha():
        return 2.0
    if after[:1].isdigit():
        # `Value3-6 months` is two cells; `GPT4`, `ML2` and `top50` are words.
        return 1.5 if len(before) > 3 and before[0].isupper() else 0.8
    known_before = bool({before, before.lower()} & familiar)
    return 1.0 + 0.5 * known_before + 0.5 * bool({after, after.lower()} & familiar)


# One cell a line.


def _one_cell_a_line(text: _Text, at: int) -> _Found | None:
    """Find a run of short lines under a corner word like "Dimension", and how many make a row."""
    if not _CORNER.match(text.lines[at].strip()):
        return None
    cells, used = _run_of_cells(text.lines, at)
    columns = _column_count(cells)
    if columns is None:
        return None
    whole = len(cells) - len(cells) % columns
    rows = [_escaped(cells[start : start + columns]) for start in range(0, whole, columns)]
    return _Found(rows, used[whole - 1] + 1 - at)


def _run_of_cells(lines: Sequence[str], at: int) -> tuple[list[str], list[int]]:
    cells: list[str] = []
    used: list[int] = []
    spaced = at + 1 < len(lines) and not lines[at + 1].strip()
    for number in range(at, min(len(lines), at + 2 * _MOST_ROWS)):
        line = lines[number].strip()
        if not line and spaced and number and lines[number - 1].strip():
            continue
        if not line or len(line) > _LONGEST_CELL or _ENDED.search(line) or _LIST_ITEM.match(line):
            break
        cells.append(line)
        used.append(number)
    return cells, used


def _column_count(cells: list[str]) -> int | None:
    """Choose the width under which labels look like labels, and the cells of a row alike."""
    scores: list[tuple[float, int]] = []
    for columns in range(2, 7):
        left_over = len(cells) % columns
        # One line may be over: the heading of what follows.
        if left_over > 1 or len(cells) // columns < 3:
            continue
        whole = len(cells) - left_over
        rows = [cells[start : start + columns] for start in range(columns, whole, columns)]
        fit = sum(map(_row_fit, rows)) / len(rows)
        # Twice the true width fits nearly as well: the narrower of two equals is the true one.
        scores.append((fit - 0.15 * left_over, -columns))
    best = max(scores, default=(0.0, 0))
    return -best[1] if best[0] > 0 else None


def _row_fit(row: list[str]) -> float:
    label, *values = row
    longest = max(len(value) for value in values)
    fit = 0.5 if len(label) <= longest else -0.5
    if _kind(label) == "words":
        fit += 0.5 if label[:1].isupper() else -1.0
    else:
        fit -= 0.3 if _kind(label) == "number" else 1.0
    if len(values) > 1:
        kinds = {_kind(value) for value in values}
        alike = min(map(len, values)) >= 0.3 * longest
        fit += -0.6 if len(kinds) > 1 else 1.0 if kinds != {"words"} else 0.5 * alike
        fit -= 1.5 if _kind(label) in kinds and _kind(label) != "words" else 0.0
    return fit


def _kind(cell: str) -> str:
    if re.match(r"[~<>≈]?[$€£]\s?\d", cell):
        return "money"
    if re.match(r"[~<>≈]?\d", cell):
        return "number"
    return "yes or no" if cell.lower() in {"yes", "no", "✓", "✗", "—", "-"} else "words"
