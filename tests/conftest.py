"""What tests share: tiny publications, builds made once, judges, and which tests are slow.

Loaded for every test that is run alone: what takes long to import, fixtures import themselves.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from tests import soak
from tests.kinds import company, mark
from tests.once import once

if TYPE_CHECKING:
    from tests.browser.serving import Lender

ROOT = Path(__file__).parent.parent
PUBLICATIONS = Path(__file__).parent / "publications"

MakePublication = Callable[..., Path]
Built = Callable[..., Path]

# A shell starts what runs in its background with Ctrl-C ignored, and programs pass that on to
# those that they start: the tests that interrupt one would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # so does nohup


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of long runs, and `--near`."""
    soak.add_options(parser)
    parser.addoption(
        "--near", action="store_true", help="only what changes since the last commit can reach"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Settle how many rounds random tests take, before any of them is read."""
    soak.settle(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their folders and fixtures, see kinds.py; leave out what is not near."""
    for item in items:
        mark(item)
    if config.option.near:
        from tests import near

        kept = near.select(items, config.rootpath)
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Let tests that share a program share a worker; see kinds.py."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return company(config.rootpath / nodeid.partition("::")[0])

    return Scheduling(config, log)


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say with which seed a long run can be repeated."""
    return soak.header(config)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many rounds the random tests took."""
    soak.summary(terminalreporter)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave out Hypothesis's last words where there can be none: they cost a second to load."""
    if "hypothesis" not in sys.modules and not session.testsfailed:
        session.config.pluginmanager.unregister(name="hypothesispytest")


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> soak.Rounds:
    """Return a function that yields a source of random numbers so many times."""
    return soak.Rounds(request.node)


@pytest.fixture
def publication(tmp_path: Path) -> MakePublication:
    """Return a function that copies a tiny publication and puts files of the test into it.

    A file whose text is None is removed.
    """

    def make(files: Mapping[str, str | bytes | None] | None = None, base: str = "minimal") -> Path:
        root = tmp_path / "publication"
        if not root.exists():
            _copy_tiny(base, root)
        for name, content in (files or {}).items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            else:
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return make


def _copy_tiny(base: str, root: Path) -> None:
    """Copy a tiny publication; every other is the minimal one with some files of its own."""
    shutil.copytree(PUBLICATIONS / "minimal", root)
    shutil.copytree(PUBLICATIONS / base, root, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of our publication with everything built, to read only: site/, exports/."""
    from press.build import build

    def make(folder: Path) -> None:
        for name in ("docs", "bib"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        build(folder)

    return once(tmp_path_factory, "built", make)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a function that gives a tiny publication with everything built, to read only."""
    from press.build import build

    def make(base: str, folder: Path) -> None:
        root = folder / "publication"
        _copy_tiny(base, root)
        build(root)

    def whole(base: str = "minimal") -> Path:
        return once(tmp_path_factory, f"whole-{base}", partial(make, base)) / "publication"

    return whole


@pytest.fixture
def built_copy(tmp_path: Path, whole: Built) -> Built:
    """Return a function that gives a copy of a built publication, which a test may change."""

    def make(base: str = "minimal") -> Path:
        return shutil.copytree(whole(base), tmp_path / "publication")

    return make


@pytest.fixture(scope="session")
def site_builder() -> Callable[[Path, Path], object]:
    """Return what builds the site of a publication into a folder."""
    from press.site import build_site

    return build_site


@pytest.fixture(scope="session")
def lent_browser() -> Iterator[Lender]:
    """Return what lends the one Chromium of a worker; tests take `browser`."""
    from tests.browser.serving import chromium

    with chromium() as lent:
        yield lent


@pytest.fixture
def browser(lent_browser: Lender) -> Iterator[Any]:
    """Return Chromium. It is the worker's only one: Playwright does not start twice in a thread."""
    with lent_browser() as found:
        yield found


@pytest.fixture(scope="session")
def soffice() -> str:
    """Return LibreOffice's program."""
    found = shutil.which("soffice")
    assert found, "LibreOffice is not here; install it: scripts/system-packages.sh test"
    return found


@pytest.fixture(scope="session")
def verapdf() -> ModuleType:
    """Return veraPDF, started when it is first asked."""
    from tests.validators import verapdf

    return verapdf


@pytest.fixture(scope="session")
def ooxml() -> ModuleType:
    """Return the validator of Word files, started when it is first asked."""
    from tests.validators import ooxml

    return ooxml
