"""The documents' own words: answers for questions that no worked answer covers."""

from assistant.own_words.choosing import Chosen, GuideSentences

__all__ = ["Chosen", "GuideSentences"]
