"""What a request may hold: the forms that are read, their limits, and one normaliser for words."""

import re
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from assistant.answers import MOST_CHARACTERS, Speaker
from corpus import drop_invisible

MOST_TURNS = 200
MOST_ANSWERS = 40
LONGEST_NAME = 200
MOST_POSTED = 200_000
MOST_REASON = 2_000

_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")


def _in_whole_characters(said: object) -> object:
    return _HALF_A_CHARACTER.sub("\ufffd", said) if isinstance(said, str) else said


_Whole = BeforeValidator(_in_whole_characters)
"""Halves of characters are replaced: nothing can write them down."""

Words = Annotated[
    str, StringConstraints(max_length=MOST_CHARACTERS), AfterValidator(drop_invisible), _Whole
]
"""Of a person, without what nobody can see."""
Name = Annotated[
    str, StringConstraints(max_length=LONGEST_NAME), AfterValidator(drop_invisible), _Whole
]
Answers = Annotated[dict[Name, Name], Field(max_length=MOST_ANSWERS)]


class Asked(BaseModel):
    """What holds of every body: a field that is not known is an error, and types are as said."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class TurnAsked(Asked):
    """One contribution to the conversation."""

    speaker: Speaker = "person"
    text: Words


class Question(Asked):
    """A conversation, whose last turn is answered."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"turns": [{"speaker": "person", "text": "What does a senior ML engineer earn?"}]}
            ]
        }
    )

    turns: Annotated[list[TurnAsked], Field(min_length=1, max_length=MOST_TURNS)]
    audience: Literal["hiring", "candidate"] | None = None
    stream: bool = False
    builtin: bool = False
    """Without a language model: nothing leaves this machine."""


class Situation(Asked):
    """What is known of a decision: answers by the tree's own names, and the person's own words."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"tree": "first-hire", "answers": {"prototype": "no"}, "text": ""}]
        }
    )

    tree: Name = ""
    """Empty: the one that the text asks for."""
    answers: Answers = {}
    text: Words = ""
    audience: Annotated[Literal["hiring", "candidate"] | None, Field(alias="for")] = None
    """Of which trees the text may choose, when no tree is named."""


class BriefAsked(Asked):
    """A decision to take along."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"tree": "first-hire", "answers": {"prototype": "no"}, "format": "md"}]
        }
    )

    tree: Name
    answers: Answers = {}
    format: Literal["pdf", "md"] = "pdf"


class Posting(Asked):
    """The words of a job posting."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "ML Engineer\n\nA PhD is required."}]}
    )

    text: Annotated[str, StringConstraints(max_length=MOST_POSTED), _Whole]


class Verdict(Asked):
    """What somebody says of an answer, with the conversation that ends with it."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"verdict": "down", "reason": "It is of 2025.", "turns": []}]
        }
    )

    verdict: Literal["up", "down"]
    reason: Annotated[
        str, StringConstraints(max_length=MOST_REASON), AfterValidator(drop_invisible), _Whole
    ] = ""
    turns: Annotated[list[TurnAsked], Field(max_length=MOST_TURNS)] = []
