"""What holds of every request, over the whole application as it is served."""

import base64
import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Mount, Route

from assistant.web import Access, Application, Library, Policy, application
from assistant.web.page_routes import is_needed
from tests.assistant.web.served import served

ASKED = {"turns": [{"text": "How long does it take to hire an applied scientist?"}]}
LISTED = "https://intranet.example"
EVERYWHERE = {
    "content-security-policy": "default-src 'self'; script-src 'self'; style-src 'self' "
    "'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
READ = [
    "/", "/config", "/theme.css", "/assets/nothing.js", "/static/nothing.css", "/favicon.ico",
    "/robots.txt", "/manifest.json", "/gradio_api/info", "/gradio_api/queue/data",
    "/gradio_api/startup-events", "/api/trees", "/api/trees/first-hire", "/api/trees/nothing",
    "/api/trees/first-hire/diagram.svg", "/api/figures", "/api/figures.csv", "/api/guides",
    "/api/guides/first-ai-hire", "/api/guides/search?q=pay", "/api/passages/nothing",
    "/page/0/page.js", "/page/0/nothing.js", "/live", "/ready", "/metrics", "/openapi.json",
    "/nothing", "/api/nothing", "/docs", "/api/ask", "/widget.js", "/widget/full", "/embed",
    "/widget/0/frame.js", "/widget/0/nothing.js", "/api/embed/stream",
]  # fmt: skip
WRITTEN = [
    "/api/ask", "/api/decide", "/api/decide/brief", "/api/check-posting", "/gradio_api/queue/join",
    "/gradio_api/call/ask", "/gradio_api/cancel", "/gradio_api/reset", "/gradio_api/upload", "/",
    "/api/trees", "/nothing",
]  # fmt: skip
FOREIGN = [
    "https://intranet.example:8443", "https://www.intranet.example",
    "https://intranet.example.evil.example", "null", "http://intranet.example",
    "https://evilintranet.example", "https://INTRANET.example", "https://intranet.example/",
    "file://", "https://127.0.0.1", "http://localhost:1", "chrome-extension://abc",
]  # fmt: skip
CLOSED = [
    ("POST", "/gradio_api/upload"), ("GET", "/gradio_api/upload_progress"),
    ("GET", "/gradio_api/file=/etc/passwd"), ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/gradio_api/proxy=http://a.example/"), ("POST", "/gradio_api/component_server"),
    ("GET", "/gradio_api/deep_link"), ("GET", "/monitoring"), ("GET", "/monitoring/summary"),
    ("GET", "/gradio_api/runs"), ("POST", "/gradio_api/stream/1"), ("GET", "/login"),
    ("POST", "/login"), ("GET", "/logout"), ("GET", "/gradio_api/openapi.json"),
    ("POST", "/gradio_api/run/ask"), ("POST", "/gradio_api/api/ask"), ("GET", "/docs"),
    ("GET", "/redoc"), ("GET", "/gradio_api/dev/reload"), ("POST", "/gradio_api/vibe-edit"),
    ("GET", "/gradio_api/vibe-code"), ("POST", "/gradio_api/process_recording"),
    ("GET", "/gradio_api/profiling/traces"), ("GET", "/pwa_icon"), ("GET", "/gradio_api/token"),
    ("POST", "/gradio_api/run-history/connect"), ("GET", "/gradio_api/custom_component/1/a/b/c"),
    ("GET", "/assets/../../etc/passwd"), ("GET", "/assets/%2e%2e/config"),
    ("GET", "/page/0/../../app.py"), ("GET", "/page/0/%2e%2e/%2e%2e/application.py"),
]  # fmt: skip


@pytest.fixture(scope="session")
def embedded(library: Library) -> Iterator[httpx.Client]:
    policy = Policy(embed_origins=frozenset({LISTED}), questions_a_minute=0)
    with served(application(library, policy)) as at, httpx.Client(base_url=at) as client:
        yield client


def mentions_no_one(reply: httpx.Response) -> bool:
    return not any(name.startswith("access-control-") for name in reply.headers)


# Headers.


@pytest.mark.parametrize("path", READ)
def test_every_response_has_every_header(http: httpx.Client, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE"):
        if path == "/gradio_api/queue/data" and method == "GET":
            continue  # a stream
        reply = http.request(method, path)
        assert {name: reply.headers.get(name) for name in EVERYWHERE} == EVERYWHERE, method
        assert re.fullmatch("[0-9a-f]{32}", reply.headers["x-request-id"])
        assert "cache-control" in reply.headers


@pytest.mark.parametrize("path", WRITTEN)
@pytest.mark.parametrize("body", [b"", b"{", b"null", b"[]", b'{"a": 1}', b"\xff\xfe"])
def test_every_error_has_one_shape(http: httpx.Client, path: str, body: bytes) -> None:
    reply = http.post(path, content=body, headers={"content-type": "application/json"})
    assert {name: reply.headers.get(name) for name in EVERYWHERE} == EVERYWHERE
    if path in ("/gradio_api/cancel", "/gradio_api/reset") and reply.status_code == 200:
        return
    assert 400 <= reply.status_code < 500, reply.text
    assert set(reply.json()) == {"code", "message", "request_id"}
    assert reply.json()["request_id"] == reply.headers["x-request-id"]
    assert not re.search(r"Traceback|pydantic|File \"|Error\b", reply.text)


@pytest.mark.parametrize(
    "sent", [b"nonsense\r\n\r\n", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"]
)
def test_what_is_no_request_is_answered_as_all_else(address: str, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as connection:
        connection.sendall(sent)
        reply = b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
    head, _, body = reply.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400 ")
    assert all(f"{name}: {value}" in head for name, value in EVERYWHERE.items())
    assert set(json.loads(body)) == {"code", "message", "request_id"}


def test_a_request_id_that_is_sent_along_is_kept(http: httpx.Client) -> None:
    assert http.get("/live", headers={"X-Request-Id": "a-1_b.2345"}).headers["x-request-id"] == (
        "a-1_b.2345"
    )
    for odd in ("short", "a" * 65, "with space", "<script>"):
        assert http.get("/live", headers={"X-Request-Id": odd}).headers["x-request-id"] != odd


def test_files_whose_name_has_their_hash_are_kept_for_ever(http: httpx.Client) -> None:
    asset = re.search(r"assets/[^\"']+-[\w-]{8}\.js", http.get("/").text)
    assert asset
    kept = http.get(f"/{asset.group()}").headers["cache-control"]
    assert kept == "public, max-age=31536000, immutable"
    assert http.get("/api/guides").headers["cache-control"] == "no-store"


# Origins.


@pytest.mark.parametrize("origin", FOREIGN)
def test_an_origin_that_is_not_listed_gets_nothing(embedded: httpx.Client, origin: str) -> None:
    headers = {"Origin": origin}
    for path in READ:
        if path == "/gradio_api/queue/data":
            continue
        reply = embedded.get(path, headers=headers)
        assert mentions_no_one(reply)
        if path.startswith(("/api/", "/gradio_api/", "/metrics")):
            assert (reply.status_code, reply.json()["code"]) == (403, "origin"), path
    for path in WRITTEN:
        reply = embedded.post(path, json=ASKED, headers=headers)
        assert (reply.status_code, reply.json()["code"]) == (403, "origin"), path
        assert mentions_no_one(reply)
        asked = {**headers, "Access-Control-Request-Method": "POST"}
        preflight = embedded.options(path, headers=asked)
        assert (preflight.status_code, preflight.json()["code"]) == (403, "origin"), path
        assert mentions_no_one(preflight)


def test_by_default_no_origin_is_listed(http: httpx.Client) -> None:
    assert http.post("/api/ask", json=ASKED, headers={"Origin": LISTED}).status_code == 403


def test_a_listed_origin_may_ask(embedded: httpx.Client) -> None:
    headers = {"Origin": LISTED}
    asked = {**headers, "Access-Control-Request-Method": "POST"}
    preflight = embedded.options("/api/ask", headers=asked)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == LISTED
    assert preflight.headers["access-control-allow-methods"] == "GET, POST"
    assert "access-control-allow-credentials" not in preflight.headers
    reply = embedded.post("/api/ask", json=ASKED, headers=headers)
    assert (reply.status_code, reply.json()["kind"]) == (200, "answer")
    assert reply.headers["access-control-allow-origin"] == LISTED
    assert "Origin" in reply.headers["vary"]
    wrong = embedded.post("/api/ask", json={}, headers=headers)
    assert (wrong.status_code, wrong.headers["access-control-allow-origin"]) == (422, LISTED)


def test_a_listed_origin_may_show_the_page(embedded: httpx.Client) -> None:
    headers = embedded.get("/").headers
    assert f"frame-ancestors {LISTED};" in headers["content-security-policy"]
    assert "x-frame-options" not in headers


def test_our_own_page_may_ask(http: httpx.Client, address: str) -> None:
    for sent in ({"Origin": address}, {"Sec-Fetch-Site": "same-origin"}, {}):
        assert http.post("/api/ask", json=ASKED, headers=sent).status_code == 200
    for sent in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        assert http.post("/api/ask", json=ASKED, headers=sent).status_code == 403


def test_behind_a_proxy_that_speaks_https_our_own_page_may_ask(http: httpx.Client) -> None:
    said = {"Host": "ask.example", "Origin": "https://ask.example"}
    assert http.post("/api/ask", json=ASKED, headers=said).status_code == 200
    said["X-Forwarded-Proto"] = "https"
    assert http.post("/api/ask", json=ASKED, headers=said).status_code == 200
    said["Origin"] = "http://ask.example"
    assert http.post("/api/ask", json=ASKED, headers=said).status_code == 403


# What is open.


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_what_the_page_does_not_need_is_closed(http: httpx.Client, method: str, path: str) -> None:
    reply = http.request(method, path)
    assert reply.status_code == 404, reply.text
    assert reply.json()["code"] == "unknown"


def test_the_inventory_of_what_can_be_reached(library: Library) -> None:
    app = application(library)
    ours = sorted(
        f"{method} {path}"
        for path, about in app.openapi()["paths"].items()
        for method in (name.upper() for name in about)
    )
    assert ours == OURS


def test_the_inventory_of_what_is_open_of_gradio() -> None:
    paths = {
        (method, f"{before}{route.path}")
        for before, routes in gradios()
        for route in routes
        for method in route.methods or ()
    }
    assert len(paths) > 60
    reached = sorted(
        f"{method} {path}"
        for method, path in paths
        if is_needed(method, re.sub("{.*?}", "a", path))
    )
    assert reached == GRADIOS


def gradios() -> Iterator[tuple[str, list[Route]]]:
    """All routes that Gradio makes, with what stands before their paths."""
    with gr.Blocks() as demo:
        gr.Textbox()
    app = FastAPI()
    gr.mount_gradio_app(app, demo, path="/", run_history=True)
    mounted = app.routes[-1]
    assert isinstance(mounted, Mount)
    own = mounted.app.routes  # type: ignore[attr-defined]
    yield "", [one for one in own if isinstance(one, Route)]
    for one in own:
        if hasattr(one, "original_router"):
            yield "", one.original_router.routes


GRADIOS = [
    "GET /",
    "GET /assets/{path:path}",
    "GET /config",
    "GET /favicon.ico",
    "GET /gradio_api/app_id",
    "GET /gradio_api/call/{api_name}/{event_id}",
    "GET /gradio_api/heartbeat/{session_hash}",
    "GET /gradio_api/info",
    "GET /gradio_api/queue/data",
    "GET /gradio_api/startup-events",
    "GET /manifest.json",
    "GET /robots.txt",
    "GET /static/{path:path}",
    "GET /svelte/{path:path}",
    "GET /theme.css",
    "HEAD /",
    "POST /gradio_api/call/{api_name}",
    "POST /gradio_api/cancel",
    "POST /gradio_api/queue/join",
    "POST /gradio_api/reset",
]


OURS = [
    "GET /api/embed/stream",
    "GET /api/figures",
    "GET /api/figures.csv",
    "GET /api/figures/chart.{format}",
    "GET /api/guides",
    "GET /api/guides/search",
    "GET /api/guides/{document}",
    "GET /api/passages/{id}",
    "GET /api/trees",
    "GET /api/trees/{id}",
    "GET /api/trees/{id}/diagram.svg",
    "GET /live",
    "GET /metrics",
    "GET /ready",
    "GET /v1/models",
    "POST /api/ask",
    "POST /api/check-posting",
    "POST /api/conversations/export",
    "POST /api/conversations/read",
    "POST /api/decide",
    "POST /api/decide/brief",
    "POST /api/decide/fitting",
    "POST /api/embed/check",
    "POST /api/feedback",
    "POST /v1/chat/completions",
]


def test_gradio_still_works_through_what_is_open(address: str) -> None:
    with httpx.Client(base_url=address) as client:
        page = client.get("/")
        assert page.status_code == 200
        for found in re.findall(r'(?:src|href)="\.?/?((?:assets|static|page)/[^"]+)"', page.text):
            assert client.get(f"/{found}").status_code == 200, found


# Limits.


def test_a_body_has_a_size(http: httpx.Client) -> None:
    large = {"turns": [{"text": "a" * 70_000}]}
    said = http.post("/api/ask", json=large)
    assert (said.status_code, said.json()["code"]) == (413, "too_large")
    assert said.json()["message"] == "A body has at most 64 KB here."

    def in_pieces() -> Iterator[bytes]:
        for _ in range(70):
            yield b"a" * 1024

    assert http.post("/api/ask", content=in_pieces()).status_code == 413


def test_a_turn_has_a_length(http: httpx.Client) -> None:
    said = http.post("/api/ask", json={"turns": [{"text": "a" * 10_001}]})
    assert (said.status_code, said.json()["message"]) == (
        422,
        "turns[0].text has at most 10,000 characters.",
    )
    assert http.post("/api/ask", json={"turns": [{"text": "a " * 5_000}]}).status_code == 200


@pytest.fixture
def limited(library: Library) -> Iterator[httpx.Client]:
    policy = Policy(questions_a_minute=12)
    with served(application(library, policy)) as at, httpx.Client(base_url=at) as client:
        yield client


def test_a_visitor_who_asks_too_fast_is_asked_to_wait(limited: httpx.Client) -> None:
    codes = [limited.post("/api/ask", json=ASKED).status_code for _ in range(8)]
    assert codes == [200] * 6 + [429] * 2
    refused = limited.post("/api/ask", json=ASKED)
    assert refused.json()["code"] == "too_many"
    assert 1 <= int(refused.headers["retry-after"]) <= 5
    # Another one behind the same proxy is none the worse, and nobody is one by saying so twice.
    other = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    assert limited.post("/api/ask", json=ASKED, headers=other).status_code == 200
    for spoofed in range(10):
        said = {"X-Forwarded-For": f"192.0.2.{spoofed}, 198.51.100.7"}
        code = limited.post("/api/ask", json=ASKED, headers=said).status_code
    assert code == 429
    assert limited.get("/live").status_code == 200


def test_who_has_just_been_let_in_hears_the_answer(limited: httpx.Client) -> None:
    def heard() -> int:
        at = "/gradio_api/queue/data"
        with limited.stream("GET", at, params={"session_hash": "anyone"}) as reply:
            return reply.status_code

    while limited.get("/api/guides").status_code == 200:
        pass
    codes = [heard() for _ in range(30)]
    assert codes[:5] == [200] * 5
    assert codes[-1] == 429


# Who may come in.


@pytest.fixture
def access(tmp_path: Path) -> Access:
    return Access(tmp_path / "access.jsonl")


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


def guarded(library: Library, access: Access, policy: Policy) -> Application:
    return application(library, policy, access=access)


def test_with_a_login_nobody_comes_in_without(library: Library, access: Access) -> None:
    access.set_password("anna", "correct horse")
    key = access.make_key("reports")
    app = guarded(library, access, Policy(login="basic", questions_a_minute=0))
    with served(app) as at, httpx.Client(base_url=at) as client:
        for path in ("/", "/config", "/assets/x.js", "/api/guides", "/metrics", "/page/0/page.js"):
            reply = client.get(path)
            assert (reply.status_code, reply.json()["code"]) == (401, "login"), path
            assert reply.headers["www-authenticate"].startswith("Basic ")
        assert client.get("/live").status_code == 200
        anna = basic("anna", "correct horse")
        assert client.get("/api/guides", headers=anna).status_code == 200
        bearer = {"Authorization": f"Bearer {key}"}
        assert client.post("/api/ask", json=ASKED, headers=bearer).status_code == 200
        wrong = [basic("anna", "x"), basic("bob", "x"), {"Authorization": f"Bearer {key}x"}]
        assert [client.get("/api/guides", headers=one).status_code for one in wrong] == [401] * 3
        # Whoever guesses has to wait; whoever was right before has not.
        assert client.get("/api/guides", headers=basic("anna", "y")).status_code == 429
        assert client.get("/api/guides", headers=anna).status_code == 200
        access.remove("key", "reports")
        assert client.get("/api/guides", headers=bearer).status_code == 429


def test_a_key_is_asked_for_only_where_there_are_keys(library: Library, access: Access) -> None:
    unused = {"Authorization": "Bearer unused"}
    with served(guarded(library, access, Policy())) as at, httpx.Client(base_url=at) as client:
        assert client.get("/api/guides", headers=unused).status_code == 200
        access.make_key("reports")
        assert client.get("/api/guides", headers=unused).status_code == 401
        assert client.get("/api/guides").status_code == 200


def test_a_proxy_may_name_who_is_logged_in(library: Library, access: Access) -> None:
    named = {"X-Forwarded-User": "anna"}
    policy = Policy(login="proxy")
    with served(guarded(library, access, policy)) as at, httpx.Client(base_url=at) as client:
        assert client.get("/api/guides", headers=named).status_code == 200
        assert client.get("/api/guides").status_code == 401
    nobody = Policy(login="proxy", trusted_proxies=())
    with served(guarded(library, access, nobody)) as at, httpx.Client(base_url=at) as client:
        assert client.get("/api/guides", headers=named).status_code == 401


def test_no_secret_is_kept(access: Access, tmp_path: Path) -> None:
    key = access.make_key("reports")
    access.set_password("anna", "correct horse")
    kept = (tmp_path / "access.jsonl").read_text("utf-8")
    assert key not in kept
    assert key.split("_", 2)[2] not in kept
    assert "correct horse" not in kept
    assert (tmp_path / "access.jsonl").stat().st_mode & 0o777 == 0o600
    assert (access.names("key"), access.names("password")) == (["reports"], ["anna"])


# Behind a proxy, below a path.


@pytest.mark.parametrize("stripped", [True, False])
def test_it_is_served_below_a_path(library: Library, stripped: bool) -> None:
    app = application(library, Policy(root_path="/ask", questions_a_minute=0))
    before = "" if stripped else "/ask"
    with served(app) as at, httpx.Client(base_url=at) as client:
        assert client.get(f"{before}/live").status_code == 200
        page = client.get(f"{before}/")
        assert page.status_code == 200
        assert client.get(f"{before}/config").json()["root"].endswith("/ask")
        assert client.get(f"{before}/gradio_api/upload").status_code == 404
        assert client.get(f"{before}/page/0/page.js").status_code == 200
