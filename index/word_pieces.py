"""Texts as the word pieces an embedding model reads."""

from collections.abc import Sequence

from tokenizers import Tokenizer

from index.errors import ModelUnusable
from index.model_files import ModelFiles


class WordPieces:
    """A model's own tokenizer: cutting for the encoder, not cutting for everyone who counts."""

    def __init__(self, files: ModelFiles) -> None:
        try:
            self._whole = Tokenizer.from_file(str(files.tokenizer))
            self._cut = Tokenizer.from_file(str(files.tokenizer))
        except Exception as error:  # it raises nothing more precise
            raise ModelUnusable(
                f"{files.tokenizer} is not a tokenizer ({error}): copy the model folder again."
            ) from error
        # The file may cut and pad by itself: all-MiniLM-L6-v2 says 128, and the model reads 256.
        for tokenizer in (self._whole, self._cut):
            tokenizer.no_padding()
            tokenizer.no_truncation()
        self._cut.enable_truncation(files.max_tokens)

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The numbers the encoder reads, as many as it can take."""
        # One by one: `encode_batch` starts threads, which a later fork would warn about.
        return [self._cut.encode(text).ids for text in texts]

    def count(self, text: str) -> int:
        """How many the whole text has, with the two marks around it."""
        return len(self._whole.encode(text).ids)

    def offsets(self, text: str) -> list[tuple[int, int]]:
        """Where each starts and ends in the text, in characters, without the marks around it."""
        return list(self._whole.encode(text, add_special_tokens=False).offsets)
