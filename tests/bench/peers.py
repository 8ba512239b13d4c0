"""What the press is measured against, made from the same publication."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pypandoc
import yaml

from press.bibliography import style

STYLE = "american-medical-association"
PRESS = Path(sys.executable).with_name("press")
_MKDOCS = Path(sys.executable).with_name("mkdocs")
_PANDOC = Path(pypandoc.__file__).parent / "files" / "pandoc"
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_CLUSTER = re.compile(r" ?\[[^\]\n]*@[^\]\n]*\]")
_NARRATIVE = re.compile(r"(?<![\w.])@\w+")
_NOTE = re.compile(r"\[\^(\w+)\]")


def material(root: Path, folder: Path) -> list[str | Path]:
    """Return the command that builds a publication's site by MkDocs Material alone.

    `folder` becomes a copy of the publication without citations and without the press.
    """
    shutil.copytree(root / "docs", folder / "docs")
    for path in (folder / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        head = _FRONT_MATTER.match(text)
        start = head.end() if head else 0
        body = _NARRATIVE.sub("The authors", _CLUSTER.sub("", text[start:]))
        path.write_text(text[:start] + body, encoding="utf-8")
    return _mkdocs(root, folder, {})


def mkdocs_bibtex(root: Path, folder: Path) -> list[str | Path]:
    """Return the command that builds a publication's site by mkdocs-bibtex with our CSL style."""
    shutil.copytree(root / "docs", folder / "docs")
    shutil.copytree(root / "bib", folder / "bib")
    options = {"bib_dir": "bib", "csl_file": str(csl(folder))}
    return _mkdocs(root, folder, {"bibtex": options})


def _mkdocs(root: Path, folder: Path, plugins: dict[str, Any]) -> list[str | Path]:
    """Write the publication's mkdocs.yml with `plugins` in place of the press."""
    config = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    others = [item for item in config["plugins"] if not isinstance(item, dict)]
    config["plugins"] = [*others, *({name: options} for name, options in plugins.items())]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    return [_MKDOCS, "build", "--quiet", "--config-file", folder / "mkdocs.yml"]


def pandoc(root: Path, folder: Path, digests: int) -> list[str | Path]:
    """Return the command by which pandoc makes a Word file of a publication's first digests."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = sorted((root / "docs" / "digests").glob("*.md"))[:digests]
    joined = folder / "joined.md"
    joined.write_text("\n\n".join(_chapter(path) for path in paths), encoding="utf-8")
    bibliography = [
        "--citeproc",
        "--csl",
        csl(folder),
        "--bibliography",
        root / "bib" / "works.bib",
    ]
    return [_PANDOC, "--from", "markdown", *bibliography, joined, "--output", folder / "out.docx"]


def _chapter(path: Path) -> str:
    """Return a digest under its title, its footnotes named apart from those of the others."""
    text = path.read_text(encoding="utf-8")
    title = re.search(r"^title: (.*)$", text, re.MULTILINE)
    body = _NOTE.sub(rf"[^\1-{path.stem}]", _FRONT_MATTER.sub("", text))
    return f"# {title[1] if title else path.stem}\n\n{body}"


def csl(folder: Path) -> Path:
    """Return a copy of the AMA style that does not need the press any more."""
    return Path(shutil.copy(style(STYLE, folder).path, folder / "ama.csl"))
