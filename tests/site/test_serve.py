"""`press serve` follows what an author changes, in the bibliography too."""

from __future__ import annotations

import base64
import hashlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.conftest import MakePublication

_PATIENCE = 60  # seconds; a loaded machine builds slowly


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(url: str, text: str) -> str:
    """Return the page once it holds a text."""
    page = ""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own server
                page = answer.read().decode("utf-8")
        except (urllib.error.URLError, OSError):
            page = ""
        if text in page:
            return page
        time.sleep(0.3)
    message = f"no {text!r} at {url} after {_PATIENCE} s; last seen: {page[:200]!r}"
    raise AssertionError(message)


def test_serve_shows_the_site_and_reloads_when_the_bibliography_changes(
    publication: MakePublication, tmp_path: Path
) -> None:
    root = publication()
    address = f"127.0.0.1:{free_port()}"
    words = tmp_path / "words.txt"
    code = "from press.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", "--address", address, "--root", str(root)]
    with words.open("w") as log, subprocess.Popen(command, stderr=log, stdout=log) as process:
        try:
            url = f"http://{address}/digests/short-sleep/"
            page = wait_for(url, "Short sleep in an invented town")
            reload = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)[-1]
            sign = base64.b64encode(hashlib.sha256(reload.encode()).digest()).decode()
            assert "livereload(" in reload
            assert f"script-src 'self' 'sha256-{sign}'" in page
            bib = root / "bib/refs.bib"
            bib.write_text(bib.read_text().replace("an invented town", "another town"))
            wait_for(url, "Short sleep in another town")
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=30)
            finally:
                process.kill()
    told = words.read_text()
    assert address in told
    assert "Traceback" not in told
