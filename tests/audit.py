"""Known vulnerabilities in what constraints.txt pins: `python -m tests.audit`.

pip-audit alone is not enough. Behind a registry mirror it skips every package, says "No known
vulnerabilities found" and exits with 0. So it is given a canary, an old package that must be
reported, and one package that it skipped makes the audit red.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).parent.parent
CANARY = "flask==0.5"  # PYSEC-2018-66, PYSEC-2019-179
SERVICES = ("pypi", "osv")

# What pip-audit ends with when a service does not answer, or answers with something else.
NO_ANSWER = re.compile(r"requests\.exceptions\.|ServiceError|Could not connect|blocking this")

Outcome = Literal["clean", "red", "not looked up"]


@dataclass(frozen=True)
class Verdict:
    """What a run of pip-audit says."""

    outcome: Outcome
    reason: str


def verdict(pins: Sequence[str], *, report: str, log: str) -> Verdict:
    """Judge pip-audit's JSON report and what it wrote on the side, for the canary and `pins`."""
    if not report.strip():
        end = textwrap.shorten((log.strip().splitlines() or ["it said nothing"])[-1], width=100)
        if NO_ANSWER.search(log):
            return Verdict("not looked up", end)
        return Verdict("red", f"pip-audit failed: {end}")
    found = {_name(row["name"]): row for row in json.loads(report)["dependencies"]}
    asked = [_name(pin) for pin in (CANARY, *pins)]
    missing = [name for name in asked if name not in found]
    if missing:
        return Verdict("red", f"not in pip-audit's report: {', '.join(missing)}")
    skipped = [name for name in asked if "skip_reason" in found[name]]
    if skipped == asked:
        return Verdict("not looked up", "every package was skipped, as behind a registry mirror")
    if skipped:
        return Verdict("red", f"skipped: {', '.join(skipped)}")
    canary, *pinned = asked
    if not found[canary]["vulns"]:
        return Verdict("red", f"{CANARY} is vulnerable and was not reported: do not trust the rest")
    findings = [
        f"{name} {found[name]['version']}: {flaw['id']}, "
        f"fixed in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for name in pinned
        for flaw in found[name]["vulns"]
    ]
    if findings:
        return Verdict("red", "\n".join(findings))
    return Verdict("clean", f"{len(pinned)} packages, no known vulnerability")


def _name(pin: str) -> str:
    """The normal form of a package's name: `PyYAML==6.0.3` -> `pyyaml`."""
    return re.sub(r"[-_.]+", "-", pin.partition("==")[0]).lower()


def pins(constraints: str) -> list[str]:
    """The `name==version` lines of a constraints file."""
    lines = (line.strip() for line in constraints.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def look_up(pins: Sequence[str], *, service: str) -> Verdict:
    """Ask one service, through pip-audit, about the canary and `pins`."""
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text("\n".join([CANARY, *pins]), "utf-8")
        # Not --strict: it stops at the first skipped package, and then one that is skipped looks
        # like all of them. The verdict is as strict.
        ran = subprocess.run(
            [sys.executable, "-m", "pip_audit", "--requirement", str(requirements)]
            + ["--no-deps", "--disable-pip", "--vulnerability-service", service]
            + ["--format", "json", "--progress-spinner", "off"],
            capture_output=True,
            text=True,
            check=False,
        )
    return verdict(pins, report=ran.stdout, log=ran.stderr)


def audit(pins: Sequence[str]) -> Verdict:
    """The verdict of the first service that can be reached."""
    reasons = []
    for service in SERVICES:
        # Three first: behind a mirror each package costs a request, for nothing.
        now = look_up(pins[:3], service=service)
        if now.outcome == "clean":
            now = look_up(pins, service=service)
        if now.outcome != "not looked up":
            return now
        reasons.append(f"{service}: {now.reason}")
    return Verdict("not looked up", "\n".join(reasons))


def exit_code(now: Verdict, *, may_be_offline: bool) -> int:
    """0 for clean, and for a look-up that could not be done where that is allowed."""
    return int(now.outcome != "clean" and not (now.outcome == "not looked up" and may_be_offline))


def main() -> int:
    """Print the verdict."""
    argparse.ArgumentParser(
        description="Look for known vulnerabilities in what constraints.txt pins.",
        epilog="AUDIT=offline in the environment makes one thing a warning: that no service "
        "could be reached. A finding or a skipped package stays an error.",
    ).parse_args()
    setting = os.environ.get("AUDIT", "")
    if setting not in ("", "offline"):
        print(f"AUDIT={setting} means nothing: it is empty or offline.")
        return 2
    now = audit(pins((ROOT / "constraints.txt").read_text("utf-8")))
    if now.outcome == "not looked up":
        print("WARNING, NOT LOOKED UP" if setting else "NOT LOOKED UP", end=": ")
        print("no list of known vulnerabilities could be reached, so nothing is known about ours.")
        print("Run `make audit` where pypi.org or api.osv.dev answers.", end=" ")
        print("AUDIT=offline let it pass." if setting else "AUDIT=offline lets it pass.")
    print(now.reason)
    return exit_code(now, may_be_offline=setting == "offline")


if __name__ == "__main__":
    sys.exit(main())
