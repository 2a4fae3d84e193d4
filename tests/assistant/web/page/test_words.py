import json
import re
from typing import get_args

from assistant.answers import Layer
from assistant.web.page import head
from assistant.web.page.words import words


def test_whoever_may_have_written_an_answer_is_named() -> None:
    assert set(words("ask")["layers"]) == set(get_args(Layer))


def test_there_are_six_examples_for_each_kind_of_reader() -> None:
    examples = words("ask")["examples"]
    assert (len(examples["hiring"]), len(examples["candidate"])) == (6, 6)


def test_the_words_of_the_first_view_come_with_the_page() -> None:
    for room in ("shell", "ask"):
        (told,) = re.findall(rf'id="words-{room}">(.*?)</script>', head())
        assert json.loads(told) == words(room)


def test_the_page_is_open_about_what_is_kept_and_sent() -> None:
    assert "<meta" not in head()
    told = head(
        feedback=True, model="openai:<one>", sent_to='models.example"', collected=True
    ).splitlines()[:4]
    assert told == [
        '<meta name="feedback" content="kept">',
        '<meta name="model" content="openai:&lt;one&gt;">',
        '<meta name="sent-to" content="models.example&quot;">',
        '<meta name="collected" content="gaps">',
    ]
