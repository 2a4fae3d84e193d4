"""What a posting is about: its role, title and level, and which section a sentence stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.posting.reading import LONGEST_UNIT, Plain, lines, plain, sentences
from assistant.posting.words import Words

_SHORT_LINE = 110
_HEADING = 60
_LINES_AT_THE_TOP = 8
_ASIDE = re.compile(r"\s*\([^()]{1,40}\)")
_LABEL = re.compile(r"([^:\n]{2,40}?)\s*:+(?=\s)\s*(?=\S)")


@dataclass(frozen=True)
class Unit:
    """A sentence or a list item."""

    text: str
    start: int
    """In the plain text."""
    section: str
    """A name of `sections` in words.toml, `other`, or nothing before the first heading."""
    heading: str
    """The heading it stands under."""
    label: str
    """What its line begins with before a colon, or nothing."""
    marked: bool
    """Whether it is a list item or stands behind a label."""
    line: int
    """Which line it stands in; sentences of one line belong together."""
    is_heading: bool = False


@dataclass(frozen=True)
class Role:
    """A role the guides speak of, as the posting names it."""

    name: str
    start: int
    end: int
    level: str


@dataclass(frozen=True)
class Posting:
    """A posting that was read."""

    pasted: str
    plain: Plain
    units: tuple[Unit, ...]
    words: Words

    @cached_property
    def role(self) -> Role | None:
        """The role it is for; none when the guides do not speak of it."""
        found = _titled(self) or _hired(self)
        outside = self.words.said["title"]["outside_ai_too"]
        if found and found.name in outside and not self.says("title", "ai"):
            return None
        return found

    @property
    def title(self) -> str:
        """The role in the posting's words."""
        return self.plain.text[self.role.start : self.role.end] if self.role else ""

    def says(self, section: str, name: str) -> bool:
        """Whether any sentence has one of the words."""
        pattern = self.words.any_of(section, name)
        return any(pattern.search(unit.text) for unit in self.units)

    def outside(self, *sections: str) -> Iterator[Unit]:
        """The sentences that stand in none of the sections."""
        return (unit for unit in self.units if unit.section not in sections and not unit.is_heading)


def read_posting(pasted: str, words: Words) -> Posting:
    """Cut a posting into sentences and list items."""
    text = plain(pasted)
    return Posting(pasted, text, tuple(_units(text.text, words)), words)


def _units(text: str, words: Words) -> Iterator[Unit]:
    sections = {name: words.any_of("sections", name) for name in words.names("sections")}
    section = heading = ""
    after_heading = False
    found = lines(text)
    for number, line in enumerate(found):
        said = text[line.start : line.end].strip()
        opens_list = found[number + 1].sign not in ("", line.sign) if found[number + 1 :] else False
        lone = line.alone and not after_heading
        opened = _opened(said, line.sign, sections, stands_out=lone or opens_list)
        after_heading = bool(opened)
        if opened:
            section, heading = _asked_for(said, words) if opened == "other" else opened, said
            short = said[:LONGEST_UNIT]
            yield Unit(
                short,
                line.start,
                section,
                heading,
                label="",
                marked=False,
                line=number,
                is_heading=True,
            )
            continue
        label = _LABEL.match(text, line.start, line.end)
        labelled = _labelled(label[1], line.sign, sections) if label else ""
        if label and labelled:
            section, heading = labelled, label[1]
        name = label[1] if label and labelled else ""
        for start, end in sentences(text, line.start, line.end):
            said = text[start:end].replace("\n", " ")
            marked = bool(line.sign or name)
            yield Unit(said, start, section, heading, name, marked=marked, line=number)


def _asked_for(heading: str, words: Words) -> str:
    """What stands under a heading that no section knows: `Applicants must have all of:`."""
    if not heading.endswith(":"):
        return "other"
    if words.any_of("phd", "optional").search(heading):
        return "preferred"
    return "requirements" if words.any_of("phd", "required").search(heading) else "other"


def _opened(said: str, sign: str, sections: dict[str, re.Pattern[str]], *, stands_out: bool) -> str:
    """The section that a line opens as its heading, or nothing."""
    bare = said.rstrip(" :.").strip("*_ ")
    if len(bare) > _HEADING or (sign and "#" not in sign):
        return ""
    known = _known(bare, sections)
    if known:
        return known
    looks = "#" in sign or said.endswith(":") or (bare.isupper() and len(bare.split()) > 1)
    short = bare[:1].isupper() and len(bare.split()) <= 6 and said[-1:].isalnum()
    return "other" if looks or (short and stands_out and "," not in bare) else ""


def _labelled(label: str, sign: str, sections: dict[str, re.Pattern[str]]) -> str:
    known = _known(label.strip("*_ "), sections)
    if known or sign:
        return known
    return "other" if label[:1].isupper() and len(label.split()) <= 5 else ""


def _known(said: str, sections: dict[str, re.Pattern[str]]) -> str:
    said = _ASIDE.sub("", said)
    return next((name for name, one in sections.items() if one.fullmatch(said)), "")


def _titled(posting: Posting) -> Role | None:
    """The role that one of the first lines names, unless the first names another one."""
    words = posting.words
    other = words.any_of("title", "other")
    not_its_own = words.any_of("title", "not_its_own")
    label = words.any_of("title", "label")
    at_the_top = [unit for unit in posting.units if len(unit.text) <= _SHORT_LINE]
    for number, unit in enumerate(at_the_top[:_LINES_AT_THE_TOP]):
        found = _named(unit, words)
        stranger = other.search(unit.text)
        is_title = number == 0 or bool(label.fullmatch(unit.label.strip()))
        if stranger and is_title and not (found and found.start < unit.start + stranger.start()):
            return None
        if found:
            before = unit.text[: found.start - unit.start]
            if len(before.split()) <= 6 and not not_its_own.search(before) and not stranger:
                return found
            if is_title and not stranger:
                return found
    return None


def _hired(posting: Posting) -> Role | None:
    """The role that a sentence such as `we are looking for an ML engineer` names."""
    words = posting.words
    stranger = words.any_of("title", "other")
    first = next((unit for unit in posting.units), None)
    if first and len(first.text) <= _SHORT_LINE and stranger.search(first.text):
        return None
    hiring = words.any_of("title", "hiring")
    between = re.compile(words.said["title"]["between"] + "$", re.IGNORECASE)
    for unit in posting.units:
        if not hiring.search(unit.text):
            continue
        found = _named(unit, words, plural=True)
        if found is None:
            continue
        before = unit.text[: found.start - unit.start]
        starts = [one.end() for one in hiring.finditer(before)]
        if any(between.fullmatch(before[at:]) for at in starts) or before == "":
            return found
    return None


def _named(unit: Unit, words: Words, *, plural: bool = False) -> Role | None:
    """The role that is named first; of two at one place, the longer."""
    found = []
    for name in words.names("roles"):
        match = words.any_of("roles", name, plural=plural).search(unit.text)
        if match:
            found.append((match.start(), -match.end(), name))
    if not found:
        return None
    start, end, name = min(found)
    return Role(name, unit.start + start, unit.start - end, _level(unit.text, words))


def _level(text: str, words: Words) -> str:
    return next(
        (one for one in words.names("levels") if words.any_of("levels", one).search(text)), ""
    )
