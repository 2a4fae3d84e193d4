import json
import time
from pathlib import Path

import pytest

from assistant.posting import Pasted, pasted
from assistant.posting.pasted import LEAST_WORDS

POSTING = "ML Engineer\n\nRequirements:\n- PhD in computer science is required\n- Python"
SENTENCES = "Senior Applied Scientist at a Series A startup. Hard PhD requirement. Deploy models."
POSTINGS = [
    json.loads(line)["text"]
    for line in (Path(__file__).parent / "postings.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(
    "turn",
    [
        pytest.param(f"can you check this posting: {POSTING}", id="asked for before it"),
        pytest.param(f"please review our JD\n\n{POSTING}", id="on a line of its own"),
        pytest.param(
            f"Hey, could you please take a look at this job ad?\n{POSTING}", id="politely"
        ),
        pytest.param(f"check this:\n{POSTING}", id="without a name for it"),
        pytest.param(f"{POSTING}\nCan you check this posting?", id="asked for behind it"),
        pytest.param(f"{POSTING}\n\nAny red flags?", id="a short question behind it"),
        pytest.param(f"Hallo! Prüfe diese Stellenanzeige:\n{POSTING}", id="mixed"),
    ],
)
def test_the_posting_is_found_beside_what_is_asked(turn: str) -> None:
    found = pasted([turn])
    assert found is not None
    assert POSTING in found.text
    assert found.role == "ml engineer"


@pytest.mark.parametrize(
    "turn",
    [
        f"what's wrong with my job ad: {SENTENCES}",
        f"is my job posting ok? {SENTENCES}",
        f"Here's our posting: {SENTENCES}",
        f"Would you mind looking over this listing? {SENTENCES}",
    ],
)
def test_sentences_are_a_posting_when_they_are_announced(turn: str) -> None:
    assert pasted([turn]) == Pasted(SENTENCES)


@pytest.mark.parametrize(
    "turn",
    [
        "Check my job posting",
        "is this posting right?",
        "thoughts on this JD?",
        "any red flags in our job description?",
        "can u look at my jd real quick",
        "feedback on our vacancy please",
    ],
)
def test_a_check_may_be_asked_for_before_there_is_a_posting(turn: str) -> None:
    assert pasted([turn]) == Pasted("")
    assert pasted([turn, SENTENCES]) == Pasted(SENTENCES)
    assert pasted([turn, "what does an ML engineer earn in total?"]) is None


@pytest.mark.parametrize(
    "turn",
    [
        "what should a posting say?",
        "What should a job posting for an ML engineer include?",
        "Is a PhD requirement in a posting a mistake?",
        "should our posting require a PhD?",
        "What red flags put off ML engineers in a job description?",
        "Our posting got no applicants, what now?",
        "our posting says 'move fast', is that a problem for researchers?",
        "check if the pay is right for a senior MLE",
        pytest.param(
            "We are a seed firm of nine in Leeds. We offer a planning tool for clinics, it is in "
            "use by two of them and required by law in a third place. We are looking for an ML "
            "engineer or a researcher, we have a notebook prototype, and nothing is deployed. "
            "Who should we hire first?",
            id="a long situation",
        ),
        pytest.param(
            "I have a PhD in physics and four years of experience with training large models. I "
            "enjoy reading papers, and you will find two of mine at ICML; my background is in "
            "systems as well. A research engineer role is what I am after, remote or full-time.",
            id="a candidate",
        ),
        "",
    ],
)
def test_what_only_speaks_of_postings_is_none(turn: str) -> None:
    assert pasted([turn]) is None


def test_most_postings_are_known_without_being_announced() -> None:
    long = [text for text in POSTINGS if len(text.split()) >= LEAST_WORDS]
    missed = [text for text in long if pasted([text]) is None]
    assert (len(long), len(missed)) == (86, 2)


@pytest.mark.parametrize("unit", ["check this ", "ML Engineer\n", "- you will ", "a.\n", "my "])
def test_no_text_takes_long(unit: str) -> None:
    start = time.perf_counter()
    pasted([(unit * 10_000)[:10_000]])
    assert time.perf_counter() - start < 3, "0.1 s on a quiet machine"
