"""What a person can put right about the index: each message says what to do next."""

from corpus import CorpusMissing, VocabularyDamaged


class WrongSetting(Exception):
    """A setting has an unknown name or a value that does not fit."""


class ModelUnusable(Exception):
    """The embedding model's files are missing, damaged or could run code."""


class ExportFailed(Exception):
    """The embedding model cannot be made into an ONNX file; it works without."""


class IndexNotBuilt(Exception):
    """There is no index yet."""


class IndexDamaged(Exception):
    """A file of the index is missing, changed or not from its builder."""


class IndexMismatch(Exception):
    """The index is whole, but made with another model, in another form or for another place."""


class IndexBusy(Exception):
    """Another process is building the index."""


class IndexUnwritable(Exception):
    """The index folder cannot be written: read-only, full, or not ours."""


class BuildFailed(Exception):
    """A new index did not pass its check; the one before it stays."""


class NoTemporaryFolder(Exception):
    """Chroma writes to what it opens, and there is no room for a copy."""


class ChromaAway(Exception):
    """The Chroma server that is set does not answer."""


class ChromaFailed(Exception):
    """Chroma answers with an error of its own."""


class BatchUnreadable(Exception):
    """The questions on the command line or in a file are not of the form that is read."""


class OutputUnwritable(Exception):
    """Nobody can be told what was found: the disk that standard output goes to is full."""


CAN_BE_PUT_RIGHT = (
    CorpusMissing,
    VocabularyDamaged,
    WrongSetting,
    ModelUnusable,
    IndexNotBuilt,
    IndexDamaged,
    IndexMismatch,
    IndexBusy,
    IndexUnwritable,
    BuildFailed,
    NoTemporaryFolder,
    ChromaAway,
    ChromaFailed,
    BatchUnreadable,
    OutputUnwritable,
)
"""What a command tells in one line before it ends; anything else is a mistake of ours."""
