"""An issue as a Word export, with its manifest, without a file."""

from __future__ import annotations

from press.bibliography import Bibliography
from press.compile import compose
from press.docx import Manifest, docx_bytes
from press.publication import Issue, Publication


def composed(
    publication: Publication,
    issue: Issue,
    bibliography: Bibliography,
    *,
    draft: bool,
    with_drafts: bool = False,
) -> tuple[bytes, Manifest]:
    """Return an export's Word file and its manifest; `draft` says so on every page.

    `with_drafts` takes in texts that are no longer published, without saying so. Raises
    PressError where the issue cannot be composed.
    """
    document = compose(publication, issue, bibliography, draft=draft or with_drafts)
    return docx_bytes(document, draft=draft)
