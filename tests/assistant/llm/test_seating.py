from pathlib import Path

import pytest

from assistant import Assistant, BuiltInModel, Guides, Settings
from assistant.llm import ModelNotOpened, Patience, author_for
from assistant.llm.seating import patience_of
from index import CAN_BE_PUT_RIGHT
from tests.assistant.llm.playing import answering
from tests.assistant.llm.server import served

pytestmark = pytest.mark.models

QUESTION = "Do ML engineers need a PhD?"
SAID = "For ML engineers, a PhD helps but is not required {{helps but is not required}}."


def test_without_a_setting_the_built_in_model_sits_alone(guides: Guides) -> None:
    assert author_for(Settings.read(), guides) is None


def test_one_setting_seats_a_model_and_tells_where_text_goes(
    guides: Guides, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with served(answering(QUESTION, SAID)) as server:
        for name, value in (
            ("MODEL", "openai:played"),
            ("MODEL_URL", server.url),
            ("MODEL_KEY", "sk-tell-nobody"),
            ("MODEL_TOKENS_A_DAY", "100000"),
            ("INDEX", str(tmp_path / "index")),
        ):
            monkeypatch.setenv(f"ASSISTANT_{name}", value)
        author = author_for(Settings.read(), guides)
        assert author is not None
        assistant = Assistant(guides, BuiltInModel(guides=guides), author=author)
        answer = assistant.ask(QUESTION)
    assert (answer.layer, answer.notes) == ("language model", ())
    assert (author.model.name, author.model.host) == ("openai:played", "127.0.0.1")
    assert server.keys == ["Bearer sk-tell-nobody"] * 2
    assert (tmp_path / ".spent.json").is_file()
    assert Settings.read().model_key.get_secret_value() not in repr(author.model)


def test_what_is_set_wrongly_ends_a_program_in_one_line(
    guides: Guides, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("ASSISTANT_MODEL", "openai:any")
    with pytest.raises(ModelNotOpened, match="needs a key: set OPENAI_API_KEY"):
        author_for(Settings.read(), guides)
    assert issubclass(ModelNotOpened, CAN_BE_PUT_RIGHT)


def test_waits_shrink_with_the_whole_and_do_not_grow_beyond_what_is_usual() -> None:
    assert patience_of(30.0) == Patience()
    assert patience_of(15.0) == Patience(connect=1.5, first=6.0, between=4.0, whole=15.0)
    assert patience_of(120.0).first == Patience().first
