"""Files audited: digests of a publication, and pages of anybody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from press.bibliography import read_bibliography
from press.evidence.audit.audit import Audit, audit_digests, audit_page
from press.evidence.intake import read_file, read_page, require_items
from press.evidence.intake.reading import Kind
from press.evidence.lock.file import lock_path, usable_lock
from press.publication import errors, load
from press.publication.problems import PressError


def audit_files(
    root: Path, names: Sequence[str] = (), *, pasted: bytes = b"", kind: Kind | None = None
) -> Audit:
    """Return the audit of files; without names, of every digest of the publication at `root`.

    A name is a digest of the publication, a page of summaries, or `-` for the page that was
    `pasted`. Raises PressError where a file cannot be read, the lock has a fault, or a digest's
    front matter is not valid.
    """
    publication = load(root)
    settings = publication.settings
    lock = usable_lock(lock_path(settings))
    ours = {(settings.root / one.source.path).resolve(): one for one in publication.digests}
    paths = [Path(name).resolve() for name in names]
    invalid = [
        problem
        for problem in errors(publication.problems)
        if (settings.root / problem.path).resolve() in paths
    ]
    if invalid:
        raise PressError(invalid)
    digests = [ours[path] for path in paths if path in ours] if names else publication.digests
    audits: list[Audit] = []
    if digests or not names:
        audits.append(audit_digests(digests, read_bibliography(settings).entries, lock))
    for name, path in zip(names, paths, strict=True):
        if path not in ours:
            shown, text = read_file(name, pasted)
            page = read_page(text, kind, path=shown)
            require_items(page)
            audits.append(audit_page(page, lock))
    return together(audits)


def together(audits: Sequence[Audit]) -> Audit:
    """Return several audits as one."""
    if len(audits) == 1:
        return audits[0]
    rows = tuple(row for audit in audits for row in audit.rows)
    rules = {name: note for audit in audits for name, note in audit.rules.items()}
    return Audit(", ".join(audit.name for audit in audits), rows, rules)
