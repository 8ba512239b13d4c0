"""A Word file as a hostile zip: only what is asked for is unpacked, in memory, within bounds.

A reviewer's file has been through strangers' hands. Nothing is extracted to disk, no document
type and no entity is read, and no damaged XML is patched up: what libxml2's `recover` leaves
out would be lost in silence.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from press.docx.ooxml import Element
from press.publication import PressError, failure, read_bounded
from press.review.reading.names import short

_MEGA = 1 << 20
MAX_FILE = 64 * _MEGA  # bytes of the file itself; a review copy of 60 pages has about 0.2 million
MAX_MEMBERS = 10_000
MAX_PART = 32 * _MEGA  # bytes of one part, unpacked
MAX_TOTAL = 64 * _MEGA  # bytes of all parts that are read, pictures included
MAX_TEXT = 16 * _MEGA  # bytes of all XML that is read; 60 pages have less than one million
MAX_ALL = 512 * _MEGA  # bytes that all parts would have, unpacked; pictures of pixels have many
MAX_RATIO = 100  # unpacked to packed; 35 is the most that editors were seen to reach
_SMALL = _MEGA  # below this a ratio says nothing
MAX_NODES = 600_000  # tags and attributes of all parts that are read: about 80 MB of tree
MAX_STEPS = 300_000  # of a walk through the text: elements; paragraphs and marks count fivefold
MAX_DEPTH = 250  # libxml2 refuses at 256; Word itself nests tables to 30 or so
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1
_DIRECTORY = b"PK\x01\x02"  # the signature of a member in the zip's directory
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_RELATIONSHIP = "rel:Relationship"
_MAIN = "word/document.xml"
_DOCUMENT = "officeDocument"
_WHERE = "ask for the file again, saved as Word document (.docx)"
_HOSTILE = "do not open this file; ask its sender where it comes from"


@dataclass(frozen=True)
class Relation:
    """What one part says of another: its type, and where it is."""

    type: str
    target: str
    is_external: bool

    @property
    def kind(self) -> str:
        """The last word of its type."""
        return self.type.rpartition("/")[2]


@dataclass
class Package:
    """A Word file's parts by name; made by `open_package`.

    `main` is the part that holds the text. The trees are read when they are asked for, once.
    """

    path: str
    _zip: zipfile.ZipFile
    _members: dict[str, zipfile.ZipInfo]
    main: str = _MAIN
    _trees: dict[str, Element] = field(default_factory=dict)
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)
    _bytes: int = 0
    _text: int = 0
    _nodes: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The parts' names, as they are in the file."""
        return tuple(sorted(info.filename for info in self._members.values()))

    def has(self, name: str) -> bool:
        """Tell whether there is a part of a name; upper and lower case are the same."""
        return _key(name) in self._members

    def tree(self, name: str) -> Element | None:
        """Return a part's root element, or None where there is no such part.

        Raises PressError where the part is damaged, too large, or not plain XML.
        """
        key = _key(name)
        if key not in self._members:
            return None
        if key not in self._trees:
            self._bound(self._members[key])
            self._text += self._members[key].file_size
            if self._text > MAX_TEXT:
                message = f"up to the part {name} it holds {self._text} bytes of text and marks"
                raise failure(self.path, f"{message}, more than any review", _HOSTILE, "review")
            self._trees[key] = self._parsed(name, self.data(name))
        return self._trees[key]

    def data(self, name: str) -> bytes:
        """Return a part's bytes; raises PressError where it is damaged or too large."""
        info = self._members[_key(name)]
        self._bound(info)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
            message = f"the part {info.filename} is damaged ({error})"
            raise failure(self.path, message, _WHERE, "review") from error
        self._bytes += len(data)
        if len(data) > MAX_PART or self._bytes > MAX_TOTAL:
            raise self._bomb(info)
        return data

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part says of others, by the ids that it calls them by."""
        if name not in self._relations:
            self._relations[name] = self._related(name)
        return self._relations[name]

    def related(self, kind: str) -> list[str]:
        """Return the parts of a kind that belong to the text; by the usual name if none is named.

        Editors forget to name a part now and then.
        """
        found = {
            item.target
            for item in self.relations(self.main).values()
            if item.kind == kind and not item.is_external and self.has(item.target)
        }
        usual = f"{self.main.rpartition('/')[0]}/{kind}.xml".lstrip("/")
        return sorted(found) or [usual] * self.has(usual)

    def _related(self, name: str) -> dict[str, Relation]:
        folder, _, base = name.rpartition("/")
        root = self.tree(f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels")
        found: dict[str, Relation] = {}
        for item in root if root is not None else ():
            if short(item) != _RELATIONSHIP:
                continue
            target = item.get("Target", "")
            is_external = item.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
            found[item.get("Id", "")] = Relation(item.get("Type", ""), target, is_external)
        return found

    def _bound(self, info: zipfile.ZipInfo) -> None:
        """Refuse a part before it is unpacked, by what the directory says of it."""
        if info.flag_bits & _ENCRYPTED or info.compress_type not in _METHODS:
            message = f"the part {info.filename} is encrypted or packed in a way Word does not use"
            raise failure(self.path, message, _WHERE, "review")
        if info.file_size > MAX_PART or (
            info.file_size > _SMALL and info.file_size > MAX_RATIO * max(1, info.compress_size)
        ):
            raise self._bomb(info)

    def _bomb(self, info: zipfile.ZipInfo) -> PressError:
        message = (
            f"the part {info.filename} unpacks from {info.compress_size} to {info.file_size} bytes:"
            " this may be a zip bomb"
        )
        return failure(self.path, message, _HOSTILE, "review")

    def _parsed(self, name: str, data: bytes) -> Element:
        _refuse_types(self.path, name, data)
        self._nodes += data.count(b"<") + data.count(b"=")
        if self._nodes > MAX_NODES:
            message = f"the part {name} holds more elements than any document does"
            raise failure(self.path, message, _HOSTILE, "review")
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            recover=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            line, column = error.position
            reason = str(error.msg).split(", line")[0].split("\n")[0]
            message = f"the part {name} is no sound XML (line {line}, column {column}: {reason})"
            raise failure(self.path, message, _WHERE, "review") from error


def file_bytes(path: Path) -> bytes:
    """Return a reviewed file's bytes.

    Raises PressError where it cannot be read, is no plain file, or is larger than any review.
    """
    try:
        return read_bounded(path, MAX_FILE)
    except OverflowError as error:
        message = f"the file is larger than {MAX_FILE // _MEGA} MB"
        mend = "shrink its pictures, or remove them"
        raise failure(str(path), message, mend, "review") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise failure(str(path), f"cannot read ({reason})", "check the path", "review") from error


def open_package(name: str, data: bytes) -> Package:
    """Return the package that a Word file's bytes are; `name` is what its faults are told by.

    Raises PressError, in one sentence, where they are no Word document, or a hostile one.
    """
    package = Package(name, _zip(name, data), {})
    package._members.update(_members(name, package._zip))  # noqa: SLF001 - its maker
    package.main = _main(package)
    return package


def _zip(name: str, data: bytes) -> zipfile.ZipFile:
    """Return the zip in a file's bytes, if there is one."""
    if not data:
        raise failure(name, "the file is empty", _WHERE, "review")
    if data.startswith(_OLE):
        message = "the file is protected by a password, or a Word document of before 2007 (.doc)"
        raise failure(name, message, "remove the password, or save it as .docx", "review")
    # Before zipfile makes an object of each: the directory may be longer than it says.
    if data.count(_DIRECTORY) > MAX_MEMBERS:
        message = f"the file holds more than {MAX_MEMBERS} parts"
        raise failure(name, message, _HOSTILE, "review")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        what = "the file was cut off or is damaged" if data.startswith(b"PK") else ""
        message = what or "the file is no Word document (no zip at all)"
        raise failure(name, message, _WHERE, "review") from error


def _key(name: str) -> str:
    """Return a part's name as OPC compares it: without its first slash, in lower case."""
    return name.replace("\\", "/").lstrip("/").lower()


def _members(name: str, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    found: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        if ".." in _key(info.filename).split("/"):
            message = f"the part {info.filename!r} leads out of the file, as no Word document's do"
            raise failure(name, message, _HOSTILE, "review")
        if info.is_dir():
            continue
        if _key(info.filename) in found:
            message = f"the part {info.filename} is there twice, so the text is not certain"
            raise failure(name, message, _HOSTILE, "review")
        found[_key(info.filename)] = info
    size = sum(info.file_size for info in found.values())
    if size > MAX_ALL:
        message = f"the file's parts unpack to {size} bytes: this may be a zip bomb"
        raise failure(name, message, _HOSTILE, "review")
    return found


def _main(package: Package) -> str:
    """Return the part that holds the text."""
    if package.has("mimetype") and package.has("content.xml"):
        message = "the file is an OpenDocument text (.odt), whatever its name says"
        raise failure(package.path, message, "open it and save it as .docx", "review")
    found = [item.target for item in package.relations("").values() if item.kind == _DOCUMENT]
    name = found[0] if found else _MAIN
    root = package.tree(name)
    if root is None:
        message = f"the file holds no text: its part {name} is missing"
        raise failure(package.path, message, _WHERE, "review")
    if short(root) != "w:document":
        message = "the file is an Office document, but not one of Word"
        raise failure(package.path, message, _WHERE, "review")
    return name


def _refuse_types(path: str, name: str, data: bytes) -> None:
    """Refuse a document type before libxml2 sees it: with it come entities and bombs of them.

    Expat reads up to the root element, behind which XML allows no document type.
    """
    parser = expat.ParserCreate()
    seen: list[str] = []
    parser.StartDoctypeDeclHandler = lambda *_: seen.append("type")
    parser.StartElementHandler = lambda *_: seen.append("root")
    for start in range(0, len(data), 512):
        try:
            parser.Parse(data[start : start + 512], start + 512 >= len(data))
        except (expat.ExpatError, ValueError, LookupError) as error:
            if not seen:  # no root so far, so nobody has looked for a document type
                message = f"the part {name} is no sound XML ({error})"
                raise failure(path, message, _WHERE, "review") from error
        if seen:
            break
    if seen[:1] == ["type"]:
        message = f"the part {name} declares a document type, which no Word document does"
        raise failure(path, message, _HOSTILE, "review")
