"""Drafts put into a folder, with a BibTeX file of their studies; nothing is lost silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from press.evidence.finding import PASTED
from press.evidence.intake.drafts import Draft, drafts
from press.evidence.intake.reading import Kind, Page, read_page, require_items
from press.publication import (
    DigestMeta,
    PressError,
    Problem,
    parse_source,
    write_files,
)
from press.publication.starters import slugified
from press.publication.validation import validated

RULE = "import"


@dataclass(frozen=True)
class Imported:
    """What an import wrote: the page, its drafts, every file, and those that stood there before."""

    page: Page
    drafts: tuple[Draft, ...]
    files: tuple[Path, ...]
    replaced: tuple[Path, ...]


def import_page(  # noqa: PLR0913 - what a publication already has is handed in
    text: str,
    into: Path,
    day: date,
    *,
    path: str = PASTED,
    kind: Kind | None = None,
    bibliography: Path | None = None,
    keys: Iterable[str] = (),
    topics: Mapping[str, str] | None = None,
    replace: bool = False,
) -> Imported:
    """Write a draft for each item of a page into a folder, and one BibTeX file of their studies.

    The BibTeX file is `bibliography`, else one named after the page in the folder. Raises
    PressError, and writes nothing, where the page has no item, a draft would not be valid, or a
    file exists already and `replace` is not set; every such file is named.
    """
    page = read_page(text, kind, path=path)
    require_items(page)
    made = drafts(page, day, keys=keys, topics=topics)
    _require_valid(made)
    bib = bibliography or into / bibtex_name(path)
    entries = "\n".join(draft.entry for draft in made)
    contents = {into / f"{draft.slug}.md": draft.text for draft in made} | {bib: entries}
    standing = tuple(file for file in contents if file.exists())
    if standing and not replace:
        raise PressError(_standing(file) for file in standing)
    write_files([(file, content.encode()) for file, content in contents.items()])
    return Imported(page, made, tuple(contents), standing)


def bibtex_name(path: str) -> str:
    """Return the name of the BibTeX file of a page: `notes.bib` for `in/Notes.html`."""
    return f"{'pasted' if path == PASTED else slugified(Path(path).stem)}.bib"


def _standing(file: Path) -> Problem:
    mend = "choose another folder, move the file, or allow replacing"
    return Problem(str(file), 1, 1, RULE, "the file exists already; nothing was written", mend)


def _require_valid(made: Iterable[Draft]) -> None:
    """Refuse to write what could not be read again as a digest."""
    problems: list[Problem] = []
    for draft in made:
        source, faults = parse_source(f"{draft.slug}.md", draft.text)
        meta, misfits = validated(source, DigestMeta)
        problems += [*faults, *misfits]
        if meta and meta.study != draft.key:
            problems.append(source.problem("study", RULE, "the citekey changed", "report this"))
    if problems:
        raise PressError(problems)
