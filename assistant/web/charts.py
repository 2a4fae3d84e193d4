"""Typed figures as a chart. The only module that knows matplotlib.

One panel a basis, each with an axis of its own: what is not comparable is never on one axis.
"""

import io
import re
import textwrap
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Literal
from urllib.parse import quote

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.ticker import FuncFormatter, MaxNLocator

from assistant.figures import basis, by_basis, compared, distinct
from assistant.figures.wording import opened, written
from assistant.web.library import Library
from assistant.web.shown import conflicting
from corpus import Cite, Figure

Theme = Literal["light", "dark"]
Width = Literal["wide", "narrow"]
Format = Literal["svg", "png"]

MOST_PANELS = 24
KEPT = 64
DOTS_AN_INCH = 150
DIFFER = "guides differ"
NOTHING = "No figures fit."
_ROW, _TITLE, _TICKS, _GAP, _EDGE, _LINE = 0.34, 0.42, 0.3, 0.22, 0.12, 0.17
"""Inches."""
_THICK = 0.46
"""Of a row."""
_MARK = 42.0
"""Square points."""
_FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"

# Drawing changes settings of the whole process for a moment.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class _Colours:
    ink: str
    soft: str
    line: str
    bar: str
    warn: str
    paper: str


_COLOURS: dict[Theme, _Colours] = {
    "light": _Colours("#25211c", "#5d554a", "#e0d8ca", "#12584f", "#7a4a00", "#fffdf9"),
    "dark": _Colours("#ebe6dd", "#b0a99d", "#30363c", "#7fd0bf", "#eebd72", "#1c2024"),
}
"""Those of the page."""


@dataclass(frozen=True)
class _Layout:
    """Where things are, in inches."""

    width: float
    left: float
    right: float
    row: float
    letters: int
    """Of a title, in one line."""
    label_above: bool


_LAYOUTS: dict[Width, _Layout] = {
    "wide": _Layout(width=9.6, left=2.5, right=2.4, row=_ROW, letters=100, label_above=False),
    "narrow": _Layout(width=4.4, left=0.15, right=0.2, row=0.58, letters=44, label_above=True),
}


@dataclass(frozen=True)
class Bar:
    """A figure as it is drawn."""

    label: str
    low: float
    high: float
    shown: str
    open_ended: bool
    differs: bool
    link: str


@dataclass(frozen=True)
class Panel:
    """What stands on one axis."""

    title: str
    unit: str
    bars: tuple[Bar, ...]


def panels(figures: Sequence[Figure], library: Library) -> tuple[Panel, ...]:
    """One for each basis; what has no role or no number is not drawn."""
    drawn = [one for one in distinct(figures) if one.role and (one.low or one.high)]
    differing = conflicting(compared(figures))
    return tuple(
        Panel(
            basis(group),
            group[0].unit,
            tuple(_bar(one, library, differs=one in differing) for one in group),
        )
        for group in by_basis(drawn)
    )


def _bar(one: Figure, library: Library, *, differs: bool) -> Bar:
    low = one.low if one.low is not None else 0.0
    high = one.high if one.high is not None else low
    label = ", ".join(filter(None, (opened(written(one.role)), one.level)))
    link = _link(library, one)
    return Bar(label, low, high, one.shown, one.open_ended, differs, link)


def _link(library: Library, one: Figure) -> str:
    """Where the words stand, in the page's own guide reader."""
    found = library.quoted(Cite(one.document, one.words))
    if found is None:
        return f"#/guides/{quote(one.document, safe='')}"
    passage = quote(found.passage.id, safe="")
    place = f"from={found.start}&to={found.start + len(one.words)}"
    return f"#/guides/{quote(one.document, safe='')}/{passage}?{place}"


@lru_cache(maxsize=KEPT)
def chart(
    panels: tuple[Panel, ...],
    *,
    format: Format,
    theme: Theme = "light",
    width: Width = "wide",
) -> bytes:
    """The picture: the same figures give the same bytes."""
    settings: dict[Any, Any] = {
        "text.parse_math": False,  # two dollars are two dollars
        "svg.fonttype": "none",  # text stays text
        "svg.hashsalt": "figures",
        "font.family": "DejaVu Sans",
        "font.size": 9.5,
        "axes.unicode_minus": False,
    }
    with _ONE_AT_A_TIME, mpl.rc_context(settings):
        drawing = _drawn(panels[:MOST_PANELS], len(panels), _COLOURS[theme], _LAYOUTS[width])
        written = io.BytesIO()
        if format == "png":
            paper = _COLOURS[theme].paper
            drawing.savefig(
                written,
                format="png",
                dpi=DOTS_AN_INCH,
                facecolor=paper,
                metadata={"Software": None},
            )
            return written.getvalue()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        drawing.savefig(written, format="svg", transparent=True, metadata=nothing)
    return _named(written.getvalue().decode(), panels).encode()


def _drawn(panels: Sequence[Panel], of: int, colours: _Colours, layout: _Layout) -> Drawing:
    titles = [textwrap.wrap(one.title, layout.letters) for one in panels]
    heads = [_TITLE + _LINE * (len(lines) - 1) for lines in titles]
    heights = [
        head + layout.row * len(one.bars) + _TICKS + _GAP
        for head, one in zip(heads, panels, strict=True)
    ]
    left_out = of - len(panels)
    total = sum(heights) + 2 * _EDGE + (_TITLE if left_out or not panels else 0)
    drawing = Drawing(figsize=(layout.width, total))
    top = total - _EDGE
    for panel, lines, head, height in zip(panels, titles, heads, heights, strict=True):
        inner = layout.row * len(panel.bars)
        bottom = top - head - inner
        wide = layout.width - layout.left - layout.right
        axes = drawing.add_axes(
            (layout.left / layout.width, bottom / total, wide / layout.width, inner / total)
        )
        _fill(axes, panel, colours, layout)
        drawing.text(
            _EDGE / layout.width, (top - 0.1) / total, "\n".join(lines),
            color=colours.ink, fontweight="bold", va="top",
        )  # fmt: skip
        top -= height
    if left_out or not panels:
        said = f"{left_out} more: ask for one role or measure." if left_out else NOTHING
        drawing.text(_EDGE / layout.width, _EDGE / total, said, color=colours.soft)
    return drawing


def _fill(axes: Axes, panel: Panel, colours: _Colours, layout: _Layout) -> None:
    most = max(bar.high for bar in panel.bars)
    axes.set_xlim(0, most * 1.03)
    axes.set_ylim(len(panel.bars) - 0.5, -0.5)
    axes.set_yticks([])
    axes.patch.set_alpha(0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.grid(axis="x", color=colours.line, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="x", colors=colours.soft, length=0, labelsize=8)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=panel.unit in ("people", "count")))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: amount(value, panel.unit)))
    for row, bar in enumerate(panel.bars):
        _draw(axes, row, bar, most, colours, layout)


def _draw(axes: Axes, row: int, bar: Bar, most: float, colours: _Colours, layout: _Layout) -> None:
    at = row + (0.2 if layout.label_above else 0.0)
    thick = _THICK * (0.6 if layout.label_above else 1.0)
    if bar.high > bar.low:
        drawn = axes.barh(at, bar.high - bar.low, thick, left=bar.low, color=colours.bar)
        for patch in drawn:
            patch.set_url(bar.link)
    else:
        axes.scatter([bar.low], [at], s=_MARK, marker="D", color=colours.bar, urls=[bar.link])
    if bar.open_ended:
        end = bar.high + most * 0.014
        axes.scatter(
            [end], [at], s=_MARK, marker=">", color=colours.bar, urls=[bar.link], clip_on=False
        )
    said = f"{bar.shown}  {DIFFER}" if bar.differs else bar.shown
    above = row - 0.27
    across = axes.get_yaxis_transform()
    label_at = (0.0, above) if layout.label_above else (-0.02, row)
    axes.text(
        label_at[0], label_at[1], bar.label, transform=across, color=colours.ink, va="center",
        ha="left" if layout.label_above else "right",
    )  # fmt: skip
    value_at = (1.0, above) if layout.label_above else (1.03, row)
    axes.text(
        value_at[0], value_at[1], said, transform=across, va="center", url=bar.link,
        color=colours.warn if bar.differs else colours.soft,
        ha="right" if layout.label_above else "left",
    )  # fmt: skip


def amount(value: float, unit: str) -> str:
    """A number on an axis: `$250K`, `$1.5M`, `4%`, `70 days`."""
    if unit == "USD":
        heavy = value >= 1_000_000
        return f"${value / 1_000_000:g}M" if heavy else f"${value / 1_000:g}K" if value else "$0"
    if unit == "percent":
        return f"{value:g}%"
    return f"{value:,g} {unit}" if unit not in ("count", "ratio") else f"{value:,g}"


def _named(svg: str, panels: Sequence[Panel]) -> str:
    """With a name for who cannot see it, and in the reader's own typeface."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"'DejaVu Sans'(?:, [^;\"]*)?", _FACE, svg)
    told = escape("; ".join(_told(panels)) or NOTHING)
    end = svg.index(">")
    return f'{svg[:end]} role="img"><title>{told}</title>{svg[end + 1 :]}'


def _told(panels: Sequence[Panel]) -> Iterator[str]:
    for panel in panels:
        bars = ", ".join(
            f"{bar.label} {bar.shown}{f' ({DIFFER})' if bar.differs else ''}" for bar in panel.bars
        )
        yield f"{panel.title}: {bars}"
