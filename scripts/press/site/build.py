"""Builds the site aside, and puts it in the place of the last good one only when all is well."""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press.publication import PressError, Problem, folder_aside, read_settings
from press.publication.settings import CONFIG_NAME, PLUGIN_NAME

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from press.site.plugin import Inspect

RULE = "site"
_LONGEST = 300
_LOGGERS = ("mkdocs", "properdocs")
_REFUSALS = frozenset(
    (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE)
)


@dataclass(frozen=True)
class SiteReport:
    """How many pages were built, and how long it took."""

    pages: int
    seconds: float


def build_site(
    root: Path,
    destination: Path,
    *,
    draft: bool = False,
    inspect: Inspect | None = None,
) -> SiteReport:
    """Build a publication's site; with `draft` also what is not published yet.

    `inspect` is shown every page's body, by the path of its source, before pages are written;
    what it finds stops the build.

    The folder `destination` is replaced as a whole. Raises PressError with every problem that was
    found, warnings of MkDocs included; the last good site then stays.
    """
    start = time.monotonic()
    quiet_material()
    with _log() as records, folder_aside(destination) as aside:
        pages = _build(root, aside, records, draft=draft, inspect=inspect)
    return SiteReport(pages, time.monotonic() - start)


def _build(
    root: Path, folder: Path, records: _Records, *, draft: bool, inspect: Inspect | None
) -> int:
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort, MkDocsException

    from press.site.plugin import SiteError

    try:
        config = _config(root, folder, draft=draft, inspect=inspect)
        build(config)
    except Abort as error:
        cause = error.__context__
        if isinstance(cause, SiteError):
            raise PressError(cause.problems) from error
        raise PressError(records.problems() or [_problem(str(cause or error))]) from error
    except ValueError as error:  # MkDocs reads addresses such as `http://[x` without a guard
        raise PressError([_problem(f"{error}: run `press check` to see where")]) from error
    except MkDocsException as error:
        raise PressError(records.problems() or [_problem(str(error))]) from error
    except PressError:
        raise
    except Exception as error:  # themes, plugins and hooks of others may raise anything
        if is_of_machine(error):  # told by those who start outputs
            raise
        raise PressError([*records.problems(), unforeseen(error)]) from error
    if records.messages:
        raise PressError(records.problems())
    return sum(1 for _ in folder.rglob("index.html"))


def _config(
    root: Path,
    folder: Path,
    *,
    draft: bool,
    inspect: Inspect | None,
) -> MkDocsConfig:
    from mkdocs.config import load_config

    read_settings(root)  # its words for a missing or broken mkdocs.yml are better than MkDocs'
    config = load_config(str(root / CONFIG_NAME), site_dir=str(folder), strict=False)
    press: Any = config.plugins[PLUGIN_NAME]
    press.config["draft"] = draft or press.config["draft"]
    press.inspect = inspect
    config.plugins.on_startup(command="build", dirty=False)
    return config


class _Records(logging.Handler):
    """Keeps warnings and errors instead of printing them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())

    def problems(self) -> list[Problem]:
        """Return what was logged, as problems of the configuration."""
        return [_problem(message) for message in self.messages if message.strip()]


def _problem(message: str) -> Problem:
    text = " ".join(message.split()).rstrip(".;")
    return Problem(CONFIG_NAME, 1, 1, RULE, text, "see MkDocs' documentation of this setting")


def is_of_machine(error: Exception) -> bool:
    """Tell what the machine refuses, such as a full disk, from the faults of a hook or a theme."""
    is_full = isinstance(error, OSError) and error.errno in _REFUSALS
    return is_full or "No usable temporary directory" in str(error)  # as tempfile says it


def unforeseen(error: Exception) -> Problem:
    """Return what went wrong inside of MkDocs, its theme or its plugins, as a problem."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]
    message = f"the website cannot be built ({reason})"
    mend = "look at what was changed last in mkdocs.yml, hooks and the theme's folder"
    return Problem(CONFIG_NAME, 1, 1, RULE, message, mend)


@contextmanager
def _log() -> Iterator[_Records]:
    """Listen to MkDocs in place of its own printing."""
    records = _Records()
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.addHandler(records)
        logger.propagate = False
    try:
        yield records
    finally:
        for logger, propagate in before:
            logger.removeHandler(records)
            logger.propagate = propagate


def quiet_material() -> None:
    """Keep Material and ProperDocs from printing advertisements into our output."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "true")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
