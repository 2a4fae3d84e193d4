"""A report as plain text, and as values that JSON can hold."""

from typing import Any

from assistant.posting.findings import Finding, Report, in_words

NOTHING_FOUND = "Nothing found."
_LONGEST_QUOTE = 200


def described(report: Report, text: str) -> str:
    """The report for a reader who has the posting beside it."""
    parts = [_head(report)]
    parts += [_told(finding, text) for finding in report.findings]
    if report.checked:
        parts.append("\n".join(("Checked:", *(f"- {one}" for one in report.checked))))
    parts += report.notes
    return "\n\n".join(parts)


def to_json(report: Report) -> dict[str, Any]:
    """The report as dictionaries, lists, texts and numbers."""
    return {
        "role": report.role,
        "findings": [
            {
                "rule": one.rule,
                "title": one.title,
                "words": one.words,
                "start": one.start,
                "end": one.end,
                "message": one.message,
                "claim": one.claim,
                "cites": [{"document": cite.document, "words": cite.words} for cite in one.cites],
                "certainty": one.certainty,
                "change": one.change,
            }
            for one in report.findings
        ],
        "checked": list(report.checked),
        "notes": list(report.notes),
    }


def _head(report: Report) -> str:
    if not report.role:
        return NOTHING_FOUND
    found = len(report.findings)
    what = NOTHING_FOUND if not found else f"{found} finding{'s' if found > 1 else ''}."
    return f"Checked as a posting for: {in_words(report.role)}. {what}"


def _told(finding: Finding, text: str) -> str:
    line = text.count("\n", 0, finding.start) + 1
    quote = " ".join(finding.words.split())
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[:_LONGEST_QUOTE].rstrip()}..."
    return "\n".join(
        (
            f"{finding.title} ({finding.certainty})",
            f'  line {line}: "{quote}"',
            f"  {finding.message}",
            f"  Instead: {finding.change}",
            *(f'  {cite.document}: "{cite.words}"' for cite in finding.cites),
        )
    )
