"""A built site on 127.0.0.1, at the address path that its `site_url` names, and Chromium."""

from __future__ import annotations

import asyncio
import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Print nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; yield its address, which ends with a slash."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


Lender = Callable[[], AbstractContextManager[Any]]


@contextmanager
def chromium() -> Iterator[Lender]:
    """Yield what lends Chromium, for a while; where there is none the test fails.

    Playwright's loop of events would count as running in this thread as long as the browser is
    here, and nobody else could run one (`asyncio.run` raises). So it counts only while the browser
    is lent: for a test that has no use for it, it is as if there were none.
    """
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "chromium is not on PATH: apt-get install chromium"
    with sync_playwright() as playwright:
        loop = asyncio.get_running_loop()

        @contextmanager
        def lent() -> Iterator[Any]:
            asyncio._set_running_loop(loop)
            try:
                yield browser
                for context in browser.contexts:
                    context.close()
            finally:
                asyncio._set_running_loop(None)

        browser = playwright.chromium.launch(executable_path=path, args=list(_ARGUMENTS))
        asyncio._set_running_loop(None)
        try:
            yield lent
        finally:
            asyncio._set_running_loop(loop)
            browser.close()
