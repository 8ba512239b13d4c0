"""The gate before an issue goes out as final: no error, and every reference answered for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from press.checks.context import Context, read_context
from press.checks.rules import RULES
from press.checks.runner import problems
from press.compile import open_references
from press.publication import Issue, PressError, Problem, Status, errors, failure, suggestion


def release(root: Path, slugs: Sequence[str] = ()) -> tuple[Problem, ...]:
    """Return what stands between published issues (or those named) and their release.

    That is every error of the rules in the texts of an issue, and every cited work that is
    neither verified nor signed off. Raises PressError for an unknown issue.
    """
    context = read_context(root)
    found: set[Problem] = set()
    for issue in _chosen(context, slugs):
        found |= {
            *_errors(context, issue),
            *open_references(issue, context.publication, context.bibliography, context.body),
        }
    return tuple(sorted(found))


def _chosen(context: Context, slugs: Sequence[str]) -> Iterable[Issue]:
    issues = {issue.slug: issue for issue in context.publication.issues}
    for slug in slugs:
        if slug not in issues:
            if faults := context.publication.faults(f"docs/issues/{slug}.md"):
                raise PressError(faults)
            mend = suggestion(slug, list(issues), "name a file of docs/issues/ without .md")
            raise failure(f"docs/issues/{slug}.md", f"there is no issue `{slug}`", mend)
    if slugs:
        return [issues[slug] for slug in slugs]
    return [issue for issue in issues.values() if issue.meta.status is Status.PUBLISHED]


def _errors(context: Context, issue: Issue) -> tuple[Problem, ...]:
    """Return the errors in an issue's own texts, and those that concern all of the publication.

    What a record says against a reference is told where the reference is cited.
    """
    texts = {issue.source.path}
    texts |= {
        digest.source.path for digest in context.publication.digests if digest.slug in issue.digests
    }
    narrow = replace(context, with_outputs=False, only=frozenset(texts))
    rules = [rule for rule in RULES if rule.severity == "error" and rule.id != "records"]
    elsewhere = {source.path for source in context.publication.sources} - texts
    return tuple(one for one in errors(problems(narrow, rules)) if one.path not in elsewhere)
