import socket
from pathlib import Path

import pytest
import tiktoken.load

from corpus import VocabularyDamaged
from corpus.tokens import VOCABULARY, count_tokens, verify_vocabulary


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("hello world", 2, id="two common words"),
        pytest.param(
            "tiktoken is great!", 6, id="the example of the tokenizer's own documentation"
        ),
        pytest.param("<|endoftext|>", 7, id="a special token that a person typed is plain text"),
    ],
)
def test_tokens_are_those_of_cl100k(text: str, count: int) -> None:
    assert count_tokens(text) == count


def test_counting_asks_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("counting tokens went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(tiktoken.load, "read_file", refuse)
    assert count_tokens("a network is not needed") == 5


def test_a_changed_vocabulary_is_refused_and_kept(tmp_path: Path) -> None:
    changed = tmp_path / VOCABULARY.name
    changed.write_bytes(VOCABULARY.read_bytes()[:-1])
    with pytest.raises(VocabularyDamaged, match="is damaged: restore it"):
        verify_vocabulary(changed)
    assert changed.is_file()


def test_a_missing_vocabulary_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyDamaged, match="gone is missing"):
        verify_vocabulary(tmp_path / "gone")
