"""A publication whose every text tries to run something where it is shown."""

from __future__ import annotations

import json
import re
from pathlib import Path

from lxml.html import document_fromstring

from tests.browser.tiny import publication

# Ends whatever it may stand in, and then runs `ran(<number>)`.
_ATTACK = (
    "</script></title></textarea></style>--><script>ran({n})</script>"
    "<img src=x onerror=ran({n})>\"'><svg onload=ran({n})>{{{{ 7*7 }}}}`ran({n})`"
)
_CODE = re.compile(r"ran\(\d+\)")


class Attacks:
    """Texts that attack, each with a number of its own, by which it is known again."""

    def __init__(self) -> None:
        self.count = 0

    def text(self) -> str:
        """Return the next one as it is."""
        self.count += 1
        return f"T{self.count} " + _ATTACK.format(n=self.count)

    def yaml(self) -> str:
        """Return the next one as a value of YAML."""
        return json.dumps(self.text())

    def bibtex(self) -> str:
        """Return the next one as it may stand between braces."""
        return re.sub(r"[{}]", "", self.text())


def hostile(folder: Path) -> Path:
    """Write the publication; what it holds is no error, for as text all of it is sound."""
    made = Attacks()
    y = made.yaml
    digest = f"""\
---
title: {y()}
study: alpha2020
topics: [sleep]
tags: [{y()}]
design: randomised trial
question:
  population: {y()}
  intervention: {y()}
  comparator: {y()}
  outcomes:
    - {y()}
n:
  total: 120
  arms:
    - name: {y()}
      n: 60
    - name: {y()}
      n: 60
  note: {y()}
follow_up: {y()}
setting: {y()}
registration: {y()}
funding: {y()}
competing_interests: {y()}
bottom_line: {y()}
plain: {y()}
certainty:
  level: low
  reasons: [{y()}]
author: {y()}
reviewed_by: {y()}
date: 2026-01-02
status: published
estimates:
  - outcome: {y()}
    instrument: {y()}
    unit: {y()}
    time_point: {y()}
    arms:
      - name: {y()}
        n: "60"
        mean: "1.0"
        sd: "0.5"
      - name: {y()}
        n: "60"
        mean: "2.0"
        sd: "0.5"
    measure: mean difference
    estimate: "-1.0"
    ci: {{low: "-1.5", high: "-0.5"}}
    better: lower
    source: {{cite: alpha2020, locator: "p. 3"}}
    note: {y()}
timeline:
  - year: 1990
    title: {y()}
    lane: {y()}
  - year: 1995
    title: {y()}
    lane: {y()}
  - year: 2001
    title: {y()}
    lane: {y()}
corrections:
  - about: {y()}
    was: {y()}
    now: {y()}
    why: {y()}
---

## Summary

Adults were asked about `{made.text().replace("`", "")}` [@alpha2020], short for WORDS.

![A bed, `ran(0)` & "more"](bed.svg "{made.text().replace('"', "").replace("<", "&lt;")}")

Table: A caption {made.text().replace("<", "&lt;")}

| A | B |
|---|--:|
| 1 | 2 |

## Results

None [see @beta2021, p. 3].[^1]

[^1]: A note on {made.text().replace("<", "&lt;")}

## Limitations

Few.

## Conclusion

Drink.
"""
    page = f"---\ntitle: {y()}\ndescription: {y()}\nauthor: {y()}\nsubtitle: {y()}\nstatus: {y()}\n"
    page += f"tags: [{y()}]\n---\n\n## {made.text().replace('<', '&lt;')}\n\nWords.\n"
    fields = ("title", "journal", "volume", "number", "note", "abstract", "publisher")
    entry = "".join(f"  {name} = {{{made.bibtex()}}},\n" for name in fields)
    author = f"  author = {{{made.bibtex()} and Berg, {made.bibtex()}}},\n  year = {{2020}},\n"
    second = "@misc{beta2021,\n  author = {Beta, Bob},\n  title = {Second},\n  year = {2021},\n}\n"
    config = f"""\
site_name: {y()}
site_url: https://example.org/tiny/
site_description: {y()}
site_author: {y()}
copyright: A. Writer, <em>2026</em>
theme:
  name: material
  features:
    - navigation.tabs
    - navigation.footer
    - navigation.path
    - content.tooltips
    - content.code.copy
    - search.suggest
    - search.highlight
nav:
  - {y()}: index.md
  - {y()}:
      - {y()}: about.md
      - topics/sleep.md
      - {y()}: https://example.org/
  - issues/one.md
  - bibliography.md
  - corrections.md
  - tags.md
plugins:
  - search
  - tags
  - press:
      bib_dir: bib
      disclaimer: {y()}
markdown_extensions: [abbr, attr_list, footnotes, tables]
"""
    return publication(
        folder,
        {
            "mkdocs.yml": config,
            "bib/works.bib": f"@article{{alpha2020,\n{entry}{author}}}\n\n{second}",
            "docs/index.md": page.replace("---\n", "---\ntemplate: home.html\n", 1),
            "docs/about.md": page,
            "docs/<img src=x onerror=ran(0)>.md": "A page that is named after its file.\n",
            "docs/topics/index.md": "",
            "docs/issues/index.md": "",
            "docs/topics/sleep.md": (
                f"---\ntitle: {y()}\ndescription: {y()}\nstate: {y()}\n---\n\nAbout sleep.\n"
            ),
            "docs/issues/one.md": (
                f"---\nnumber: 1\ndate: 2026-01-31\ntitle: {y()}\nsummary: {y()}\n"
                f"status: published\nsections:\n  - title: {y()}\n    digests: [tea]\n---\n\n"
                "Welcome [@beta2021].\n"
            ),
            "docs/digests/tea.md": digest,
            "docs/digests/bed.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
            "docs/corrections.md": "---\ntitle: Corrections\n---\n\nAll.\n",
            "docs/tags.md": "---\ntitle: Tags\n---\n\nAll.\n\n<!-- material/tags -->\n",
            "docs/includes/abbreviations.md": f"*[WORDS]: words {made.text()}\n",
        },
    )


def attacks_in(page: str) -> list[str]:
    """Return what of the attacks would run in a page: code outside text and harmless attributes."""
    found: list[str] = []
    tree = document_fromstring(page)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "script" and element.get("type") not in {
            "application/json",
            "application/ld+json",
        }:
            found += _CODE.findall(element.text or "")
        found += [f"{name} of {element.tag}" for name in element.attrib if name.startswith("on")]
        for name in ("href", "src", "action"):
            found += _CODE.findall(element.get(name, "")) if ":ran" in element.get(name, "") else []
    return found
