"""Whether a tree that was read holds: its names, its shape, and the words it cites."""

from collections.abc import Iterator, Mapping

from assistant.decisions.links import TREE
from assistant.decisions.written import Written, citing
from corpus import figures_in


def faults(written: Written, texts: Mapping[str, str]) -> list[str]:
    """Each with its place. `texts` are the documents by id, all that it cites among them."""
    # A fault in the names makes the shape meaningless, so only the first kind found is told.
    for find in (_names(written), _shape(written), _words(written, texts)):
        found = list(find)
        if found:
            return found
    return []


def _names(written: Written) -> Iterator[str]:
    """Whatever is named must be there, and whatever is there must be named."""
    quoted: set[str] = set()
    for place, cites in citing(written, written.claims):
        quoted.update(cites)
        yield from (
            f"{place}: there is no quote {cite}." for cite in cites if cite not in written.quotes
        )
    said: set[str] = set()
    for place, claims in written.said.items():
        said.update(claims)
        yield from (
            f"{place}: there is no claim {claim}."
            for claim in claims
            if claim not in written.claims
        )
    yield from (f"quote {name}: nobody cites it." for name in written.quotes if name not in quoted)
    yield from (f"claim {name}: no outcome says it." for name in written.claims if name not in said)
    taken = written.questions.keys() & (written.again.keys() | written.outcomes.keys())
    taken |= written.again.keys() & written.outcomes.keys()
    yield from (f"{name}: two things have this name." for name in sorted(taken))
    for name, asked in written.questions.items():
        if not set(asked.listed) <= asked.answers.keys():
            yield f"question {name}: it lists an answer that is not there."
    if TREE in written.questions:
        yield f"question {TREE}: links call the tree so, give it another name."
    for name, again in written.again.items():
        question = written.questions.get(again.question)
        if question is None:
            yield f"again {name}: there is no question {again.question}."
        elif again.leads.keys() != question.answers.keys():
            yield f"again {name}: its answers are not those of question {again.question}."
    for ground in written.grounds:
        for name, answer in (*ground.given.items(), *ground.granted.items()):
            if name not in written.questions or answer not in written.questions[name].answers:
                yield f"grounds: no question {name} has the answer {answer}."


def _shape(written: Written) -> Iterator[str]:
    """One root, every way on leads somewhere, none in a circle, everything can be reached."""
    leads = written.leads
    lost = [
        f"question {node}: answer {answer} leads to {target}, which is not there."
        for node, ways in leads.items()
        for answer, target in ways.items()
        if target not in leads and target not in written.outcomes
    ]
    if lost:
        yield from lost
        return
    targets = {target for ways in leads.values() for target in ways.values()}
    roots = [node for node in leads if node not in targets]
    if not roots:
        yield "questions: each is led to by another, so none is the first."
        return
    if len(roots) > 1:
        yield f"question {roots[1]}: no answer leads to it, and none leads to {roots[0]}."
    reached: set[str] = set()
    yield from _walk(written, roots[0], (), reached)
    unreached = [name for name in (*leads, *written.outcomes) if name not in reached]
    yield from (f"{name}: it cannot be reached." for name in unreached if name not in roots)


def _walk(written: Written, node: str, above: tuple[str, ...], reached: set[str]) -> Iterator[str]:
    """Follow every way from here; `above` are the nodes it came by."""
    reached.add(node)
    if node in written.outcomes:
        return
    if node in above:
        circle = " -> ".join((*above[above.index(node) :], node))
        yield f"question {node}: it leads back to itself ({circle})."
        return
    asked = written.asked_at(node)
    if asked in {written.asked_at(one) for one in above}:
        yield f"question {node}: {asked} was asked already on the way to it."
    for target in written.leads[node].values():
        yield from _walk(written, target, (*above, node), reached)


def _words(written: Written, texts: Mapping[str, str]) -> Iterator[str]:
    """The documents must still say what is quoted."""
    for name, (document, words) in written.quotes.items():
        if words not in texts[document]:
            yield f"quote {name}: {document} does not say {words!r}."
    for name, claim in written.claims.items():
        seen = figures_in(" ".join(written.quotes[cite][1] for cite in claim.cites))
        made_up = figures_in(claim.text) - seen
        if made_up:
            yield f"claim {name}: the words it cites have no {min(made_up):g}."
