"""Builds what was asked for: checked before, checked after, and only what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from press.build.jobs import Built, Inspector, Job, Paper
from press.build.stamps import Stamps, issue_fingerprint, site_fingerprint
from press.build.workers import results
from press.checks import RULES, Context, Rule, problems, read_context
from press.compile import Body
from press.publication import (
    Issue,
    PressError,
    Problem,
    Publication,
    Source,
    Status,
    errors,
    failure,
    put_right,
    suggestion,
)

_OUTPUT_RULE = "disclaimer-missing"
_LINKS = "link-broken"
# What a record says against a reference makes an issue a draft; it does not stop the build.
_RECORDS = "records"
_ON_PAGES = frozenset(
    (
        "citation-missing",
        "section-missing",
        "alt-missing",
        "markup-lost",
        "markup-unsafe",
        "foreign-resource",
        "claim-strength",
        "abbreviation-unexpanded",
        _LINKS,
    )
)
# A draft may have gaps; what it shows must still be readable and its citations known.
_DRAFT_RULES = {"schema", "file", "picture", "bibtex", "citation-unknown"}


def build(  # noqa: PLR0913 - the command line's options
    root: Path,
    target: str = "all",
    *,
    issue: str | None = None,
    paper: Paper | None = None,
    draft: bool = False,
    tell: Callable[[Built], None] = lambda _: None,
) -> tuple[Built, ...]:
    """Build `site`, `pdf`, `docx` or `all`; `tell` hears of each output when it is done.

    Raises PressError, before anything is written, where the sources have errors; and afterwards
    where an output does not hold the disclaimer.
    """
    put_right(root)
    context = read_context(root)
    publication = context.publication
    issue_jobs = list(_issue_jobs(publication, target, issue, paper, draft=draft))
    _guard(context, [job.issue for job in issue_jobs], draft=draft)
    stamps = Stamps(publication.root)
    fingerprints: dict[Path, str] = {}
    for job in issue_jobs:
        edition = next(item for item in publication.issues if item.slug == job.issue)
        fingerprints[job.output] = issue_fingerprint(publication, edition, *job.options)
    run_all = partial(
        _run_all,
        publication.root,
        stamps=stamps,
        fingerprints=fingerprints,
        tell=tell,
        inspect=inspector(context, draft=draft),
    )
    done = run_all(issue_jobs)
    if target in {"all", "site"}:
        folder = "site-draft" if draft else "site"
        job = Job("site", publication.root / folder, draft=draft)
        exports = sorted((publication.root / "exports").glob("[!.]*.*"))
        fingerprints[job.output] = site_fingerprint(publication, exports, *job.options)
        done += run_all([job])
    _prove(context)
    return tuple(done)


def _guard(context: Context, issues: Sequence[str], *, draft: bool) -> None:
    """Refuse to build from sources with errors.

    Rules that need rendered pages look at the texts of the issues to be built; for the site they
    look at its own pages, see `inspector`.
    """
    publication = context.publication
    texts = {
        source.path
        for issue in publication.issues
        if issue.slug in issues
        for source in (issue.source, *_digest_sources(publication, issue))
    }
    everywhere = replace(context, with_outputs=False)
    found = problems(everywhere, [rule for rule in _rules(draft=draft) if rule.id not in _ON_PAGES])
    if texts:
        narrow = replace(everywhere, only=frozenset(texts))
        found += problems(narrow, [rule for rule in _rules(draft=draft) if rule.id in _ON_PAGES])
    if errors(found):
        raise PressError(errors(found))


def _digest_sources(publication: Publication, issue: Issue) -> list[Source]:
    known = publication.digest_by_slug
    return [known[slug].source for slug in issue.digests if slug in known]


def _rules(*, draft: bool) -> list[Rule]:
    """Return the rules that can stop a build."""
    grave = [rule for rule in RULES if rule.severity == "error" and rule.id != _RECORDS]
    return [rule for rule in grave if not draft or rule.id in _DRAFT_RULES]


def inspector(context: Context, *, draft: bool) -> Inspector:
    """Return what looks at the site's pages before they are written.

    Links are left to MkDocs, which knows every page's address; it reports them under the same
    rule.
    """
    rules = [rule for rule in _rules(draft=draft) if rule.id in _ON_PAGES - {_LINKS}]

    def inspect(bodies: Mapping[str, Body]) -> tuple[Problem, ...]:
        scope = frozenset(bodies)
        rendered = replace(context, with_outputs=False, only=scope, bodies=bodies)
        return errors(problems(rendered, rules))

    return inspect


def _prove(context: Context) -> None:
    """Look for the disclaimer in what was built; see `press.checks.rules.disclaimer_missing`."""
    rules = [rule for rule in RULES if rule.id == _OUTPUT_RULE]
    found = errors(problems(context, rules))
    if found:
        raise PressError(found)


def _issue_jobs(
    publication: Publication, target: str, wanted: str | None, paper: Paper | None, *, draft: bool
) -> Iterator[Job]:
    if target == "site":
        return
    kinds = ("pdf", "docx") if target == "all" else (target,)
    exports = publication.root / "exports"
    size: Paper = paper or ("letter" if publication.settings.paper == "letter" else "a4")
    ending = "-draft" if draft else ""
    for issue in _chosen(publication, wanted, draft=draft):
        for kind in kinds:
            if kind == "pdf":
                name = issue.slug if paper is None else f"{issue.slug}-{size}"
                yield Job("pdf", exports / f"{name}{ending}.pdf", issue.slug, size, draft)
            else:
                yield Job("docx", exports / f"{issue.slug}{ending}.docx", issue.slug, "a4", draft)


def _chosen(publication: Publication, wanted: str | None, *, draft: bool) -> Sequence[Issue]:
    slugs = [issue.slug for issue in publication.issues]
    if wanted is not None and wanted not in slugs:
        if faults := publication.faults(f"docs/issues/{wanted}.md"):
            raise PressError(faults)
        mend = suggestion(wanted, slugs, "name a file of docs/issues/ without .md")
        raise failure(f"docs/issues/{wanted}.md", f"there is no issue `{wanted}`", mend)
    chosen = [issue for issue in publication.issues if wanted in {None, issue.slug}]
    if draft:
        return chosen
    final = [issue for issue in chosen if issue.meta.status is Status.PUBLISHED]
    if wanted is not None and not final:
        place = chosen[0].source
        message = f"the issue is {chosen[0].meta.status.value}, not published"
        raise PressError(
            [place.problem("status", "press", message, "publish it, or build with --draft")]
        )
    return final


def _run_all(  # noqa: PLR0913 - what to do, what is done, whom to tell
    root: Path,
    jobs: Sequence[Job],
    *,
    stamps: Stamps,
    fingerprints: dict[Path, str],
    tell: Callable[[Built], None],
    inspect: Inspector,
) -> list[Built]:
    """Run the jobs whose outputs are not current, in as many processes as there are cores."""
    done: list[Built] = []
    due: list[Job] = []
    for job in jobs:
        if stamps.is_current(job.output, fingerprints[job.output]):
            done.append(Built(job, 0.0))
            tell(done[-1])
        else:
            due.append(job)
    found: list[Problem] = []
    for result in results(root, due, inspect):
        if isinstance(result, PressError):
            found += result.problems
            continue
        stamps.keep(result.job.output, fingerprints[result.job.output])
        done.append(result)
        tell(result)
    if found:
        raise PressError(found)
    return done
