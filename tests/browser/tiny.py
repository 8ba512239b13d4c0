"""Tiny publications, written to a folder by the tests of the site."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
DISCLAIMER = "For information only. Not medical advice. Ask your doctor."
CONFIG = f"""\
site_name: Tiny Digest
site_url: https://example.org/tiny/
theme:
  name: material
plugins:
  - search
  - press:
      bib_dir: bib
      disclaimer: {DISCLAIMER}
markdown_extensions:
  - footnotes
  - tables
"""
ENTRY = """\
@article{{{key},
  author = {{{author}}},
  title = {{{title}}},
  journal = {{Journal of Tests}},
  year = {{{year}}},
}}
"""
BIBLIOGRAPHY = "".join(
    ENTRY.format(key=key, author=author, title=title, year=year)
    for key, author, title, year in (
        ("alpha2020", "Alpha, Ann", "First things", 2020),
        ("beta2021", "Beta, Bob and Alpha, Ann", "Second things", 2021),
        ("doi:10.1/x+y.z", "Gamma, Gil", "Keys with signs", 2019),
    )
)
DIGEST = """\
---
title: {title}
study: alpha2020
topics: [sleep]
design: randomised trial
question:
  population: Adults
  intervention: Tea
  comparator: Water
  outcomes: [Sleep]
n: 1200
funding: not reported
competing_interests: not reported
bottom_line: Tea and water did the same.
plain: Tea and water did the same.
certainty: not rated
author: A. Author
reviewed_by: not yet reviewed
date: {date}
status: {status}
---

## Summary

{summary}

## Results

None [@alpha2020].

## Limitations

Few.

## Conclusion

Drink.
"""


def digest(
    title: str = "Tea at night",
    *,
    summary: str = "Tea was tried [@alpha2020].",
    status: str = "published",
    date: str = "2026-01-05",
) -> str:
    """Return a digest's text."""
    return DIGEST.format(title=title, summary=summary, status=status, date=date)


ISSUE = """\
---
number: 1
date: 2026-02-01
title: The first issue
status: published
sections:
  - title: Sleep
    digests: [tea]
---

An editorial that cites [@beta2021].
"""


def publication(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Write a small, sound publication; `files` replaces or adds texts by path, "" removes one."""
    texts = {
        "mkdocs.yml": CONFIG,
        "bib/works.bib": BIBLIOGRAPHY,
        "docs/index.md": "---\ntitle: Home\ntemplate: home.html\n---\n\nWelcome.\n",
        "docs/topics/index.md": "---\ntitle: Topics\n---\n\nBy topic.\n",
        "docs/topics/sleep.md": "---\ntitle: Sleep\n---\n\nAbout sleep [@beta2021].\n",
        "docs/issues/index.md": "---\ntitle: Issues\n---\n\nAll issues.\n",
        "docs/issues/one.md": ISSUE,
        "docs/digests/tea.md": digest(),
        "docs/bibliography.md": "---\ntitle: Bibliography\n---\n\n\\full_bibliography\n",
        **{name: dedent(text) for name, text in (files or {}).items()},
    }
    for name, text in texts.items():
        if text:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    share_fonts(folder)
    return folder


def share_fonts(folder: Path) -> None:
    """Let a publication use the fonts that were made for the repository's own site."""
    fonts = ROOT / ".press-cache" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    cache = folder / ".press-cache"
    cache.mkdir(exist_ok=True)
    (cache / "fonts").symlink_to(fonts, target_is_directory=True)
