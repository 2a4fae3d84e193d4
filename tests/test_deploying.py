"""The files in `.deploy/` hold what they say, as far as this machine can tell."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from assistant import Settings
from assistant.__main__ import WRONG
from assistant.web.bodies import LARGER
from assistant.web.running import SECONDS_TO_END

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / ".deploy"
AT = "/srv/hiring-assistant"
UNIT = (DEPLOY / "hiring-assistant.service").read_text("utf-8")
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")
LONGEST_RUN_SECONDS = 300
MOST_EXPOSED = "2.0"
KNOWN = {f"ASSISTANT_{name.upper()}" for name in Settings.model_fields}


def instructions() -> list[tuple[str, str]]:
    """Of the container file: `("FROM", "python:...")`, comments left out, lines joined."""
    lines = [line for line in CONTAINER.splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    parts = (line.split(None, 1) for line in joined.splitlines() if line.strip())
    return [(name, " ".join(rest.split())) for name, rest in parts]


def last_stage() -> dict[str, str]:
    found = instructions()
    last = max(at for at, (name, _) in enumerate(found) if name == "FROM")
    return dict(found[last:])


@pytest.mark.parametrize("text", [UNIT, CONTAINER, NGINX], ids=["unit", "container", "nginx"])
def test_every_setting_that_is_named_exists(text: str) -> None:
    assert set(re.findall(r"ASSISTANT_[A-Z_]+", text)) - KNOWN == set()


# systemd.


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit, for where this checkout is."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze on the PATH")
    python = tmp_path / "python"
    python.touch(mode=0o755)
    written = tmp_path / "hiring-assistant.service"
    written.write_text(UNIT.replace(f"{AT}/.venv/bin/python", str(python)).replace(AT, str(ROOT)))
    return written


def analysed(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False
    )


def test_systemd_takes_the_unit(unit: Path) -> None:
    verified = analysed("verify", "--man=no", str(unit))
    assert (verified.returncode, verified.stderr) == (0, "")


def test_systemd_finds_little_exposed(unit: Path) -> None:
    judged = analysed("security", "--offline=yes", "--no-pager", str(unit))
    if "Unknown" in judged.stderr or "unrecognized" in judged.stderr:
        pytest.skip("this systemd-analyze judges no unit that does not run")
    level = re.search(r"exposure level for [\w.-]+: ([\d.]+)", judged.stdout)
    assert level and float(level[1]) <= float(MOST_EXPOSED), judged.stdout


def test_the_unit_stops_as_the_program_does() -> None:
    said = dict(re.findall(r"^(\w+)=(.*)$", UNIT, re.MULTILINE))
    assert int(said["TimeoutStopSec"]) > SECONDS_TO_END
    assert int(said["RestartPreventExitStatus"]) == WRONG


# nginx; that it takes the snippet is tested where it runs.


def test_nginx_lets_through_what_the_assistant_takes() -> None:
    size = re.search(r"client_max_body_size (\d+)m;", NGINX)
    assert size and int(size[1]) * 1024**2 > max(LARGER.values())
    assert not re.search(r"^\s*add_header", NGINX, re.MULTILINE)


# The container.


def test_the_image_runs_as_nobody_in_particular() -> None:
    stage = last_stage()
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", stage["USER"])
    assert stage["CMD"] == '[".venv/bin/python", "app.py"]'
    assert "/live" in stage["HEALTHCHECK"]
    assert {name for name, _ in instructions()} == {
        "ARG", "CMD", "COPY", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "RUN", "STOPSIGNAL", "USER",
        "WORKDIR",
    }  # fmt: skip


def test_the_last_stage_fetches_nothing() -> None:
    names = [name for name, _ in instructions()]
    last = max(at for at, name in enumerate(names) if name == "FROM")
    assert not {"RUN", "ADD"} & set(names[last:])
    assert "index build" in dict(instructions()[:last])["RUN"]


def test_what_is_copied_is_there_and_nothing_else_is_sent() -> None:
    first = [rest for name, rest in instructions() if name == "COPY" and "--from" not in rest]
    copied = {one for rest in first for one in rest.split()[:-1]}
    assert [one for one in copied if not (ROOT / one).exists()] == []
    ignore = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert {line[1:] for line in ignore if line.startswith("!")} == copied
    assert ignore[1] == "*"


BUILDING = """
set -eu
mount --make-rprivate /
mount --bind "$SRV" /srv
cd /srv
exec "$PYTHON" -m index build
"""
"""Where it is served from, as in the image: an index of another folder is built again."""
INSIDE = """
set -eu
mount --make-rprivate /
# The Python of this machine may be where only root may look.
mount -t tmpfs tmpfs /mnt
mkdir -p "/mnt$BASE"; mount --bind "$BASE" "/mnt$BASE"
mkdir /mnt/srv; mount --bind "$SRV" /mnt/srv
for one in usr lib lib64 bin etc dev sys; do
  [ -d "/$one" ] || continue
  mkdir -p "/mnt/$one"; mount --rbind "/$one" "/mnt/$one"
done
mkdir -p /mnt/tmp /mnt/proc
mount -t tmpfs -o mode=1777 tmpfs /mnt/tmp
mkdir -p "/mnt$VENV"
mount --bind "$VENV" "/mnt$VENV"
mount -t proc proc /mnt/proc
mount -o remount,ro,bind /mnt/srv
mount -o remount,ro /mnt
ip link set lo up
exec chroot /mnt setpriv --reuid 10001 --regid 10001 --clear-groups --no-new-privs \
  --bounding-set=-all env -i $ENV sh -c 'cd /srv; exec "$@"' - "$VENV/bin/python" -c "$PROBE"
"""
PROBE = """
import json, os, socket, subprocess, sys, time, urllib.request
server = subprocess.Popen([sys.executable, "app.py"])
at = "http://127.0.0.1:7860"
for _ in range(240):
    assert server.poll() is None, "it has ended"
    try:
        urllib.request.urlopen(f"{at}/live", timeout=4)
        break
    except OSError:
        time.sleep(0.5)
asked = json.dumps({"turns": [{"text": "What does a senior ML engineer earn?"}]}).encode()
request = urllib.request.Request(f"{at}/api/ask", asked, {"Content-Type": "application/json"})
kind = json.load(urllib.request.urlopen(request, timeout=60))["kind"]
page = urllib.request.urlopen(f"{at}/", timeout=60).status
try:
    socket.create_connection(("192.0.2.1", 80), timeout=2)
    network = True
except OSError:
    network = False
try:
    open("written", "w")
    writes = True
except OSError:
    writes = False
server.terminate()
told = [os.getuid(), kind, page, network, writes, server.wait(30)]
print("TOLD " + json.dumps(told))
"""


@pytest.mark.models
def test_it_runs_read_only_without_network_as_nobody_in_particular(tmp_path: Path) -> None:
    """What the image promises, in namespaces of this machine: there is no builder here."""
    tools = [one for one in ("unshare", "setpriv", "ip", "chroot") if shutil.which(one) is None]
    if tools or os.geteuid() != 0:
        pytest.skip(f"needs root and {', '.join(tools) or 'namespaces'}")
    folder, venv = tmp_path / "srv", ROOT / ".venv"
    folder.mkdir(mode=0o755)
    for name in ("app.py", "assistant", "corpus", "index"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    if (ROOT / ".models").is_dir():  # what the build would make again, in half a minute
        shutil.copytree(ROOT / ".models", folder / ".models")
    python = str(venv / "bin" / "python")
    built = subprocess.run(
        ["unshare", "--mount", "sh", "-c", BUILDING],
        env={**os.environ, "SRV": str(folder), "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )
    if "Operation not permitted" in built.stderr:
        pytest.skip("no namespaces here")
    assert built.returncode == 0, built.stderr
    env = " ".join(["PATH=/usr/local/bin:/usr/bin:/bin", *_environment()])
    base = subprocess.run(
        [python, "-c", "import sys; print(sys.base_prefix)"], capture_output=True, text=True,
        check=True,
    ).stdout.strip()  # fmt: skip
    ran = subprocess.run(
        ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", INSIDE],
        env={**os.environ, "BASE": base, "SRV": str(folder), "VENV": str(venv), "ENV": env,
             "PROBE": PROBE},
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST_RUN_SECONDS,
    )  # fmt: skip
    if "Operation not permitted" in ran.stderr and "TOLD" not in ran.stdout:
        pytest.skip("no namespaces here")
    assert "built again" not in ran.stderr
    assert 'TOLD [10001, "answer", 200, false, false, 0]' in ran.stdout, ran.stderr[-3000:]


def _environment() -> list[str]:
    """As the container file sets it."""
    return [one for one in last_stage()["ENV"].split() if "=" in one]
