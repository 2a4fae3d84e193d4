"""HTML -> Markdown. Only what a reader of the page would see. Runs in the parsing child."""

import re

from bs4 import BeautifulSoup, Comment, Tag
from markdownify import MarkdownConverter

from corpus.cleaning import drop_invisible
from corpus.dates import iso_date
from corpus.errors import UnreadableDocument
from corpus.formats.messages import Parsed

_NEVER_READ = [
    *("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas"),
    *(
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "input",
        "dialog",
    ),
    *("video", "audio", "map", "head"),
]
_FURNITURE_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog"}
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:\.0+)?[a-z%]*\s*(?:;|!|$))",
    re.I,
)
_SITE = re.compile(r"\s+[|·–—]\s+[^|·–—]{1,40}\Z")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\n)")


def parse(content: bytes) -> Parsed:
    """Take the visible text out of a page.

    Raises:
        UnreadableDocument: It holds no text.
    """
    page = BeautifulSoup(content, "lxml")
    title, publisher, date = _title(page), _meta(page, "og:site_name", "author"), _date(page)
    _keep_visible(page)
    to_markdown = MarkdownConverter(
        heading_style="ATX",
        bullets="-",
        strip=["a", "img"],
        table_infer_header=True,
        escape_asterisks=False,
        escape_underscores=False,
    )
    text = to_markdown.convert_soup(page)
    text = _BLANK_LINES.sub("\n\n", _TRAILING.sub("", drop_invisible(text))).strip()
    if not text:
        raise UnreadableDocument("It shows no text: save the page again, or as text.")
    return Parsed(text + "\n", title, publisher, date)


def _keep_visible(page: BeautifulSoup) -> None:
    for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for heading in page.select("article header h1, main header h1"):
        # An article's own title is no furniture, though it often stands in a header.
        header = heading.find_parent("header")
        if header is not None:
            header.insert_before(heading.extract())
    for element in page.find_all(_NEVER_READ):
        element.decompose()
    for element in page.find_all(_is_hidden):
        if not element.decomposed:
            element.decompose()
    for cell in page.find_all(["td", "th"]):
        for words in cell.find_all(string=re.compile(r"\|")):
            words.replace_with(words.replace("|", "\\|"))


def _is_hidden(element: Tag) -> bool:
    return (
        element.has_attr("hidden")
        or _attribute(element, "aria-hidden").lower() == "true"
        or _attribute(element, "role").lower() in _FURNITURE_ROLES
        or bool(_HIDDEN_STYLE.search(_attribute(element, "style")))
    )


def _title(page: BeautifulSoup) -> str:
    headings = page.find_all("h1")
    if len(headings) == 1 and (title := _words(headings[0])):
        return title
    named = page.find("title")
    title = _meta(page, "og:title") or (_words(named) if isinstance(named, Tag) else "")
    return _SITE.sub("", title)


def _date(page: BeautifulSoup) -> str:
    said = _meta(page, "article:modified_time", "article:published_time", "date", "dcterms.date")
    if not said:
        time = page.find("time", attrs={"datetime": True})
        said = _attribute(time, "datetime") if isinstance(time, Tag) else ""
    return iso_date(said.partition("T")[0])


def _meta(page: BeautifulSoup, *names: str) -> str:
    for name in names:
        for key in ("property", "name"):
            element = page.find("meta", attrs={key: name})
            if isinstance(element, Tag) and (content := _attribute(element, "content").strip()):
                return " ".join(drop_invisible(content).split())[:200]
    return ""


def _words(element: Tag) -> str:
    return " ".join(drop_invisible(element.get_text(" ")).split())[:200]


def _attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    return value if isinstance(value, str) else " ".join(value or ())
