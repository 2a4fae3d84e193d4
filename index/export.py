"""A sentence-transformers model as an ONNX file: made once, checked, kept in a folder."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np

from index.encoders import OnnxEncoder, SentenceTransformersEncoder
from index.errors import ExportFailed
from index.model_files import DEFAULT_MODEL, ModelFiles, sha256, verified
from index.offline import go_offline
from index.tuning import TUNING
from index.word_pieces import WordPieces

Precision = Literal["fp32", "int8"]

DEFAULT_CACHE = Path(__file__).parent.parent / ".models"
EXPORT_VERSION = 2
"""Part of the file's name and of the vectors': raise it when `export_model` makes another one."""

PROBES = [
    "",
    "Interviews",
    "Wie viele Stufen hat das Verfahren – und wer entscheidet?",
    "面试 naïve CAFÉ ☕ e-mail@example.org",
    "What does a senior machine learning engineer need to know about evaluation? " * 30,
]
LARGEST_DIFFERENCE = {"fp32": 1e-5, "int8": 0.1}
"""Between a number of the export's vectors and the same one of sentence-transformers."""


def export_path(files: ModelFiles, *, cache: Path, precision: Precision) -> Path:
    """Where the export of these weights belongs, whether it is there or not."""
    return cache / f"{files.label}-v{EXPORT_VERSION}-{precision}.onnx"


def verified_export(files: ModelFiles, *, cache: Path, precision: Precision) -> Path | None:
    """The export, if it is there and undamaged; None means that it has to be made."""
    path = export_path(files, cache=cache, precision=precision)
    try:
        intact = _checksum_path(path).read_text(encoding="ascii").strip() == sha256(path)
    except (OSError, UnicodeDecodeError):
        return None
    return path if intact else None


def export_model(
    model: str | Path = DEFAULT_MODEL,
    *,
    cache: Path = DEFAULT_CACHE,
    precision: Precision = "fp32",
    tuned: bool = True,
    tuning: Path = TUNING,
) -> Path:
    """Make the export, replacing what was there. Needs torch, and takes about 15 seconds.

    Raises:
        ModelUnusable: The model's files are missing, damaged or could run code.
        ExportFailed: The model is fine, but not as an ONNX file in this folder.
    """
    files = verified(model, tuned=tuned, tuning=tuning)
    if not files.exportable:
        raise ExportFailed(
            f"{files.folder} does more than average its word pieces: "
            "it is used through sentence-transformers."
        )
    path = export_path(files, cache=cache, precision=precision)
    try:
        with _workshop(cache) as workshop:
            export = workshop / path.name
            original = _write_fp32(files, export)
            if precision == "int8":
                export = _quantised(export)
            _compare(export, original, files=files, precision=precision)
            _publish(export, path)
    except (OSError, ImportError, RuntimeError) as error:
        raise ExportFailed(
            f"{path} cannot be made ({error}): make its folder writable, and install onnx "
            "and onnxscript."
        ) from error
    return path


@contextmanager
def _workshop(cache: Path) -> Iterator[Path]:
    """A folder on the same disk, so that what is made there can be moved in one step."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=".unfinished-") as folder:
        yield Path(folder)


def _write_fp32(files: ModelFiles, export: Path) -> SentenceTransformersEncoder:
    go_offline()
    # The default attention guards against rows without tokens, which costs time and never happens.
    original = SentenceTransformersEncoder(files, attention="eager")
    transformer: Any = original.model[0]
    import torch

    class MeanOfTokens(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = transformer.auto_model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            tokens = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
            mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
            mean = (tokens * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(mean, p=2.0, dim=1)

    # Any two sentences: only their shape matters, and that two is not taken for a constant.
    input_ids = torch.arange(5, 23).reshape(2, 9)
    sizes = {0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC}
    torch.onnx.export(
        MeanOfTokens().eval(),
        (input_ids, torch.ones_like(input_ids)),
        export,
        input_names=["input_ids", "attention_mask"],
        output_names=["vectors"],
        dynamic_shapes={"input_ids": sizes, "attention_mask": sizes},
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    return original


def _quantised(export: Path) -> Path:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    smaller = export.with_stem(f"{export.stem}-quantised")
    # A scale for each channel: one for a whole matrix costs 0.07 of cosine similarity.
    quantize_dynamic(export, smaller, per_channel=True, weight_type=QuantType.QInt8)
    _without_signs(smaller)
    return smaller


def _without_signs(export: Path) -> None:
    """Count the weights from 128 instead of 0; what they stand for stays the same.

    Processors without instructions for neural networks multiply signed weights in 16 bits, where
    sums overflow: they gave other vectors, by 0.013 of cosine similarity, and so other answers.
    """
    import onnx
    from onnx import numpy_helper

    model = onnx.load(export)
    products = [one for one in model.graph.node if one.op_type == "MatMulInteger"]
    signed = {name for one in products for name in (one.input[1], one.input[3])}
    for weights in model.graph.initializer:
        if weights.name in signed:
            counted = numpy_helper.to_array(weights).astype(np.int16) + 128
            weights.CopyFrom(numpy_helper.from_array(counted.astype(np.uint8), weights.name))
    onnx.save(model, export)


def _compare(
    export: Path,
    original: SentenceTransformersEncoder,
    *,
    files: ModelFiles,
    precision: Precision,
) -> None:
    """What a configuration file does not say, the vectors do."""
    exported = OnnxEncoder(export, WordPieces(files), pad_id=files.pad_id, batch_tokens=0)
    difference = float(np.abs(exported.vectors(PROBES) - original.vectors(PROBES)).max())
    if not difference <= LARGEST_DIFFERENCE[precision]:
        raise ExportFailed(
            f"The export of {files.folder} gives other vectors (by {difference:.1e}): "
            "the model is used through sentence-transformers."
        )


def _publish(export: Path, path: Path) -> None:
    checksum = _checksum_path(export)
    checksum.write_text(sha256(export) + "\n", encoding="ascii")
    # Two steps, but what is between them is taken for damage and made again.
    export.replace(path)
    checksum.replace(_checksum_path(path))


def _checksum_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


if __name__ == "__main__":
    model, cache, precision, *tuning = sys.argv[1:]
    export_model(
        model,
        cache=Path(cache),
        precision="int8" if precision == "int8" else "fp32",
        tuned=bool(tuning),
        tuning=Path(*tuning),
    )
