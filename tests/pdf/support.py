"""Issues for the tests of the PDF, and what poppler's programs see in one."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from press.bibliography import read_bibliography
from press.compile import IssueDocument, compose
from press.publication import load
from tests.conftest import PUBLICATIONS, ROOT

FILES = Path(__file__).parent / "files"


def composed(root: Path, slug: str | None = None, *, draft: bool = False) -> IssueDocument:
    """Return an issue of a publication, its last by default."""
    publication = load(root)
    assert publication.problems == ()
    issues = {issue.slug: issue for issue in publication.issues}
    issue = issues[slug or max(issues)]
    bibliography = read_bibliography(publication.settings)
    return compose(publication, issue, bibliography, draft=draft)


def our_issue() -> IssueDocument:
    """Return the first issue of the publication in this repository."""
    return composed(ROOT, "2026-11")


def hard_publication(root: Path) -> Path:
    """Make a tiny publication that holds everything that is hard to print."""
    shutil.copytree(PUBLICATIONS / "minimal", root)
    shutil.copytree(FILES, root, dirs_exist_ok=True)
    return root


def run(*command: str | Path) -> str:
    """Return what a program prints."""
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    return done.stdout.decode()


def info(pdf: Path) -> dict[str, str]:
    """Return what pdfinfo says, by its labels."""
    lines = run("pdfinfo", pdf).splitlines()
    return {label: text.strip() for label, _, text in (line.partition(":") for line in lines)}


def pages(pdf: Path) -> list[str]:
    """Return the text of each page, in the order in which it is drawn."""
    return run("pdftotext", "-raw", pdf, "-").split("\f")[:-1]


def spoken_by_poppler(pdf: Path) -> str:
    """Return the text of the structure tree as poppler reads it; slow."""
    lines = run("pdfinfo", "-struct-text", pdf).splitlines()
    return "\n".join(match[1] for line in lines if (match := re.fullmatch(r'\s*"(.*)"', line)))


def outline(pdf: Path) -> str:
    """Return the bookmarks, one a line, indented by level."""
    xml = run("pdftohtml", "-xml", "-i", "-stdout", pdf).partition("<outline>")[2]
    depth, lines = 0, []
    for tag, text in re.findall(r"<(/?outline|item page=\"\d+\")>(?:([^<]*)</item>)?", xml):
        depth += {"outline": 1, "/outline": -1}.get(tag, 0)
        if tag.startswith("item"):
            lines.append("  " * depth + text)
    return "\n".join(lines)
