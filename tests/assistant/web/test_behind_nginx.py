"""Behind a real nginx, below a path, as `.deploy/nginx.conf` says; and what a wrong one costs."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from assistant.embeds import diagnose
from assistant.web import Library, Policy, application
from tests.assistant.web.chromium import chromium
from tests.assistant.web.nginx import proxied
from tests.assistant.web.served import served
from tests.assistant.web.widget.hosts import Hosts
from tests.assistant.web.widget.using import ask, launcher

BELOW = "/assistant"
# nginx gathers what it compresses, unless it buffers nothing.
HOLDS = {
    "proxy_buffering off;": "proxy_ignore_headers X-Accel-Buffering; gzip on; "
    "gzip_proxied any; gzip_types text/event-stream; gzip_min_length 0;"
}


@pytest.fixture(scope="module")
def hosts() -> Iterator[tuple[Hosts, str]]:
    hosts = Hosts()
    with served(hosts) as host:
        hosts.host = host
        yield hosts, host


@pytest.fixture(scope="module")
def assistant(library: Library, hosts: tuple[Hosts, str]) -> Iterator[str]:
    policy = Policy(embed_origins=frozenset({hosts[1]}), root_path=BELOW, questions_a_minute=0)
    with served(application(library, policy)) as address:
        yield address


@pytest.fixture(scope="module")
def at_the_root(library: Library, hosts: tuple[Hosts, str]) -> Iterator[str]:
    policy = Policy(embed_origins=frozenset({hosts[1]}), questions_a_minute=0)
    with served(application(library, policy)) as address:
        yield address


def found(hosts: tuple[Hosts, str], base: str, page: str = "plain") -> list[tuple[str, str]]:
    hosts[0].assistant = base
    return [(one.code, one.line) for one in diagnose(f"{hosts[1]}/{page}").findings]


def test_as_given_nothing_is_in_the_way(
    hosts: tuple[Hosts, str], assistant: str, tmp_path: Path
) -> None:
    with proxied(tmp_path, assistant, instead={}) as proxy:
        assert found(hosts, f"{proxy}{BELOW}") == []
        moved = httpx.get(f"{proxy}{BELOW}")
        assert (moved.status_code, moved.headers["location"]) == (308, f"{proxy}{BELOW}/")


def test_as_given_the_widget_works_and_the_answer_is_seen_growing(
    hosts: tuple[Hosts, str], assistant: str, tmp_path: Path
) -> None:
    with proxied(tmp_path, assistant, instead={}) as proxy, chromium() as browser:
        hosts[0].assistant = f"{proxy}{BELOW}"
        page = browser.new_page()
        page.add_init_script(
            "const attach = Element.prototype.attachShadow; Element.prototype.attachShadow = "
            "function () { return attach.call(this, { mode: 'open' }) }"
        )
        page.goto(f"{hosts[1]}/plain")
        launcher(page).click()
        answer = ask(page.frame_locator("hiring-assistant iframe"))
        expect(answer.get_by_role("button", name="source 1", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        pytest.param(HOLDS, [("buffering", "proxy_buffering off;")], id="holds streams back"),
        pytest.param(
            {"proxy_buffering off;": "proxy_buffering off; add_header X-Frame-Options DENY;"},
            [("x-frame-options", "add_header X-Frame-Options DENY;")],
            id="adds X-Frame-Options",
        ),
        pytest.param(
            {
                "proxy_buffering off;": "proxy_buffering off; "
                "add_header Content-Security-Policy \"frame-ancestors 'self'\";"
            },
            [
                (
                    "frame-ancestors",
                    "add_header Content-Security-Policy \"frame-ancestors 'self' ...\";",
                )
            ],
            id="adds a policy of its own",
        ),
        pytest.param(
            {"proxy_buffering off;": "proxy_buffering off; proxy_hide_header "
             "Content-Security-Policy;"},
            [("headers-lost", "proxy_hide_header Content-Security-Policy;")],
            id="takes our policy away",
        ),
    ],
)  # fmt: skip
def test_what_a_proxy_gets_wrong_is_told(
    hosts: tuple[Hosts, str],
    assistant: str,
    tmp_path: Path,
    instead: dict[str, str],
    said: list[tuple[str, str]],
) -> None:
    with proxied(tmp_path, assistant, instead=instead) as proxy:
        assert found(hosts, f"{proxy}{BELOW}") == said


def test_a_path_that_the_assistant_does_not_know_is_told(
    hosts: tuple[Hosts, str], at_the_root: str, tmp_path: Path
) -> None:
    stripped = {f"proxy_pass {at_the_root};": f"proxy_pass {at_the_root}/;"}
    with proxied(tmp_path, at_the_root, instead=stripped) as proxy:
        said = [("sub-path", f"ASSISTANT_ROOT_PATH={BELOW}")]
        assert found(hosts, f"{proxy}{BELOW}") == said


def test_a_snippet_with_a_wrong_path_is_told_the_right_one(
    hosts: tuple[Hosts, str], assistant: str, tmp_path: Path
) -> None:
    with proxied(tmp_path, assistant, instead={}) as proxy:
        right = f'<script src="{proxy}{BELOW}/widget.js" async></script>'
        assert found(hosts, f"{proxy}{BELOW}/chat/v2") == [("sub-path", right)]
