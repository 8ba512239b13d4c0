"""Our own exports, read back: the text that was written, the bookmarks, the export's id."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from press.bibliography import read_bibliography
from press.compile import compose
from press.docx import Manifest, docx_bytes
from tests.ours import ours
from tests.review.files import read_file
from tests.review.reading.word import zipped

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.fixture(scope="module")
def export() -> tuple[bytes, Manifest]:
    """Return the newest issue of our publication as a Word file."""
    publication = ours()
    document = compose(
        publication, publication.issues[-1], read_bibliography(publication.settings), draft=True
    )
    return docx_bytes(document, draft=True)


def test_every_block_of_an_export_reads_as_its_manifest_says(
    export: tuple[bytes, Manifest], tmp_path: Path
) -> None:
    data, manifest = export
    path = tmp_path / "issue.docx"
    path.write_bytes(data)
    document = read_file(path)
    texts = {
        bookmark.name: document.text("before", bookmark.before)
        for paragraph in document.paragraphs
        for bookmark in paragraph.bookmarks
    }
    assert {block.id: block.text for block in manifest.blocks} == {
        block.id: texts.get(block.id) for block in manifest.blocks
    }
    assert {place.id for place in manifest.citations} <= texts.keys()
    assert ((), (), ()) == (document.comments, document.changes, document.warnings)


Change = Callable[[dict[str, bytes]], None]


def without(*names: str) -> Change:
    def change(files: dict[str, bytes]) -> None:
        for name in [item for item in files if item.startswith(names)]:
            del files[name]

    return change


@pytest.mark.parametrize(
    ("change", "source"),
    [
        (without(), "custom properties"),
        (without("docProps/custom"), "customXml"),
        (without("docProps/custom", "customXml"), "keywords"),
        (without("docProps", "customXml"), "footer"),
        (without("docProps", "customXml", "word/footer"), ""),
    ],
)
def test_an_export_s_id_is_found_wherever_an_editor_left_it(
    export: tuple[bytes, Manifest], tmp_path: Path, change: Change, source: str
) -> None:
    data, manifest = export
    path = tmp_path / "issue.docx"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    path.write_bytes(zipped(files))
    document = read_file(path)
    assert (manifest.export if source else "", source) == (document.export, document.export_from)


def test_the_manifest_inside_the_file_is_handed_on(
    export: tuple[bytes, Manifest], tmp_path: Path
) -> None:
    data, manifest = export
    path = tmp_path / "issue.docx"
    path.write_bytes(data)
    assert manifest.export.encode() in read_file(path).manifest
