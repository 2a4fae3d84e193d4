"""Two ways to run an embedding model. Both give the same vectors, of length one."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelUnusable
from index.model_files import ModelFiles
from index.offline import go_offline
from index.tuning import tuning
from index.word_pieces import WordPieces

Vector = NDArray[np.float32]
Vectors = NDArray[np.float32]

# Measured on two cores: the rate is best from 256 to 512, and at 2,048 a fifth lower.
BATCH_TOKENS = 512
# sentence-transformers is fastest with few texts at a time on a CPU.
SENTENCE_TRANSFORMERS_BATCH = 8


class OnnxEncoder:
    """An exported model in onnxruntime: starts in 0.2 s, and needs neither torch nor 600 MB."""

    def __init__(
        self,
        export: Path,
        word_pieces: WordPieces,
        *,
        pad_id: int,
        threads: int = 1,
        batch_tokens: int = BATCH_TOKENS,
    ) -> None:
        """`batch_tokens=0` runs each text alone."""
        go_offline()
        import onnxruntime

        onnxruntime.disable_telemetry_events()  # in case something imported it before us
        options = onnxruntime.SessionOptions()
        # One thread a batch and several batches at once. Its own threads wait by spinning, which
        # with another busy process on the machine made two of them slower than one.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(export),
            options,
            providers=["CPUExecutionProvider"],
            # On a CPU the fused operator takes five times as long as the two it replaces.
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        self._word_pieces = word_pieces
        self._pad_id = pad_id
        self._threads = threads
        self._batch_tokens = batch_tokens

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in their order."""
        ids = self._word_pieces.ids(texts)
        batches = list(_batches([len(each) for each in ids], max_tokens=self._batch_tokens))

        def run(batch: list[int]) -> Vectors:
            return self._run([ids[position] for position in batch])

        if self._threads == 1 or len(batches) == 1:
            results = [run(batch) for batch in batches]
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                results = list(pool.map(run, batches))
        vectors = np.empty((len(texts), results[0].shape[1]), dtype=np.float32)
        for batch, result in zip(batches, results, strict=True):
            vectors[batch] = result
        return vectors

    def prepared(self, text: str) -> Callable[[], Vector]:
        """What makes the vector of a text, and holds up no other thread while it does."""
        inputs = self._inputs(self._word_pieces.ids([text]))
        return lambda: self._computed(inputs)[0]

    def _run(self, ids: list[list[int]]) -> Vectors:
        return self._computed(self._inputs(ids))

    def _inputs(self, ids: list[list[int]]) -> dict[str, NDArray[np.int64]]:
        shape = (len(ids), max(map(len, ids)))
        input_ids = np.full(shape, self._pad_id, dtype=np.int64)
        attention_mask = np.zeros(shape, dtype=np.int64)
        for row, each in enumerate(ids):
            input_ids[row, : len(each)] = each
            attention_mask[row, : len(each)] = 1
        return {"input_ids": input_ids, "attention_mask": attention_mask}

    def _computed(self, inputs: dict[str, NDArray[np.int64]]) -> Vectors:
        return np.asarray(self._session.run(None, inputs)[0], dtype=np.float32)


class SentenceTransformersEncoder:
    """The library that defines the vectors: any model it knows, slower and larger."""

    def __init__(self, files: ModelFiles, *, threads: int = 1, attention: str = "sdpa") -> None:
        go_offline()
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        torch.set_num_threads(threads)
        try:
            self.model = SentenceTransformer(
                str(files.folder),
                device="cpu",
                trust_remote_code=False,
                local_files_only=True,
                model_kwargs={
                    "use_safetensors": True,
                    "dtype": "float32",
                    "attn_implementation": attention,
                },
            )
        except Exception as error:  # what it raises depends on the model
            raise ModelUnusable(
                f"sentence-transformers cannot open {files.folder} ({error}): "
                "copy the folder again, or choose another model."
            ) from error
        if files.tuning:
            tuning(files.tuning_file).add_to(self.model[0].auto_model)
        # Its tokenizer is adjusted at each call, and refuses two callers at once.
        self._one_at_a_time = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One row for each text, in their order."""
        with self._one_at_a_time:
            vectors = self.model.encode(
                list(texts),
                batch_size=SENTENCE_TRANSFORMERS_BATCH,
                show_progress_bar=False,
                normalize_embeddings=True,
            )
        return np.asarray(vectors, dtype=np.float32)

    def prepared(self, text: str) -> Callable[[], Vector]:
        """What makes the vector of a text."""
        return lambda: self.vectors([text])[0]


def _batches(lengths: Sequence[int], *, max_tokens: int) -> Iterator[list[int]]:
    """Positions of texts to run together: similar in length, so that little is padded."""
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda each: lengths[each]):
        if batch and (len(batch) + 1) * lengths[position] > max_tokens:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch
