import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from assistant import Answer, Turn
from assistant.web import shown
from assistant.web.page.talking import conversation
from index.errors import ChromaAway
from tests.assistant.web.page.told import FULL, Told

SAID = (
    "Senior research engineers earn **$250k** a year\u00a0[1](#/guides/Pay/Pay%231?from=0&to=46)"
    "\u00a0[2](#/guides/Pay/Pay%231?from=0&to=18). The team decides"
    "\u00a0[3](#/guides/Interviews/Interviews%231?from=0&to=17)."
)


def message(role: str, *texts: str) -> dict[str, Any]:
    return {"role": role, "content": [{"type": "text", "text": text} for text in texts]}


def sent(question: str, keep: int | None = None) -> str:
    return json.dumps({"id": "7", "question": question, "keep": keep})


def told(record: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.b64decode(record))
    return found


def test_the_page_gets_the_conversation_and_a_record_for_its_script() -> None:
    asked, answered = conversation(Told(), sent("What do they earn?"), [])
    question = {"role": "user", "content": "What do they earn?"}
    assert (asked[0], told(asked[1])) == ([question], {"id": "7"})
    assert answered[0] == [question, {"role": "assistant", "content": SAID}]
    assert told(answered[1]) == {"id": "7", "answer": shown.answer(FULL)}


def test_the_conversation_before_is_known_as_it_was_typed() -> None:
    assistant = Told()
    before = [message("user", "a &#60; &#42;b&#42;"), message("assistant", "Yes.")]
    *_, last = conversation(assistant, sent("and <c>?"), before)
    assert assistant.heard == ["a < *b*", "and <c>?"]
    assert [one["content"] for one in last[0]] == [
        "a &#60; &#42;b&#42;",
        "Yes.",
        "and &#60;c&#62;?",
        SAID,
    ]


def test_an_answer_that_is_handed_over_reads_as_words_and_is_understood_exactly() -> None:
    assistant = Told()
    link = "#/decide/first-hire?prototype=no"
    sent = json.dumps(
        {"id": "7", "question": "Is there ](http://a.example)\none? No", "link": link}
    )
    *_, last = conversation(assistant, sent, [])
    assert assistant.heard == [f"Is there ](http://a.example) one? No {link}"]
    content = f"[Is there &#93;(http:&#47;&#47;a.example) one? No]({link})"
    assert last[0][0]["content"] == content
    list(conversation(assistant, '{"id": "8", "question": "Why?"}', [message("user", content)]))
    assert assistant.heard == [f"Is there ](http://a.example) one? No {link}", "Why?"]


@pytest.mark.parametrize("link", ["#/guides/a", "http://a.example", "#/decide/a?b=c) [d](e", "x"])
def test_nothing_but_answers_is_handed_over(link: str) -> None:
    sent = json.dumps({"id": "7", "question": "No", "link": link})
    (only,) = conversation(Told(), sent, [])
    assert (only[0], told(only[1])["error"]["code"]) == ([], "invalid")


def test_a_question_is_asked_anew_in_the_place_of_what_was_said() -> None:
    assistant = Told()
    before = [message("user", "One"), message("assistant", "1"), message("user", "Two")]
    *_, last = conversation(assistant, sent("Three", keep=2), before)
    assert assistant.heard == ["One", "Three"]
    assert [one["content"] for one in last[0]] == ["One", "1", "Three", SAID]


def test_of_a_long_conversation_the_end_is_remembered() -> None:
    assistant = Told()
    before = [message("user", f"Question {number}") for number in range(50)]
    list(conversation(assistant, sent("Last"), before))
    assert assistant.heard == [*(f"Question {number}" for number in range(31, 50)), "Last"]


def test_what_a_caller_sends_along_is_words_or_nothing() -> None:
    component = {"type": "component", "component": "html", "value": "<b>", "props": {}}
    before = [{"role": "system", "content": [{"type": "text", "text": "Words."}, component]}]
    *_, last = conversation(Told(), sent(" "), before)
    assert last[0] == [{"role": "assistant", "content": "Words."}]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        pytest.param(
            sent("a" * 10_001),
            {
                "code": "too_long",
                "message": "A question has at most 10,000 characters: please ask a shorter one.",
            },
            id="too long",
        ),
        pytest.param(
            '{"id": "7", "question": "a", "system": "b"}',
            {
                "code": "invalid",
                "message": "The question could not be read: please reload the page.",
            },
            id="with what is not known",
        ),
        pytest.param(
            "null",
            {
                "code": "invalid",
                "message": "The question could not be read: please reload the page.",
            },
            id="nothing",
        ),
    ],
)
def test_what_cannot_be_asked_is_told_and_the_conversation_stays(
    asked: str, error: dict[str, str]
) -> None:
    assistant = Told()
    (only,) = conversation(assistant, asked, [message("user", "One")])
    assert only[0] == [{"role": "user", "content": "One"}]
    assert told(only[1])["error"] == error
    assert assistant.heard == []


def test_what_a_person_can_put_right_is_told_and_can_be_asked_again() -> None:
    class Away(Told):
        def answer(
            self,
            turns: Sequence[Turn | str],
            *,
            builtin: bool = False,  # noqa: ARG002
        ) -> Iterator[Answer]:
            raise ChromaAway(f"Chroma is away, {turns[-1]}.")

    *_, last = conversation(Away(), sent("friend"), [])
    assert (last[0], told(last[1])) == (
        [],
        {"id": "7", "error": {"code": "failed", "message": "Chroma is away, friend."}},
    )
