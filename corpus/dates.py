"""The date of a document: found near its start, and written as ISO."""

import datetime
import re

LINES_SEARCHED = 40
_LONGEST_BYLINE = 120

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FULL = [
    re.compile(rf"(?<!\d){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.I),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+{_YEAR}\b", re.I),
]
_MONTH_ONLY = [
    re.compile(rf"(?<!\d){_YEAR}-(?P<number>\d\d)(?![\d-])"),
    re.compile(rf"\b{_MONTH},?\s+{_YEAR}\b", re.I),
]
_YEAR_ONLY = re.compile(rf"\s*{_YEAR}\s*\Z")
_NEWER = re.compile(r"\b(?:last |date )?(?:updated|reviewed|modified|revised)\b", re.I)
_LABEL = re.compile(r"\b(?:updated|reviewed|modified|revised|published|posted|date)\b", re.I)
_SENTENCE = re.compile(r"[.!?][\"')\]”’]*\Z")


def iso_date(words: str) -> str:
    """`March 6, 2026` -> `2026-03-06`, `May 2026` -> `2026-05`; empty when no date is in it."""
    for pattern in (*_FULL, *_MONTH_ONLY):
        match = pattern.search(words)
        if match and (date := _written(match)):
            return date
    year = _YEAR_ONLY.match(words)
    return year["year"] if year else ""


def date_in(lines: list[str]) -> str:
    """Find the document's own date among its first lines; a date inside a sentence is none."""
    found = ""
    for line in lines[:LINES_SEARCHED]:
        if len(line) > _LONGEST_BYLINE:
            continue
        labelled = _LABEL.search(line)
        if _SENTENCE.search(line.strip()) and not (labelled and labelled.start() < 8):
            continue
        date = iso_date(line) if labelled else _full_date(line)
        if date and (newer := _NEWER.search(line)):
            return iso_date(line[newer.end() :]) or date
        found = found or date
    return found


def _full_date(line: str) -> str:
    dates = (_written(match) for pattern in _FULL if (match := pattern.search(line)))
    return next(filter(None, dates), "")


def _written(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = parts.get("number") or _MONTHS.index(parts["month"][:3].lower()) + 1
    try:
        date = datetime.date(int(parts["year"]), int(month), int(parts.get("day") or 1))
    except ValueError:
        return ""
    return date.isoformat() if parts.get("day") else date.isoformat()[:7]
