"""Whether a content security policy lets an address through."""

import pytest

from assistant.embeds.policies import allows, directives, governing, line_to_add

PAGE = "https://intranet.example/team"
SCRIPT = "https://ask.example/assistant/widget.js"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("*", True),
        ("https:", True),
        ("http:", True),
        ("data:", False),
        ("https://ask.example", True),
        ("http://ask.example", True),
        ("ask.example", True),
        ("ASK.example", True),
        ("*.example", True),
        ("*.ask.example", False),
        ("https://ask.example:443", True),
        ("https://ask.example:*", True),
        ("https://ask.example:8443", False),
        ("https://ask.example/assistant/", True),
        ("https://ask.example/assistant", False),
        ("https://ask.example/assistant/widget.js", True),
        ("https://ask.example/other/", False),
        ("'self'", False),
        ("'none'", False),
        ("'unsafe-inline'", False),
        ("'nonce-abc'", True),
        ("'nonce-other'", False),
        ("https://ask.example.evil.example", False),
    ],
)
def test_a_source_stands_for_an_address(source: str, expected: bool) -> None:
    assert allows([source], SCRIPT, page=PAGE, nonce="abc") is expected


def test_self_is_the_page_itself() -> None:
    assert allows(["'self'"], "https://intranet.example/widget.js", page=PAGE)
    assert not allows(["'self'"], "https://intranet.example:8443/widget.js", page=PAGE)


def test_with_strict_dynamic_only_the_nonce_counts() -> None:
    sources = ["https://ask.example", "'strict-dynamic'", "'nonce-abc'"]
    assert not allows(sources, SCRIPT, page=PAGE)
    assert allows(sources, SCRIPT, page=PAGE, nonce="abc")


@pytest.mark.parametrize(
    ("policy", "kind", "governs", "line"),
    [
        ("default-src 'self'", "frame-src", "default-src", "frame-src 'self' https://a.example"),
        ("child-src 'none'", "frame-src", "child-src", "child-src https://a.example"),
        ("frame-src x; child-src y", "frame-src", "frame-src", "frame-src x https://a.example"),
        ("script-src 'self'; script-src *", "script-src-elem", "script-src",
         "script-src 'self' https://a.example"),
        ("SCRIPT-SRC-ELEM 'self'", "script-src-elem", "script-src-elem",
         "script-src-elem 'self' https://a.example"),
        ("default-src 'none'", "script-src-elem", "default-src", "script-src https://a.example"),
        ("img-src *; ;", "connect-src", None, "connect-src https://a.example"),
    ],
)  # fmt: skip
def test_the_line_keeps_what_is_allowed_already(
    policy: str, kind: str, governs: str | None, line: str
) -> None:
    said = directives(policy)
    assert governing(said, kind) == governs
    assert line_to_add(said, kind, "https://a.example") == line
