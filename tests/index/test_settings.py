from pathlib import Path
from typing import Literal

import pytest
from pydantic import PositiveInt, SecretStr, ValidationError

from index.errors import WrongSetting
from index.settings import PROJECT, Settings

NAMES = (
    "The settings are ASSISTANT_CORPUS, ASSISTANT_INDEX, ASSISTANT_MODELS, "
    "ASSISTANT_EMBEDDING_MODEL, ASSISTANT_CHROMA_URL."
)


class MoreSettings(Settings):
    """As a layer above would add its own."""

    passages_searched: PositiveInt = 8
    theme: Literal["light", "dark"] = "light"
    api_key: SecretStr = SecretStr("")


@pytest.fixture(autouse=True)
def dotenv(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An environment without our settings, and a `.env` that is not there yet."""
    for name in [*Settings.model_fields, *MoreSettings.model_fields]:
        monkeypatch.delenv(f"ASSISTANT_{name.upper()}", raising=False)
    path = tmp_path / ".env"
    monkeypatch.setitem(Settings.model_config, "env_file", path)
    monkeypatch.setitem(MoreSettings.model_config, "env_file", path)
    return path


def test_the_defaults_work() -> None:
    assert Settings.read().model_dump() == {
        "corpus": PROJECT / "corpus" / "guides",
        "index": PROJECT / ".index",
        "models": PROJECT / ".models",
        "embedding_model": "all-MiniLM-L6-v2",
        "chroma_url": "",
    }


def test_the_project_is_the_folder_above_index() -> None:
    assert (PROJECT / "index" / "settings.py").is_file()


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(
    monkeypatch: pytest.MonkeyPatch, dotenv: Path
) -> None:
    dotenv.write_text("ASSISTANT_CORPUS=from-file\nASSISTANT_INDEX=from-file\n", "utf-8")
    monkeypatch.setenv("ASSISTANT_CORPUS", "from-environment")
    settings = Settings.read()
    assert (settings.corpus, settings.index, settings.models) == (
        Path("from-environment"),
        Path("from-file"),
        PROJECT / ".models",
    )


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch, dotenv: Path) -> None:
    dotenv.write_text("ASSISTANT_CORPUS=\n", "utf-8")
    monkeypatch.setenv("ASSISTANT_INDEX", "")
    settings = Settings.read()
    assert (settings.corpus, settings.index) == (PROJECT / "corpus" / "guides", PROJECT / ".index")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings.read().chroma_url = "http://localhost:8000"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(
            "ASSISTANT_INDX",
            f"ASSISTANT_INDX is not a setting. Did you mean ASSISTANT_INDEX? {NAMES}",
            id="the nearest name is offered",
        ),
        pytest.param(
            "ASSISTANT_EMBEDING_MODEL",
            "ASSISTANT_EMBEDING_MODEL is not a setting. "
            f"Did you mean ASSISTANT_EMBEDDING_MODEL? {NAMES}",
            id="a long name, misspelt",
        ),
        pytest.param(
            "ASSISTANT_FAVOURITE_COLOUR",
            f"ASSISTANT_FAVOURITE_COLOUR is not a setting. {NAMES}",
            id="nothing is near",
        ),
    ],
)
@pytest.mark.parametrize("place", ["environment", "file"])
def test_an_unknown_setting_is_refused(
    monkeypatch: pytest.MonkeyPatch, dotenv: Path, name: str, message: str, place: str
) -> None:
    if place == "environment":
        monkeypatch.setenv(name, "sk-secret")
    else:
        dotenv.write_text(f"{name}=sk-secret\n", "utf-8")
    with pytest.raises(WrongSetting) as refused:
        Settings.read()
    assert str(refused.value) == message


def test_another_tools_key_in_the_file_is_refused(dotenv: Path) -> None:
    dotenv.write_text("OPENAI_API_KEY=sk-secret\n", "utf-8")
    with pytest.raises(WrongSetting) as refused:
        Settings.read()
    assert str(refused.value) == f"OPENAI_API_KEY is not a setting. {NAMES}"


def test_the_environment_may_hold_what_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert Settings.read().chroma_url == ""


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        pytest.param(
            "ASSISTANT_CHROMA_URL",
            "name:password@chroma:8000",
            "ASSISTANT_CHROMA_URL does not fit: it starts with http:// or https://.",
            id="an address without its scheme",
        ),
        pytest.param(
            "ASSISTANT_PASSAGES_SEARCHED",
            "0",
            "ASSISTANT_PASSAGES_SEARCHED does not fit: Input should be greater than 0.",
            id="a number that is too small",
        ),
        pytest.param(
            "ASSISTANT_THEME",
            "blue",
            "ASSISTANT_THEME does not fit: Input should be 'light' or 'dark'.",
            id="not one of the words: they are listed",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as refused:
        MoreSettings.read()
    assert str(refused.value) == message
    assert refused.value.__cause__ is None


def test_a_layer_above_adds_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PASSAGES_SEARCHED", "3")
    monkeypatch.setenv("ASSISTANT_API_KEY", "sk-secret")
    settings = MoreSettings.read()
    assert (settings.passages_searched, settings.api_key.get_secret_value()) == (3, "sk-secret")
    assert "sk-secret" not in repr(settings)
