"""Our page of planted faults, its lock and what must be found; and small pages of one study."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import NamedTuple

from press.evidence.audit import Audit, audit_page
from press.evidence.intake import Kind, read_page
from press.evidence.lock.file import Lock, usable_lock

HERE = Path(__file__).parent
PAGE = (HERE / "page.txt").read_text(encoding="utf-8")


class Planted(NamedTuple):
    """A fault of the page: the number of its item, the rule that must find it, how gravely."""

    item: int
    rule: str
    severity: str


def planted() -> list[Planted]:
    """Return the rows of expected.md."""
    rows = re.findall(
        r"^\| (\d+) \| ([\w-]+) \| (\w+) \|", (HERE / "expected.md").read_text(), re.MULTILINE
    )
    return [Planted(int(item), rule, severity) for item, rule, severity in rows]


def lock() -> Lock:
    """Return the page's own lock."""
    return usable_lock(HERE / "records.lock.json")


def audited(text: str = PAGE, kind: Kind | None = None, path: str = "page.txt") -> Audit:
    """Return the audit of a page with the page's lock."""
    return audit_page(read_page(text, kind, path=path), lock())


def found(audit: Audit) -> list[Planted]:
    """Return what an audit found, as rows of expected.md."""
    return [
        Planted(number, finding.rule, finding.severity)
        for number, row in enumerate(audit.rows, start=1)
        for finding in row.findings
    ]


def as_html(text: str = PAGE) -> str:
    """Return a page of labelled lines as a website would show it."""
    paragraphs: list[str] = []
    for line in text.strip("\n").split("\n"):
        label, colon, rest = re.sub(r"\*\*|<(?=http)|(?<=\S)>$", "", line).partition(":")
        known = colon and len(label) < 30 and not rest.startswith("//")
        escaped = html.escape(rest.strip())
        link = re.fullmatch(r"(https?://\S+)", rest.strip())
        if known and link:
            escaped = f'<a href="{escaped}">{escaped}</a>'
        head = f"<strong>{html.escape(label)}:</strong> " if known else ""
        body = escaped if known else html.escape(re.sub(r"\*\*", "", line))
        paragraphs.append(f"<p>{head}{body}</p>")
    return "<!doctype html><html><head><title>Notes</title></head><body>\n" + "\n".join(
        [*paragraphs, "</body></html>\n"]
    )


def as_markdown(text: str = PAGE) -> str:
    """Return a page of labelled lines as Markdown with labels in bold, a paragraph a line."""
    lines = [
        re.sub(r"^((?:\d+\. )?)([^\w*]*[A-Z][\w ]{2,20}:)(?!//)", r"\1**\2**", line)
        for line in text.strip("\n").split("\n")
    ]
    return "\n\n".join(lines) + "\n"


def study(**fields: str) -> str:
    """Return a page of one invented study without fault; a field of None is left out."""
    values = {
        "Title": "Naps at Noon in Libraries: A Randomized Trial",
        "Authors": "Zoe Paradeigma, Abel Example",
        "Link": "https://doi.org/10.5555/aim.2021.66",
        "Summary": "In this randomized trial, 80 readers took a nap at noon in a library.",
        "Results": "A good mood was commoner after a nap.",
        "Conclusion": "A nap lifted the mood of readers.",
        "Citation": "Paradeigma Z, Example A. Naps at noon in libraries: a randomized trial. "
        "Annals of Imaginary Medicine. 2021;5(2):66-72.",
    } | fields
    return "".join(f"{label}: {value}\n" for label, value in values.items() if value is not None)
