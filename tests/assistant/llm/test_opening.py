from pathlib import Path

import pytest
from langchain_openai import ChatOpenAI
from pydantic import SecretStr

from assistant import Settings
from assistant.llm import ModelNotOpened, open_language_model
from assistant.llm.opening import MOST_ANSWER_TOKENS, NO_KEY

SECRET = "sk-tell-nobody"


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_BASE", "ANTHROPIC_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def key_of(model: object) -> str:
    assert isinstance(model, ChatOpenAI)
    assert isinstance(model.openai_api_key, SecretStr)
    return model.openai_api_key.get_secret_value()


def test_a_name_opens_a_model_and_tells_where_text_goes() -> None:
    model = open_language_model("openai:gpt-4.1-mini", key=SecretStr(SECRET))
    assert (model.name, model.host) == ("openai:gpt-4.1-mini", "api.openai.com")
    assert isinstance(model.chat, ChatOpenAI)
    assert (model.chat.model_name, model.chat.max_retries) == ("gpt-4.1-mini", 0)
    assert model.chat.max_tokens == MOST_ANSWER_TOKENS
    assert SECRET not in repr(model)


def test_no_variable_of_somebody_else_moves_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_BASE", "http://elsewhere.example/v1")
    model = open_language_model("openai:any", key=SecretStr(SECRET))
    assert isinstance(model.chat, ChatOpenAI)
    assert (model.host, model.chat.openai_api_base) == (
        "api.openai.com",
        "https://api.openai.com/v1",
    )


def test_the_key_comes_from_a_setting_a_file_or_the_providers_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "key"
    file.write_text("sk-in-file\n", "utf-8")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-variable")
    assert key_of(open_language_model("openai:any").chat) == "sk-variable"
    assert key_of(open_language_model("openai:any", key_file=file).chat) == "sk-in-file"
    both = open_language_model("openai:any", key=SecretStr(SECRET), key_file=file)
    assert key_of(both.chat) == SECRET


def test_a_server_of_ones_own_does_not_get_the_providers_key(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    model = open_language_model("openai:any", url="http://localhost:8000/v1")
    assert (model.host, key_of(model.chat)) == ("localhost", NO_KEY)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("gpt-4.1", "ASSISTANT_MODEL does not fit", id="no provider"),
        pytest.param("openai:", "ASSISTANT_MODEL does not fit", id="no name"),
        pytest.param("nobody:any", "the providers are openai, anthropic", id="unknown provider"),
        pytest.param("openai:any", "set OPENAI_API_KEY, ASSISTANT_MODEL_KEY", id="no key"),
        pytest.param(
            "anthropic:any", "pip install 'hiring-assistant[anthropic]'", id="not installed"
        ),
        pytest.param("google:any", "pip install 'hiring-assistant[google]'", id="by another name"),
    ],
)
def test_what_is_missing_is_said_in_one_line(name: str, said: str) -> None:
    with pytest.raises(ModelNotOpened) as raised:
        open_language_model(name)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "url", ["localhost:8000", "ftp://host/v1", "http:///v1", "http://a:b@host/"]
)
def test_an_address_that_does_not_fit_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(ModelNotOpened, match="ASSISTANT_MODEL_URL does not fit") as raised:
        open_language_model("openai:any", url=url)
    assert url not in str(raised.value)


@pytest.mark.parametrize("content", [None, "", "two words", "schl\u00fcssel"])
def test_a_file_without_a_key_is_named(content: str | None, tmp_path: Path) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(ModelNotOpened, match="holds no key"):
        open_language_model("openai:any", key_file=file)


def test_the_settings_show_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "openai:any")
    monkeypatch.setenv("ASSISTANT_MODEL_KEY", SECRET)
    settings = Settings.read()
    assert SECRET not in f"{settings!r} {settings.model_dump()}"
    assert settings.model_key.get_secret_value() == SECRET
