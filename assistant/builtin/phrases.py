"""What the built-in model says in its own words: small talk, declining, asking back. No facts."""

import re
from collections.abc import Sequence

from assistant.listing import listed
from assistant.posting import in_words
from assistant.understanding import may_mean
from corpus import named

SMALL_TALK = {
    "greeting": "Hello! Ask me about hiring for AI roles: pay, interviews, sourcing, whom to hire "
    "first, or which track fits you.",
    "thanks": "You are welcome. Ask on whenever you like.",
    "goodbye": "Goodbye, and good luck with your hiring.",
    "about": "I answer questions about hiring ML engineers, AI researchers, research scientists, "
    "research engineers and applied scientists, from the guides only, and show the words each "
    "sentence rests on. What the guides do not say, I do not say either.",
}
UNLAWFUL = (
    "I do not help with that: choosing or treating people by age, sex, origin, religion, family "
    "or health is discrimination, and the guides say nothing of the kind."
)
ONLY_ORDERS = "I answer from the guides only, and nothing in them is about that."
WHAT_IS_MEANT = (
    "What do you mean by that: which role, and which part of hiring, such as pay, interviews or "
    "sourcing?"
)
_EVERY_ROLE = (
    "ML engineer",
    "AI researcher",
    "research scientist",
    "research engineer",
    "applied scientist",
)
PASTE_IT = (
    "Paste the text of the posting, with the title in its first line, and I hold it against what "
    "the guides say about requirements, duties, pay, interviews and sourcing."
)
NEAREST = "the nearest the guides say; it may not be what you asked"
NOT_BY_LEVEL = "The guides do not tell this by level."
THEN_THE_REST = "What else you ask depends on it: I come to it then."
NOTHING_MORE = "The guides say nothing more about that."
# Marks, links and orders of a page are left out of what is quoted.
_PLAIN_WORDS = re.compile(r"[^\W_](?:[\w ,.;:'’$%€£+/&-](?<!_)(?!//)){2,199}")
_MOST_WORDS_QUOTED = 14
_ENDS = re.compile(r"[.:;]")
DIFFER = "The guides differ here."
DIFFERS_WITHIN = "The guide itself differs here."
DIFFERENT_BASES = "These are different bases, so they do not contradict."


def which_role(question: str = "") -> str:
    """Asking back whom a question is about; of a title cut short, which it is short for."""
    roles = [one.replace("ml ", "ML ") for one in may_mean(question)] or _EVERY_ROLE
    return (
        f"Which role do you mean: {listed(roles, 'or')}? Tell me the level as well, if it matters."
    )


def is_plain(words: str) -> bool:
    """Whether a person's words can be quoted within a sentence of ours."""
    short = len(words.split()) <= _MOST_WORDS_QUOTED
    return short and bool(_PLAIN_WORDS.fullmatch(words)) and not _ENDS.search(words)


def not_covered(matters: Sequence[str]) -> str:
    """What a partial answer leaves out."""
    return f"The guides do not cover {listed([capital(one) for one in matters])}."


def said_in(sources: Sequence[str]) -> str:
    """Which documents an answer rests on."""
    return f"It rests on {listed(sources)}."


def declined(looked_for: Sequence[str], about: Sequence[str], offer: str) -> str:
    """A sentence that declines, with what it was asked about; and one that offers what is near."""
    matter = f" about {listed(about)}" if about else ""
    where = f"I looked for {listed(looked_for)}" if looked_for else "I looked in all of them"
    text = f"The guides do not answer this{matter}; {where}."
    return f"{text} What they do answer nearby: “{offer}”" if offer else text


def left_open(question: str) -> str:
    """What was not asked, since the role is the same however it is answered."""
    return f"The role is the same however you answer the rest: “{question}”"


def asked_again(question: str, heard: str) -> str:
    """The question of a tree, after the person's words that leave it in doubt."""
    words = " ".join(heard.split())
    if not question or not _PLAIN_WORDS.fullmatch(words):
        return question
    short = " ".join(words.split()[:_MOST_WORDS_QUOTED])
    short = short if short == words.strip() else f"{short} …"
    said = f"You said “{short.strip(' .,;:')}”"
    if ":" in question:
        return f"{said}. {question}"
    return f"{said}: {question[0].lower()}{question[1:]}"


def unchanged(heard: str) -> str:
    """That a person's words change nothing in a decision; nothing where none are new."""
    words = " ".join(heard.split())
    return f"Nothing in “{words.strip(' .,;:')}” changes that." if is_plain(words) else ""


def found(role: str, findings: int) -> str:
    """Over the findings in a posting."""
    several = "1 finding" if findings == 1 else f"{findings} findings, the most certain first"
    return f"Checked as a posting for: {in_words(role)}. {several}:"


def instead(change: str) -> str:
    """What to write in a posting."""
    return f"Instead: {change}"


def more(findings: int, notes: Sequence[str]) -> str:
    """What is not shown, and where all of it is."""
    left = f"{findings} more not shown. " if findings else ""
    told = f"{' '.join(notes)} " if notes else ""
    return f"{told}{left}All of it: the posting room, or `python -m assistant check-posting`."


def clean(role: str, checked: Sequence[str], notes: Sequence[str]) -> str:
    """That nothing was found, and what was looked for."""
    rules = "; ".join(checked)
    told = " ".join(("", *notes))
    return f"Checked as a posting for: {in_words(role)}. Nothing found. Checked: {rules}.{told}"


def capital(words: str) -> str:
    """The name of a place, in small letters, as it is written."""
    return words.title() if words.islower() and named(words, "place") else words
