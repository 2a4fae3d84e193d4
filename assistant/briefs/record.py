"""What a brief keeps for being replayed: the answers, where they led, and on which words."""

import hashlib
import json
import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assistant.briefs.errors import BriefUnreadable
from assistant.decisions.links import MAX_ANSWERS, NAME
from corpus import Cite

_Name = Annotated[str, StringConstraints(pattern=rf"^{NAME}$")]
_Version = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
_Sentence = Annotated[str, StringConstraints(min_length=1, max_length=4_000)]
_NOT_A_LETTER = re.compile(r"[\W_]+")
_MARK = re.compile(r"\[\d{1,4}\]")


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Record(_Form):
    """A decision as it was made."""

    tree: _Name
    answers: dict[_Name, _Name] = Field(max_length=MAX_ANSWERS)
    situation: list[_Sentence] = Field(max_length=MAX_ANSWERS)
    """The answers in words, as the brief says them."""
    outcome: _Name
    recommendation: _Sentence
    cites: dict[str, list[str]] = Field(max_length=2_000)
    """The words that are cited, by their document."""
    documents: dict[str, _Version] = Field(max_length=2_000)
    """The version of each document that is cited."""
    guides: _Version
    """The version of all that were read, cited or not."""
    tree_version: _Version
    tool: Annotated[str, StringConstraints(max_length=60)]
    day: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]

    @property
    def cited(self) -> tuple[Cite, ...]:
        """The words it rests on."""
        return tuple(Cite(name, words) for name, cited in self.cites.items() for words in cited)


class _Kept(_Form):
    record: Record
    text: str
    """A digest of the words around it, or nothing."""
    check: str


def kept(record: Record, text: str = "") -> str:
    """The record as JSON in ASCII. `text` is what stands around it, where that is compared."""
    digest = _digest(letters(text)) if text else ""
    form = _Kept(record=record, text=digest, check=_check(record, digest))
    return json.dumps(form.model_dump(mode="json"), indent=1)


def from_kept(written: str, text: str, *, by_line: bool) -> tuple[Record, bool]:
    """The record, and whether the words around it were changed.

    `by_line` tells that each line of the text is one of the brief, as it is not in a PDF.

    The checks find slips and careless edits. They are no signature: who wants to can make new ones.

    Raises:
        BriefUnreadable: It is no record, was changed, or says what the text does not.
    """
    try:
        form = _Kept.model_validate_json(written)
    except ValidationError as error:
        raise BriefUnreadable(
            "Its record cannot be read: replay the file as it was made, or decide again."
        ) from error
    if form.check != _check(form.record, form.text):
        raise BriefUnreadable(
            "Its record was changed by hand: replay the file as it was made, or decide again."
        )
    shown = letters(text)
    said = {letters(line) for line in text.split("\n")} if by_line else shown
    for sentence in (form.record.recommendation, *form.record.situation):
        if letters(sentence) not in said:
            raise BriefUnreadable(
                f"Its text was changed by hand and no longer says {sentence!r}, as its record "
                "does: replay the file as it was made, or decide again."
            )
    return form.record, bool(form.text) and form.text != _digest(shown)


def letters(text: str) -> str:
    """Letters and digits alone, without marks: what no other layout changes."""
    return _NOT_A_LETTER.sub("", _MARK.sub("", text)).lower()


def _check(record: Record, digest: str) -> str:
    values = json.dumps(record.model_dump(mode="json"), sort_keys=True)
    return _digest(f"{digest}\n{values}")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]
