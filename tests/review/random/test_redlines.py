"""Our own issues, after edits in all of their sources: the redline says what changed."""

from __future__ import annotations

import shutil

import pytest

from press.review.sending import texts
from press.review.write.redline import redlined
from tests.conftest import ROOT
from tests.review.oracle import Press
from tests.review.random_author import rewritten
from tests.review.write.round import AUTHOR
from tests.soak import seeds

ISSUES = sorted(path.stem for path in (ROOT / "docs/issues").glob("2*.md"))


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    folder = tmp_path_factory.mktemp("own")
    root = folder / "publication"
    root.mkdir()
    for name in ("docs", "bib"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return Press(root, folder)


@pytest.mark.parametrize("seed", seeds(1))
@pytest.mark.parametrize("slug", ISSUES)
def test_both_views_of_a_redline_are_true(slug: str, seed: int, press: Press, ooxml) -> None:
    former, manifest = press.export(slug)
    now = {
        path: rewritten((press.root / path).read_text(encoding="utf-8"), 1000 * seed + number, 8)[0]
        for number, path in enumerate(manifest.files)
    }
    issue = manifest.issue
    path = f"docs/issues/{issue}.md"
    now[path] = _one_digest_less(now[path])
    today, _ = press.export(slug, now)
    document = press.read(redlined(former, today, AUTHOR), "redline.docx")
    assert texts(press.read(former), "before") == texts(document, "before")
    assert texts(press.read(today), "before") == texts(document, "after")
    assert [] == ooxml.violations(press.folder / "redline.docx")
    kinds = {change.kind for change in document.changes}
    assert {"replacement", "paragraph deletion", "row deletion"} <= kinds


def _one_digest_less(text: str) -> str:
    """Return an issue without the last digest of the first section that has several."""
    for line in text.split("\n"):
        if line.strip().startswith("digests: [") and line.count(",") > 1:
            return text.replace(line, line[: line.rindex(",")] + "]", 1)
    raise AssertionError("no section has several digests")
