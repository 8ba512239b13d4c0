"""The structure tree of a PDF as text, in its own order: what a screen reader says.

`pdfinfo -struct-text` says the same, but needs 15 s for an issue of 30 pages; a test compares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from press.pdf.reading import _File, _pointer

_TOKEN = re.compile(rb"/MCID (\d+)|(BDC|BMC)\b|(EMC)\b|/(\S+) \S+ Tf|\[([^\]]*)\] ?TJ")
_KID = re.compile(rb"(\d+) 0 R|(\d+)")


def spoken(pdf: Path) -> str:
    """Return the text of the structure tree, one piece of marked content a line."""
    file = _File(pdf.read_bytes())
    catalog = file.get(_pointer(file.trailer, b"Root"))
    root = file.get(_pointer(catalog, b"StructTreeRoot"))
    return "\n".join(_Speaker(file).said(root, 0))


class _Speaker:
    def __init__(self, file: _File) -> None:
        self._file = file
        self._pages: dict[int, dict[int, str]] = {}

    def said(self, element: bytes, page: int) -> Iterator[str]:
        match = re.search(rb"/Pg (\d+)", element)
        page = int(match[1]) if match else page
        kids = re.search(rb"/K \[([^\]]*)\]", element)
        for reference, mcid in _KID.findall(kids[1] if kids else b""):
            if mcid:
                yield self._text(page)[int(mcid)]
            else:
                kid = self._file.get(int(reference))
                if b"/OBJR" not in kid:
                    yield from self.said(kid, page)

    def _text(self, number: int) -> dict[int, str]:
        if number not in self._pages:
            self._pages[number] = self._marked(self._file.get(number))
        return self._pages[number]

    def _marked(self, page: bytes) -> dict[int, str]:
        """Return the text of each piece of marked content on a page."""
        maps = self._file._maps(page)
        place = self._file._table[_pointer(page, b"Contents")][1]
        content = self._file._stream_at(place)[1]
        found: dict[int, str] = {}
        stack: list[int | None] = []
        mcid: int | None = None
        font: dict[bytes, str] = {}
        for number, begin, end, name, shown in _TOKEN.findall(content):
            if number:
                mcid = int(number)
                found.setdefault(mcid, "")
            elif begin:
                stack.append(mcid)
                mcid = None
            elif end:
                stack.pop()
            elif name:
                font = maps[name]
            elif stack and stack[-1] is not None:
                codes = b"".join(re.findall(rb"<([0-9a-f]*)>", shown))
                found[stack[-1]] += "".join(
                    font.get(codes[at : at + 4], "") for at in range(0, len(codes), 4)
                )
        return found
