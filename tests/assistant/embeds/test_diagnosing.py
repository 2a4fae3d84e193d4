"""What stands in the way of an embed."""

import httpx
import pytest

from assistant.embeds import Finding, Page, Snippet, of_framing, of_page, of_root
from assistant.embeds.diagnosing import origin_of
from assistant.embeds.looking import page_of

BASE = "https://ask.example/assistant"
GOOD = Snippet(f"{BASE}/widget.js")
LINE = f'<script src="{BASE}/widget.js" async></script>'
AT = "https://intranet.example/team"


def lines(findings: list[Finding]) -> list[tuple[str, str, bool]]:
    return [(one.code, one.line, one.stops) for one in findings]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        pytest.param(Page(AT, snippet=GOOD), [], id="nothing"),
        pytest.param(Page(AT), [("no-snippet", LINE, True)], id="no snippet"),
        pytest.param(
            Page(AT, ("script-src 'self'; frame-src https:",), GOOD),
            [("script-src", "script-src 'self' https://ask.example", True)],
            id="the script",
        ),
        pytest.param(
            Page(AT, ("script-src https:", "frame-src 'none'"), GOOD),
            [("frame-src", "frame-src https://ask.example", True)],
            id="the frame, in a second policy",
        ),
        pytest.param(
            Page(AT, ("connect-src 'self'",), GOOD),
            [("connect-src", "connect-src 'self' https://ask.example", False)],
            id="asking from the page's scripts, which the widget does not",
        ),
        pytest.param(
            Page(AT, ("script-src 'nonce-a'",), Snippet(GOOD.address, nonce="a")), [], id="a nonce"
        ),
        pytest.param(
            Page(AT, ("sandbox allow-scripts",), GOOD),
            [("sandbox", "sandbox allow-scripts allow-same-origin allow-popups allow-forms", True)],
            id="a sandbox",
        ),
        pytest.param(
            Page(AT, (), GOOD, referrer_policy="origin, no-referrer"),
            [("referrer", LINE.replace(" async", ' referrerpolicy="origin" async'), True)],
            id="no referrer",
        ),
        pytest.param(
            Page(AT, (), Snippet(GOOD.address, referrer_policy="origin"), "no-referrer"),
            [],
            id="a referrer all the same",
        ),
        pytest.param(
            Page(AT, (), GOOD, embedder_policy="require-corp"),
            [("embedder-policy", "Cross-Origin-Embedder-Policy: unsafe-none", True)],
            id="isolation",
        ),
    ],
)
def test_a_page_may_be_in_the_way(page: Page, said: list[tuple[str, str, bool]]) -> None:
    assert lines(of_page(page, BASE)) == said


@pytest.mark.parametrize(
    ("page", "base", "codes"),
    [
        ("https://intranet.example/", "http://ask.example", ["mixed-content"]),
        ("http://intranet.example/", "http://ask.example", []),
        ("https://intranet.example/", "https://ask.example", []),
        ("https://intranet.example/", "http://localhost:7860", []),
        ("https://intranet.example/", "http://127.0.0.1:7860", []),
        ("https://intranet.example/", "http://10.0.0.1:7860", ["mixed-content"]),
    ],
)
def test_https_takes_nothing_over_http(page: str, base: str, codes: list[str]) -> None:
    found = of_page(Page(page, snippet=Snippet(f"{base}/widget.js")), base)
    assert [one.code for one in found] == codes
    assert all("https://ask.example" in one.line or "https://10" in one.line for one in found)


@pytest.mark.parametrize(
    ("headers", "codes"),
    [
        ({"content-security-policy": "frame-ancestors 'self' https://intranet.example"}, []),
        ({"content-security-policy": "frame-ancestors 'self'"}, ["frame-ancestors"]),
        (
            {"content-security-policy": "frame-ancestors https://intranet.example, "
             "frame-ancestors 'none'"},
            ["frame-ancestors"],
        ),
        ({"content-security-policy": "default-src 'self'"}, ["headers-lost"]),
        ({"x-frame-options": "SAMEORIGIN"}, ["headers-lost", "x-frame-options"]),
    ],
)  # fmt: skip
def test_what_arrives_may_forbid_the_frame(headers: dict[str, str], codes: list[str]) -> None:
    assert [one.code for one in of_framing(headers, "https://intranet.example")] == codes


@pytest.mark.parametrize(
    ("root", "base", "lines"),
    [
        ("https://ask.example/assistant", BASE, []),
        ("https://ask.example", "https://ask.example/", []),
        ("https://ask.example", BASE, ["ASSISTANT_ROOT_PATH=/assistant"]),
        ("https://ask.example/other", "https://ask.example", ["ASSISTANT_ROOT_PATH="]),
        ("http://ask.example/assistant", BASE, ["proxy_set_header X-Forwarded-Proto $scheme;"]),
    ],
)
def test_it_should_know_its_own_address(root: str, base: str, lines: list[str]) -> None:
    assert [one.line for one in of_root(root, base)] == lines


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Intranet.Example:443/a?b#c", "https://intranet.example"),
        ("http://intranet.example:8080", "http://intranet.example:8080"),
        ("http://[::1]:80/", "http://[::1]"),
        ("https://", ""),
        ("https://[", ""),
        ("https://a:b", ""),
    ],
)
def test_an_origin_is_said_as_a_browser_does(address: str, origin: str) -> None:
    assert origin_of(address) == origin


def test_a_page_is_read_with_its_head() -> None:
    headers = httpx.Headers(
        [
            ("Content-Security-Policy", "script-src 'self'"),
            ("Content-Security-Policy", "frame-src 'none'"),
            ("Cross-Origin-Embedder-Policy", "require-corp"),
            ("Referrer-Policy", "origin"),
        ]
    )
    content = b"""<base href="/sub/"><meta http-equiv="content-security-policy" content="img-src *">
      <meta name="referrer" content="no-referrer"><script src="other.js"></script>
      <script src="widget.js?v=1" nonce="n" async></script>"""
    assert page_of(AT, headers, content) == Page(
        AT,
        ("script-src 'self'", "frame-src 'none'", "img-src *"),
        Snippet("https://intranet.example/sub/widget.js?v=1", "n"),
        "no-referrer",
        "require-corp",
    )
