"""An author's folder whose issue was sent out, and what comes back of it."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result
from lxml import etree

from press.cli import main
from press.docx.ooxml import make, w
from press.review.sources.base import Base, read_base
from tests.review.hand import Hand
from tests.review.sample import BODY, FRONT, PATH, Act

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_GIT = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "gc.auto=0")


@dataclass
class Desk:
    """An author's folder: the publication, its export, and reviews as they come in."""

    root: Path
    inbox: Path

    @property
    def path(self) -> str:
        return PATH

    @property
    def text(self) -> str:
        return FRONT + BODY

    @property
    def export(self) -> Path:
        return self.root / "exports/2026-01.docx"

    @property
    def base(self) -> Base:
        return read_base(self.root / "exports/2026-01.manifest.json")

    @property
    def source(self) -> Path:
        return self.root / PATH

    @property
    def state(self) -> Path:
        return self.root / f".press/reviews/{self.base.manifest.export}.json"

    def review(self, *acts: Act, author: str = "Ada", name: str = "") -> Path:
        """Return a Word file that came back with these edits in it."""
        hand = Hand(self.export.read_bytes(), self.base, 0, author)
        for act in acts:
            act(hand)
        return self.put(name or f"{author}.docx", hand.saved())

    def put(self, name: str, data: bytes) -> Path:
        path = self.inbox / name
        path.write_bytes(data)
        return path

    def bring(self, *arguments: object) -> Result:
        """Import files as an author does on the command line."""
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(main, ["review", "import", "--root", str(self.root), *words])

    def files(self) -> dict[str, bytes]:
        """Return everything in the folder but git's own, to see what was written."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".git/" not in path.as_posix()
        }

    def git(self, *command: str) -> None:
        subprocess.run(["git", "-C", str(self.root), *_GIT, *command], check=True, text=True)

    def commit(self) -> None:
        self.git("init", "--quiet")
        self.git("add", "mkdocs.yml", "docs", "bib")
        self.git("commit", "--quiet", "--message", "as sent out")

    def threaded(
        self,
        review: Path,
        name: str,
        resolved: Iterable[str] = (),
        answers: Mapping[str, str] | None = None,
    ) -> Path:
        """Return a review in which comments (by their text) are resolved or answered."""
        with zipfile.ZipFile(review) as package:
            parts = {part: package.read(part) for part in package.namelist()}
        comments = etree.fromstring(parts["word/comments.xml"])
        extended = etree.Element(f"{{{_W15}}}commentsEx", nsmap={"w15": _W15})
        done = set(resolved)
        for number, one in enumerate(list(comments)):
            text = "".join(one.itertext())
            key = f"{number + 1:08X}"
            one.find(w("p")).set(f"{{{_W14}}}paraId", key)
            entry = etree.SubElement(extended, f"{{{_W15}}}commentEx")
            entry.set(f"{{{_W15}}}paraId", key)
            entry.set(f"{{{_W15}}}done", "1" if text in done else "0")
            if text in (answers or {}):
                self._answer(comments, extended, key, (answers or {})[text])
        parts["word/comments.xml"] = etree.tostring(comments)
        parts["word/commentsExtended.xml"] = etree.tostring(extended)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for part, data in parts.items():
                package.writestr(part, data)
        return self.put(name, stream.getvalue())

    @staticmethod
    def _answer(comments, extended, parent: str, text: str) -> None:
        key = f"A{parent[1:]}"
        one = make("comment", id=f"9{parent[-3:]}", author="Ben", date="2026-11-02T09:00:00Z")
        paragraph, run, node = make("p"), make("r"), make("t")
        paragraph.set(f"{{{_W14}}}paraId", key)
        node.text = text
        run.append(node)
        paragraph.append(run)
        one.append(paragraph)
        comments.append(one)
        entry = etree.SubElement(extended, f"{{{_W15}}}commentEx")
        entry.set(f"{{{_W15}}}paraId", key)
        entry.set(f"{{{_W15}}}paraIdParent", parent)
        entry.set(f"{{{_W15}}}done", "0")
