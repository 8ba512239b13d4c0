"""The Word file: what it says, that it is sound, and that every word of it finds its way home."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.html import fragment_fromstring

from press.bibliography import read_bibliography
from press.compile import IssueDocument, compose
from press.docx import docx_bytes, inline, write_docx
from press.docx.ooxml import text_of
from press.docx.selfcheck import check
from press.publication import PressError, load
from tests.docx.outline import W, anchors, marked, outline, part
from tests.properties import examples
from tests.samples import Sample, samples
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
CORPUS = sorted(Path(__file__).parent.glob("*.md"))
EDITORIAL = """---
number: 1
date: 2026-01-31
title: The first one
status: published
sections:
  - title: Sleep
    digests: [short-sleep]
---
"""
Make = Callable[..., Path]


def document(root: Path) -> IssueDocument:
    """Return the first issue of a publication."""
    publication = load(root)
    assert () == publication.problems
    issue = publication.issues[0]
    return compose(publication, issue, read_bibliography(publication.settings), draft=True)


def edited(publication: Make, editorial: str, **files: str | bytes) -> IssueDocument:
    """Return an issue with an editorial of the test's, beginning at line 10 of its file."""
    changes: dict[str, Any] = {"docs/issues/2026-01.md": EDITORIAL + editorial}
    return document(publication({**changes, **files}))


@pytest.fixture(scope="module")
def real() -> IssueDocument:
    return document(ROOT)


@pytest.fixture(scope="module")
def written(real: IssueDocument, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exports") / "issue.docx"
    write_docx(real, path)
    return path


@pytest.mark.parametrize("case", [case for path in CORPUS for case in samples(path)])
def test_markdown_becomes_paragraphs(case: Sample, publication: Make) -> None:
    issue = edited(publication, case.given)
    data, manifest = docx_bytes(issue)
    check(data, issue.tree, "issue.docx")
    lines = outline(data, manifest)
    start = next(
        i for i, line in enumerate(lines) if line.startswith("Heading1") and "Editorial" in line
    )
    end = next(i for i, line in enumerate(lines) if line.startswith("Heading1") and "Sleep" in line)
    notes = [line for line in lines if line.startswith("[^")]
    assert case.expected.rstrip("\n").split("\n") == lines[start + 1 : end] + notes


def soundness(data: bytes, manifest: Any) -> None:
    """Every paragraph has its anchor, the manifest knows it, and says of it what stands there."""
    blocks = {block.id: block for block in manifest.blocks}
    assert len(blocks) == len(manifest.blocks)
    seen: list[str] = []
    for name in ("word/document.xml", "word/footnotes.xml"):
        for paragraph in part(data, name).iter(f"{W}p"):
            found = anchors(paragraph)
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            if style is not None and style.get(f"{W}val").startswith("TOC"):
                assert [] == found
            elif marked(paragraph):
                assert len(found) == 1, marked(paragraph)
            assert all(blocks[item].text == marked(paragraph) for item in found)
            assert all(item.startswith("_ss_") == bool(blocks[item].file) for item in found)
            seen += found
    assert sorted(seen) == sorted(blocks)
    names = [
        str(mark.get(f"{W}name"))
        for mark in part(data, "word/document.xml").iter(f"{W}bookmarkStart")
    ]
    assert len(names) == len(set(names))
    assert all(len(name) <= 40 for name in names)
    cited = {place.id: place for place in manifest.citations}
    assert {name for name in names if name.startswith("_ssc_")} <= set(cited)
    for place in cited.values():
        assert 0 <= place.start < place.end <= len(blocks[place.block].text)
    slim = part(data, "customXml/item1.xml")
    assert list(blocks) == [str(node.get("id")) for node in slim.iterfind("{*}block")]


def segments_hold(manifest: Any) -> None:
    """Segments cover their paragraph without gaps, and what is verbatim stands in the source."""
    for block in manifest.blocks:
        if not block.file or block.key:
            continue
        source = manifest.files[block.file][1]
        reached = 0
        for kind, start, end, first, last in block.segments:
            assert reached == start, block
            assert 0 <= first <= last <= len(source)
            if kind == "v":
                assert source[first:last] == block.text[start:end], block
            reached = end
        assert reached == len(block.text), block


def test_every_paragraph_of_the_real_issue_is_anchored(real: IssueDocument) -> None:
    soundness(*docx_bytes(real))


def test_segments_of_the_real_issue_hold(real: IssueDocument) -> None:
    manifest = docx_bytes(real)[1]
    segments_hold(manifest)
    kinds = [
        kind
        for block in manifest.blocks
        for kind, start, end, *_ in block.segments
        for _ in range(start, end)
    ]
    # Little of an issue's own words is without an exact source.
    assert kinds.count("v") / len(kinds) > 0.9


def test_offsets_of_markdown_stay_in_the_lines_of_their_paragraph(real: IssueDocument) -> None:
    manifest = docx_bytes(real)[1]
    for block in manifest.blocks:
        if block.file and not block.key and not block.fields:
            source = manifest.files[block.file][1]
            lines = [source.count("\n", 0, row[3]) + 1 for row in block.segments if row[0] in "vta"]
            assert all(block.lines[0] <= line <= block.lines[1] for line in lines), block


@pytest.mark.parametrize(
    ("field", "shown"),
    [("title", "Short sleep in one town"), ("question.population", "Adults of an invented town")],
)
def test_front_matter_is_found_in_its_yaml(field: str, shown: str, publication: Make) -> None:
    manifest = docx_bytes(document(publication()))[1]
    (block,) = [
        b for b in manifest.blocks if b.fields and b.fields[0].key == field and "digests" in b.file
    ]
    source = manifest.files[block.file][1]
    kind, start, end, first, last = block.segments[0]
    assert (kind, shown, shown) == ("v", block.text[start:end], source[first:last])
    line = source.split("\n")[block.fields[0].line - 1]
    assert shown == line[block.fields[0].column - 1 :]


def test_a_value_made_of_others_can_only_be_kept_whole(publication: Make) -> None:
    manifest = docx_bytes(document(publication()))[1]
    (block,) = [b for b in manifest.blocks if b.fields and b.fields[0].key == "study"]
    ((kind, start, end, first, last),) = block.segments
    assert ("a", 0, len(block.text)) == (kind, start, end)
    assert manifest.files[block.file][1][first:last] == "lund2021"


def test_a_reference_leads_to_its_entry(publication: Make) -> None:
    manifest = docx_bytes(document(publication()))[1]
    found = {b.key: (b.file, b.lines) for b in manifest.blocks if b.kind == "reference"}
    assert found == {"lund2021": ("bib/refs.bib", (1, 10)), "moe2019": ("bib/refs.bib", (12, 20))}
    assert manifest.entries["moe2019"][2].startswith("@article{moe2019,")


_words = st.text(alphabet="abc xyzäß.,;:()'\"-–&é中א0123456789", min_size=1, max_size=40)
_markdown = st.lists(
    st.one_of(
        _words,
        _words.map("## {}".format),
        _words.map("**{}**".format),
        _words.map("- {}\n- [x](https://example.org/a)".format),
        _words.map("1. {}".format),
        _words.map("> {}".format),
        _words.map("{} [@moe2019, p. 2] and more".format),
        _words.map("word\n{}\n`code`".format),
        _words.map("| a | b |\n|---|---:|\n| {} | 2 |".format),
    ),
    min_size=1,
    max_size=6,
).map("\n\n".join)


@given(text=_markdown)
@examples(20)
def test_any_markdown_is_anchored_and_aligned(text: str, publication: Make) -> None:
    issue = edited(publication, text + "\n")
    data, manifest = docx_bytes(issue)
    check(data, issue.tree, "issue.docx")
    soundness(data, manifest)
    segments_hold(manifest)


def test_the_same_issue_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    other = tmp_path / "issue.docx"
    program = (
        "import sys; from pathlib import Path; from tests.docx.test_docx import *;"
        "write_docx(document(ROOT), Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    subprocess.run(
        [sys.executable, "-c", program, str(other)], check=True, cwd=ROOT, env=environment
    )
    assert written.read_bytes() == other.read_bytes()
    beside = written.with_suffix(".manifest.json").read_bytes()
    assert beside == other.with_suffix(".manifest.json").read_bytes()


def test_it_is_valid_ooxml(written: Path, ooxml) -> None:
    assert [] == ooxml.violations(written)


@pytest.fixture(scope="module")
def laid_out(written: Path, soffice: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    return as_pdf(soffice, written, tmp_path_factory.mktemp("laid-out"))


def test_libreoffice_opens_it_and_numbers_the_contents(real: IssueDocument, laid_out: str) -> None:
    pages = laid_out.split("\f")
    assert len(pages) > 10
    first = " ".join(pages[0].split())
    assert real.issue.meta.title in first
    assert "Numbers of this issue".upper() in first
    assert "Not yet reviewed" in first
    entries = re.findall(r"^ *(\S.*?) {2,}(\d+)$", pages[1], re.MULTILINE)
    assert len(entries) > 15
    for title, page in entries:
        assert "".join(title.split()) in "".join(pages[int(page) - 1].split()), title


def test_a_long_title_leaves_room_for_its_page_in_the_contents(publication: Make) -> None:
    title = "Sleep and other things " * 8
    front = EDITORIAL.replace("title: Sleep", f"title: {title.strip()}")
    data = docx_bytes(document(publication({"docs/issues/2026-01.md": f"{front}Text.\n"})))[0]
    styles = f"{W}pPr/{W}pStyle[@{W}val='TOC1']"
    body = part(data, "word/document.xml")
    entries = [p for p in body.iter(f"{W}p") if p.find(styles) is not None]
    shown = next(lines for lines in map(text_of, entries) if "other things" in lines)
    lines = shown.partition("\t")[0].split("\n")
    assert title.split() == " ".join(lines).split()
    assert all(40 < len(line) < 85 for line in lines[:-1])


def as_pdf(soffice: str, path: Path, folder: Path) -> str:
    """Return the text of a Word file as LibreOffice lays it out, pages divided by form feeds."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    pdf = folder / f"{path.stem}.pdf"
    return subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout


def test_a_footnote_used_twice_is_one_footnote(publication: Make) -> None:
    issue = edited(
        publication, "One[^a], two[^b], again[^a].\n\n[^a]: First.\n[^b]: Second, see [^a].\n"
    )
    data = docx_bytes(issue)[0]
    body, notes = part(data, "word/document.xml"), part(data, "word/footnotes.xml")
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    assert ["1", "2"] == marks
    assert ["1", "2"] == [note.get(f"{W}id") for note in notes if note.get(f"{W}type") is None]
    (code,) = [code.text for code in body.iter(f"{W}instrText") if "NOTEREF" in (code.text or "")]
    assert code.split()[1] in [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert not list(notes.iter(f"{W}footnoteReference"))


def test_a_footnotes_paragraphs_name_the_mark_that_leads_to_them(publication: Make) -> None:
    data, manifest = docx_bytes(edited(publication, "One[^a].\n\n[^a]: First.\n\n    Second.\n"))
    names = {
        mark.get(f"{W}name") for mark in part(data, "word/document.xml").iter(f"{W}bookmarkStart")
    }
    found = [
        (block.text, block.note in names) for block in manifest.blocks if block.part == "footnotes"
    ]
    assert [("First.", True), ("Second.", True)] == found


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"A cohort of 120", b"A cohort of 12"),
        (b"Naps and Mood", b"Naps & Mood"),
        (b"<w:body>", b""),
    ],
)
def test_the_self_check_refuses_a_file_that_says_something_else(
    before: bytes, after: bytes, publication: Make
) -> None:
    issue = document(publication())
    data = docx_bytes(issue)[0]
    check(data, issue.tree, "issue.docx")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after))
    with pytest.raises(PressError, match=r"issue\.docx:1:1: .*(became|cannot be read back)"):
        check(stream.getvalue(), issue.tree, "issue.docx")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("gone.png", "it does not exist"),
        ("https://example.org/a.png", "it is not part of the publication"),
        ("../../mkdocs.yml", "it is not part of the publication"),
        ("broken.png", "it is no picture of a kind that the press knows"),
        ("broken.svg", "cannot be read ("),
    ],
)
def test_a_picture_that_cannot_be_had_is_a_problem_with_its_line(
    source: str, message: str, publication: Make, tmp_path: Path
) -> None:
    files = {"docs/issues/broken.png": b"no picture", "docs/issues/broken.svg": b"<svg"}
    issue = edited(publication, f"First.\n\nA picture: ![alt]({source})\n", **files)
    with pytest.raises(PressError) as error:
        write_docx(issue, tmp_path / "out" / "issue.docx")
    (problem,) = error.value.problems
    assert ("docs/issues/2026-01.md", 12, "image") == (problem.path, problem.line, problem.rule)
    assert message in problem.message
    assert not (tmp_path / "out").exists()


def test_hostile_links_do_no_harm(publication: Make, tmp_path: Path, ooxml) -> None:
    issue = edited(publication, "[bad](javascript:alert(1)), <b>&lt;w:t&gt;</b>, ]]>\n")
    path = tmp_path / "issue.docx"
    write_docx(issue, path)
    assert [] == ooxml.violations(path)
    with zipfile.ZipFile(path) as package:
        assert b"javascript" not in package.read("word/_rels/document.xml.rels")
        said = "".join(etree.fromstring(package.read("word/document.xml")).itertext())
    assert "bad, <w:t>, ]]>" in said


@pytest.mark.parametrize("bad", ["<b>&#7;</b>", "<b>x</b>&#xFFFE;", '<b title="&#7;"></b>'])
def test_a_character_that_xml_forbids_is_a_problem_with_its_line(
    bad: str, publication: Make
) -> None:
    issue = edited(publication, "First.\n\nSecond.\n")
    (second,) = [p for p in issue.tree.iter("p") if p.text == "Second."]
    # Sources that hold one are refused long before; lxml lets it through where it reads HTML.
    second.append(fragment_fromstring(bad, create_parent="p"))
    with pytest.raises(
        PressError, match=r"^docs/issues/2026-01\.md:12:1: schema: .*U[+](0007|FFFE)"
    ):
        docx_bytes(issue)


def test_a_title_that_xml_forbids_is_a_problem_with_its_line(publication: Make) -> None:
    issue = document(publication())
    meta = issue.issue.meta.model_copy(update={"title": "Bell\x07, \ufffe"})
    issue = replace(issue, issue=replace(issue.issue, meta=meta))
    with pytest.raises(PressError, match=r"^docs/issues/2026-01\.md:4:8: schema: .*U\+0007"):
        docx_bytes(issue)


@pytest.mark.parametrize(
    "text",
    [
        "Seen <style>p { color: red }</style>\n",
        "Seen\n\n<script>\nalert(1)\n</script>\n",
        "<pre>Seen<br><style>p { color: red }</style></pre>\n",
        "<ul><script>alert(1)</script><li>Seen</li></ul>\n",
        "<table><tr><td>Seen<style>p { color: red }</style></td></tr></table>\n",
    ],
)
def test_what_is_not_text_is_not_printed(text: str, publication: Make) -> None:
    issue = edited(publication, text)
    data = docx_bytes(issue)[0]
    check(data, issue.tree, "issue.docx")
    said = "".join(part(data, "word/document.xml").itertext())
    assert "Seen" in said or "<table>" in text
    assert "color" not in said
    assert "alert" not in said


def test_a_jpeg_of_four_inks_is_shown(publication: Make) -> None:
    # Adobe's begin without the header that python-docx looks for.
    data = (
        b"\xff\xd8\xff\xee\0\x0eAdobe\0d\0\0\0\0\2\xff\xff\xc4\0\3\0"
        b"\xff\xc2\0\x14\x08\0\x48\0\x90\4" + bytes(12) + b"\xff\xd9"
    )
    text = "![alt](a.jpg) and again ![alt](b.jpg)\n"
    issue = edited(publication, text, **{f"docs/issues/{name}.jpg": data for name in "ab"})
    package = docx_bytes(issue)[0]
    extent = next(node for node in part(package, "word/document.xml").iter("{*}extent"))
    assert ("1828800", "914400") == (extent.get("cx"), extent.get("cy"))  # 2 by 1 inch
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert [data] == [archive.read(n) for n in archive.namelist() if n.startswith("word/media")]


@pytest.mark.parametrize("data", [b"\xff\xd8\xff", b"\xff\xd8\xff\xd9" + bytes(20)])
def test_half_a_jpeg_is_a_problem(data: bytes, publication: Make) -> None:
    issue = edited(publication, "![alt](a.jpg)\n", **{"docs/issues/a.jpg": data})
    with pytest.raises(PressError, match="it cannot be read"):
        docx_bytes(issue)


def widths(head: str, row: str, publication: Make) -> list[int]:
    """Return the widths of the columns of an author's table."""
    rule = "|" + "---|" * (head.count("|") - 1)
    issue = edited(publication, f"{head}\n{rule}\n{row}\n")
    style = f"{W}tblPr/{W}tblStyle[@{W}val='DataTable']"
    tables = part(docx_bytes(issue)[0], "word/document.xml").iter(f"{W}tbl")
    table = next(table for table in tables if table.find(style) is not None)
    return [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]


def test_a_column_is_as_wide_as_its_longest_word(publication: Make) -> None:
    texts = [
        "Esketamine (n = 165)",
        "Quetiapine (n = 156)",
        "Difference",
        "95% confidence interval",
    ]
    found = widths(f"| Week | {' | '.join(texts)} |", "| 8 | 1 | 2 | 3 | 4 |", publication)
    # Noto Sans Bold, which stands in for ours, sets "Week" 9 pt high in 500 units.
    assert found[0] >= 500 + 170
    assert sum(found) <= 8334


def test_a_word_wider_than_the_page_leaves_room_for_others(publication: Make) -> None:
    found = widths("| Week | Address |", f"| Wednesday | {'https/' * 40} |", publication)
    # Noto Sans sets "Wednesday" 9 pt high in 982 units; the margins come on top.
    assert found[0] >= 982 + 170
    assert sum(found) == 9298


def grids(data: bytes) -> dict[str, list[int]]:
    """Return the widths of the columns of each table of results, by the words of its head."""
    found = {}
    for table in part(data, "word/document.xml").iter(f"{W}tbl"):
        head = [text_of(cell) for cell in table.find(f"{W}tr").iter(f"{W}tc")]
        if head[0] == "Outcome":
            sizes = [int(str(column.get(f"{W}w"))) for column in table.iter(f"{W}gridCol")]
            found[" | ".join(head)] = sizes
    return found


def test_the_outcome_is_the_widest_column_of_a_table_of_results(written: Path) -> None:
    found = grids(written.read_bytes())
    assert len(found) >= 4
    assert {head: sizes for head, sizes in found.items() if sizes[0] != max(sizes)} == {}
    assert max(map(sum, found.values())) == 9298, "in the right margin, but not beyond the left's"


def test_libreoffice_breaks_no_word_of_a_table_of_results(laid_out: str) -> None:
    words = laid_out.split()
    for whole in ("esketamine", "Participants", "percentage", "electroconvulsive", "productivity"):
        assert whole in words
        parts = {whole[:end] for end in range(len(whole) - 5, len(whole))}
        assert parts.isdisjoint(words)


def test_a_table_that_has_room_stays_within_the_text(publication: Make) -> None:
    found = widths("| Stage | Ketamine | ECT |", "| Randomised | 200 | 203 |", publication)
    assert 8334 // 2 <= sum(found) < 8334


def test_a_column_of_long_texts_gets_what_others_can_spare(publication: Make) -> None:
    found = widths("| n | What they said |", f"| 12 | {'so it goes ' * 40} |", publication)
    assert sum(found) <= 8334
    assert found[1] > 4 * found[0]


def test_the_last_paragraph_of_a_digest_stays_with_the_one_before(publication: Make) -> None:
    source = publication() / "docs/digests/short-sleep.md"
    text = source.read_text(encoding="utf-8").rstrip()
    source.write_text(f"{text}\n\nOne before.\n\nThe last one.\n", encoding="utf-8")
    data = docx_bytes(document(source.parents[2]))[0]
    kept = {
        text_of(paragraph): paragraph.find(f"{W}pPr/{W}keepNext") is not None
        for paragraph in part(data, "word/document.xml").iter(f"{W}p")
    }
    assert (kept["One before."], kept["The last one."]) == (True, False)


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_word_file_is_never_without_the_manifest_of_its_export(
    failing: int, publication: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, beside = tmp_path / "out/issue.docx", tmp_path / "out/issue.manifest.json"
    write_docx(document(publication()), path)
    old = path.read_bytes()
    other = edited(publication, "Another.\n")
    new, manifest = docx_bytes(other)
    rename, done = Path.replace, 0

    def replace_until(self: Path, target: Path) -> Path:
        nonlocal done
        done += 1
        if done == failing:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace_until)
    with pytest.raises(PressError, match="cannot write"):
        write_docx(other, path)
    assert (new if failing == 3 else old) == path.read_bytes()
    kept = tmp_path / f"out/manifests/{manifest.export}.manifest.json"
    assert (failing > 1) == kept.exists()
    assert {path, beside} == {item for item in path.parent.iterdir() if item.is_file()}


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://example.org/a b?x=[1]", "https://example.org/ab?x=%5B1%5D"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/ä", "https://example.org/%C3%A4"),
        ("http://[x", ""),
        ("http://example.org:x/", ""),
        ("file:///etc/passwd", ""),
        ("https:///nowhere", ""),
    ],
)
def test_only_addresses_that_word_accepts_become_links(href: str, address: str) -> None:
    assert address == inline._address(href)


def test_the_export_id_stands_in_four_places(publication: Make) -> None:
    data, manifest = docx_bytes(document(publication()))
    assert re.fullmatch(r"2026-01-[0-9a-f]{10}", manifest.export)
    for name in (
        "docProps/custom.xml",
        "docProps/core.xml",
        "customXml/item1.xml",
        "word/footer1.xml",
    ):
        assert manifest.export.encode() in zipfile.ZipFile(io.BytesIO(data)).read(name)


def test_the_export_id_changes_with_the_source_and_the_draft(publication: Make) -> None:
    first = docx_bytes(document(publication()))[1].export
    draft = docx_bytes(document(publication()), draft=True)[1].export
    other = docx_bytes(edited(publication, "Another editorial.\n"))[1].export
    assert len({first, draft, other}) == 3


def test_the_manifest_is_json_with_the_sources(written: Path, real: IssueDocument) -> None:
    data = json.loads(written.with_suffix(".manifest.json").read_text(encoding="utf-8"))
    assert {source.path: source.text for source in real.sources} == {
        path: item["text"] for path, item in data["files"].items()
    }
    assert data["blocks"][0]["id"].startswith(("_ss_", "_ssg_"))


def test_properties_come_from_the_issue_and_never_from_the_clock(
    real: IssueDocument, written: Path
) -> None:
    import docx

    properties = docx.Document(str(written)).core_properties
    assert "Ketamine Evidence Digest" == properties.author
    assert real.issue.meta.title == properties.title
    day = str(real.issue.meta.date)
    assert day == str(properties.created.date()) == str(properties.modified.date())


def test_the_template_is_text() -> None:
    folder = ROOT / "scripts/press/docx/template"
    for path in folder.rglob("*"):
        if path.is_file():
            etree.fromstring(path.read_bytes())


def test_importing_it_is_cheap() -> None:
    program = "import sys, press.docx; sys.exit('docx' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
    program = "import sys, press.docx.template; sys.exit('ssl' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
