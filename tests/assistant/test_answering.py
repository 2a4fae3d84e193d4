from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from assistant import NOTHING_ASKED, Answer, Assistant, Citation
from corpus import Cite, Passage, Sentence, WorkedAnswer
from index import PassageIndex
from index.keywords import KeywordIndex, matched_words
from index.records import points
from index.vectors import VectorsInMemory

VOCABULARY = ("engineer", "scientist", "pay", "earn", "interview", "city", "paper")
PAY = "ML engineers earn $5. Research scientists earn $7."
INTERVIEW = "ML engineers have four rounds of interviews."
ANSWERS = (
    WorkedAnswer(
        id="pay-mle",
        kind="figure",
        asked=("What does an ML engineer earn?", "ML engineer pay"),
        roles=("ml engineer",),
        attribute="pay",
        sentences=(
            Sentence("ML engineers earn $5.", (Cite("pay", "ML engineers earn $5"),)),
            Sentence(
                "Research scientists earn more: $7.", (Cite("pay", "Research scientists earn $7"),)
            ),
        ),
        note="guides differ",
    ),
    WorkedAnswer(
        id="interview-mle",
        kind="fact",
        asked=("How many rounds does an ML engineer interview have?", "ML engineer interview"),
        roles=("ml engineer",),
        attribute="interview",
        sentences=(Sentence(INTERVIEW, (Cite("interview", INTERVIEW[:-1]),)),),
    ),
)


def _vector(text: str) -> npt.NDArray[np.float32]:
    counts = np.array([text.lower().count(word) for word in VOCABULARY], dtype=np.float32)
    return counts / max(float(np.linalg.norm(counts)), 1.0)


def _assistant(answers: Sequence[WorkedAnswer] = ANSWERS) -> Assistant:
    passages = []
    for name, text in (("pay", PAY), ("interview", INTERVIEW)):
        asked = tuple(
            question
            for answer in answers
            if answer.sentences[0].cites[0].document == name
            for question in answer.asked
        )
        passages.append(
            Passage(
                f"{name}#1", name, "Guide", (), 3, 3 + len(text), text,
                searchable=text, questions=asked,
            )
        )  # fmt: skip
    expected = points(passages)
    vectors = VectorsInMemory(np.stack([_vector(one.text) for one in expected]), expected)
    keywords = KeywordIndex.build([matched_words(passage) for passage in passages])
    return Assistant(PassageIndex(passages, vectors, keywords, _vector), answers)


def test_every_sentence_has_its_marks_and_every_mark_its_words() -> None:
    answer = _assistant().answer(["ML engineer pay?"])
    assert (answer.kind, answer.note) == ("answer", "guides differ")
    assert answer.text == "ML engineers earn $5 [1]. Research scientists earn more: $7 [2]."
    passage = answer.citations[0].passage
    assert answer.citations == (
        Citation(1, passage, "Guide", "ML engineers earn $5", 3, 23),
        Citation(2, passage, "Guide", "Research scientists earn $7", 25, 52),
    )
    assert [passage.text[one.start - 3 : one.end - 3] for one in answer.citations] == [
        one.quote for one in answer.citations
    ]


def test_what_can_be_asked_next_is_suggested() -> None:
    answer = _assistant().answer(["ML engineer pay?"])
    assert answer.suggestions == ("How many rounds does an ML engineer interview have?",)


def test_a_follow_up_is_answered_with_what_came_before() -> None:
    answer = _assistant().answer(["ML engineer interview?", "and what do they earn?"])
    assert answer.text.startswith("ML engineers earn $5")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("pay of a prompt engineer?", "about prompt engineer", id="another role"),
        pytest.param("ML engineer pay in Nairobi", "about Nairobi", id="a place"),
        pytest.param("applied scientist pay", "do not answer this", id="a role without an answer"),
    ],
)
def test_what_the_guides_do_not_say_is_declined(question: str, said: str) -> None:
    answer = _assistant().answer([question])
    assert (answer.kind, answer.citations) == ("decline", ())
    assert said in answer.text
    assert answer.nearby


def test_unlawful_requests_are_declined_as_such() -> None:
    answer = _assistant().answer(["ML engineer pay?", "How do I avoid hiring women?"])
    assert answer.kind == "decline"
    assert "discrimination" in answer.text


def test_what_is_unclear_is_asked_back() -> None:
    assert _assistant().answer(["who should I hire?"]).kind == "clarify"


@pytest.mark.parametrize("turns", [[], [""], ["?!"]], ids=repr)
def test_nothing_asked_is_said(turns: list[str]) -> None:
    assert _assistant().answer(turns) == Answer("chat", NOTHING_ASKED)


def test_without_worked_answers_the_best_passages_are_shown() -> None:
    answer = _assistant(()).answer(["who should I hire for interviews?"])
    assert (answer.kind, answer.text) == ("passages", "")
    assert answer.nearby[0].passage.document == "interview"


def test_the_same_conversation_gets_the_same_answer() -> None:
    turns = ["ML engineer interview?", "and what do they earn?"]
    assert _assistant().answer(turns) == _assistant().answer(turns)


def test_an_answer_whose_words_stand_in_no_passage_is_not_given() -> None:
    heading = replace(ANSWERS[0], sentences=(Sentence("Pay.", (Cite("pay", "# Pay"),)),))
    assert _assistant((heading, ANSWERS[1])).answer(["ML engineer pay?"]).kind == "decline"
