"""The routes beside /api/ask, over the guides."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from assistant.posting import check_posting
from assistant.web import Feedback, Library, Policy, application
from tests.assistant.web.served import served
from tests.conftest import MakePdf

POSTING = "ML Engineer\n\nA PhD is required. Base salary: $90k."


# Decisions.


def test_trees_are_listed_with_whom_they_are_for(http: httpx.Client, library: Library) -> None:
    trees = http.get("/api/trees").json()
    assert [one["id"] for one in trees] == list(library.guides.trees)
    assert {one["for"] for one in trees} == {"hiring", "candidate"}
    assert next(one for one in trees if one["id"] == "which-track")["for"] == "candidate"
    one = http.get("/api/trees/first-hire").json()
    assert [question["id"] for question in one["questions"]] == list(
        library.guides.trees["first-hire"].questions
    )
    assert all(question["citations"] for question in one["questions"])


def test_a_decision_is_walked_to_its_outcome(http: httpx.Client) -> None:
    answers: dict[str, str] = {}
    left = []
    for _ in range(10):
        said = http.post("/api/decide", json={"tree": "first-hire", "answers": answers}).json()
        left.append(said["left"])
        if said["outcome"]:
            break
        answers[said["question"]["id"]] = said["question"]["choices"][0]["id"]
    assert left == sorted(left, reverse=True)
    assert (said["left"], said["question"]) == (0, None)
    assert [step["question"] for step in said["steps"]] == list(answers)
    assert re.search(r"\[\d+\]", said["outcome"]["recommendation"]["text"])
    assert said["changes"]
    assert all(one["citations"] for one in said["changes"])
    assert said["link"].startswith("tree=first-hire&")


def test_answers_are_read_out_of_a_persons_own_words(http: httpx.Client) -> None:
    said = http.post(
        "/api/decide", json={"tree": "first-hire", "text": "We have no prototype."}
    ).json()
    assert said["answers"]["prototype"] == "no"
    assert "prototype" in [one["question"] for one in said["filled"]]
    assert all(one["words"] in "We have no prototype." for one in said["filled"])
    body = {"tree": "first-hire", "answers": {"prototype": "yes"}, "text": "We have no prototype."}
    corrected = http.post("/api/decide", json=body).json()
    assert corrected["answers"]["prototype"] == "yes"
    assert "prototype" not in [one["question"] for one in corrected["filled"]]


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"tree": "nothing"}, 404, "There is no such tree."),
        ({}, 422, "Name a tree, or tell the situation in words."),
        ({"text": "The weather is fine."}, 422, "The words ask for no decision"),
        ({"tree": "first-hire", "answers": {"colour": "red"}}, 422, "'colour' is not asked by"),
        ({"tree": "first-hire", "answers": {"prototype": "maybe"}}, 422, "'maybe' does not answer"),
        ({"tree": "first-hire", "answers": {"prototype": 1}}, 422, "answers.prototype is of"),
        ({"tree": "a" * 201}, 422, "tree has at most 200 characters."),
    ],
)
def test_what_cannot_be_decided_is_said(
    http: httpx.Client, body: object, status: int, says: str
) -> None:
    reply = http.post("/api/decide", json=body)
    assert reply.status_code == status
    assert reply.json()["message"].startswith(says)


def test_a_tree_is_drawn_with_the_way_that_was_walked(http: httpx.Client) -> None:
    plain = http.get("/api/trees/first-hire/diagram.svg")
    walked = http.get("/api/trees/first-hire/diagram.svg", params={"prototype": "no"})
    assert plain.headers["content-type"] == "image/svg+xml"
    assert "Walked so far" in walked.text
    assert "Walked so far" not in plain.text
    assert http.get("/api/trees/first-hire/diagram.svg?colour=red").status_code == 422


def test_a_decision_can_be_taken_along(http: httpx.Client) -> None:
    tree = {"tree": "which-track", "answers": {}}
    assert http.post("/api/decide/brief", json=tree).json()["code"] == "undecided"
    said: dict[str, Any] = {"outcome": None, "question": None}
    answers: dict[str, str] = {}
    while not said["outcome"]:
        if said["question"]:
            answers[said["question"]["id"]] = said["question"]["choices"][0]["id"]
        said = http.post("/api/decide", json={**tree, "answers": answers}).json()
    pdf = http.post("/api/decide/brief", json={**tree, "answers": answers})
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.headers["content-disposition"] == 'attachment; filename="which-track.pdf"'
    md = http.post("/api/decide/brief", json={**tree, "answers": answers, "format": "md"})
    assert md.headers["content-type"] == "text/markdown; charset=utf-8"


# Guides.


def test_a_guide_is_shown_whole_and_in_order(http: httpx.Client, library: Library) -> None:
    for listed in http.get("/api/guides").json():
        guide = http.get(f"/api/guides/{listed['document']}").json()
        document = library.by_id[listed["document"]]
        places = [(one["from"], one["to"]) for one in guide["blocks"]]
        assert places == sorted(places)
        for block in guide["blocks"]:
            assert document.text[block["from"] : block["to"]] == block["text"]
            passage = block["passage"] and library.passage_by_id[block["passage"]]
            if passage:
                assert passage.start <= block["from"] <= passage.end
            else:
                assert block["kind"] == "heading"
        shown = {one["passage"] for one in guide["blocks"]} - {None}
        assert shown == {one.id for one in library.passages_of[document.id]}


def test_passages_are_found_and_shown(http: httpx.Client) -> None:
    hits = http.get("/api/guides/search", params={"q": "paper discussion interview"}).json()
    assert len(hits) == 10
    assert "paper" in hits[0]["text"].lower()
    shown = http.get(f"/api/passages/{hits[0]['passage'].replace('#', '%23')}").json()
    assert shown == hits[0]
    assert http.get("/api/guides/search", params={"q": "?!"}).json() == []
    assert http.get("/api/guides/search").status_code == 422
    assert http.get("/api/guides/search", params={"q": "a", "limit": 51}).json()["message"] == (
        "limit is at most 50."
    )


@pytest.mark.parametrize("path", ["/api/guides/nothing", "/api/passages/first-ai-hire"])
def test_what_is_not_there_is_said(http: httpx.Client, path: str) -> None:
    assert (http.get(path).status_code, http.get(path).json()["code"]) == (404, "unknown")


# Postings.


def test_a_posting_is_checked_where_it_stands(http: httpx.Client, library: Library) -> None:
    said = http.post("/api/check-posting", json={"text": POSTING}).json()
    report = check_posting(POSTING, rules=library.rules, bands=library.bands)
    assert [one["rule"] for one in said["findings"]] == [one.rule for one in report.findings]
    assert said["findings"]
    for one in said["findings"]:
        assert said["text"][one["from"] : one["to"]] == one["words"]
        assert one["citations"]


def test_a_posting_may_be_a_file(http: httpx.Client, make_pdf: MakePdf) -> None:
    files = {
        "posting.txt": POSTING.encode(),
        "posting.md": b"# ML Engineer\n\nA PhD is required.",
        "posting.html": b"<html><h1>ML Engineer</h1><p>A PhD is required.</p></html>",
        "posting.pdf": make_pdf("ML Engineer\nA PhD is required."),
    }
    for name, content in files.items():
        said = http.post("/api/check-posting", files={"file": (name, content)}).json()
        assert [one["rule"] for one in said["findings"]][:1] == ["phd-engineer"], name


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", b"PK\x03\x04", "This file cannot be read. Only files that end with .md "),
        ("a.txt", b"\x00\x01", "This file cannot be read. It is not a text file"),
        ("a.pdf", b"no PDF", "This file cannot be read. It is not a PDF"),
        ("a.pdf", b"%PDF-1.4 broken", "This file cannot be read. "),
        ("a.txt", b"", "This file cannot be read. It is empty."),
    ],
)
def test_a_file_that_cannot_be_read_is_said(
    http: httpx.Client, name: str, content: bytes, says: str
) -> None:
    reply = http.post("/api/check-posting", files={"file": (name, content)})
    assert reply.status_code == 422
    assert reply.json()["message"].startswith(says)


def test_a_form_holds_one_file(http: httpx.Client) -> None:
    for files in ({"other": ("a.txt", b"a")}, {"file": ("a.txt", b"a"), "more": ("b.txt", b"b")}):
        reply = http.post("/api/check-posting", files=files)
        assert reply.status_code in (400, 422)
        assert set(reply.json()) == {"code", "message", "request_id"}
    plain = http.post("/api/check-posting", content="a", headers={"content-type": "text/plain"})
    assert plain.status_code == 415


# Feedback.


@pytest.fixture
def feedback(tmp_path: Path) -> Feedback:
    return Feedback(tmp_path / "feedback.jsonl")


@pytest.fixture
def keeping(library: Library, feedback: Feedback) -> Iterator[httpx.Client]:
    app = application(library, Policy(questions_a_minute=0), kept=feedback)
    with served(app) as at, httpx.Client(base_url=at) as client:
        yield client


VERDICT = {"verdict": "down", "reason": "Of 2025.", "turns": [{"text": "What do MLEs earn?"}]}


def test_feedback_is_kept_where_the_owner_wants_it(
    keeping: httpx.Client, feedback: Feedback
) -> None:
    assert keeping.post("/api/feedback", json=VERDICT).json() == {"kept": True}
    kept = json.loads(feedback.path.read_text("utf-8"))
    assert {name: kept[name] for name in VERDICT if name != "turns"} == {
        "verdict": "down",
        "reason": "Of 2025.",
    }
    assert kept["turns"] == [{"speaker": "person", "text": "What do MLEs earn?"}]
    assert feedback.path.stat().st_mode & 0o777 == 0o600
    assert 'name="feedback"' in keeping.get("/").text


def test_feedback_is_not_kept_otherwise(http: httpx.Client) -> None:
    assert http.post("/api/feedback", json=VERDICT).json() == {"kept": False}
    assert http.post("/api/feedback", json={**VERDICT, "verdict": "so so"}).status_code == 422
    assert 'name="feedback"' not in http.get("/").text


# Health.


def test_it_tells_whether_it_is_ready(http: httpx.Client, library: Library) -> None:
    assert http.get("/live").json() == {"status": "alive"}
    assert http.get("/ready").json() == {
        "status": "ready",
        "why": [],
        "documents": 5,
        "passages": len(library.guides.index.passages),
        "worked_answers": len(library.answers),
        "figures": len(library.figures),
    }


def test_what_is_counted_holds_no_question(library: Library) -> None:
    with TestClient(application(library)) as client:
        client.post("/api/ask", json={"turns": [{"text": "What does an MLE earn in Paris?"}]})
        client.post("/api/ask", json={"turns": [{"text": "What is the weather in Xanadu?"}]})
        client.get("/api/guides/search", params={"q": "Xanadu"})
        client.get("/api/Xanadu")
        text = client.get("/metrics").text
    assert 'assistant_answers_total{kind="decline",layer="none"}' in text
    assert 'assistant_requests_total{method="POST",route="/api/ask",status="200"} 2.0' in text
    assert 'assistant_request_seconds_count{route="/api/guides/search"} 1.0' in text
    assert "assistant_busy 0.0" in text
    assert "Xanadu" not in text
    assert "Paris" not in text
