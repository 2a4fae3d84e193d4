"""A web page saved as plain text -> Markdown, without what stood around the article."""

import re
from collections.abc import Iterator, Sequence

from corpus.dates import iso_date
from corpus.formats.advertising import without_advertising
from corpus.formats.messages import Parsed
from corpus.formats.outline import outlined
from corpus.formats.tables import has_collapsed_table, has_glued_table, restore_tables
from corpus.formats.wrapping import unwrap
from corpus.titles import looks_like_title

MAX_LENGTH = 200_000
"""An article is shorter. What is longer is taken as it is."""
MOST_LINES = 5_000
_HEAD_LINES = 30
_CONTENTS_LINES = 150
_LONGEST_BYLINE = 120
_NEED_BLANKS = 0.05

_SKIP = re.compile(
    r"(?:skip|jump) to (?:the )?(?:main )?(?:content|navigation|article|footer)\.?\Z", re.I
)
_READING_TIME = re.compile(r"\b\d{1,3}[ -]?min(?:ute)?s?(?:[ -]to)?[ -]read\b", re.I)
_AUTHOR_AFTER_DATE = re.compile(r"\s+by\s+(?P<name>[A-Z].{1,60})\Z")
_PARTS = re.compile(r"\s*[·•|]\s*")
_NAME_END = re.compile(r"\s*[·•|,(]|\s+(?:on|published|updated|reviewed|posted)\b|\s+[-–—]\s", re.I)
_DATE_LABEL = re.compile(
    r"(?:(?:last|date|first)\s+)?(?:updated|reviewed|modified|revised|published|posted)(?:\s+on)?\s*:?",
    re.I,
)
_SEPARATORS = re.compile(r"[\s·•|,;:()–—-]+")
_INITIALS = re.compile(r"[A-Z]{1,3}\Z")
_BYLINE = re.compile(
    r"(?:written\s+|reviewed\s+|posted\s+)?by(?:\s*:)?\s*(?=[A-Z])(?P<name>.+)\Z", re.I
)
_GLUED_LABEL = re.compile(r"(?<=[a-z])(?=(?:[A-Z][a-z]+ed|Fact[ -][Cc]hecked)\b)")
_BREADCRUMB = re.compile(r"[^>›»/]{1,40}(?:\s[>›»/]\s[^>›»/]{1,120}){1,6}\Z")
_QUESTIONS = re.compile(r"(?:frequently asked questions|faqs?|common questions)\W*\Z", re.I)
_RELATED = re.compile(
    r"(?:related|recommended|similar|popular|recent|latest|more)\s+(?:articles?|posts?|reading|guides?"
    r"|stories|resources|content|topics|from\b.*|on this topic|like this)"
    r"|(?:you (?:might|may) (?:also )?(?:like|enjoy)|keep reading|read (?:next|more|also)|up next"
    r"|comments)\W*\Z",
    re.I,
)
_CONTENTS = re.compile(
    r"(?:table of contents|on this page|in this (?:article|guide|post)|contents)\W*\Z", re.I
)
_FEWEST_ENTRIES = 3
_FURNITURE = re.compile(
    r"(?:share(?: this(?: \w+)?)?|tags:?|filed under:?|tweet|pin it|copy link|print|email"
    r"|menu|close|search|log ?in|sign (?:in|up)|subscribe|register"
    r"|toggle (?:navigation|menu)|back to (?:top|blog|home|all .{1,20})"
    r"|next|previous|prev|home|advertisement|sponsored|loading(?:\.\.\.|…)?"
    r"|accept(?: all)?(?: cookies)?|reject(?: all)?"
    r"|cookie (?:policy|settings|preferences)|privacy(?: policy)?|terms(?: of (?:service|use))?"
    r"|(?:view|read|show|load|see) (?:more|all)|facebook|twitter|linkedin|instagram|youtube|reddit"
    r"|whatsapp|follow us|all rights reserved\.?|leave a (?:comment|reply)|rss)\Z"
    r"|(?:©|\(c\)|copyright\b).{0,100}\Z",
    re.I,
)
_TABLE_RULE = re.compile(r"\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+")
_GLUED_DATE = re.compile(r"(?<=[a-z)])((?:19|20)\d\d-\d\d(?:-\d\d)?)(?=[A-Z])")


def is_saved_page(text: str) -> bool:
    """Look for what only a saved page has: one sure sign, or two that may have other reasons."""
    if len(text) > MAX_LENGTH or text.count("\n") > MOST_LINES:
        return False
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    head = filled[:_HEAD_LINES]
    if any(_SKIP.match(line) for line in head[:10]) or any(map(_is_reading_time, head)):
        return True
    if has_collapsed_table(lines) or has_glued_table(lines):
        return True
    signs = (
        _has_questions(filled),
        _is_a_line_a_paragraph(lines, filled),
        any(map(_TABLE_RULE.fullmatch, filled)),
        len(head) - len(set(head)) > 0 and _repeated_title(head) != "",
        any(_RELATED.fullmatch(line) for line in filled),
        any(_FURNITURE.match(line) for line in (*head[:10], *filled[-10:])),
    )
    # A table alone is Markdown, and so is a list of questions.
    return sum(signs) >= 2


def parse(text: str) -> Parsed:
    """Turn a saved page into Markdown."""
    lines = _without_contents(text.split("\n"))
    title, publisher, body = _without_head(lines)
    body = unwrap(restore_tables(body), drop_hyphens=False)
    body = [_with_gaps(line) for line in _without_furniture(body)]
    blocks = without_advertising(outlined(body))
    if title:
        blocks.insert(0, f"# {title}")
    return Parsed("\n\n".join(blocks) + "\n", title, publisher)


def _has_questions(filled: Sequence[str]) -> bool:
    return any(
        _QUESTIONS.match(line) and following.endswith("?")
        for line, following in zip(filled, filled[1:], strict=False)
    )


def _is_a_line_a_paragraph(lines: Sequence[str], filled: Sequence[str]) -> bool:
    """Say whether paragraphs are one long line each with no blank line between them."""
    blanks = len(lines) - len(filled)
    long = sum(len(line) > 150 for line in filled)
    return blanks <= _NEED_BLANKS * len(lines) and long >= 5


def _without_contents(lines: list[str]) -> list[str]:
    """Drop a table of contents: lines, one below the other, that all come again as headings."""
    texts = [line.strip() for line in lines]
    last = {text: at for at, text in enumerate(texts)}
    kept: list[str] = []
    at = 0
    searched = min(len(lines), _CONTENTS_LINES)
    while at < searched:
        end = at + bool(_CONTENTS.match(texts[at]))
        while end < searched and (not texts[end] or last[texts[end]] > end):
            end += 1
        entries = sum(bool(text) for text in texts[at:end])
        if entries >= _FEWEST_ENTRIES and all(map(_may_be_entry, texts[at:end])):
            kept.append("")
            at = end
        else:
            kept.append(lines[at])
            at += 1
    return kept + lines[max(at, searched) :]


def _may_be_entry(text: str) -> bool:
    return not text or looks_like_title(text.rstrip("?"))


# The head: from "Skip to main content" to the date.


def _without_head(lines: list[str]) -> tuple[str, str, list[str]]:
    """Find title and publisher, and drop all lines above the article that say nothing else."""
    numbered = [(number, line.strip()) for number, line in enumerate(lines) if line.strip()]
    head = numbered[:_HEAD_LINES]
    texts = [line for _, line in head]
    title = _repeated_title(texts) or _first_title(texts)
    publisher, dropped = _byline(texts, title)
    last = max((at for at, line in enumerate(texts) if line == title), default=-1)
    for at, line in enumerate(texts):
        if line == title or _is_head_furniture(line, title):
            dropped.add(at)
        elif at < last and looks_like_title(line) and len(line) <= 60:
            dropped.add(at)  # A tag or a section of the site: `Comparisons and decisions`.
    gone = {head[at][0] for at in dropped}
    return title, publisher, ["" if at in gone else line for at, line in enumerate(lines)]


def _repeated_title(head: Sequence[str]) -> str:
    """A page's title stands above its article and again in it."""
    for at, line in enumerate(head):
        if len(line.split()) > 2 and looks_like_title(line.rstrip("?")) and line in head[at + 1 :]:
            return line
    return ""


def _first_title(head: Sequence[str]) -> str:
    """Choose the longest title-like line above the first paragraph."""
    candidates = []
    for line in head:
        if _is_head_furniture(line, "") or _FURNITURE.match(line) or _BYLINE.match(line):
            continue
        if not looks_like_title(line.rstrip("?")) or _QUESTIONS.match(line):
            break
        candidates.append(line)
    return max(candidates[:4], key=len, default="")


def _is_head_furniture(line: str, title: str) -> bool:
    return bool(
        _SKIP.match(line)
        or _is_about_the_page(line)
        or (title and line != title and line.endswith(title) and len(line) < len(title) + 120)
        or (
            _BREADCRUMB.match(line)
            and line.split()[0].lower() in ("home", "blog", "guides", "docs")
        )
    )


def _is_about_the_page(line: str) -> bool:
    """`By A. Writer · Updated January 12, 2026 · 7 min read`, or some of it."""
    parts = [part for part in _PARTS.split(line.strip()) if part]
    plain = [part for part in parts if _is_reading_time(part) or _is_date(part)]
    return bool(plain) and all(part in plain or _BYLINE.match(part) for part in parts)


def _is_reading_time(line: str) -> bool:
    """`9 min read · April 25, 2026`, with or without a date."""
    match = _READING_TIME.search(line[:_LONGEST_BYLINE])
    if match is None or len(line) > _LONGEST_BYLINE:
        return False
    rest = _SEPARATORS.sub("", line[: match.start()] + line[match.end() :])
    return not rest or _is_date(line[: match.start()] + line[match.end() :])


def _is_date(line: str) -> bool:
    """`·March 6, 2026`, `Last reviewed`: a date or its label, and its author at most."""
    unlabelled = _DATE_LABEL.sub("", _AUTHOR_AFTER_DATE.sub("", line))
    labelled = unlabelled != line
    rest = _SEPARATORS.sub(" ", unlabelled).strip()
    return (not rest and labelled) or (len(rest.split()) <= 3 and len(iso_date(unlabelled)) > 4)


def _byline(head: Sequence[str], title: str) -> tuple[str, set[int]]:
    """Find who wrote it, next to the date: `By A. Writer`, or initials above a name."""
    for at, line in enumerate(head):
        following = head[at + 1] if at + 1 < len(head) else ""
        dated = _is_about_the_page(following)
        by = _BYLINE.match(line)
        if by and len(line) <= _LONGEST_BYLINE and not line.endswith((".", "?")) and line != title:
            name = _NAME_END.split(by["name"], maxsplit=1)[0]
            return _GLUED_LABEL.split(name, maxsplit=1)[0].strip(), {at}
        after_date = _AUTHOR_AFTER_DATE.search(line)
        if after_date and _is_date(line):
            return after_date["name"], {at}
        is_name = looks_like_title(line) and len(line.split()) <= 5 and line != title
        is_name = is_name and not _is_about_the_page(line)
        if dated and is_name and at:
            initials = bool(_INITIALS.match(head[at - 1])) and line.startswith(head[at - 1][0])
            return line, {at - 1, at} if initials else {at}
    return "", set()


# The rest of the page.


def _without_furniture(lines: Sequence[str]) -> Iterator[str]:
    texts = [line.strip() for line in lines]
    following = _following(texts)
    listing = False
    for line, text, below in zip(lines, texts, following, strict=True):
        if _RELATED.fullmatch(text):
            listing = True
        elif listing and text and (not _is_link(text) or _is_prose(below)):
            listing = False
        if not (text and (listing or _FURNITURE.match(text) or _SKIP.match(text))):
            yield line


def _following(texts: Sequence[str]) -> list[str]:
    """Give for each line the next that is not blank."""
    following: list[str] = []
    below = ""
    for text in reversed(texts):
        following.append(below)
        below = text or below
    return following[::-1]


def _is_prose(text: str) -> bool:
    return len(text) > _LONGEST_BYLINE or (len(text) > 60 and text.endswith("."))


def _is_link(text: str) -> bool:
    text = re.sub(r"\A(?:[-*•]|\d{1,2}[.)])\s+", "", text)
    return looks_like_title(text.rstrip("?")) or _is_reading_time(text) or _is_date(text)


def _with_gaps(line: str) -> str:
    """`Levels.fyi2026-05Checked against` -> `Levels.fyi · 2026-05 · Checked against`."""
    return _GLUED_DATE.sub(r" · \1 · ", line)
