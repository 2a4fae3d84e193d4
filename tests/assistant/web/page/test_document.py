"""What is served as the page, and what Gradio does for it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import gradio.processing_utils
import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from assistant.web import Library, Policy, application
from assistant.web.page.document import CONFIG
from tests.assistant.web.page.test_talking import SAID, sent, told
from tests.assistant.web.page.told import Told
from tests.assistant.web.served import served


@pytest.fixture(scope="module")
def telling(library: Library) -> Iterator[str]:
    ours = replace(library, assistant=Told())
    with served(application(ours, Policy(questions_a_minute=0))) as address:
        yield address


def test_there_is_no_script_in_the_document_and_nothing_of_another_host(http: httpx.Client) -> None:
    document = http.get("/").text
    inside = re.findall(r"<script([^>]*)>", document)
    assert all(" src=" in one or 'type="application/json"' in one for one in inside)
    named = re.findall(r"""(?:src|href|content)=["'](https?:[^"']*)""", document)
    assert [one for one in named if not one.startswith(str(http.base_url))] == []


def test_there_is_something_to_see_before_a_script_has_run(http: httpx.Client) -> None:
    document = http.get("/").text
    seen = re.sub(r"<[^>]+>", " ", document.partition("<body")[2].partition("<noscript>")[0])
    assert " ".join(seen.partition(">")[2].split()) == (
        "Hiring for AI roles Ask Decide Pay Check a posting Guides"
    )


def test_what_gradio_told_in_scripts_is_in_a_file(http: httpx.Client) -> None:
    (path,) = re.findall(rf"{CONFIG}/\w+\.js", http.get("/").text)
    file = http.get(f"/{path}")
    assert file.headers["content-type"].startswith("text/javascript")
    assert file.text.startswith("window.gradio_config = {")
    assert '"connect_heartbeat":false' in file.text  # or six tabs of a browser would stop it
    assert http.get(f"/{CONFIG}/0123.js").status_code == 404


def test_scripts_and_styles_are_kept_for_ever_and_change_their_address(http: httpx.Client) -> None:
    files = re.findall(r'(?:href|src)="(page/[^"]+)"', http.get("/").text)
    assert len(files) > 10
    for file in files:
        reply = http.get(f"/{file}")
        assert (reply.status_code, reply.headers["cache-control"]) == (
            200,
            "public, max-age=31536000, immutable",
        )


def test_the_page_answers_through_gradio(telling: str) -> None:
    chat, record = Client(telling, verbose=False).predict(sent("Well?"), [], api_name="/ask")
    assert [part["text"] for one in chat for part in one["content"]] == ["Well?", SAID]
    assert told(record)["answer"]["layer"] == "worked answers"


def test_no_address_is_fetched_for_a_caller(telling: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[str] = []

    async def fetch(url: str, *_: object) -> str:
        fetched.append(url)
        return ""

    monkeypatch.setattr(gradio.processing_utils, "async_ssrf_protected_download", fetch)
    file = {"path": "http://a.example/b.png", "meta": {"_type": "gradio.FileData"}}
    messages: list[dict[str, Any]] = [{"role": "user", "content": [{"type": "file", "file": file}]}]
    for question, before in [(file, []), (sent("Well?"), messages)]:
        with pytest.raises(AppError, match="Please ask in words: no file is read"):
            Client(telling, verbose=False).predict(question, before, api_name="/ask")
    assert fetched == []
