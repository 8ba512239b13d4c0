"""What tests share: tiny publications, and silence as a test."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from press.build import build
from tests.browser.serving import Lender, chromium

ROOT = Path(__file__).parent.parent
PUBLICATIONS = Path(__file__).parent / "publications"

MakePublication = Callable[..., Path]

# A shell starts what runs in its background with Ctrl-C ignored, and programs pass that on to
# those that they start: the tests that interrupt one would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def publication(tmp_path: Path) -> MakePublication:
    """Return a function that copies a tiny publication and puts files of the test into it.

    A file whose text is None is removed.
    """

    def make(files: Mapping[str, str | bytes | None] | None = None, base: str = "minimal") -> Path:
        root = tmp_path / "publication"
        if not root.exists():
            shutil.copytree(PUBLICATIONS / "minimal", root)
            # Every other publication is the minimal one with some files of its own.
            shutil.copytree(PUBLICATIONS / base, root, dirs_exist_ok=True)
        for name, content in (files or {}).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of our publication with everything built: site/, exports/."""
    root = tmp_path_factory.mktemp("built") / "publication"
    root.mkdir()
    for name in ("docs", "bib"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    build(root)
    return root


@pytest.fixture(scope="session")
def lent_browser() -> Iterator[Lender]:
    """Return what lends the one Chromium of a worker; tests take `browser`."""
    with chromium() as lent:
        yield lent


@pytest.fixture
def browser(lent_browser: Lender) -> Iterator[Any]:
    """Return Chromium. It is the worker's only one: Playwright does not start twice in a thread."""
    with lent_browser() as found:
        yield found
