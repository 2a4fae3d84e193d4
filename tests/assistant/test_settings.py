import pytest

from assistant import Settings
from index import Settings as IndexSettings
from index.errors import WrongSetting


def test_the_index_knows_the_names_that_are_set_above_it() -> None:
    added = Settings.model_fields.keys() - IndexSettings.model_fields.keys()
    assert {f"ASSISTANT_{name.upper()}" for name in added} == IndexSettings.set_above


def test_a_setting_of_the_page_is_no_mistake_for_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "8080")
    assert Settings.read().port == 8080
    assert IndexSettings.read() is not None


def test_lists_are_written_with_commas_or_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_EMBED_ORIGINS", "https://a.example, http://b.example:8080")
    monkeypatch.setenv("ASSISTANT_TRUSTED_PROXIES", "10.0.0.0/8 ::1")
    settings = Settings.read()
    assert settings.embed_origins == ("https://a.example", "http://b.example:8080")
    assert settings.trusted_proxies == ("10.0.0.0/8", "::1")


@pytest.mark.parametrize(
    "said",
    ["*", "null", "https://a.example/", "a.example", "https://*.a.example", "HTTPS://A.EXAMPLE"],
)
def test_what_is_no_origin_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("ASSISTANT_EMBED_ORIGINS", said)
    with pytest.raises(WrongSetting, match="ASSISTANT_EMBED_ORIGINS does not fit: each is an"):
        Settings.read()
