"""What a person can put right about a command: each message says what to do next."""

from assistant.access import AccessUnusable
from assistant.briefs import BriefUnreadable, BriefUnwritable, NotDecided
from assistant.decisions import UnsoundTree, WrongAnswer
from assistant.embeds import PageUnreachable
from assistant.gaps import GapsUnreadable
from assistant.posting import UnsoundRules
from index import CAN_BE_PUT_RIGHT as OF_THE_INDEX


class NothingAsked(Exception):
    """There is no question, or there are two ways to give one and both are used."""


class FileUnreadable(Exception):
    """A file that is named, or standard input, cannot be read as text."""


class UnknownTree(Exception):
    """No decision tree has that name, or none is named or recognised."""


CAN_BE_PUT_RIGHT = (
    *OF_THE_INDEX,
    AccessUnusable,
    BriefUnreadable,
    BriefUnwritable,
    FileUnreadable,
    GapsUnreadable,
    NotDecided,
    NothingAsked,
    PageUnreachable,
    UnknownTree,
    UnsoundRules,
    UnsoundTree,
    WrongAnswer,
)
"""What a command tells in one line before it ends; anything else is a mistake of ours."""
