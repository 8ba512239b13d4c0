"""Tiny Word files for the tests, written by hand as editors write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from press.review.model.changes import Change, ReviewDocument
from tests.review.files import read_file

_SCHEMAS = "http://schemas.openxmlformats.org/"
_MS = "http://schemas.microsoft.com/office/word/"
NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": _SCHEMAS + "wordprocessingml/2006/main",
        "r": _SCHEMAS + "officeDocument/2006/relationships",
        "m": _SCHEMAS + "officeDocument/2006/math",
        "mc": _SCHEMAS + "markup-compatibility/2006",
        "wps": _MS + "2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": _MS + "2010/wordml",
        "w15": _MS + "2012/wordml",
        "w16du": _MS + "2023/wordml/word16du",
    }.items()
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def xml(name: str, content: str) -> str:
    """Return a part: a root element with the names of WordprocessingML."""
    prefix = "w15" if name == "commentsEx" else "w"
    return f"{_HEAD}<{prefix}:{name} {NAMES}>{content}</{prefix}:{name}>"


def word(
    body: str,
    parts: Mapping[str, str] | None = None,
    links: str = "",
    unnamed: Mapping[str, str] | None = None,
) -> bytes:
    """Return a Word file; `parts` are whole parts by their base names, `links` relationships.

    `unnamed` are parts that the document does not refer to.
    """
    relations = "".join(
        f'<Relationship Id="p{at}" Type="{_SCHEMAS}officeDocument/2006/relationships/'
        f'{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for at, name in enumerate(parts or {})
    )
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{rels}"><Relationship Id="r1" '
        f'Type="{_SCHEMAS}officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": xml("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'{_HEAD}<Relationships xmlns="{rels}">'
        f"{relations}{links}</Relationships>",
        **{f"word/{name}.xml": text for name, text in {**(parts or {}), **(unnamed or {})}.items()},
    }
    return zipped({name: text.encode() for name, text in files.items()})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def read(
    folder: Path, body: str, parts: Mapping[str, str] | None = None, links: str = ""
) -> ReviewDocument:
    """Return the reading of a file that holds a body."""
    path = folder / "review.docx"
    path.write_bytes(word(body, parts, links))
    return read_file(path)


def run(text: str, properties: str = "", kind: str = "t") -> str:
    """Return a run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def tracked(kind: str, content: str = "", author: str = "Ann", number: int = 1) -> str:
    """Return an element that marks a change."""
    who = f'w:id="{number}" w:author="{author}" w:date="2026-03-01T10:00:00Z"'
    return f"<w:{kind} {who}>{content}</w:{kind}>"


def typed(text: str, author: str = "Ann", properties: str = "") -> str:
    """Return inserted text."""
    return tracked("ins", run(text, properties), author)


def struck(text: str, author: str = "Ann", properties: str = "") -> str:
    """Return deleted text."""
    return tracked("del", run(text, properties, "delText"), author)


def para(content: str = "", properties: str = "", end: str = "") -> str:
    """Return a paragraph; `end` are marks on its end."""
    marks = f"<w:rPr>{end}</w:rPr>" if end else ""
    shape = f"<w:pPr>{properties}{marks}</w:pPr>" if properties or marks else ""
    return f"<w:p>{shape}{content}</w:p>"


def told(change: Change) -> tuple[str, str, str, str]:
    """Return a change's kind, author, old and new text."""
    return change.kind, change.author, change.old_text, change.new_text
