"""The six inputs, each with what the press does with it."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.fuzz import inputs

if TYPE_CHECKING:
    from hypothesis import strategies as st

_MINIMAL = Path(__file__).parent.parent / "publications/minimal"
_DIGEST = "docs/digests/short-sleep.md"


@dataclass(frozen=True)
class Target:
    """Inputs of one kind, and a function that gives one to the press, in a folder of its own."""

    made: st.SearchStrategy[Any]
    run: Callable[[Path, Any], None]
    prepare: Callable[[Path], None]


def _minimal(root: Path) -> None:
    shutil.copytree(_MINIMAL, root, dirs_exist_ok=True)


def _sent(root: Path) -> None:
    """Make a publication whose issue was exported."""
    from press.compile import compose
    from press.docx import write_docx
    from press.evidence.states.marking import read_checked_bibliography
    from press.publication import load

    _minimal(root)
    publication = load(root)
    entries = read_checked_bibliography(publication.settings)
    write_docx(compose(publication, publication.issues[0], entries), root / "exports/2026-01.docx")


@contextlib.contextmanager
def _refusals() -> Iterator[None]:
    from press.publication import PressError

    try:
        yield
    except PressError as error:
        if not all(str(problem).strip() for problem in error.problems):
            raise AssertionError("a refusal without a reason") from error


def _checked(root: Path) -> None:
    """Check a publication, and, where nothing is wrong, make its Word file."""
    from press.checks import check
    from press.compile import compose
    from press.docx import docx_bytes
    from press.evidence.states.marking import read_checked_bibliography
    from press.publication import errors, load

    with _refusals():
        found = check(root)
        for problem in found:
            assert problem.line >= 1
            assert problem.column >= 1
        if errors(found):
            return
        publication = load(root)
        entries = read_checked_bibliography(publication.settings)
        for issue in publication.issues:
            docx_bytes(compose(publication, issue, entries, draft=True), draft=True)


def _body(root: Path, text: str) -> None:
    front = (_MINIMAL / _DIGEST).read_text().split("---\n")[1]
    (root / _DIGEST).write_text(f"---\n{front}---\n{text}", encoding="utf-8", newline="")
    _checked(root)


def _front_matter(root: Path, text: str) -> None:
    body = (_MINIMAL / _DIGEST).read_text().split("---\n", 2)[2]
    (root / _DIGEST).write_text(f"---\n{text}\n---\n{body}", encoding="utf-8", newline="")
    _checked(root)


def _bibtex(root: Path, text: str) -> None:
    from press.bibliography import EXCHANGES, read_bibliography
    from press.publication import load

    (root / "bib/fuzz.bib").write_text(text, encoding="utf-8", newline="")
    _checked(root)
    with _refusals():
        bibliography = read_bibliography(load(root).settings)
        for form in EXCHANGES:
            form.write(bibliography, bibliography.entries)


def _answer(_root: Path, body: bytes) -> None:
    """Read an answer, write what it says as an entry, and read that back."""
    from press.bibliography import UnwritableError
    from press.bibliography.bibtex import parse_bibtex
    from press.evidence.entries.bibtex import entry_text
    from press.evidence.entries.citekeys import citekey
    from press.evidence.registries.crossref_record import record_of
    from press.evidence.registries.pubmed_record import records_of
    from press.evidence.registries.unpacking import GarbledError, json_value

    try:
        is_json = body.startswith(b"{")
        records = [record_of(json_value(body))] if is_json else list(records_of(body))
    except GarbledError:
        return
    for record in records:
        try:
            text = entry_text(citekey(record.work, ()), record)
        except UnwritableError:
            continue
        entries, _ = parse_bibtex("bib/x.bib", text)
        assert 1 == len(entries), text


def _reviewed(root: Path, files: Sequence[Path], manifests: tuple[Path, ...] = ()) -> None:
    from press.review import Choice, Wish, import_reviews

    with _refusals():
        import_reviews(root, files, Wish(Choice(), force=True, manifests=manifests))


def _package(root: Path, changes: Sequence[tuple[int, float, int, bytes]]) -> None:
    with zipfile.ZipFile(root / "exports/2026-01.docx") as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = sorted(parts, key=lambda name: (name != "word/document.xml", name))
    for number, place, length, new in changes:
        name = names[number % len(names) if number % 3 else 0]
        data = parts[name]
        at = int(place * len(data))
        parts[name] = data[:at] + new + data[at + length :]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    file = root / "reviewed.docx"
    file.write_bytes(stream.getvalue())
    _reviewed(root, [file])


def _manifest(root: Path, changes: Sequence[tuple[int, Any]]) -> None:
    data = json.loads((root / "exports/2026-01.manifest.json").read_text())
    export = data["export"]
    for number, new in changes:
        places = list(_places(data))
        holder, key = places[number % len(places)]
        holder[key] = new
    data = {**data, "export": export}
    folder = root / "named"
    folder.mkdir(exist_ok=True)
    file = folder / "x.manifest.json"
    file.write_text(json.dumps(data, indent=0))
    _reviewed(root, [root / "exports/2026-01.docx"], (file,))


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    keys = data if isinstance(data, dict) else range(len(data)) if isinstance(data, list) else ()
    for key in keys:
        yield data, key
        yield from _places(data[key])


TARGETS: Mapping[str, Target] = {
    "body": Target(inputs.BODIES, _body, _minimal),
    "front-matter": Target(inputs.FRONT_MATTER, _front_matter, _minimal),
    "bibtex": Target(inputs.BIBTEX, _bibtex, _minimal),
    "answer": Target(inputs.ANSWERS, _answer, _minimal),
    "package": Target(inputs.CHANGES, _package, _sent),
    "manifest": Target(inputs.REPLACEMENTS, _manifest, _sent),
}
