"""The gate before an issue goes out: what it lets through, what it stops, and how drafts look."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.build import build
from press.checks import check, release
from press.cli import main
from press.publication import PressError
from tests.conftest import PUBLICATIONS, Built, MakePublication
from tests.locks import LOCK, RETRACTION, lock, record
from tests.pdf.support import pages

DIGEST = "docs/digests/short-sleep.md"
ISSUE = "docs/issues/2026-01.md"
SIGNED = "by: A. Writer, date: 2026-01-06, why: Seen in print."
MEND = "run `press verify`, correct the entry, or sign it off under `accepted`"
STUDY = f"{DIGEST}:3:8: record-unchecked: the reference `lund2021` is unchecked: no record "
STUDY += f"confirms this entry; {MEND}"


def text_of(name: str) -> str:
    return (PUBLICATIONS / "minimal" / name).read_text(encoding="utf-8")


def signed(name: str, *lines: str) -> dict[str, str]:
    """Return a file of the tiny publication with sign-offs in its front matter."""
    accepted = "".join(f"  - {{{line}, {SIGNED}}}\n" for line in lines)
    text = text_of(name).replace("status: published", f"status: published\naccepted:\n{accepted}")
    return {name: text}


def told(root: Path, *slugs: str) -> list[str]:
    return [f"{one.path} {one.rule} {one.message.split('`')[1]}" for one in release(root, slugs)]


def press(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_an_issue_whose_references_are_all_verified_may_go_out(publication: MakePublication):
    result = press("check", "--release", "--root", publication({LOCK: lock()}))
    assert (0, "no problems\n") == (result.exit_code, result.output)


def test_what_nobody_has_confirmed_is_told_where_it_is_first_cited(publication: MakePublication):
    root = publication()
    result = press("check", "--release", "--root", root)
    lines = result.output.split("\n")
    assert 1 == result.exit_code
    assert STUDY == lines[0]
    assert [f"{DIGEST}:30:60", f"{ISSUE}:11:38"] == [line.partition(": ")[0] for line in lines[1:3]]
    assert "3 problems" == lines[3]
    assert 0 == press("check", "--root", root).exit_code


@pytest.mark.parametrize(
    ("name", "lines", "left"),
    [
        (ISSUE, ["rule: record-unchecked"], []),
        (
            ISSUE,
            ["rule: record-unchecked, cite: moe2019"],
            [f"{DIGEST} record-unchecked lund2021"],
        ),
        (DIGEST, ["rule: record-unchecked"], [f"{ISSUE} record-unchecked moe2019"]),
        (
            DIGEST,
            ["rule: record-unchecked, cite: lund2021"],
            [f"{DIGEST} record-unchecked moe2019", f"{ISSUE} record-unchecked moe2019"],
        ),
        (
            ISSUE,
            [f"rule: record-unchecked, cite: {key}" for key in ("lund2021", "moe2019")],
            [],
        ),
        (
            ISSUE,
            ["rule: record-differs"],
            [
                f"{DIGEST} record-unchecked lund2021",
                f"{DIGEST} record-unchecked moe2019",
                f"{ISSUE} record-unchecked moe2019",
            ],
        ),
    ],
    ids=[
        "the issue, for all works",
        "the issue, for one work",
        "a digest, for its own text alone",
        "a digest, for one work",
        "the issue, work by work",
        "another rule",
    ],
)
def test_what_a_named_person_signs_off_is_let_through(
    publication: MakePublication, name: str, lines: list[str], left: list[str]
):
    assert left == told(publication(signed(name, *lines)))


def test_a_retracted_work_is_let_through_only_where_its_retraction_is_signed_off(
    publication: MakePublication,
):
    retracted = {LOCK: lock(lund2021=record("lund2021", RETRACTION))}
    (problem,) = release(publication(retracted))
    assert (DIGEST, 3, 8, "record-retracted") == (
        problem.path, problem.line, problem.column, problem.rule,
    )  # fmt: skip
    assert "`lund2021` is retracted (verified: Crossref, 2026-01-05; retraction" in problem.message
    unchecked = signed(DIGEST, "rule: record-unchecked, cite: lund2021")
    assert 1 == len(release(publication(unchecked)))
    assert () == release(publication(signed(DIGEST, "rule: record-retracted, cite: lund2021")))


def test_a_reference_that_differs_from_its_record_is_told_at_its_citation(
    publication: MakePublication,
):
    differing = {LOCK: lock(lund2021=record("lund2021", journal="Annals of Imaginary Rest"))}
    assert [f"{DIGEST} record-differs lund2021"] == told(publication(differing))
    assert [] == told(publication(signed(DIGEST, "rule: record-differs, cite: lund2021")))


def test_an_error_in_a_digest_stops_its_issue_and_no_other(publication: MakePublication):
    wrong = text_of(DIGEST).replace("more tired [", "more tired, 30 of 60 (40%) [")
    aside = {LOCK: lock(), "docs/digests/aside.md": wrong.replace("published", "in review")}
    root = publication(aside)
    assert ["number-percent-events"] == [one.rule for one in check(root) if one.severity == "error"]
    assert () == release(root)
    (problem,) = release(publication({DIGEST: wrong}))
    assert (f"{DIGEST}:30:43", "number-percent-events") == (
        f"{problem.path}:{problem.line}:{problem.column}",
        problem.rule,
    )


def test_a_warning_stops_no_issue(publication: MakePublication):
    text = text_of(DIGEST).replace("more tired [", "more tired (p = 0.000) [")
    root = publication({LOCK: lock(), DIGEST: text})
    assert ["number-p-zero"] == [one.rule for one in check(root)]
    assert () == release(root)


def test_an_issue_that_is_not_published_is_looked_at_only_by_name(publication: MakePublication):
    draft = {ISSUE: text_of(ISSUE).replace("published", "draft")}
    root = publication(draft)
    assert () == release(root)
    assert 3 == len(release(root, ["2026-01"]))


def test_an_issue_that_cannot_be_read_is_not_called_missing(publication: MakePublication):
    wrong = signed(ISSUE, "rule: record-unchecked")
    root = publication({ISSUE: wrong[ISSUE].replace("by: A. Writer", "by: ''")})
    with pytest.raises(PressError, match="`by` cannot be ''"):
        release(root, ["2026-01"])
    result = press("build", "pdf", "--issue", "2026-01", "--root", root)
    assert "there is no issue" not in result.output


def test_an_unknown_issue_is_told(publication: MakePublication):
    root = publication()
    with pytest.raises(PressError, match="there is no issue `2026-1`"):
        release(root, ["2026-1"])
    result = press("check", "--release", "2026-1", "--root", root)
    assert (2, True) == (result.exit_code, "did you mean `2026-01`?" in result.output)


def word_parts(docx: Path) -> str:
    with zipfile.ZipFile(docx) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/footer")]
        return "".join(archive.read(name).decode() for name in names)


def test_an_issue_with_open_references_is_a_draft_on_every_page(built_copy: Built):
    root = built_copy()
    assert all("DRAFT" in page for page in pages(root / "exports/2026-01.pdf"))
    assert "DRAFT review copy" in word_parts(root / "exports/2026-01.docx")
    page = (root / "site/issues/2026-01/index.html").read_text(encoding="utf-8")
    assert "2 of the works that this issue cites are neither verified" in page
    open_ones = "DRAFT on every page: 2 references are neither verified nor signed off"
    for kind in ("pdf", "docx"):
        (root / f"exports/2026-01.{kind}").unlink()
        assert [True] == [open_ones in str(done) for done in build(root, kind)]


def test_an_issue_is_no_draft_when_all_is_signed_off_and_a_changed_lock_builds_it_again(
    built_copy: Built, publication: MakePublication
):
    root = built_copy()
    publication({LOCK: lock(moe2019={"fields": {}})})
    assert [False, False, False] == [done.was_current for done in build(root)]
    assert any("DRAFT" in page for page in pages(root / "exports/2026-01.pdf"))
    publication(signed(ISSUE, "rule: record-unchecked, cite: moe2019"))
    notes = [str(done) for done in build(root)]
    assert not any("DRAFT" in note for note in notes)
    assert not any("DRAFT" in page for page in pages(root / "exports/2026-01.pdf"))
    assert "DRAFT" not in word_parts(root / "exports/2026-01.docx")
    page = (root / "site/issues/2026-01/index.html").read_text(encoding="utf-8")
    assert "neither verified" not in page
    assert [True, True, True] == [done.was_current for done in build(root)]
