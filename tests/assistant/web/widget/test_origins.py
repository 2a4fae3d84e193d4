"""The widget's routes: what is served to whom."""

from collections.abc import Iterator

import httpx
import pytest

from assistant.web import Library, Policy, application
from tests.assistant.web.served import served

LISTED = "https://intranet.example"
UNLISTED = {
    "another port": "https://intranet.example:8443",
    "a subdomain": "https://www.intranet.example",
    "a name that ends alike": "https://evil-intranet.example",
    "no origin": "null",
    "http": "http://intranet.example",
}


@pytest.fixture(scope="module")
def embedded(library: Library) -> Iterator[httpx.Client]:
    policy = Policy(embed_origins=frozenset({LISTED}), questions_a_minute=0)
    with served(application(library, policy)) as at, httpx.Client(base_url=at) as client:
        yield client


@pytest.mark.parametrize("origin", UNLISTED.values(), ids=list(UNLISTED))
def test_a_page_that_is_not_listed_gets_nothing(embedded: httpx.Client, origin: str) -> None:
    for headers in ({"Referer": f"{origin}/team"}, {"Origin": origin}):
        reply = embedded.get("/widget.js", headers=headers)
        assert (reply.status_code, reply.json()["code"]) == (403, "origin")
        assert "access-control-allow-origin" not in reply.headers
    sources = embedded.get("/widget").headers["content-security-policy"]
    assert f"frame-ancestors 'self' {LISTED};" in sources
    asked = embedded.post("/api/embed/check", json={"page": LISTED}, headers={"Origin": origin})
    assert asked.status_code == 403


def test_a_listed_page_gets_the_launcher(embedded: httpx.Client) -> None:
    for headers in ({"Referer": f"{LISTED}/"}, {"Referer": f"{LISTED}/a/b"}, {"Origin": LISTED}):
        reply = embedded.get("/widget.js", headers=headers)
        assert (reply.status_code, reply.headers["content-type"]) == (
            200,
            "text/javascript; charset=utf-8",
        )
        assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "Referer" in reply.headers["vary"]


@pytest.mark.parametrize("referer", ["", "nonsense", "https://", "https://[", "https://a:b/"])
def test_who_does_not_tell_a_page_gets_nothing(embedded: httpx.Client, referer: str) -> None:
    assert embedded.get("/widget.js", headers={"Referer": referer}).status_code == 403


def test_by_default_nobody_may_show_it_but_our_own_page(http: httpx.Client, address: str) -> None:
    assert http.get("/widget.js", headers={"Referer": f"{LISTED}/"}).status_code == 403
    assert http.get("/widget.js", headers={"Referer": f"{address}/embed"}).status_code == 200
    frame = http.get("/widget").headers
    assert "frame-ancestors 'self';" in frame["content-security-policy"]
    assert frame["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize(
    "name", ["../../../settings.py", "frame.html", "..%2Ffiles.py", "", "words/xx.json"]
)
def test_only_the_widgets_files_are_served(http: httpx.Client, name: str) -> None:
    assert http.get(f"/widget/0/{name}").status_code == 404


def test_a_page_is_told_what_is_in_its_way(embedded: httpx.Client) -> None:
    said = {"page": "https://other.example/team", "policy": "default-src 'self'"}
    reply = embedded.post("/api/embed/check", json=said).json()
    assert (reply["origin"], reply["listed"]) == ("https://other.example", False)
    base = str(embedded.base_url).rstrip("/")
    assert reply["snippet"] == f'<script src="{base}/widget.js" async></script>'
    assert [(one["code"], one["line"]) for one in reply["findings"]] == [
        ("not-listed", "ASSISTANT_EMBED_ORIGINS=https://other.example"),
        ("script-src", f"script-src 'self' {base}"),
        ("frame-src", f"frame-src 'self' {base}"),
        ("connect-src", f"connect-src 'self' {base}"),
    ]
    listed = embedded.post("/api/embed/check", json={"page": f"{LISTED}/team"}).json()
    assert (listed["listed"], listed["findings"]) == (True, [])


@pytest.mark.parametrize(
    "page", ["", "team", "ftp://intranet.example/", "https://", "javascript:1"]
)
def test_what_is_no_page_is_said(embedded: httpx.Client, page: str) -> None:
    reply = embedded.post("/api/embed/check", json={"page": page})
    assert (reply.status_code, reply.json()["code"]) == (422, "invalid")
