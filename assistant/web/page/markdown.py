"""What is shown in the conversation, as Markdown in which only our marks are links."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode

from assistant.answers import Citation
from corpus import drop_invisible

# A mark is shown, and copied, as it is: `[1]` alone is no link, and nothing can make it one.
_NO_MARK = r"\[(?!\d{1,4}\](?![(\[:]))"
# Of Markdown and HTML; at the beginning of a line also those of lists, headings and code.
_SIGNS = r"[&<\[@\\`*_#~|>]|(?<=:)//|(?<=www)\.|^[ \t]+|^[-+=]|(?<=\d)[.)](?=\s)"
_MARK = re.compile(r"( ?)\[(\d{1,4})\]")
_NO_BREAK = "\u00a0"


def said(text: str, citations: Iterable[Citation]) -> str:
    """An answer's text, each mark a link to its words."""
    links = {one.number: link_to(one) for one in citations}
    return marked(text, links)


def marked(text: str, links: Mapping[int, str]) -> str:
    """As `said`, with the links by number; a number that has none is shown as it is."""

    def linked(found: re.Match[str]) -> str:
        space, number = found[1], int(found[2])
        if number not in links:
            return f"{space}&#91;{number}]"
        # A mark stays with the words that it is of.
        return f"{space and _NO_BREAK}[{number}]({links[number]})"

    return _MARK.sub(linked, as_text(text))


def link_to(citation: Citation) -> str:
    """Where the page shows the quoted words in their guide."""
    passage = citation.passage
    return source_link(passage.document, passage.id, citation.start, citation.end)


def source_link(document: str, passage: str, start: int, end: int) -> str:
    """`#/guides/first-ai-hire/first-ai-hire%23ab12?from=10&to=42`."""
    way = "/".join(quote(part, safe="") for part in (document, passage))
    return f"#/guides/{way}?{urlencode({'from': start, 'to': end})}"


def as_text(words: str) -> str:
    """Markdown stays, but no tag, link or picture of a document becomes one on the page."""
    # A backslash before a sign would show how it is written out.
    bare = re.sub(r"\\+(?=[&<\[@])", "", words)
    return _written_out(rf"[&<@]|{_NO_MARK}|(?<=:)//|(?<=www)\.", bare)


def literally(words: str) -> str:
    """What a person has typed is shown as it was typed, but for what nobody can see."""
    return _written_out(_SIGNS, drop_invisible(words))


def typed(words: str, link: str = "") -> str:
    """A person's turn; with a link, that of a tree with the answers which the words tell."""
    if not link:
        return literally(words)
    label = _written_out(r"\]", literally(" ".join(words.split())))
    return f"[{label}]({link})"


def _written_out(pattern: str, words: str) -> str:
    """Signs as character references, which never have a meaning in Markdown."""
    return re.sub(
        pattern,
        lambda found: "".join(f"&#{ord(sign)};" for sign in found.group()),
        words,
        flags=re.IGNORECASE | re.MULTILINE,
    )
