"""Which export a file came from: its own, one made again, another's, none."""

from __future__ import annotations

import json
import re
import shutil
import zipfile

import pytest

from tests.review.reading.word import para, run, word, xml


def remark(hand) -> None:
    hand.comment("found that", "Are you sure?")
    hand.replace("The ratio was 1.28", "1.28", "1.29")


def edited(review, target, change):
    """Write a file with every XML part changed."""
    with zipfile.ZipFile(review) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return target


def test_a_manifest_anywhere_below_exports_will_do(desk) -> None:
    review = desk.review(remark)
    keep = desk.root / "exports/sent/january"
    keep.mkdir(parents=True)
    shutil.move(desk.root / "exports/2026-01.manifest.json", keep / "a.manifest.json")
    assert f"{desk.path}:30:32  comment C1" in desk.bring(review).output


def test_a_manifest_that_is_named_will_do(desk) -> None:
    review = desk.review(remark)
    manifest = desk.inbox / "kept.manifest.json"
    shutil.move(desk.root / "exports/2026-01.manifest.json", manifest)
    said = desk.bring(review, "--manifest", manifest).output
    assert f"{desk.path}:30:32  comment C1" in said


def test_a_lost_manifest_is_made_again_from_sources_that_are_the_same(desk) -> None:
    review = desk.review(remark)
    state = desk.state
    (desk.root / "exports/2026-01.manifest.json").unlink()
    said = desk.bring(review).output
    assert f"{desk.path}:30:32  comment C1" in said
    assert "change 1: replacement, clean" in said
    assert state.exists()


def test_a_lost_manifest_is_made_again_from_the_commit_that_was_sent_out(desk) -> None:
    review = desk.review(remark)
    desk.commit()
    (desk.root / "exports/2026-01.manifest.json").unlink()
    desk.source.write_text(desk.text.replace("## Summary\n", "## Summary\n\nAll is new.\n"))
    desk.git("commit", "--quiet", "--all", "--message", "moved on")
    said = desk.bring(review).output
    assert f"{desk.path}:32:32  comment C1" in said
    assert "change 1: replacement, clean" in said


def forget(desk) -> None:
    """Take away the manifest beside the Word file, and the copy that later builds keep."""
    (desk.root / "exports/2026-01.manifest.json").unlink()
    shutil.rmtree(desk.root / "exports/manifests", ignore_errors=True)


def test_a_manifest_that_cannot_be_made_again_is_asked_for(desk) -> None:
    review = desk.review(remark)
    export = desk.base.manifest.export
    forget(desk)
    desk.source.write_text(desk.text.replace("Everything is", "Nothing is"))
    result = desk.bring(review)
    assert 2 == result.exit_code
    assert f"the export that it came from, {export}, is not here" in result.stderr
    assert "put the file NAME.manifest.json" in result.stderr
    forced = desk.bring(review, "--force")
    assert f"{desk.path}:30:32  comment C1" in forced.output
    assert "note: " in forced.output


def test_a_review_without_an_id_is_refused_and_told_what_it_looks_like(desk) -> None:
    export = desk.base.manifest.export

    def nameless(name: str, data: bytes) -> bytes:
        is_ours = name.startswith("customXml/item1")
        return b"<x/>" if is_ours else data.replace(export.encode(), b"")

    review = edited(desk.review(remark), desk.inbox / "nameless.docx", nameless)
    result = desk.bring(review)
    assert 2 == result.exit_code
    assert "nothing in it says which export it came from" in result.stderr
    assert f"add --force to compare it with {export}, which has 99% of its" in result.stderr
    assert f"{desk.path}:30:32  comment C1" in desk.bring(review, "--force").output


def test_a_review_of_another_issue_is_refused(desk) -> None:
    review = desk.review(remark)
    forget(desk)
    issues = desk.root / "docs/issues"
    shutil.move(issues / "2026-01.md", issues / "2026-02.md")
    result = desk.bring(review)
    assert 2 == result.exit_code
    assert "this is a review of the issue `2026-01`, which is not in this publication" in (
        result.stderr
    )


def test_a_review_of_another_publication_is_refused(desk) -> None:
    review = desk.review(remark)
    config = desk.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("Minimal Digest", "Another Digest"))
    result = desk.bring(review, "--apply", "clean")
    assert 2 == result.exit_code
    assert "a review of the publication “Minimal Digest”, and here is “Another Digest”" in (
        result.stderr
    )
    assert desk.text == desk.source.read_text()
    assert 1 == desk.bring(review, "--force").exit_code


def test_another_document_is_refused_and_listed_only_if_forced(desk) -> None:
    body = para(run("Minutes of a meeting of strangers.")) + para(run("Nobody came."))
    strange = desk.put("minutes.docx", word(body))
    result = desk.bring(strange)
    assert 2 == result.exit_code
    assert "nothing in it says which export it came from, and at most 0% of its" in result.stderr
    forced = desk.bring(strange, "--force")
    assert 0 == forced.exit_code
    assert "no comments, no changes" in forced.output
    assert not desk.state.exists()


def test_an_empty_cell_of_an_export_makes_no_other_document_like_it(desk) -> None:
    manifest = desk.root / "exports/2026-01.manifest.json"
    told = json.loads(manifest.read_text())
    cell = next(block for block in told["blocks"] if block["text"] == "412")
    cell |= {"text": "", "segments": []}
    manifest.write_text(json.dumps(told))
    minutes = para(run("Minutes of a meeting.")) + para(run("Nobody came.")) + para(run("Present"))
    strange = desk.put("minutes.docx", word(minutes))
    result = desk.bring(strange)
    assert 2 == result.exit_code
    assert "at most 0% of its paragraphs are in one of them" in result.stderr
    assert "no comments, no changes" in desk.bring(strange, "--force").output
    assert 1 == desk.bring(desk.review(remark)).exit_code  # what is ours is known as before


def test_another_document_that_bears_our_id_is_refused(desk) -> None:
    def other(name: str, data: bytes) -> bytes:
        if name != "word/document.xml":
            return data
        minutes = b"<w:p><w:r><w:t>Minutes.</w:t></w:r></w:p>" * 9
        return re.sub(rb"(<w:body>).*(</w:body>)", rb"\1" + minutes + rb"\2", data, flags=re.DOTALL)

    review = edited(desk.review(remark), desk.inbox / "other.docx", other)
    result = desk.bring(review)
    assert 2 == result.exit_code
    assert "but only 10% of its paragraphs are that export's" in result.stderr


def test_the_faults_of_all_files_are_told_at_once(desk) -> None:
    files = [desk.put("a.docx", b""), desk.put("b.docx", b"text"), desk.review(remark)]
    result = desk.bring(*files, desk.inbox / "none.docx")
    assert 2 == result.exit_code
    assert ["a.docx", "b.docx", "none.docx"] == [
        line.split(":")[0].rpartition("/")[2] for line in result.stderr.splitlines()
    ]
    assert "" == result.stdout
    assert not desk.state.exists()


def test_sources_that_cannot_be_read_today_are_told_first(desk) -> None:
    review = desk.review(remark)
    desk.source.write_text(desk.text.replace("title: Short", "title: [Short"))
    result = desk.bring(review)
    assert 2 == result.exit_code
    assert "the front matter is not valid YAML" in result.stderr


def test_a_digest_that_was_renamed_is_followed(desk) -> None:
    review = desk.review(remark)
    desk.source.rename(desk.source.with_name("sleep-in-town.md"))
    issue = desk.root / "docs/issues/2026-01.md"
    issue.write_text(issue.read_text().replace("short-sleep", "sleep-in-town"))
    said = desk.bring(review, "--apply", "clean").output
    assert "docs/digests/sleep-in-town.md:30:32  comment C1" in said
    assert "1.29" in desk.source.with_name("sleep-in-town.md").read_text()


@pytest.mark.parametrize("style", ["text", "json", "md", "html", "sarif"])
def test_every_report_can_tell_of_a_comment_at_no_place(desk, style) -> None:
    body = para(run("Minutes of a meeting."))
    comment = (
        '<w:comment w:id="0" w:author="Ann"><w:p><w:r><w:t>Who came?</w:t></w:r></w:p></w:comment>'
    )
    strange = desk.put("minutes.docx", word(body, {"comments": xml("comments", comment)}))
    said = desk.bring(strange, "--force", "--report", style)
    assert 1 == said.exit_code
    assert "Who came?" in said.output
