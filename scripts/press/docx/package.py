"""The zip around a Word file: the same bytes for the same parts, on every machine and day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

# The earliest date that a zip entry can carry.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_LEVEL = 6


def settled(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with its entries sorted, undated and compressed alike.

    The list of content types stands first, as Word writes it; `parts` take the place of entries,
    or are added.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as new,
    ):
        for name in sorted({*old.namelist(), *parts}, key=lambda name: (name != _FIRST, name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            new.writestr(entry, parts[name] if name in parts else old.read(name))
    return stream.getvalue()
