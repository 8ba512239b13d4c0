"""One output each: an issue's PDF, an issue's DOCX, the site."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from press.compile import Body, IssueDocument, compose, open_count
from press.evidence.states.marking import read_checked_bibliography
from press.publication import Issue, Problem, load

Kind = Literal["pdf", "docx", "site"]
Paper = Literal["a4", "letter"]


@dataclass(frozen=True)
class Job:
    """What to build and where to; `issue` is a slug, empty for the site."""

    kind: Kind
    output: Path
    issue: str = ""
    paper: Paper = "a4"
    draft: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """Return what besides the sources changes the output."""
        return (self.kind, self.paper, "draft" if self.draft else "final")


@dataclass(frozen=True)
class Built:
    """What came of a job: its output, the seconds it took (0 where it was up to date), notes."""

    job: Job
    seconds: float
    notes: tuple[str, ...] = ()

    @property
    def was_current(self) -> bool:
        """Tell whether nothing had to be done."""
        return self.seconds == 0


# Looks at rendered bodies, by path of their source, before they become pages.
Inspector = Callable[[Mapping[str, Body]], Sequence[Problem]]


def run(root: Path, job: Job, inspect: Inspector | None = None) -> Built:
    """Build one output; raises PressError. Runs in a process of its own where there are several."""
    began = time.perf_counter()
    notes = _site(root, job, inspect) if job.kind == "site" else _issue(root, job)
    return Built(job, time.perf_counter() - began, notes)


def _site(root: Path, job: Job, inspect: Inspector | None) -> tuple[str, ...]:
    from press.site import build_site

    report = build_site(root, job.output, draft=job.draft, inspect=inspect)
    return (f"{report.pages} pages",)


def _issue(root: Path, job: Job) -> tuple[str, ...]:
    publication = load(root)
    bibliography = read_checked_bibliography(publication.settings)
    issue: Issue = next(issue for issue in publication.issues if issue.slug == job.issue)
    document = compose(publication, issue, bibliography, draft=job.draft)
    marked = _marked(document)
    if job.kind == "pdf":
        from press.pdf import write_pdf

        pdf = write_pdf(document, job.output, paper=job.paper, draft=job.draft)
        return (f"{pdf.pages} pages", *marked, *pdf.warnings)
    from press.docx import write_docx

    docx = write_docx(document, job.output, draft=job.draft)
    return (f"review copy {docx.export}", *marked)


def _marked(document: IssueDocument) -> tuple[str, ...]:
    """Tell why a published issue says DRAFT on every page."""
    many = open_count(document.open)
    if not many:
        return ()
    what = "1 reference is" if many == 1 else f"{many} references are"
    return (f"DRAFT on every page: {what} neither verified nor signed off",)
