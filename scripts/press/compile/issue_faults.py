"""What stands against composing an issue: what it names and cannot be found or shown."""

from __future__ import annotations

from collections.abc import Iterator

from press.publication import Issue, Problem, Publication, suggestion


def issue_problems(publication: Publication, issue: Issue, *, draft: bool = False) -> list[Problem]:
    """Return what stands against composing an issue: unknown, unpublished or repeated digests."""
    problems: list[Problem] = []
    seen: set[str] = set()
    rule = "issue-reference"
    for place, slug in _places(issue):
        digest = publication.digest_by_slug.get(slug)
        if digest is None and publication.settings.files.is_file(
            publication.settings.docs / "digests" / f"{slug}.md"
        ):
            message = f"the digest `{slug}` has errors of its own"
            problems.append(issue.source.problem(place, rule, message, "correct them first"))
        elif digest is None:
            mend = suggestion(
                slug, list(publication.digest_by_slug), f"write docs/digests/{slug}.md or remove it"
            )
            message = f"the issue names an unknown digest `{slug}`"
            problems.append(issue.source.problem(place, rule, message, mend))
        elif not digest.is_published and not draft and issue.meta.status.value == "published":
            message = f"the digest `{slug}` is {digest.meta.status.value}, not published"
            mend = "publish the digest, remove it from the issue, or make the issue a draft"
            problems.append(issue.source.problem(place, rule, message, mend))
        if slug in seen:
            message = f"the digest `{slug}` stands twice in the issue"
            problems.append(issue.source.problem(place, rule, message, "keep one of the two"))
        seen.add(slug)
    return problems + _figure_problems(publication, issue)


def _figure_problems(publication: Publication, issue: Issue) -> list[Problem]:
    """Return what stands against the figure of the first page."""
    slug = issue.meta.figure
    digest = publication.digest_by_slug.get(slug or "")
    if slug and slug not in issue.digests:
        message = f"the figure is that of `{slug}`, which is no digest of the issue"
        mend = suggestion(slug, list(issue.digests), "name one of its digests, or remove the key")
    elif digest and not (digest.meta.timeline or digest.meta.estimates):
        message = f"the digest `{slug}` has no data for a figure"
        mend = "name a digest with `timeline` or `estimates`, or remove the key"
    else:
        return []
    return [issue.source.problem("figure", "issue-reference", message, mend)]


def _places(issue: Issue) -> Iterator[tuple[str, str]]:
    for number, section in enumerate(issue.meta.sections):
        for index, slug in enumerate(section.digests):
            yield f"sections.{number}.digests.{index}", slug
