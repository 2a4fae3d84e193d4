"""A tree as a picture: Mermaid text, and an SVG that needs nothing else."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from assistant.decisions.tree import Step, Tree

# All in the units of the SVG, which are pixels when it is not scaled.
_WIDTH = 720
_INDENT = 26
_LINE = 18
_PADDING = 8
_GAP = 10
_LETTER = 7.4
_BOLD_LETTER = 8.6
"""Generous averages at 13 pixels; no font can be measured here."""

_ENTITIES = {"#": "#35;", "&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "|": "#124;"}


def mermaid(tree: Tree, path: Sequence[Step] = ()) -> str:
    """The tree as a Mermaid flowchart; what was walked is drawn thicker."""
    reached = _reached(tree, path)
    walked = {(step.node, step.choice.id) for step in path}
    lines = ["flowchart TD"]
    lines += (f'  {_name(node.id)}["{_said(node.question.ask)}"]' for node in tree.nodes.values())
    lines += (
        f'  {_name(outcome.id)}(["{_said(outcome.recommendation.text)}"])'
        for outcome in tree.outcomes.values()
    )
    ways = [
        (node, answer, target)
        for node in tree.nodes.values()
        for answer, target in node.leads.items()
    ]
    thick = []
    for number, (node, answer, target) in enumerate(ways):
        label = _said(node.question.choices[answer].label)
        lines.append(f'  {_name(node.id)} -->|"{label}"| {_name(target)}')
        if (node.id, answer) in walked:
            thick.append(str(number))
    if thick:
        lines.append(f"  linkStyle {','.join(thick)} stroke-width:4px")
        lines.append("  classDef walked stroke-width:4px")
        lines.append(f"  class {','.join(map(_name, reached))} walked")
    return "\n".join(lines) + "\n"


def svg(tree: Tree, path: Sequence[Step] = ()) -> str:
    """The tree as an outline that reads from top to bottom, in the colour of the text around it.

    What was walked has a thick frame, a tint and bold words, so that it is not told by colour.
    """
    rows = list(_rows(tree, path))
    height = rows[-1].bottom + _GAP
    id_ = f"tree-{tree.id}"
    title = f"Decision tree: {tree.title}"
    told = "; ".join(step.choice.means for step in path)
    about = f"{tree.about} Walked so far: {told}." if told else tree.about
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
            f' width="100%" style="max-width:{_WIDTH}px" role="img"'
            f' aria-labelledby="{id_}-title {id_}-about" fill="currentColor"'
            ' font-family="system-ui, sans-serif" font-size="13">',
            f'<title id="{id_}-title">{escape(title)}</title>',
            f'<desc id="{id_}-about">{escape(about)}</desc>',
            *(_drawn(row) for row in rows),
            "</svg>",
        )
    )


@dataclass(frozen=True)
class _Row:
    """A box of the outline, and the line that leads to it."""

    lines: tuple[str, ...]
    depth: int
    parent_bottom: int
    top: int
    is_outcome: bool
    walked: bool

    @property
    def bottom(self) -> int:
        return self.top + 2 * _PADDING + _LINE * len(self.lines)


def _rows(tree: Tree, path: Sequence[Step]) -> Iterator[_Row]:
    """The boxes in reading order; what is reached in two ways is drawn under both."""
    answers = tuple(step.choice.id for step in path)
    walked = {answers[:number] for number in range(len(answers) + 1)} if path else set()
    waiting: list[tuple[str, tuple[str, ...], str, int]] = [(tree.root, (), "", 0)]
    top = _GAP
    while waiting:
        node, way, answer, parent_bottom = waiting.pop()
        here = tree.nodes.get(node)
        text = here.question.ask if here else tree.outcomes[node].recommendation.text
        room = _WIDTH - _INDENT * len(way) - 2 * _PADDING - _GAP
        letters = int(room / (_BOLD_LETTER if way in walked else _LETTER))
        lines = tuple(textwrap.wrap(f"{answer}: {text}" if answer else text, letters))
        row = _Row(lines, len(way), parent_bottom, top, here is None, way in walked)
        yield row
        top = row.bottom + _GAP
        if here:
            waiting += (
                (target, (*way, id_), here.question.choices[id_].label, row.bottom)
                for id_, target in reversed(list(here.leads.items()))
            )


def _drawn(row: _Row) -> str:
    left = _GAP / 2 + _INDENT * row.depth
    weight = ' font-weight="bold"' if row.walked else ""
    frame = f'stroke="currentColor" stroke-width="{3 if row.walked else 1}"'
    parts = []
    if row.depth:
        middle = row.top + _PADDING + _LINE / 2
        parts.append(
            f'<path d="M{left - _INDENT / 2} {row.parent_bottom}V{middle}H{left}" fill="none"'
            f" {frame}/>"
        )
    parts.append(
        f'<rect x="{left}" y="{row.top}" width="{_WIDTH - left - _GAP / 2}"'
        f' height="{row.bottom - row.top}" rx="{14 if row.is_outcome else 3}"'
        f' fill-opacity="{0.12 if row.walked else 0.03}" {frame}/>'
    )
    for number, line in enumerate(row.lines, start=1):
        y = row.top + _PADDING + _LINE * number - 5
        parts.append(f'<text x="{left + _PADDING}" y="{y}"{weight}>{escape(line)}</text>')
    return "".join(parts)


def _reached(tree: Tree, path: Sequence[Step]) -> list[str]:
    """The nodes of a walked path, and the one it leads to."""
    nodes = [step.node for step in path]
    if path:
        nodes.append(tree.nodes[path[-1].node].leads[path[-1].choice.id])
    return nodes


def _name(id_: str) -> str:
    # Mermaid stumbles over `end` and over dashes.
    return f"n_{id_.replace('-', '_')}"


def _said(text: str) -> str:
    """Text for between Mermaid's quotes."""
    return "".join(_ENTITIES.get(letter, letter) for letter in text)
