"""Good answers reach the reader as they are, and wrong sentences never do."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, BuiltInModel, Guides
from assistant.grounding import Evidence, MarkedSentence
from assistant.llm import Author, Breaker, open_language_model
from assistant.llm import writing as story
from assistant.llm.account import why_not
from assistant.llm.support import LEAST
from tests.assistant.llm.corrupting import Corrupted, corrupted, plain
from tests.assistant.llm.playing import answering, recorded
from tests.assistant.llm.server import Playing, says, served
from tests.quality.learning_support import labelled, learned_apart

pytestmark = pytest.mark.models

MOST_LEAKING = 0.03
MOST_MILLISECONDS = 30
SUBTLE = Path(__file__).with_name("subtle.jsonl")
MOST_SUBTLE = 3


@pytest.fixture(scope="module")
def server() -> Iterator[Playing]:
    with served(lambda _: says("")) as playing:
        yield playing


@pytest.fixture(scope="module")
def seated(guides: Guides, server: Playing) -> Assistant:
    model = open_language_model("openai:played", url=server.url)
    author = Author(model, guides, breaker=Breaker(most_failures=10**6))
    return Assistant(guides, BuiltInModel(guides=guides), author=author)


def test_good_answers_of_every_style_pass_unharmed(seated: Assistant, server: Playing) -> None:
    harmed = []
    rows = recorded()
    for question, text in rows:
        server.play = answering(question, text)
        answer = seated.ask(question)
        if answer.cut or answer.layer != "language model" or plain(answer.text) != plain(text):
            harmed.append((question, answer.cut or answer.notes, answer.text))
    assert harmed == []
    assert len(rows) >= 100


def test_wrong_sentences_never_reach_the_reader(seated: Assistant, server: Playing) -> None:
    leaked: list[Corrupted] = []
    asked: Counter[str] = Counter()
    for one in corrupted():
        asked[one.kind] += 1
        server.play = answering(one.question, one.text)
        if any(one.telling in plain(answer.text) for answer in seated.answer([one.question])):
            leaked.append(one)
    assert [one for one in leaked if one.kind == "changed figure"] == []
    assert len(leaked) <= MOST_LEAKING * asked.total(), leaked
    assert asked.total() >= 200
    assert min(asked.values()) >= 15


def test_what_is_wrong_in_one_word_is_seldom_shown(seated: Assistant, server: Playing) -> None:
    """Roles, levels, places or years exchanged, denials dropped, reasons added."""
    rows = list(map(json.loads, SUBTLE.read_text("utf-8").splitlines()))
    leaked = []
    for row in rows:
        server.play = answering(row["question"], row["wrong"])
        answers = seated.answer([row["question"]])
        if any(plain(row["wrong"]) in plain(answer.text) for answer in answers):
            leaked.append(row["wrong"])
    assert len(rows) >= 50
    assert len(leaked) <= MOST_SUBTLE, leaked


def test_the_checks_take_less_time_than_anyone_notices(
    seated: Assistant, server: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[float] = []

    def timed(*given: object, **named: object) -> str:
        started = time.process_time()
        reason = why_not(*given, **named)  # type: ignore[arg-type]
        taken[-1] += time.process_time() - started
        return reason

    monkeypatch.setattr(story, "why_not", timed)
    for question, text in recorded():
        server.play = answering(question, text)
        taken.append(0.0)
        seated.ask(question)
    assert sum(taken) / len(taken) * 1_000 < MOST_MILLISECONDS


def test_what_is_checked_already_is_not_cut(guides: Guides) -> None:
    """Worked answers were written and checked by people; none of them tuned these checks."""
    kept, cut = 0, []
    for answer in guides.worked.answers[::3]:
        for sentence in answer.sentences:
            evidence = Evidence()
            for cite in sentence.cites:
                place = guides.place(cite)
                assert place
                evidence.add(cite, *place)
            one = MarkedSentence(sentence.text, tuple(evidence.quotes), "")
            reason = why_not(one, evidence, guides)
            kept += not reason
            cut += [(reason, sentence.text)] if reason else []
    assert kept / (kept + len(cut)) >= 0.95, cut


def test_support_is_told_from_hundreds_of_sentences_kept_apart(guides: Guides) -> None:
    sentences = list(labelled())
    assert len(sentences) >= 300
    kept, caught = learned_apart(guides, least=LEAST)
    assert kept >= 0.95
    assert caught >= 0.78
