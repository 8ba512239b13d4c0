"""Files that are broken or meant to break: one clear sentence, quickly, and nothing written."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.publication import PressError
from press.review.reading import package
from tests.properties import examples
from tests.review.files import read_file
from tests.review.reading.word import NAMES, para, run, tracked, typed, word, xml, zipped
from tests.waiting import PATIENCE

HOSTILE = Path(__file__).parent.parent / "samples" / "hostile"
MESSAGES = {
    "billion-laughs-comments": "the part word/comments.xml declares a document type",
    "corrupt-member": "the part word/document.xml is damaged (",
    "deep-nesting": "the part word/document.xml is no sound XML (",
    "empty": "the file is empty",
    "legacy-or-encrypted-ole": "the file is protected by a password, or a Word document of before",
    "no-document-part": "the file holds no text: its part word/document.xml is missing",
    "not-a-zip": "the file is no Word document",
    "odt-renamed": "the file is an OpenDocument text (.odt), whatever its name says",
    "truncated": "the file was cut off or is damaged",
    "xxe": "the part word/document.xml declares a document type",
    "zip-bomb": "the part word/document.xml unpacks from 96668 to 94397702 bytes",
}
# Reads a file as a command does, and tells what came of it, the work and the memory.
CHILD = """
import json, sys
from pathlib import Path
from press.publication import PressError
from press.review.reading.read import read_review
from press.review.reading.package import file_bytes
from tests.memory import peak
from tests.work import lines

said = []

def read():
    try:
        read_review(sys.argv[1], file_bytes(Path(sys.argv[1])))
    except PressError as error:
        said.extend(item.message for item in error.problems)

work = lines(read)
print(json.dumps([said, work, peak()]))
"""


def judged(path: Path) -> tuple[list[str], int, float]:
    """Return the messages of a reading in a process of its own, its lines run and megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(path)],
        capture_output=True,
        check=True,
        cwd=path.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        text=True,
        timeout=PATIENCE,
    )
    assert "" == done.stderr
    messages, work, megabytes = json.loads(done.stdout)
    return messages, work, megabytes


def test_every_hostile_sample_has_its_message_here() -> None:
    samples = {path.stem for path in HOSTILE.glob("*.docx")}
    assert samples == MESSAGES.keys() | {"wrong-file"}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_hostile_file_gets_one_sentence_with_little_work_and_in_300_megabytes(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / "review.docx"
    path.write_bytes((HOSTILE / f"{name}.docx").read_bytes())
    (message,), work, megabytes = judged(path)
    assert message.startswith(MESSAGES[name])
    assert "\n" not in message
    assert work < 100_000  # lines of the press
    assert megabytes < 300
    assert [path] == list(tmp_path.iterdir())


def test_a_file_that_is_merely_another_document_is_read() -> None:
    document = read_file(HOSTILE / "wrong-file.docx")
    assert (1, "") == (len(document.comments), document.export)


@pytest.mark.parametrize(
    ("count", "content"),
    [
        (20_000, '<w:del w:id="1" w:author="A"><w:r><w:delText>x</w:delText></w:r></w:del>'),
        (20_000, '<w:moveFromRangeStart w:id="1" w:name="m"/>'),
        (20_000, '<w:commentRangeStart w:id="{}"/>'),
        (20_000, '<w:bookmarkStart w:id="{}" w:name="b_Copy_"/>'),
        (20_000, '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
        (10_000, f'<w:moveToRangeStart w:id="{{0}}" w:name="{{0}}"/>{tracked("moveTo", run("m"))}'),
        (10_000, run("b", f"<w:b/>{tracked('rPrChange', '<w:rPr/>')}")),
        (10_000, typed("a") + run("b")),
    ],
)  # fmt: skip
def test_a_file_full_of_marks_is_read_within_bounds(
    count: int, content: str, tmp_path: Path
) -> None:
    path = tmp_path / "review.docx"
    body = para("".join(content.format(number) for number in range(count)))
    path.write_bytes(word(body))
    _, work, megabytes = judged(path)
    assert work < 500 * count
    assert megabytes < 300


@pytest.mark.parametrize("place", ["pPr", "trPr", "tcPr"])
def test_a_thousand_marks_on_one_end_row_or_cell_are_read_within_bounds(
    place: str, tmp_path: Path
) -> None:
    many = '<w:ins w:id="1" w:author="A"/>' * 5_000
    texts = (run("x") + '<w:del w:id="2"/>') * 5_000
    body = {
        "pPr": para(texts, end=many),
        "trPr": f"<w:tbl><w:tr><w:trPr>{many}</w:trPr><w:tc>{para(texts)}</w:tc></w:tr></w:tbl>",
        "tcPr": f"<w:tbl><w:tr><w:tc><w:tcPr>{many.replace('w:ins', 'w:cellIns')}</w:tcPr>"
        f"{para(texts)}</w:tc></w:tr></w:tbl>",
    }[place]
    path = tmp_path / "review.docx"
    path.write_bytes(word(body + para()))
    messages, work, megabytes = judged(path)
    assert [] == messages
    assert work < 500 * 15_000
    assert megabytes < 300


def test_a_long_thread_of_comments_on_everything_is_read_within_bounds(tmp_path: Path) -> None:
    count = 3_000
    comments = "".join(
        f'<w:comment w:id="{at}"><w:p w14:paraId="{at}"/></w:comment>' for at in range(count)
    )
    threads = "".join(
        f'<w15:commentEx w15:paraId="{at}" w15:paraIdParent="{at + 1}"/>' for at in range(count - 1)
    )
    starts = "".join(f'<w:commentRangeStart w:id="{at}"/>' for at in range(count))
    ends = "".join(f'<w:commentRangeEnd w:id="{at}"/>' for at in range(count))
    body = para(starts) + para(run("word " * 10)) * 2_000 + para(ends)
    parts = {
        "comments": xml("comments", comments),
        "commentsExtended": xml("commentsEx", threads),
    }
    path = tmp_path / "review.docx"
    path.write_bytes(word(body, parts))
    messages, work, megabytes = judged(path)
    assert [] == messages
    assert work < 10_000_000
    assert megabytes < 300


@pytest.mark.parametrize("kind", ["ins", "sdt", "tbl", "hyperlink", "mc:AlternateContent", "r"])
def test_deep_nesting_is_refused_and_deep_enough_is_read(kind: str, tmp_path: Path) -> None:
    name = kind if ":" in kind else f"w:{kind}"
    given = ' w:id="1" w:author="A"' if kind == "ins" else ""

    def nested(depth: int) -> bytes:
        return word(para(f"<{name}{given}>" * depth + run("x") + f"</{name}>" * depth))

    path = tmp_path / "review.docx"
    path.write_bytes(nested(200))
    assert "x" == read_file(path).after[0].text
    path.write_bytes(nested(5_000))
    with pytest.raises(PressError, match="is no sound XML"):
        read_file(path)


def test_paragraphs_in_paragraphs_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "review.docx"
    path.write_bytes(word(para(run("a") + para(run("b")) + run("c"))))
    assert ["ac", "b"] == [item.text for item in read_file(path).before]


def refused(tmp_path: Path, data: bytes) -> str:
    path = tmp_path / "review.docx"
    path.write_bytes(data)
    with pytest.raises(PressError) as caught:
        read_file(path)
    (problem,) = caught.value.problems
    assert (str(path), 1, 1, "review") == (
        problem.path,
        problem.line,
        problem.column,
        problem.rule,
    )
    return problem.message


def test_a_part_that_is_there_twice_is_refused_whatever_its_case(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    path.write_bytes(word(para(run("x"))))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("Word\\Document.xml", xml("document", ""))
    assert "the part Word" in refused(tmp_path, path.read_bytes())


def test_an_office_document_of_another_program_is_refused(tmp_path: Path) -> None:
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{rels}"><Relationship Id="r" '
        'Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": "<workbook/>",
    }
    data = zipped({name: text.encode() for name, text in parts.items()})
    assert "the file is an Office document, but not one of Word" == refused(tmp_path, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{" " * 3000}<!DOCTYPE x [<!ENTITY e "f">]>'
        f"<w:document {NAMES}><w:body><w:p/></w:body></w:document>"
    )
    data = zipped({"word/document.xml": text.encode(encoding)})
    message = "the part word/document.xml declares a document type, which no Word document does"
    assert message == refused(tmp_path, data)


def test_an_encoding_that_word_never_uses_is_refused(tmp_path: Path) -> None:
    text = '<?xml version="1.0" encoding="utf-7"?><!DOCTYPE x><w:document/>'
    assert "is no sound XML" in refused(tmp_path, zipped({"word/document.xml": text.encode()}))


def test_more_elements_than_any_document_has_are_refused(tmp_path: Path) -> None:
    body = para("<w:r/>" * (package.MAX_NODES + 1))
    noise = "".join(chr(0x100 + number % 5000) for number in range(200_000))
    message = refused(tmp_path, word(para(run(noise)) + body))
    assert "zip bomb" in message or "more elements than any document" in message


def test_a_small_file_that_unpacks_far_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "review.docx"
    path.write_bytes(word(para(run("a" * 500_000))))
    assert 500_000 == len(read_file(path).before[0].text)


def test_a_picture_that_unpacks_far_is_never_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "review.docx"
    path.write_bytes(word(para(run("x"))))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bmp", bytes(40_000_000))
    assert "x" == read_file(path).before[0].text


def test_a_directory_of_too_many_parts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_MEMBERS", 2)
    assert "the file holds more than 2 parts" == refused(tmp_path, word(para()))


def test_a_file_larger_than_any_review_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MAX_FILE", 0)
    assert "the file is larger than 0 MB" == refused(tmp_path, word(para()))


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(word(para()))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    assert "is encrypted or packed in a way Word does not use" in refused(tmp_path, bytes(data))


def test_a_part_longer_than_the_directory_says_is_refused(tmp_path: Path) -> None:
    data = bytearray(word(para(run("x" * 5000))))
    name = data.rindex(b"word/document.xml")
    start = data.rindex(b"PK\x01\x02", 0, name)
    data[start + 24 : start + 28] = (100).to_bytes(4, "little")
    assert "the part word/document.xml is damaged" in refused(tmp_path, bytes(data))


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    for path, reason in ((tmp_path, "Is a directory"), (tmp_path / "none.docx", "No such file")):
        with pytest.raises(PressError, match=rf"cannot read \({reason}"):
            read_file(path)


def test_a_relationship_that_leads_out_of_the_file_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "review.docx"
    link = '<Relationship Id="c" Type="x/comments" Target="../../../etc/passwd"/>'
    path.write_bytes(word(para(run("x")), links=link))
    assert () == read_file(path).comments


def test_notes_that_are_said_to_be_the_text_itself_are_read_once(tmp_path: Path) -> None:
    path = tmp_path / "review.docx"
    link = '<Relationship Id="n" Type="x/footnotes" Target="document.xml"/>'
    path.write_bytes(word(para(run("x")), links=link))
    assert ["x"] == [item.text for item in read_file(path).before]


WORD_REVIEW = HOSTILE.parent / "synthetic" / "word-review.docx"
NAMED = ["w:p", "w:r", "w:ins", "w:del", "w:tbl", "w:tc", "w:tr", "w:hyperlink", "w:pPr", "w:rPr"]
NAMED += ["w:comment", "w:t", "w:moveTo", "w:sdt", "w:footnote", "w:commentRangeStart"]
PARTS = ["document", "comments", "commentsExtended", "footnotes", "styles", "_rels/document.xml"]


@given(
    part=st.sampled_from(PARTS),
    names=st.tuples(st.sampled_from(NAMED), st.sampled_from(NAMED)),
    cut=st.integers(0, 400),
    value=st.sampled_from(["", "-1", "x", "9" * 30, "é"]),
)
@examples(30)
def test_whatever_is_wrong_in_the_xml_is_read_or_refused_and_never_crashes(
    tmp_path: Path, part: str, names: tuple[str, str], cut: int, value: str
) -> None:
    """Elements get each other's names, and attributes values that nobody gives."""
    with zipfile.ZipFile(WORD_REVIEW) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    name = f"word/{part}.{'rels' if '/' in part else 'xml'}"
    text = re.sub(rf"(</?){names[0]}(?=[ />])", rf"\1{names[1]}", files[name].decode())
    given_attributes = list(re.finditer(r' w\w*:\w+="([^"]*)"', text))
    for match in given_attributes[-1 : cut + 1 : -7]:
        text = text[: match.start(1)] + value + text[match.end(1) :]
    files[name] = text.encode()
    path = tmp_path / "review.docx"
    path.write_bytes(zipped(files))
    with contextlib.suppress(PressError):
        assert read_file(path).ledger.balances


@given(places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=20))
@examples(30)
def test_whatever_is_wrong_in_the_bytes_is_read_or_refused_and_never_crashes(
    tmp_path: Path, places: list[tuple[float, int]]
) -> None:
    data = bytearray(WORD_REVIEW.read_bytes())
    for at, byte in places:
        data[int(at * (len(data) - 1))] = byte
    path = tmp_path / "review.docx"
    path.write_bytes(bytes(data))
    with contextlib.suppress(PressError):
        assert read_file(path).ledger.balances
