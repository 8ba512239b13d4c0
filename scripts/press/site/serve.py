"""A site that rebuilds itself while an author writes."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.publication import PressError, failure, read_settings
from press.publication.settings import CONFIG_NAME

_ADDRESS = "127.0.0.1:8000"


def serve_site(
    root: Path, address: str = _ADDRESS, *, draft: bool = False, browser: bool = False
) -> None:
    """Serve a publication until interrupted; a change in its pages or bibliography rebuilds it.

    With `draft` it also shows what is not published yet. What MkDocs has to say (its address,
    each rebuild, what is wrong) goes to standard error.
    Raises PressError where the first build fails.
    """
    from press.site.build import is_of_machine, quiet_material, unforeseen
    from press.site.plugin import DRAFT_VARIABLE, SiteError

    quiet_material()
    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import Abort

    _let_speak(logging.getLogger("mkdocs"))
    read_settings(root)  # its words for a missing or broken mkdocs.yml are better than MkDocs'
    try:
        with _variable(DRAFT_VARIABLE, "1" if draft else None):
            serve(
                str(root / CONFIG_NAME), livereload=True, dev_addr=address, open_in_browser=browser
            )
    except Abort as error:
        cause = error.__context__
        if isinstance(cause, SiteError):
            raise PressError(cause.problems) from error
        raise failure(CONFIG_NAME, str(cause or error), "see the messages above") from error
    except PressError:
        raise
    except Exception as error:  # themes, plugins and hooks of others may raise anything
        if is_of_machine(error):  # told where commands end
            raise
        raise PressError([unforeseen(error)]) from error


def _let_speak(log: logging.Logger) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


@contextmanager
def _variable(name: str, value: str | None) -> Iterator[None]:
    """Set an environment variable for a while; None leaves it as it is."""
    before = os.environ.get(name)
    if value is not None:
        os.environ[name] = value
    try:
        yield
    finally:
        if value is not None and before is None:
            del os.environ[name]
        elif value is not None and before is not None:
            os.environ[name] = before
