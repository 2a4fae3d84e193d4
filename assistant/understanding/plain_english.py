"""A turn as it is read: in English and in the guides' words, without what carries nothing."""

from assistant.understanding.everyday import in_guides_words
from assistant.understanding.glossing import in_english
from assistant.understanding.plain_speech import plainly
from index import written_out


def in_plain_english(turn: str) -> str:
    """`Was verdient ein MLE, bitte?` -> `how much does ML engineer earn?`."""
    return written_out(in_guides_words(plainly(in_english(turn))))
