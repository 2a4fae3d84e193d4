"""A real nginx in front of the assistant, with the snippet that we give out."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SNIPPET = Path(__file__).parents[3] / ".deploy" / "nginx.conf"
LONGEST_START_SECONDS = 10
AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        {snippet}
    }}
}}
"""


def program() -> str:
    """nginx; where there is none, the test is skipped."""
    found = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.skip("no nginx on the PATH (Debian: nginx-light)")
    return found


@contextmanager
def proxied(folder: Path, assistant: str, *, instead: dict[str, str]) -> Iterator[str]:
    """The address of nginx in front of an assistant; `instead` changes lines of the snippet."""
    snippet = SNIPPET.read_text("utf-8").replace("http://127.0.0.1:7860", assistant)
    for before, after in instead.items():
        assert before in snippet
        snippet = snippet.replace(before, after)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    written = folder / "nginx.conf"
    written.write_text(AROUND.format(folder=folder, port=port, snippet=snippet))
    command = [program(), "-p", str(folder), "-c", str(written)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait(port, running)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(LONGEST_START_SECONDS)


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline:
        assert running.poll() is None, "nginx does not start"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("nginx does not answer")
