"""The guides, and how documents become passages."""

from corpus.amounts import amounts_in
from corpus.cleaning import drop_invisible
from corpus.documents import Document, Figure, Kind, Passage
from corpus.errors import CorpusMissing, UnreadableDocument, VocabularyDamaged
from corpus.figures import figures_in
from corpus.names import Mention, larger_names, mentions, named, words_of_names
from corpus.questions import lost_questions
from corpus.reading import Reading, Skipped, read_folder, text_of
from corpus.sentences import sentence_spans
from corpus.splitting import VERSION as SPLITTING
from corpus.splitting import split
from corpus.statements import Statement, in_a_line, statements
from corpus.structure import Block, blocks, cells
from corpus.typed_figures import figures_of, figures_version
from corpus.worked import Cite, Sentence, WorkedAnswer

__all__ = [
    "SPLITTING",
    "Block",
    "Cite",
    "CorpusMissing",
    "Document",
    "Figure",
    "Kind",
    "Mention",
    "Passage",
    "Reading",
    "Sentence",
    "Skipped",
    "Statement",
    "UnreadableDocument",
    "VocabularyDamaged",
    "WorkedAnswer",
    "amounts_in",
    "blocks",
    "cells",
    "drop_invisible",
    "figures_in",
    "figures_of",
    "figures_version",
    "in_a_line",
    "larger_names",
    "lost_questions",
    "mentions",
    "named",
    "read_folder",
    "sentence_spans",
    "split",
    "statements",
    "text_of",
    "words_of_names",
]
