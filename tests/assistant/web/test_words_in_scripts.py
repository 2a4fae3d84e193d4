"""Every word that a person reads is in text/en: none stands in a script."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.web.static_files import FOLDER

SCRIPTS = sorted(FOLDER.rglob("*.js"))
# What is no word of ours: what it means is said by the platform or by our own routes.
OF_THE_PLATFORM = {
    *("Accept", "Content-Type", "POST", "Retry-After", "Refused", "Files", "en"),
    *("Enter", "Escape", "Home", "End", "Tab", "Delete", "Backspace", "Space"),
    *(
        "ArrowUp",
        "ArrowDown",
        "ArrowLeft",
        "ArrowRight",
        "PageUp",
        "PageDown",
        "Alt+ArrowUp",
        "Alt+ArrowDown",
    ),
    *("SCRIPT", "STYLE", "LINK", "INPUT", "TEXTAREA", "SELECT", "BUTTON"),
}
OF_THE_GUIDES = {
    *("early career", "mid-level", "senior", "staff", "manager"),
    *("guides differ", "not comparable", "table row"),
    *("decision tree", "language model", "worked answers", "hiring-assistant conversation"),
}
_COMMENT = re.compile(r"^\s*(?://|/?\*).*$|(?<=[;{},\s])//(?![^\n]*[`\"]).*$", re.MULTILINE)
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`')
_NEVER_SHOWN = re.compile(
    r"(?:new Error\(|class:|class=|querySelector(?:All)?\(|matches\(|closest\(|import\(|from|import"
    r"|classList\.\w+\(|matchMedia\(|supports\(|d:|rel:|viewBox:|allow:|sandbox:)\s*$"
)
_READ = re.compile(r"^[A-Z][a-z]{2,}|^[A-Z][a-z]+ |[a-z]{2,},? [a-z]{2,}|[a-z]{3,}[.!?…]$")


def strings(script: str) -> Iterator[str]:
    """What stands in quotes, without what an expression puts in, and what is for programs."""
    code = _COMMENT.sub("", script)
    for found in _STRING.finditer(code):
        listed = '.split(" ")' in code[found.end() :].partition(";")[0]
        if listed or _NEVER_SHOWN.search(code[: found.start()]):
            continue
        words = found[1] if found[1] is not None else found[2]
        if not re.fullmatch(r"\w+(?:\.\w+)*\.\$\{[^}]*\}(?:\.\w+)*", words):  # a key of text/en
            yield re.sub(r"\$\{[^}]*\}", " ", words).strip()


def classes() -> set[str]:
    """The names that the sheets know."""
    sheets = "\n".join(path.read_text("utf-8") for path in FOLDER.rglob("*.css"))
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", sheets))


def is_read(words: str, known: set[str]) -> bool:
    if words in OF_THE_PLATFORM | OF_THE_GUIDES or not _READ.search(words):
        return False
    return not set(words.split()) <= known and not re.search(r"[#\[\]>(){}=/;]|:\w|--", words)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_no_word_that_a_person_reads_stands_in_a_script(path: Path) -> None:
    known = classes()
    assert [one for one in strings(path.read_text("utf-8")) if is_read(one, known)] == []


@pytest.mark.parametrize(
    "script",
    [
        'h("p", {}, "Messages")',
        'h("p", {}, "one moment, please")',
        '"aria-label": `quoted from there ${n}`',
        'title: "Loading…"',
        'announce("done.")',
    ],
)
def test_such_a_word_would_be_found(script: str) -> None:
    assert [one for one in strings(script) if is_read(one, classes())]
