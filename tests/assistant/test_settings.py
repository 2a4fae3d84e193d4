import pytest

from assistant import Settings
from index import Settings as IndexSettings


def test_the_index_knows_the_names_that_are_set_above_it() -> None:
    added = Settings.model_fields.keys() - IndexSettings.model_fields.keys()
    assert {f"ASSISTANT_{name.upper()}" for name in added} == IndexSettings.set_above


def test_a_setting_of_the_page_is_no_mistake_for_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "8080")
    assert Settings.read().port == 8080
    assert IndexSettings.read() is not None
