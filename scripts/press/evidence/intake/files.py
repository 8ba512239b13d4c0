"""A file, or standard input, brought into a publication."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from press.bibliography import read_bibliography
from press.evidence.finding import PASTED
from press.evidence.intake.reading import Kind, page_text
from press.evidence.intake.writing import RULE, Imported, bibtex_name, import_page
from press.publication import DIGESTS, Settings, failure, load

STANDARD_INPUT = "-"
LARGEST_PAGE = 20_000_000  # bytes; a page of summaries has a hundredth of that
_CONFIGURATION = "mkdocs.yml"


def read_file(name: str, pasted: bytes = b"") -> tuple[str, str]:
    """Return the path that findings print and the text of a page; `-` is what was `pasted`.

    Raises PressError where the file cannot be read, is not UTF-8 or has no end in sight.
    """
    shown, raw = (PASTED, pasted) if name == STANDARD_INPUT else (name, _start(name))
    if len(raw) > LARGEST_PAGE:
        message = f"there is more than {LARGEST_PAGE // 1_000_000} MB of it"
        raise failure(shown, message, "give a page of summaries; divide one so large", "page")
    return shown, page_text(raw, shown)


def _start(name: str) -> bytes:
    """Return a file's first bytes: all, or one more than a page can have."""
    try:
        with Path(name).open("rb") as stream:
            return stream.read(LARGEST_PAGE + 1)
    except OSError as error:
        message = f"cannot read the file ({error.strerror})"
        raise failure(name, message, "check the path", "page") from error


def import_file(  # noqa: PLR0913 - one argument an option
    root: Path,
    name: str,
    into: Path,
    day: date,
    *,
    pasted: bytes = b"",
    kind: Kind | None = None,
    replace: bool = False,
) -> Imported:
    """Write drafts of a page's studies into a folder; see `import_page`.

    In a folder of the publication at `root`, its citekeys are not used again, its topics are
    proposed, and the BibTeX file goes to its bibliographies. Elsewhere it goes beside the drafts.
    """
    path, text = read_file(name, pasted)
    is_ours = (root / _CONFIGURATION).is_file() and into.resolve().is_relative_to(root.resolve())
    if not is_ours:
        return import_page(text, into, day, path=path, kind=kind, replace=replace)
    publication = load(root)
    settings = publication.settings
    _require_no_page(settings, into)
    folder = settings.bibliographies[0].parent if settings.bibliographies else root / "bib"
    bibliography = _free(folder / bibtex_name(path), replace=replace)
    # An import that is repeated takes its own citekeys again.
    keys = [
        key
        for key, entry in read_bibliography(settings).entries.items()
        if not (replace and (settings.root / entry.path) == bibliography)
    ]
    return import_page(
        text,
        into,
        day,
        path=path,
        kind=kind,
        bibliography=bibliography,
        keys=keys,
        topics={topic.slug: topic.meta.title for topic in publication.topics},
        replace=replace,
    )


def _require_no_page(settings: Settings, into: Path) -> None:
    """Refuse a folder whose files would be pages of the site: imported text never goes out."""
    folder, docs = into.resolve(), settings.docs.resolve()
    if folder.is_relative_to(docs) and folder != docs / DIGESTS:
        message = "what stands in this folder is published as it is; nothing was written"
        mend = f"choose {docs.name}/{DIGESTS}, or a folder outside {docs.name}/"
        raise failure(str(into), message, mend, RULE)


def _free(path: Path, *, replace: bool) -> Path:
    """Return where a page's entries go: beside those of another page with the same name."""
    number, free = 2, path
    while free.exists() and not replace:
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free
