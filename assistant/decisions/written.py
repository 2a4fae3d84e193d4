"""What a tree file may hold, and reading it.

A file says every quote and every claim once and names it where it is used. Those that several
trees share stand in a file of their own.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.decisions.errors import UnsoundTree
from assistant.decisions.links import NAME


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


_Name = Annotated[str, StringConstraints(pattern=rf"^{NAME}$")]
_Sentence = Annotated[str, StringConstraints(pattern=r"[.?]$")]


class WrittenAnswer(_Part):
    """An answer to a question, and where it leads."""

    label: str
    means: str
    help: str = Field(default="", min_length=0)
    leads: str
    cites: list[str] = []
    examples: list[str] = Field(min_length=1)
    lasts: bool = False


class WrittenQuestion(_Part):
    """A question, which is also the first place where it is asked."""

    ask: _Sentence
    why: _Sentence
    cites: list[str] = Field(min_length=1)
    answers: dict[_Name, WrittenAnswer] = Field(min_length=2)
    listed: list[_Name] = []


class Again(_Part):
    """A question asked in another place, with other ways on."""

    question: str
    leads: dict[str, str]


class WrittenGround(_Part):
    """What is enough to decide on, and what that takes for granted; by question."""

    given: dict[str, str] = Field(min_length=1)
    granted: dict[str, str] = Field(min_length=1)


class WrittenClaim(_Part):
    """A sentence and the names of its quotes."""

    text: _Sentence
    cites: list[str] = Field(min_length=1)


class WrittenOutcome(_Part):
    """Where a way ends; all but the roles are names of claims."""

    recommendation: str
    roles: list[str]
    reasons: list[str] = Field(min_length=1)
    cautions: list[str] = []
    unsettled: list[str] = []
    next_steps: list[str] = Field(min_length=1)

    @property
    def claims(self) -> list[str]:
        """Every claim it names."""
        said = (self.reasons, self.cautions, self.unsettled, self.next_steps)
        return [self.recommendation, *(name for names in said for name in names)]


class Shared(_Part):
    """Quotes and claims by their names."""

    quotes: dict[str, tuple[str, str]] = {}
    """A document and its words, to the letter."""
    claims: dict[str, WrittenClaim] = {}


class Written(Shared):
    """A tree as its file has it."""

    title: str
    about: str
    chooses_roles: bool = True
    meanwhile: str = Field(default="", min_length=0)
    questions: dict[_Name, WrittenQuestion] = Field(min_length=1)
    again: dict[_Name, Again] = {}
    grounds: list[WrittenGround] = []
    outcomes: dict[_Name, WrittenOutcome] = Field(min_length=1)

    @property
    def said(self) -> dict[str, list[str]]:
        """The claims that are named, by where."""
        outcomes = {f"outcome {name}": one.claims for name, one in self.outcomes.items()}
        return {**outcomes, "meanwhile": [self.meanwhile]} if self.meanwhile else outcomes

    @property
    def leads(self) -> dict[str, dict[str, str]]:
        """From each node to what follows each answer."""
        first = {
            name: {answer: one.leads for answer, one in question.answers.items()}
            for name, question in self.questions.items()
        }
        return {**first, **{name: one.leads for name, one in self.again.items()}}

    def asked_at(self, node: str) -> str:
        """The question that is asked there."""
        return self.again[node].question if node in self.again else node


def read(path: Path, shared: Path) -> Written:
    """Read a file, with those of the shared quotes and claims that it names.

    Raises:
        UnsoundTree: One of the two is not of the form, or both name the same thing.
    """
    own = parsed(path, Written)
    common = parsed(shared, Shared) if shared.exists() else Shared()
    twice = sorted((own.quotes.keys() & common.quotes) | (own.claims.keys() & common.claims))
    if twice:
        raise UnsoundTree(f"{path.name}: {', '.join(twice)} is in {shared.name} as well.")
    used = {name for names in own.said.values() for name in names}
    claims = {**own.claims, **{name: one for name, one in common.claims.items() if name in used}}
    named = {name for _, cites in citing(own, claims) for name in cites}
    quotes = {**own.quotes, **{name: one for name, one in common.quotes.items() if name in named}}
    return own.model_copy(update={"claims": claims, "quotes": quotes})


_Form = TypeVar("_Form", bound=Shared)


def parsed(path: Path, form: type[_Form]) -> _Form:
    """Read one file, whatever it names.

    Raises:
        UnsoundTree: It is no TOML, or not of the form.
    """
    try:
        return form.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnsoundTree(f"{path.name} cannot be read: {error}") from error
    except ValidationError as error:
        faults = (
            f"{path.name}, {' '.join(map(str, one['loc']))}: {one['msg']}."
            for one in error.errors(include_url=False)
        )
        raise UnsoundTree("\n".join(faults)) from error


def citing(
    written: Written, claims: Mapping[str, WrittenClaim]
) -> Iterator[tuple[str, Iterable[str]]]:
    """Every place that cites, and the quotes it names."""
    for name, question in written.questions.items():
        yield f"question {name}", question.cites
        for answer, one in question.answers.items():
            yield f"question {name}, answer {answer}", one.cites
    for name, claim in claims.items():
        yield f"claim {name}", claim.cites
