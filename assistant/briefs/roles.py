"""What the documents say of a role that is recommended: its figures, interviews and channels."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.briefs.places import Places
from assistant.decisions import Claim
from assistant.figures import looked_up
from assistant.figures.wording import people
from assistant.understanding import same_roles
from corpus import Cite, Figure, WorkedAnswer

MOST_SENTENCES = 8
"""Of each kind for each role: a brief is read in a meeting."""

_MEASURES = ("pay", "time to fill")
_KINDS = ("list", "figure", "fact", "conflict")
"""What says something by itself, the whole before its parts. Others answer no to a question."""
_NO_FIGURES = "give no figures for"
_STANDS_FOR = {"second engineer": "ml engineer"}
"""A place in a team, and the profile that the trees look for to fill it."""


def figures_of_role(role: str, figures: Sequence[Figure], places: Places) -> Iterator[Claim]:
    """What it earns and how long it takes to find, each with its basis."""
    told = False
    meant = _STANDS_FOR.get(role, role)
    for measure in _MEASURES:
        found = looked_up(figures, places.place, role=meant, measure=measure)
        cites = tuple(dict.fromkeys(cite for one in found.sentences for cite in one.cites))
        if found.sentences and not told and meant != role:
            yield _instead(_NO_FIGURES, role, meant)
        for sentence in found.sentences:
            told = True
            yield Claim(sentence.text, sentence.cites)
        if found.closing and len(found.sentences) > 1:
            yield Claim(found.closing, cites)
    if not told:
        yield _none(_NO_FIGURES, role)


def interviews(role: str, answers: Sequence[WorkedAnswer]) -> Iterator[Claim]:
    """What is asked of a candidate, and for how long."""
    attributes = ("interview", "interview-length", "interview-block")
    yield from _worked("describe no interviews for", role, answers, attributes)


def channels(role: str, answers: Sequence[WorkedAnswer]) -> Iterator[Claim]:
    """Where candidates are found."""
    yield from _worked("name no sourcing channels for", role, answers, ("sourcing",))


def _worked(
    no: str, role: str, answers: Sequence[WorkedAnswer], attributes: Sequence[str]
) -> Iterator[Claim]:
    """Sentences of worked answers about a role; else about one under whose name it goes as well."""
    others = sorted(same_roles(role) - {role})
    for name in (role, *others, *filter(None, [_STANDS_FOR.get(role)])):
        found = [one for one in answers if one.roles == (name,) and one.attribute in attributes]
        general = [one for one in found if one.kind in _KINDS and not (one.place or one.tier)]
        general.sort(key=lambda one: (_KINDS.index(one.kind), attributes.index(one.attribute)))
        claims = list(_once(general))[:MOST_SENTENCES]
        if claims:
            if name != role:
                yield _instead(no, role, name)
            yield from claims
            return
    yield _none(no, role)


def _once(answers: Iterable[WorkedAnswer]) -> Iterator[Claim]:
    """Their sentences, without the answers half of which rests on what was cited before."""
    said: dict[str, Claim] = {}
    cited: list[Cite] = []
    in_conflict: list[Cite] = []
    for answer in answers:
        before = in_conflict if answer.kind == "conflict" else cited
        cites = [cite for sentence in answer.sentences for cite in sentence.cites]
        known = [one for one in cites if any(_overlap(one, other) for other in before)]
        if 2 * len(known) >= len(cites):
            continue
        before += cites
        for sentence in answer.sentences:
            said.setdefault(sentence.text, Claim(sentence.text, sentence.cites))
    yield from said.values()


def _overlap(one: Cite, other: Cite) -> bool:
    near = one.words.rstrip(".") in other.words or other.words.rstrip(".") in one.words
    return near and one.document == other.document


def _none(of: str, role: str) -> Claim:
    return Claim(f"The guides {of} {people(role)}.", ())


def _instead(of: str, role: str, name: str) -> Claim:
    return Claim(f"The guides {of} {people(role)} as such; these are for {people(name)}.", ())
