"""Briefs: decisions to take along, and whether they would be made again."""

from assistant.briefs.brief import Brief, Line, Part, Source
from assistant.briefs.errors import BriefUnreadable, BriefUnwritable, NotDecided
from assistant.briefs.making import brief
from assistant.briefs.markdown import to_markdown
from assistant.briefs.pdf import to_pdf
from assistant.briefs.record import Record
from assistant.briefs.replaying import LARGEST_BYTES, Replay, Verdict, replay
from assistant.briefs.telling import to_json, told

__all__ = [
    "LARGEST_BYTES",
    "Brief",
    "BriefUnreadable",
    "BriefUnwritable",
    "Line",
    "NotDecided",
    "Part",
    "Record",
    "Replay",
    "Source",
    "Verdict",
    "brief",
    "replay",
    "to_json",
    "to_markdown",
    "to_pdf",
    "told",
]
