"""The embedding model: texts as vectors that are close when they mean the same."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from langchain_core.embeddings import Embeddings

from index.encoders import BATCH_TOKENS, OnnxEncoder, SentenceTransformersEncoder, Vector, Vectors
from index.export import DEFAULT_CACHE, EXPORT_VERSION, Precision, verified_export
from index.model_files import DEFAULT_MODEL, ModelFiles, verified
from index.offline import go_offline
from index.tuning import TUNING
from index.word_pieces import WordPieces

EXPORT_TIMEOUT_SECONDS = 300

_log = logging.getLogger(__name__)


class EmbeddingModel(Embeddings):
    """A verified model. Safe to use from several threads."""

    def __init__(
        self,
        files: ModelFiles,
        word_pieces: WordPieces,
        encoder: OnnxEncoder | SentenceTransformersEncoder,
        *,
        engine: Literal["onnx", "sentence-transformers"],
        precision: Precision,
        reopen: Callable[[Path], "EmbeddingModel"] | None = None,
    ) -> None:
        self.engine = engine
        self.identity = f"{files.label}/{precision}-v{EXPORT_VERSION}"
        """What made the vectors. Those of another identity are not to be compared with them."""
        self.max_tokens = files.max_tokens
        """What is longer loses its end."""
        self._word_pieces = word_pieces
        self._encoder = encoder
        self._reopen = reopen
        self.dimension = int(encoder.vectors([""]).shape[1])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text, so that a dot product is their cosine."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return self._encoder.vectors(texts)

    def prepared(self, text: str) -> Callable[[], Vector]:
        """All that is to be done for the vector of a text, but the computing itself."""
        return self._encoder.prepared(text)

    def tuned_for(self, tuning: Path) -> "EmbeddingModel | None":
        """The default model, tuned for something else; None for any other model."""
        return self._reopen(tuning) if self._reopen else None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """What LangChain calls for passages."""
        return [[float(number) for number in vector] for vector in self.vectors(texts)]

    def embed_query(self, text: str) -> list[float]:
        """What LangChain calls for a question."""
        return self.embed_documents([text])[0]

    def count_tokens(self, text: str) -> int:
        """How many of `max_tokens` the whole text takes."""
        return self._word_pieces.count(text)

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each word piece in characters: two fewer than `count_tokens` says."""
        return self._word_pieces.offsets(text)


def open_model(
    model: str | Path = DEFAULT_MODEL,
    *,
    cache: Path = DEFAULT_CACHE,
    precision: Precision = "int8",
    threads: int = os.cpu_count() or 1,
    tuned: bool = True,
    tuning: Path = TUNING,
) -> EmbeddingModel:
    """The model by name or folder, exported to `cache` the first time, never downloaded.

    `int8` takes a third of the time of `fp32`, and finds as well. Without an export, and when none
    can be made, sentence-transformers runs the model: the same vectors as `fp32`, and that is what
    `identity` says then. `threads` are for many texts. Without `tuned` the default model is as it
    was published, to compare with; `tuning` is for what it is tuned, which is finding.

    Raises:
        ModelUnusable: The model's files are missing, damaged or could run code.
    """
    files = verified(model, tuned=tuned, tuning=tuning)
    word_pieces = WordPieces(files)
    reopen = None
    if files.tuning:
        reopen = partial(_tuned, model, cache=cache, precision=precision, threads=threads)
    export = verified_export(files, cache=cache, precision=precision)
    if export is None and files.exportable:
        _export_apart(files, cache=cache, precision=precision)
        export = verified_export(files, cache=cache, precision=precision)
    if export is None:
        slower = SentenceTransformersEncoder(files, threads=threads)
        return EmbeddingModel(
            files,
            word_pieces,
            slower,
            engine="sentence-transformers",
            precision="fp32",
            reopen=reopen,
        )
    encoder = OnnxEncoder(
        export,
        word_pieces,
        pad_id=files.pad_id,
        threads=threads,
        # Quantisation looks for the largest number of a batch, so that in a batch
        # the vector of one text would depend on the others.
        batch_tokens=0 if precision == "int8" else BATCH_TOKENS,
    )
    return EmbeddingModel(
        files, word_pieces, encoder, engine="onnx", precision=precision, reopen=reopen
    )


def _tuned(
    model: str | Path, tuning: Path, *, cache: Path, precision: Precision, threads: int
) -> EmbeddingModel:
    return open_model(model, cache=cache, precision=precision, threads=threads, tuning=tuning)


def _export_apart(files: ModelFiles, *, cache: Path, precision: Precision) -> None:
    """Export in a process of its own, which takes torch's 600 MB with it when it ends."""
    go_offline()
    command = [sys.executable, "-m", "index.export", str(files.folder), str(cache), precision]
    command += [str(files.tuning_file)] if files.tuning else []
    try:
        subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=EXPORT_TIMEOUT_SECONDS,
        )
    except (OSError, subprocess.SubprocessError) as error:
        told = (getattr(error, "stderr", None) or str(error)).strip().splitlines()[-1:]
        _log.warning("The model runs in sentence-transformers, more slowly: %s", " ".join(told))
