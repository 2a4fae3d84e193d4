import json
from pathlib import Path

import pytest

from tests import audit
from tests.audit import Outcome, Verdict, exit_code, pins, verdict

# The JSON files are pip-audit 2.10.1's own words: all-skipped behind a registry mirror, the
# others from a stand-in for OSV.
RECORDED = Path(__file__).parent / "recorded" / "audit"
PINS = ["urllib3==2.8.0", "idna==3.20"]

NO_DNS = """Traceback (most recent call last):
  File "requests/adapters.py", line 729, in send
    raise ConnectionError(e, request=request)
requests.exceptions.ConnectionError: Failed to resolve 'api.osv.dev'
"""
NOT_AVAILABLE = "Traceback (most recent call last):\npip_audit._service.interface.ServiceError\n"
LOGIN_PAGE = "requests.exceptions.JSONDecodeError: Expecting value: line 1 column 1 (char 0)\n"
BAD_OPTION = "usage: pip-audit\npip-audit: error: unrecognized arguments: --nonsense\n"


def recorded(name: str) -> str:
    return (RECORDED / f"{name}.json").read_text("utf-8")


def with_row(name: str, row: dict[str, object]) -> str:
    """The clean report, with another row for one package."""
    report = json.loads(recorded("clean"))
    rows = [row if one["name"] == name else one for one in report["dependencies"]]
    return json.dumps({**report, "dependencies": rows})


@pytest.mark.parametrize(
    ("report", "log", "expected"),
    [
        pytest.param(
            recorded("clean"),
            "Found 1 known vulnerability in 1 package",
            Verdict("clean", "2 packages, no known vulnerability"),
            id="only the canary is vulnerable",
        ),
        pytest.param(
            recorded("finding"),
            "",
            Verdict("red", "urllib3 1.26.4: PYSEC-2021-108, fixed in 1.26.5"),
            id="a finding",
        ),
        pytest.param(
            recorded("all-skipped"),
            "No known vulnerabilities found",
            Verdict("not looked up", "every package was skipped, as behind a registry mirror"),
            id="a mirror that knows no vulnerabilities",
        ),
        pytest.param(
            recorded("canary-not-reported"),
            "",
            Verdict("red", "flask==0.5 is vulnerable and was not reported: do not trust the rest"),
            id="a service that finds nothing in the canary",
        ),
        pytest.param(
            with_row("flask", {"name": "flask", "skip_reason": "not found"}),
            "",
            Verdict("red", "skipped: flask"),
            id="the canary is skipped while others are looked up",
        ),
        pytest.param(
            with_row("idna", {"name": "idna", "skip_reason": "not found"}),
            "",
            Verdict("red", "skipped: idna"),
            id="one package is skipped",
        ),
        pytest.param(
            '{"dependencies": [], "fixes": []}',
            "",
            Verdict("red", "not in pip-audit's report: flask, urllib3, idna"),
            id="an empty report",
        ),
        pytest.param(
            "",
            NO_DNS,
            Verdict(
                "not looked up",
                "requests.exceptions.ConnectionError: Failed to resolve 'api.osv.dev'",
            ),
            id="no network",
        ),
        pytest.param(
            "",
            NOT_AVAILABLE,
            Verdict("not looked up", "pip_audit._service.interface.ServiceError"),
            id="the service answers 503",
        ),
        pytest.param(
            "",
            LOGIN_PAGE,
            Verdict("not looked up", LOGIN_PAGE.strip()),
            id="a login page in between",
        ),
        pytest.param(
            "",
            BAD_OPTION,
            Verdict(
                "red",
                "pip-audit failed: pip-audit: error: unrecognized arguments: --nonsense",
            ),
            id="pip-audit itself fails",
        ),
        pytest.param(
            "", "", Verdict("red", "pip-audit failed: it said nothing"), id="nothing at all"
        ),
    ],
)
def test_the_verdict(report: str, log: str, expected: Verdict) -> None:
    assert verdict(PINS, report=report, log=log) == expected


@pytest.mark.parametrize(
    ("outcome", "strict", "offline"),
    [("clean", 0, 0), ("red", 1, 1), ("not looked up", 1, 0)],
)
def test_only_a_service_out_of_reach_may_pass(outcome: Outcome, strict: int, offline: int) -> None:
    now = Verdict(outcome, "why")
    assert exit_code(now, may_be_offline=False) == strict
    assert exit_code(now, may_be_offline=True) == offline


def test_the_second_service_is_asked_when_the_first_is_out_of_reach(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def look_up(some: list[str], *, service: str) -> Verdict:
        asked.append((service, len(some)))
        return Verdict("not looked up" if service == "pypi" else "clean", "why")

    monkeypatch.setattr(audit, "look_up", look_up)
    assert audit.audit(["a==1", "b==1", "c==1", "d==1"]) == Verdict("clean", "why")
    assert asked == [("pypi", 3), ("osv", 3), ("osv", 4)]


def test_every_reason_is_told_when_no_service_can_be_reached(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def look_up(*_some: object, **_service: object) -> Verdict:
        return Verdict("not looked up", "why")

    monkeypatch.setattr(audit, "look_up", look_up)
    assert audit.audit(PINS) == Verdict("not looked up", "pypi: why\nosv: why")


def test_the_pins_are_the_lines_that_say_something() -> None:
    assert pins("# a comment\nPyYAML==6.0.3\n\nidna==3.20\n") == ["PyYAML==6.0.3", "idna==3.20"]


def test_every_dependency_is_pinned_to_one_version() -> None:
    lines = pins((audit.ROOT / "constraints.txt").read_text("utf-8"))
    assert [line for line in lines if line.count("==") != 1 or "+" in line] == []
    assert len(lines) > 100
