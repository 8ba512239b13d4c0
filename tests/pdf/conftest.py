"""Our own issue as PDF, printed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.once import once


@pytest.fixture(scope="session")
def our_pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the first issue of this repository's publication as PDF, to read only.

    It is composed without its lock, and so is no draft, as it is in a build.
    """
    from press.pdf import write_pdf
    from tests.pdf.support import our_issue

    def make(folder: Path) -> None:
        report = write_pdf(our_issue(), folder / "issue.pdf")
        (folder / "fonts.txt").write_text("\n".join(report.fallback_fonts), encoding="utf-8")

    return once(tmp_path_factory, "our-pdf", make) / "issue.pdf"
