"""Figures: looking up what the guides give, in sentences that name their basis."""

from assistant.figures.answering import FigureAnswer, covers, figure_answer, looked_up
from assistant.figures.comparing import Comparison, Conflict, compared
from assistant.figures.levels import untold_level
from assistant.figures.looking_up import distinct, look_up
from assistant.figures.saying import Place, in_words
from assistant.figures.standing import Bounds, Standing, bounds, lies_in, still_judged
from assistant.figures.tables import Table, basis, by_basis, tables

__all__ = [
    "Bounds",
    "Comparison",
    "Conflict",
    "FigureAnswer",
    "Place",
    "Standing",
    "Table",
    "basis",
    "bounds",
    "by_basis",
    "compared",
    "covers",
    "distinct",
    "figure_answer",
    "in_words",
    "lies_in",
    "look_up",
    "looked_up",
    "still_judged",
    "tables",
    "untold_level",
]
