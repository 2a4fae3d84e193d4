"""Finding passages: documents become an index that is complete or not there, and is searched."""

from index.embedding import EmbeddingModel, open_model
from index.errors import CAN_BE_PUT_RIGHT
from index.opened_build import OpenedBuild
from index.opening import open_or_rebuild
from index.progress import Bar
from index.reading_ahead import ReadingAhead
from index.recipe import recipe_for
from index.searching import Known, Match, PassageIndex, passage_index
from index.settings import Settings
from index.wording import terms, written_out

__all__ = [
    "CAN_BE_PUT_RIGHT",
    "Bar",
    "EmbeddingModel",
    "Known",
    "Match",
    "OpenedBuild",
    "PassageIndex",
    "ReadingAhead",
    "Settings",
    "open_model",
    "open_or_rebuild",
    "passage_index",
    "recipe_for",
    "terms",
    "written_out",
]
