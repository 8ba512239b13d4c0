"""Runs the rules over a publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from press.checks.context import Context, read_context
from press.checks.rule import Rule
from press.checks.rules import RULES
from press.publication import Problem, Status, failure

# What is told of a file whose text cannot be rendered: to all other rules it seems empty.
_UNREAD = frozenset({"markdown", "schema", "file"})


def check(
    root: Path, paths: Sequence[str] = (), rules: Iterable[Rule] = RULES
) -> tuple[Problem, ...]:
    """Return everything the rules find, sorted by place; with `paths` only what stands there.

    `paths` are files or folders, relative to the publication or absolute. Raises PressError
    where mkdocs.yml cannot be used or a path does not exist.
    """
    context = read_context(root)
    return _within(context, problems(context, rules), paths)


def problems(context: Context, rules: Iterable[Rule] = RULES) -> tuple[Problem, ...]:
    """Return everything the rules find, sorted by place.

    What is no error, and signed off in the front matter of its file, is left out.
    """
    accepted = {(path, one.rule) for path, one in context.publication.accepted}
    found = {problem for rule in rules for problem in _found(rule, context)}
    found = {one for one in found if one.path not in context.unrendered or one.rule in _UNREAD}
    return tuple(
        sorted(
            problem
            for problem in found
            if problem.severity == "error" or (problem.path, problem.rule) not in accepted
        )
    )


def _found(rule: Rule, context: Context) -> Iterator[Problem]:
    """Yield what a rule finds, no worse than a warning where that is how it takes drafts."""
    digests = context.publication.digests if rule.warns_in_drafts else ()
    drafts = {one.source.path for one in digests if one.meta.status is Status.DRAFT}
    for problem in rule.find(context):
        is_eased = problem.path in drafts and problem.severity == "error"
        yield replace(problem, severity="warning") if is_eased else problem


def _within(
    context: Context, found: Sequence[Problem], paths: Sequence[str]
) -> tuple[Problem, ...]:
    if not paths:
        return tuple(found)
    root = context.publication.root
    wanted = [_relative(root, path) for path in paths]
    return tuple(
        problem
        for problem in found
        if any(
            path in (problem.path, ".") or problem.path.startswith(f"{path}/") for path in wanted
        )
    )


def _relative(root: Path, path: str) -> str:
    for place in (Path(path), root / path):
        if place.exists() and place.resolve().is_relative_to(root):
            return place.resolve().relative_to(root).as_posix()
    raise failure(path, "there is no such file or folder in the publication", "correct the path")
