"""Who says so: what the answer before rests on."""

import re

from assistant.builtin.last_turn import LastTurn
from assistant.builtin.plan import Plan, search_for
from assistant.builtin.unclear import SURE_OF_REFERENCE
from assistant.understanding.turns import asks_whence, own_terms


def traced(turn: LastTurn) -> Plan | None:
    """Who asks who says so is told what the answer before rests on."""
    said = turn.told[-1]
    if not (turn.topic.spoken and turn.topic.spoken[0].entry) or not asks_whence(said):
        return None
    found = turn.found
    own = found.candidates and found.candidates[0].answer.attribute in _OF_SOURCES
    if own_terms(_WHENCE.sub(" ", said)) or (own and found.trust >= SURE_OF_REFERENCE):
        return None
    answer = turn.guides.worked.by_id(turn.topic.spoken[0].entry)
    documents = dict.fromkeys(cite.document for one in answer.sentences for cite in one.cites)
    sources = tuple(map(turn.guides.described, documents))
    return Plan((search_for(turn.topic.question),), sources=sources)


_OF_SOURCES = frozenset({"sources", "meta"})
_WHENCE = re.compile(
    r"\b(?:who|says?|said|so|that|this|it|source|sources|where|come|from|which|guides?|your"
    r"|according|to|whom|is|does|do|you|have|get|the|claims?|reports?)\b",
    re.IGNORECASE,
)
