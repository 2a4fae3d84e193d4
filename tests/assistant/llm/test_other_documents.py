"""Over documents about something else a language model has fewer tools, and the same account."""

from collections.abc import Iterator

import pytest

from assistant import Assistant, BuiltInModel, Guides
from assistant.llm import Author, open_language_model
from index import Settings, open_model
from tests.assistant.llm.playing import answering
from tests.assistant.llm.server import Playing, says, served
from tests.quality.indexed import opened
from tests.quality.other_folders import PLACE

pytestmark = pytest.mark.models

QUESTION = "How often should I inspect for queen cells?"


@pytest.fixture(scope="module")
def server() -> Iterator[Playing]:
    with served(lambda _: says("")) as playing:
        yield playing


@pytest.fixture(scope="module")
def beekeeper(server: Playing) -> Iterator[Assistant]:
    settings = Settings.read()
    model = open_model(settings.embedding_model, cache=settings.models)
    with opened(PLACE / "seen" / "beekeeping", model) as build:
        guides = Guides.of(build, model)
        author = Author(open_language_model("openai:played", url=server.url), guides)
        yield Assistant(guides, BuiltInModel(guides=guides), author=author)


def test_what_the_documents_say_is_shown(beekeeper: Assistant, server: Playing) -> None:
    said = "Inspect every seven days from the end of April to the end of June {{every seven days}}."
    server.play = answering(QUESTION, said)
    answer = beekeeper.ask(QUESTION)
    assert (answer.layer, answer.cut) == ("language model", ())
    assert answer.text == "Inspect every seven days from the end of April to the end of June [1]."
    names = [one["function"]["name"] for one in server.asked[-1]["tools"]]
    assert "search_guides" in names
    assert "decide" not in names


@pytest.mark.parametrize(
    "wrong",
    [
        "Inspect every nine days from the end of April to the end of June {{every seven days}}.",
        "Inspect every seven weeks from the end of April {{every seven days}}.",
        "Queens should be bought from a breeder in Austria {{every seven days}}.",
    ],
)
def test_what_they_do_not_say_is_not(wrong: str, beekeeper: Assistant, server: Playing) -> None:
    server.play = answering(QUESTION, wrong)
    answer = beekeeper.ask(QUESTION)
    assert wrong.partition(" {{")[0] not in answer.text
    assert answer.layer != "language model"
