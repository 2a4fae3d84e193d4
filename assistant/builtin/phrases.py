"""What the built-in model says in its own words: small talk, declining, asking back. No facts."""

from collections.abc import Sequence

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
ASKED_BACK = {
    "subject": "Which role do you mean: ML engineer, AI researcher, research scientist, research "
    "engineer or applied scientist? Tell me the level as well, if it matters.",
    "reference": "What do you mean by that: which role, and which part of hiring, such as pay, "
    "interviews or sourcing?",
}
DIFFER = "The guides differ here."
DIFFERENT_BASES = "These are different bases, so they do not contradict."


def not_covered(matters: Sequence[str]) -> str:
    """What a partial answer leaves out."""
    return f"The guides do not cover {_listed(matters)}."


def declined(looked_for: Sequence[str], offer: str) -> str:
    """A sentence that declines, and one that offers what is near."""
    about = f"I looked for {_listed(looked_for)}" if looked_for else "I looked in all of them"
    text = f"The guides do not answer this; {about}."
    return f"{text} What they do answer nearby: “{offer}”" if offer else text


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
