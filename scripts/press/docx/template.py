"""The template: a Word package kept as readable XML, filled in and zipped when it is needed."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from press.docx.ooxml import legal

_BLANK = re.compile(r"\{\{(\w+)\}\}")
_INDENT = re.compile(r">\n\s*<")


def template_bytes(values: Mapping[str, str]) -> bytes:
    """Return the template as a .docx package, each `{{name}}` in its parts replaced.

    Raises KeyError where a part names a value that was not given.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name, text in _parts():
            filled = _BLANK.sub(lambda match: html.escape(legal(values[match[1]])), text)
            package.writestr(zipfile.ZipInfo(name), filled)
    return stream.getvalue()


@cache
def _parts() -> tuple[tuple[str, str], ...]:
    """Return names and texts of the parts, without the indentation that is there for readers."""
    root = files("press.docx") / "template"
    return tuple(
        (name, _INDENT.sub("><", part.read_text("utf-8"))) for name, part in _walk(root, "")
    )


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        name = prefix + item.name
        found += _walk(item, f"{name}/") if item.is_dir() else [(name, item)]
    return found
