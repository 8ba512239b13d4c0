"""A publication of N realistic digests with 3N entries; the same N gives the same bytes."""

from __future__ import annotations

import random
from pathlib import Path

_WORDS = """
trial patients treatment placebo response weeks dose symptoms scale baseline outcome group
effect safety follow-up remission adults randomised infusion assessment clinical difference
evidence interval sample analysis adverse events severity score improvement blinded period
hospital outpatient registry protocol primary secondary measure change therapy maintenance
""".split()  # noqa: SIM905 - a list of so many words is no better to read
_TOPICS = ("depression", "anxiety", "pain", "addiction", "sleep", "trauma")
_MKDOCS = """\
site_name: Benchmark
theme:
  name: material
  font: false
validation:
  nav:
    omitted_files: ignore
plugins:
  - search
  - press:
      bib_dir: bib
      disclaimer: This publication is made up to measure time. Nothing in it is true.
markdown_extensions:
  - abbr
  - attr_list
  - footnotes
  - smarty
  - tables
  - toc:
      permalink: true
nav:
  - Home: index.md
"""


def generate(root: Path, size: int, *, per_issue: int = 10) -> Path:
    """Write a publication of `size` digests with an issue of `per_issue` of them; return `root`."""
    dice = random.Random(size)  # noqa: S311 - repeatable text, no secret
    docs = root / "docs"
    for folder in ("digests", "issues", "topics"):
        (docs / folder).mkdir(parents=True, exist_ok=True)
    (root / "bib").mkdir(exist_ok=True)
    (root / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")
    (docs / "index.md").write_text("---\ntitle: Home\n---\n\n# Benchmark\n", encoding="utf-8")
    for topic in _TOPICS:
        text = f"---\ntitle: {topic.capitalize()}\n---\n\nOn {topic}.\n"
        (docs / "topics" / f"{topic}.md").write_text(text, encoding="utf-8")
    keys = [f"author{number}" for number in range(3 * size)]
    entries = "\n".join(_entry(dice, key) for key in keys)
    (root / "bib" / "works.bib").write_text(entries, encoding="utf-8")
    slugs = [f"digest-{number:04}" for number in range(size)]
    for number, slug in enumerate(slugs):
        own = keys[3 * number : 3 * number + 3]
        text = _digest(dice, own, dice.sample(keys, min(5, len(keys))))
        (docs / "digests" / f"{slug}.md").write_text(text, encoding="utf-8")
    (docs / "issues" / "one.md").write_text(_issue(slugs[:per_issue]), encoding="utf-8")
    return root


def text_of(root: Path, length: int) -> Path:
    """Write a publication whose one digest has a text of so many characters; return `root`."""
    generate(root, 1)
    path = root / "docs" / "digests" / "digest-0000.md"
    dice = random.Random(length)  # noqa: S311 - repeatable text, no secret
    blocks: list[str] = []
    size = 0
    while size < length:
        blocks.append(_paragraph(dice, ["author0", "author1", "author2"]))
        size += len(blocks[-1]) + 2
    more = "\n\n".join(blocks)
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
    return root


def _sentence(dice: random.Random) -> str:
    words = dice.choices(_WORDS, k=dice.randint(8, 22))
    return " ".join(words).capitalize()


def _paragraph(dice: random.Random, keys: list[str]) -> str:
    sentences = [_sentence(dice) + "." for _ in range(dice.randint(3, 6))]
    cited = dice.sample(keys, min(2, len(keys)))
    sentences[-1] = f"{_sentence(dice)} [@{cited[0]}, p. {dice.randint(1, 99)}; @{cited[-1]}]."
    return "\n".join(sentences)


def _entry(dice: random.Random, key: str) -> str:
    names = " and ".join(f"Author{dice.randint(1, 9999)}, A. B." for _ in range(dice.randint(2, 9)))
    volume, page = dice.randint(1, 90), dice.randint(1, 900)
    return (
        f"@article{{{key},\n  author = {{{names}}},\n  title = {{{_sentence(dice)}}},\n"
        f"  journal = {{Journal of {dice.choice(_WORDS).capitalize()}}},\n"
        f"  year = {{{dice.randint(1980, 2025)}}},\n  volume = {{{volume}}},\n"
        f"  pages = {{{page}--{page + 9}}},\n  doi = {{10.5555/{key}}},\n}}\n"
    )


def _digest(dice: random.Random, own: list[str], others: list[str]) -> str:
    study, keys = own[0], [*own, *others]
    rows = "\n".join(
        f"| {dice.choice(_WORDS)} | {dice.randint(1, 400)} | {dice.uniform(0.2, 3):.2f} |"
        for _ in range(5)
    )
    return f"""\
---
title: {_sentence(dice)}
study: {study}
topics: [{dice.choice(_TOPICS)}]
design: randomised trial
question:
  population: Adults
  intervention: One
  comparator: Another
  outcomes: [Symptoms]
n: {dice.randint(10, 900)}
funding: not reported
competing_interests: not reported
bottom_line: {_sentence(dice)}.
plain: {_sentence(dice)}.
certainty: not rated
author: Nobody
reviewed_by: not yet reviewed
date: 2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}
status: published
---

## Summary

@{study} asked. {_paragraph(dice, own)}

{_paragraph(dice, keys)}

## Results

{_paragraph(dice, keys)}

Table: {_sentence(dice)}

| Outcome | Events | Ratio |
|:--------|-------:|------:|
{rows}

- {_sentence(dice)};
- {_sentence(dice)}.

## Limitations

{_paragraph(dice, keys)}[^note]

## Conclusion

{_paragraph(dice, own)}

[^note]: {_sentence(dice)}.
"""


def _issue(slugs: list[str]) -> str:
    listing = "\n".join(f"      - {slug}" for slug in slugs)
    return f"""\
---
number: 1
date: 2026-12-31
title: All of it
status: published
sections:
  - title: Everything
    digests:
{listing}
---

An editorial of one sentence.
"""
