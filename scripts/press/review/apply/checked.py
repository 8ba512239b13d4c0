"""What a reviewer's words do to the rules: no text is applied that `press check` would refuse.

A rendering proves that the words stand where they should, as they were typed. It does not tell
that `[@key]` typed into Word is no citation, or that a heading has lost the text below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from press.bibliography import Bibliography
from press.checks import Context, problems
from press.publication import PressError, Problem, Publication, errors
from press.publication.source import parse_source
from press.review.sources.replaced import with_sources

_Errors = Counter[tuple[str, str, str]]


class Checks:
    """The rules over a publication, without and with other texts in it."""

    def __init__(self, publication: Publication, bibliography: Bibliography) -> None:
        self._publication = publication
        self._bibliography = bibliography

    @cached_property
    def _before(self) -> _Errors:
        """What the rules find today: no reviewer is to blame for that."""
        return _counted(self._errors(self._publication))

    def faults(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return by path what the rules find in the files with other texts, and not today."""
        sources, found = {}, list[Problem]()
        for path, text in texts.items():
            sources[path], problems_there = parse_source(path, text)
            found += errors(problems_there)
        if not found:
            try:
                found += self._errors(with_sources(self._publication, sources))
            except PressError as error:
                found += error.problems
        new = _counted(found) - self._before
        return {
            one.path: f"`press check` would refuse it: {one.rule}: {one.message}"
            for one in reversed(found)
            if one.path in texts and _key(one) in new
        }

    def _errors(self, publication: Publication) -> tuple[Problem, ...]:
        context = Context(publication, self._bibliography, with_outputs=False)
        return errors(problems(context))


def _counted(found: tuple[Problem, ...] | list[Problem]) -> _Errors:
    return Counter(map(_key, found))


def _key(problem: Problem) -> tuple[str, str, str]:
    """Return what makes a problem the same in a text whose lines have moved."""
    return problem.path, problem.rule, problem.message
