"""The validators catch what they are there to catch."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import weasyprint

from tests.validators.worker import ValidatorError, Worker

PAGE = "<html lang=en><title>Title</title><h1>Title</h1><p>Words.</p></html>"
DOCUMENT = "word/document.xml"


def pdf(path: Path, variant: str | None) -> Path:
    weasyprint.HTML(string=PAGE).write_pdf(path, pdf_variant=variant)
    return path


def test_a_pdf_that_conforms_has_no_violations(tmp_path: Path, verapdf) -> None:
    assert [] == verapdf.violations(pdf(tmp_path / "a.pdf", "pdf/a-3a"), ["3a"])
    assert [] == verapdf.violations(pdf(tmp_path / "ua.pdf", "pdf/ua-1"), ["ua1"])


@pytest.mark.parametrize(
    ("variant", "flavour", "rule"),
    [
        (None, "3a", "6.1.3-1"),  # no file identifier
        (None, "ua1", "7.1-3"),  # content that is not tagged
        ("pdf/ua-1", "3a", "6.6.4-1"),  # does not say that it is PDF/A
        ("pdf/a-3a", "ua1", "5-1"),  # does not say that it is PDF/UA
    ],
)
def test_a_pdf_that_does_not_conform_is_reported_by_rule(
    tmp_path: Path, variant: str | None, flavour: str, rule: str, verapdf
) -> None:
    found = verapdf.violations(pdf(tmp_path / "bad.pdf", variant), [flavour])
    assert f"{flavour} {rule}" in [line.partition(":")[0] for line in found]


def test_a_loose_list_is_reported_as_broken_structure(tmp_path: Path, verapdf) -> None:
    path = tmp_path / "list.pdf"
    page = PAGE.replace("</html>", "<ul><li><p>One.</p></li></ul></html>")
    weasyprint.HTML(string=page).write_pdf(path, pdf_variant="pdf/ua-1")
    assert ["ua1 7.2-20"] == [line.partition(":")[0] for line in verapdf.violations(path, ["ua1"])]


def test_both_flavours_are_asked_for_by_default(tmp_path: Path, verapdf) -> None:
    found = verapdf.violations(pdf(tmp_path / "plain.pdf", None))
    assert {"3a", "ua1"} == {line.partition(" ")[0] for line in found}


def test_a_file_that_is_no_pdf_is_reported(tmp_path: Path, verapdf) -> None:
    path = tmp_path / "no.pdf"
    path.write_text("not a PDF", encoding="utf-8")
    (line,) = verapdf.violations(path, ["3a"])
    assert line.startswith("3a unreadable: ")


def test_an_unknown_flavour_is_refused(tmp_path: Path, verapdf) -> None:
    with pytest.raises(ValueError, match="no such flavour"):
        verapdf.violations(pdf(tmp_path / "a.pdf", None), ["2b"])


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    path = tmp_path / "good.docx"
    document = docx.Document()
    document.add_heading("Title")
    document.add_paragraph("Words.")
    document.save(str(path))
    return path


def test_a_word_file_that_is_valid_has_no_violations(word_file: Path, ooxml) -> None:
    assert [] == ooxml.violations(word_file)


@pytest.mark.parametrize(
    ("part", "edit", "finding"),
    [
        pytest.param(
            DOCUMENT,
            lambda xml: xml.replace(b"<w:body>", b"<w:body><w:p><w:r/><w:pPr/></w:p>"),
            "Sch_UnexpectedElementContentExpectingComplex",
            id="elements out of order",
        ),
        pytest.param(
            DOCUMENT,
            lambda xml: xml.replace(
                b"<w:body>", b'<w:body><w:p><w:pPr><w:jc w:val="aslant"/></w:pPr></w:p>'
            ),
            "Sch_AttributeValueDataTypeDetailed",
            id="a value outside its list",
        ),
        pytest.param(
            DOCUMENT,
            lambda xml: xml.replace(
                b"<w:body>",
                b'<w:body><w:p><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'
                b'<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/></w:p>',
            ),
            "Sem_UniqueAttributeValue",
            id="an id used twice",
        ),
        pytest.param(
            DOCUMENT,
            lambda xml: xml.replace(
                b"<w:body>", b'<w:body><w:p><w:hyperlink r:id="rId999"/></w:p>'
            ),
            "Sem_InvalidRelationshipId",
            id="a link to nowhere",
        ),
        pytest.param(DOCUMENT, lambda xml: xml[:-20], "ExceptionError", id="cut off"),
        pytest.param("word/styles.xml", lambda _: None, "Unreadable", id="a part missing"),
    ],
)
def test_a_broken_word_file_is_reported(
    word_file: Path, part: str, edit: Callable[[bytes], bytes | None], finding: str, ooxml
) -> None:
    broken = word_file.with_name("broken.docx")
    with zipfile.ZipFile(word_file) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = edit(old.read(name)) if name == part else old.read(name)
            if content is not None:
                new.writestr(name, content)
    found = ooxml.violations(broken)
    assert any(f": {finding}: " in line for line in found), found


def test_a_file_that_is_no_zip_is_reported(tmp_path: Path, ooxml) -> None:
    path = tmp_path / "no.docx"
    path.write_text("not a Word file", encoding="utf-8")
    assert ["/: Unreadable: File contains corrupted data."] == ooxml.violations(path)


def test_a_validator_that_does_not_start_is_an_error() -> None:
    with pytest.raises(ValidatorError, match=r"^/no/such/validator does not start: "):
        Worker(["/no/such/validator"])


def test_a_validator_that_dies_is_an_error_with_its_last_words() -> None:
    worker = Worker([sys.executable, "-c", "raise SystemExit('jar not found')"])
    with pytest.raises(ValidatorError, match=r"(?s)ended with 1 and no answer.*jar not found"):
        worker.ask("document")
    worker.stop()
