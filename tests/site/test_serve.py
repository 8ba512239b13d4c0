"""`press serve` follows what an author changes, in the bibliography too."""

from __future__ import annotations

import base64
import hashlib
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.conftest import MakePublication
from tests.waiting import PATIENCE, until


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def page(url: str) -> str:
    """Return a page, or nothing where there is none yet."""
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode("utf-8"))
    except OSError:
        return ""


def wait_for(url: str, text: str) -> str:
    """Wait until a page holds a text; return the page."""
    until(lambda: text in page(url), f"{text!r} at {url}")
    return page(url)


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
            shown = wait_for(url, "Short sleep in an invented town")
            reload = re.findall(r"<script>(.*?)</script>", shown, re.DOTALL)[-1]
            sign = base64.b64encode(hashlib.sha256(reload.encode()).digest()).decode()
            assert "livereload(" in reload
            assert f"script-src 'self' 'sha256-{sign}'" in shown
            bib = root / "bib/refs.bib"
            bib.write_text(bib.read_text().replace("an invented town", "another town"))
            wait_for(url, "Short sleep in another town")
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=PATIENCE)
            finally:
                process.kill()
    told = words.read_text()
    assert address in told
    assert "Traceback" not in told
