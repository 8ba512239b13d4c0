"""A publication read for its site; every error in it stops the build, strict or not."""

from __future__ import annotations

from pathlib import Path

from press.bibliography import style
from press.compile import (
    Renderer,
    include_problems,
    picture_problems,
    unknown_citations,
    unsafe_settings,
)
from press.evidence.states.marking import read_checked_bibliography
from press.publication import PressError, Problem, errors, load
from press.publication.settings import CONFIG_NAME
from press.site.edition import Edition


def read_edition(root: Path, *, draft: bool) -> Edition:
    """Return what a site shows; raises PressError with every error of the publication."""
    publication = load(root)
    settings = publication.settings
    bibliography = read_checked_bibliography(settings)
    renderer = Renderer(settings)
    problems = [*publication.problems, *bibliography.problems, *unsafe_settings(settings)]
    if not settings.disclaimer:
        problems.append(_no_disclaimer())
    problems += picture_problems(settings, publication.sources)
    for source in publication.sources:
        problems += include_problems(settings, source)
        problems += unknown_citations(source, bibliography, renderer.body)
    edition = Edition(publication, bibliography, style(settings.style, root), draft)
    found = errors([*problems, *edition.problems()])
    if found:
        raise PressError(found)
    bibliography.csl()  # converted and cached here, before a second thread asks for it
    return edition


def _no_disclaimer() -> Problem:
    mend = "write `disclaimer:` under the plugin `press`: what the texts are for"
    message = "the publication's disclaimer is missing"
    return Problem(CONFIG_NAME, 1, 1, "disclaimer-missing", message, mend)
