"""What a person can put right in a corpus: each message says what to do next."""


class CorpusMissing(Exception):
    """The corpus folder is not there, or holds nothing that can be read."""


class UnreadableDocument(Exception):
    """One file cannot be read; the others go on without it."""


class VocabularyDamaged(Exception):
    """The tokenizer's vocabulary that ships with the project is missing or changed."""
