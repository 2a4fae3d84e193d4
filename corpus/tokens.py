"""Counting tokens without a network: the cl100k_base vocabulary ships beside this module."""

import hashlib
import os
from functools import cache
from pathlib import Path

import tiktoken

from corpus.errors import VocabularyDamaged

ENCODING = "cl100k_base"
# tiktoken looks a vocabulary up under the SHA-1 of the address it was once published at.
VOCABULARY = Path(__file__).parent / "vocabulary" / "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
VOCABULARY_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"


def count_tokens(text: str) -> int:
    """How many cl100k_base tokens the text has; text that spells a special token is plain text.

    Raises:
        VocabularyDamaged: the vocabulary file is missing or is not the one that was shipped.
    """
    return len(_encoding().encode(text, disallowed_special=()))


@cache
def _encoding() -> tiktoken.Encoding:
    verify_vocabulary(VOCABULARY)
    # tiktoken takes its folder from the environment only. With another file there it would delete
    # it and ask the network, hence the check above.
    os.environ["TIKTOKEN_CACHE_DIR"] = str(VOCABULARY.parent)
    return tiktoken.get_encoding(ENCODING)


def verify_vocabulary(path: Path) -> None:
    """Refuse a vocabulary file that is not byte for byte the one this project ships.

    Raises:
        VocabularyDamaged: it is missing or differs.
    """
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise VocabularyDamaged(f"{path} is missing: restore it from the repository.") from error
    if found != VOCABULARY_SHA256:
        raise VocabularyDamaged(f"{path} is damaged: restore it from the repository.")
