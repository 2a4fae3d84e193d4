"""Of the ways to read a follow-up, the one is meant that the guides answer."""

import pytest

from assistant import Assistant, Guides
from assistant.builtin.following import meant, spoken_of, sure
from assistant.builtin.last_turn import LastTurn
from assistant.understanding.conversation import Reading

pytestmark = pytest.mark.models


def test_a_first_turn_is_meant_as_it_stands(guides: Guides) -> None:
    assert meant(("What do ML engineers earn?",), guides) == (
        Reading("What do ML engineers earn?", "alone"),
    )


@pytest.mark.parametrize(
    "asked", ["whats a senior ML engineer making these days", "what's a senior MLE making"]
)
def test_what_was_answered_is_asked_of_another_role(assistant: Assistant, asked: str) -> None:
    answer = assistant.ask(asked, "and for a research engineer?")
    assert "$220k-$300k base" in answer.text
    assert "$380K" not in answer.text


def test_a_role_inherits_no_level_that_nobody_pays_it_by(guides: Guides) -> None:
    turns = ("what does a senior ML engineer make", "and a research engineer?")
    assert [one.question for one in meant(turns, guides)][0] == "what does a research engineer make"


def test_a_turn_that_stands_alone_drops_what_was_before(guides: Guides) -> None:
    question = "Which skills of ML engineers are in demand?"
    turns = ("What share of applied scientists have a PhD?", question)
    assert meant(turns, guides)[0] == Reading(question, "alone", said=question)


def test_what_was_declined_and_small_talk_leave_the_topic(guides: Guides) -> None:
    turns = ("What do senior ML engineers earn?", "lovely weather today", "thanks!")
    topic = spoken_of(turns, guides)
    assert (topic.question, topic.attribute, topic.roles, topic.level) == (
        "What do senior ML engineers earn?",
        "pay",
        ("ml engineer",),
        "senior",
    )


def test_an_answer_about_another_role_is_doubted(guides: Guides) -> None:
    turns = ("How long to fill a senior applied scientist role?", "and for a research engineer?")
    topic = spoken_of(turns[:1], guides)
    joined = Reading(f"{turns[0]} {turns[1]}", "joined", said="for a research engineer?")
    assert guides.find(joined.question).candidates[0].answer.roles == ("applied scientist",)
    assert not sure(joined, topic, guides)


@pytest.mark.parametrize("correction", ["sorry, senior", "no, I meant senior", "oops. senior"])
def test_a_correction_is_no_small_talk(assistant: Assistant, correction: str) -> None:
    answer = assistant.ask("total comp of a mid-level ML engineer", correction)
    assert answer.kind == "answer"
    assert "$380K-$750K" in answer.text


def test_a_detail_that_nobody_tells_is_declined(assistant: Assistant) -> None:
    answer = assistant.ask("MLOps Community Slack size?", "does posting a job there cost anything")
    assert answer.kind == "decline"


def test_nothing_before_means_asking_back(assistant: Assistant) -> None:
    assert assistant.ask("nice tool", "I meant the other role").kind == "clarify"


def test_a_question_that_is_asked_whole_again_is_answered_whole_again(
    assistant: Assistant,
) -> None:
    question = "What does a senior ML engineer earn?"
    again = assistant.ask(f"8: {question}", "and a junior one?", question)
    assert again.text == assistant.ask(question).text


DECIDED = ("do we need an applied scientist or an MLE?", "the value is in shipping reliably")


@pytest.mark.parametrize(
    ("asked", "said", "unsaid"),
    [
        ("great. and how long does it take to fill that one?", "70 days", "110 days"),
        ("where do people like that hang out?", "MLOps Community", "arXiv"),
        ("what would such a person be paid at senior level?", "$380K-$750K", "$480"),
    ],
)
def test_a_decision_says_whom_the_next_turn_is_about(
    assistant: Assistant, asked: str, said: str, unsaid: str
) -> None:
    answer = assistant.ask(*DECIDED, asked)
    assert answer.kind == "answer"
    assert said in answer.text and unsaid not in answer.text


def test_after_a_decision_both_are_both(guides: Guides) -> None:
    question = meant((*DECIDED, "and what do both cost?"), guides)[0].question
    assert question == "what do both cost (applied scientists and ml engineers)?"


def test_after_a_decision_the_other_one_can_still_be_meant(guides: Guides) -> None:
    turns = (
        "We are series B and are thinking of an applied scientist",
        "suppose we do it anyway, how long would they stay and why would they go?",
    )
    assert "applied scientists stay" in meant(turns, guides)[0].question


def test_the_pay_of_another_role_is_asked_at_the_same_level(guides: Guides) -> None:
    turns = ("How much does a staff ML engineer make in total?", "what about an RS?")
    assert "staff research scientist" in meant(turns, guides)[0].question


def test_what_is_told_of_one_level_does_not_answer_for_another(assistant: Assistant) -> None:
    answer = assistant.ask("median time to fill for senior applied scientists?", "and junior ones?")
    assert answer.kind == "decline"


def test_a_place_holds_behind_a_question_that_was_declined(assistant: Assistant) -> None:
    asked = ("what's the notice period for ML engineers in Germany", "how much lower is pay there?")
    assert "15-25%" in assistant.ask(*asked).text


@pytest.mark.parametrize("asked", ["and at a frontier lab?", "what if we were a frontier lab?"])
def test_a_kind_of_employer_stands_in_the_place_of_a_level(
    assistant: Assistant, asked: str
) -> None:
    answer = assistant.ask("How long to fill a senior applied scientist role?", asked)
    assert "150 to 200 days" in answer.text


@pytest.mark.parametrize("asked", ["ok then USA in general, senior", "and senior ones?"])
def test_a_place_that_nothing_is_told_of_does_not_hold(assistant: Assistant, asked: str) -> None:
    answer = assistant.ask("What does a research scientist cost?", "and in New York?", asked)
    assert "$450K-$900K" in answer.text


def test_there_is_the_place_of_the_turn_before(assistant: Assistant) -> None:
    asked = "base salary of a mid-level ML engineer?", "is it the same in Berlin?"
    assert "15-25%" in assistant.ask(*asked, "so what will the salary be there, roughly").text


@pytest.mark.parametrize("level", ["staff", "early career"])
def test_of_a_pair_the_one_with_a_figure_is_answered(assistant: Assistant, level: str) -> None:
    asked = "who earns more, research scientist or research engineer"
    answer = assistant.ask(asked, f"and at {level} level?")
    assert "earch scientists" in answer.text
    assert "ML engineers" not in answer.text
    assert "do not cover this for research engineers" in answer.text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param("do i need a phd for it", "effectively required", id="what they want to be"),
        pytest.param("would my salary go up if i switch?", "similar pay", id="both"),
    ],
)
def test_who_wants_to_become_another_asks_about_that(
    assistant: Assistant, asked: str, said: str
) -> None:
    turn = "im a research engineer and want to switch to scientist, how long does that take"
    assert said in assistant.ask(turn, "why is it inside the lab mostly?", asked).text


def test_they_are_who_was_decided_on_beside_another(guides: Guides) -> None:
    turns = (
        "I'm a systems engineer with a strong background and ML exposure. Which track fits me?",
        "and do they pay better than ML engineers?",
    )
    assert spoken_of(turns[:1], guides).chosen == ("research engineer",)
    assert meant(turns, guides)[0].question == "do research engineers pay better than ML engineers?"


_FIRST_HIRE = (
    "We have a working prototype, customers want to pay, but it cannot be integrated into our "
    "product yet. Who should be our first AI hire?"
)


@pytest.mark.parametrize(
    ("between", "asked", "means"),
    [
        ((), "where do I find the engineer?", "where do I find the ml engineer?"),
        ((), "how do I convince that hire?", "how do I convince an ml engineer?"),
        (
            ("what do AI researchers cost?",),
            "how do I interview for the right one?",
            "how do I interview for an ml engineer?",
        ),
        (
            ("what do AI researchers cost?",),
            "where do I find the person you recommended?",
            "where do I find an ml engineer?",
        ),
        (
            ("what do AI researchers cost?",),
            "and where do I find another like her?",
            "where do I find an ml engineer?",
        ),
        (
            ("what do AI researchers cost?",),
            "no, the one you told me to hire",
            "what do ml engineers cost?",
        ),
    ],
)
def test_who_was_recommended_is_meant(
    guides: Guides, between: tuple[str, ...], asked: str, means: str
) -> None:
    assert meant((_FIRST_HIRE, *between, asked), guides)[0].question == means


@pytest.mark.parametrize("asked", ["is that the right one?", "when is the right time to hire one?"])
def test_who_was_spoken_of_since_is_meant(guides: Guides, asked: str) -> None:
    turns = (_FIRST_HIRE, "what do AI researchers cost?", asked)
    assert "ml engineer" not in meant(turns, guides)[0].question


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        pytest.param(
            (
                "My CTO wants a research engineer as our first AI hire. We're pre-seed. Right?",
                "Nope, just 300k from angels",
                "what would a research engineer earn in Berlin?",
                "no i meant the ml engineer",
            ),
            "$180k-$220k",
            id="of another role",
        ),
        pytest.param(
            ("what does a research engineer earn", "sorry, the ml engineer", "no, the ml engineer"),
            "$380K-$750K",
            id="of the same role once more",
        ),
        pytest.param(
            ("whats the pay of AI engineers in the us", "is that base?", "sorry I meant AS"),
            "$480K",
            id="of who has no such pay",
        ),
    ],
)
def test_a_correction_of_whom_was_meant_asks_the_question_again(
    assistant: Assistant, turns: tuple[str, ...], said: str
) -> None:
    answer = assistant.ask(*turns)
    assert (answer.kind, said in answer.text) == ("answer", True)


def test_who_tells_of_themselves_corrects_no_question(assistant: Assistant) -> None:
    turns = (_FIRST_HIRE, "what do AI researchers cost?", "no, we have no prototype after all")
    assert "AI researcher or research engineer first" in assistant.ask(*turns).text


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        pytest.param(
            ("what does a research engineer earn", "compare that to an ML engineer at that level"),
            ("$220k-$300k", "$250k-$320k"),
            id="pay",
        ),
        pytest.param(
            ("whats the interview for an AS like", "and the MLE interview, is that shorter?"),
            ("6+ hours", "3.5 to 4 hours"),
            id="length",
        ),
        pytest.param(
            ("what equity does a senior ml engineer get", "is it more for a research engineer?"),
            ("1.5-3%", "1-3%"),
            id="equity",
        ),
        pytest.param(
            ("applied scientist pay at openai?", "and at anthropic for an MLE?", "so double then?"),
            ("$620,000", "$450,000"),
            id="the two last asked about",
        ),
    ],
)
def test_who_compares_hears_of_both(
    assistant: Assistant, turns: tuple[str, ...], said: tuple[str, ...]
) -> None:
    text = assistant.ask(*turns).text
    assert [one for one in said if one not in text] == []


@pytest.mark.parametrize(
    ("turns", "means"),
    [
        pytest.param(
            ("how long to find an AS?", "and an RS?", "back to the AS, where do I find them?"),
            "where do I find applied scientists?",
            id="back to a role",
        ),
        pytest.param(
            ("which one gets paid more, RE or RS?", "if I'm already an RE can I switch later"),
            "if I'm already an research engineer can I switch from a research engineer to a "
            "research scientist later",
            id="to the other of two",
        ),
        pytest.param(
            ("how long to fill an applied scientist role", "why so long, they are not that rare"),
            "why so long: to fill an applied scientist role?",
            id="without a remark",
        ),
        pytest.param(
            (
                "whats the biggest mistake people make on their first ai hire",
                "what should I ask in the interview so that doesnt happen to me",
            ),
            "what should I ask in the interview so that doesn't happen to me",
            id="another matter",
        ),
        pytest.param(
            ("where do I look for such people?", "for somebody who ships models, an engineer"),
            "where do I look for ml engineers?",
            id="who was asked for",
        ),
    ],
)
def test_what_a_turn_is_about_is_what_it_names(
    guides: Guides, turns: tuple[str, ...], means: str
) -> None:
    assert LastTurn(turns, guides).readings[0].question == means
