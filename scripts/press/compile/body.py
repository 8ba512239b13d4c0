"""A document's HTML with its citations in the order in which a reader meets them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from press.bibliography import Cluster, Formatted, Reference, reference_id
from press.compile.extension import BIBLIOGRAPHY_CLASS, CITATION_CLASS, FULL_BIBLIOGRAPHY_CLASS
from press.compile.verification import legend, mark
from press.publication import SafeHtml, Taken

# An attribute list behind a citation (`[@a]{.x}`) adds to its placeholder.
_PLACEHOLDER = re.compile(
    rf'<span class="{CITATION_CLASS}(?: [^"]*)?" data-cluster="(\d{{1,7}})"[^>]*>([^<]*)</span>'
)
_SPACED = re.compile(rf'([ \n\u00a0]+)(<span class="{CITATION_CLASS}" data-cluster="(\d+)">)')
_COMMAND = f'<div class="{BIBLIOGRAPHY_CLASS}"></div>'
FULL_COMMAND = f'<div class="{FULL_BIBLIOGRAPHY_CLASS}"></div>'


@dataclass(frozen=True)
class Body:
    """Rendered Markdown: HTML with numbered placeholders, and the clusters they stand for."""

    html: SafeHtml
    clusters: tuple[Cluster, ...] = ()
    lost: tuple[Cluster, ...] = ()
    """Citations that stand where none can be printed, such as an image's description."""
    taken: tuple[Taken, ...] = ()
    """What was taken out of the text to make it safe."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the citekeys in order of first use."""
        return tuple(dict.fromkeys(key for cluster in self.clusters for key in cluster.keys))


def body(rendered: SafeHtml, clusters: Sequence[Cluster], taken: Sequence[Taken] = ()) -> Body:
    """Return a body whose clusters are numbered by place in the HTML.

    Markdown finds citations in an order of its own (footnotes and tables last or first). What
    only looks like a placeholder, because an author has written one, stands for nothing.
    """
    ordered: list[Cluster] = []

    def renumbered(match: re.Match[str]) -> str:
        number = int(match[1])
        if number >= len(clusters):
            return match[2]
        ordered.append(clusters[number])
        return _placeholder(len(ordered) - 1, match[2])

    text = SafeHtml(_PLACEHOLDER.sub(renumbered, rendered))
    printed = {id(cluster) for cluster in ordered}
    lost = tuple(cluster for cluster in clusters if id(cluster) not in printed)
    return Body(text, tuple(ordered), lost, tuple(taken))


def _placeholder(number: int, marks: str) -> str:
    return f'<span class="{CITATION_CLASS}" data-cluster="{number}">{marks}</span>'


def with_citations(
    text: SafeHtml, clusters: Sequence[Cluster], citations: Sequence[SafeHtml], offset: int = 0
) -> SafeHtml:
    """Fill the placeholders of a body's HTML with formatted citations.

    Citation n of the document gets the id `cite-<offset + n + 1>`. Line marks stay behind it.
    """

    def filled(match: re.Match[str]) -> str:
        number = int(match[1])
        cluster = clusters[number]
        keys = html.escape(" ".join(cluster.keys))
        return (
            f'<span class="citation" id="{use_id(offset + number)}" data-keys="{keys}" '
            f'data-raw="{html.escape(cluster.raw)}">{citations[number]}</span>{match[2]}'
        )

    # A raised number stands close to its word, whatever the author put between them.
    raised = {number for number, citation in enumerate(citations) if citation.startswith("<sup")}
    close = _SPACED.sub(lambda match: match[2] if int(match[3]) in raised else match[0], text)
    return SafeHtml(_PLACEHOLDER.sub(filled, close))


def use_id(number: int) -> str:
    """Return the id of a document's citation, counted from 0."""
    return f"cite-{number + 1}"


def reference_list(
    references: Sequence[Reference], uses: dict[str, list[int]] | None = None
) -> SafeHtml:
    """Return the HTML of a reference list; with `uses`, each item links back to its citations."""
    items = [
        f'<li id="{reference_id(item.key)}" data-key="{html.escape(item.key)}">'
        f"{_label(item)}"
        f'<span class="reference-text">{item.html}</span>{mark(item)}'
        f"{_back_links((uses or {}).get(item.key, []))}</li>"
        for item in references
    ]
    listing = "\n".join(items)
    return SafeHtml(f'{legend(references)}<ol class="reference-list">\n{listing}\n</ol>')


def _label(item: Reference) -> str:
    return f'<span class="reference-label">{item.label}</span> ' if item.label else ""


def _back_links(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    links = [
        f'<a href="#{use_id(number)}" aria-label="Back to citation {count}"'
        f' title="Back to citation {count}">↩</a>'
        for count, number in enumerate(numbers, start=1)
    ]
    return ' <span class="reference-uses">' + " ".join(links) + "</span>"


def reference_ids(page: Body) -> tuple[str, ...]:
    """Return the ids that a page's reference list will have."""
    return tuple(reference_id(key) for key in page.keys)


def uses(clusters: Sequence[Cluster], offset: int = 0) -> dict[str, list[int]]:
    """Return for each citekey the numbers of the citations that use it."""
    found: dict[str, list[int]] = {}
    for number, cluster in enumerate(clusters):
        for key in dict.fromkeys(cluster.keys):
            found.setdefault(key, []).append(offset + number)
    return found


def page_html(page: Body, formatted: Formatted, *, by_default: bool = True) -> SafeHtml:
    """Return a page's HTML with its citations and, where asked for, its references.

    The references stand where `\\bibliography` stands; with `by_default` also at the end of a
    page that cites but has no such command.
    """
    text = with_citations(page.html, page.clusters, formatted.citations)
    if not formatted.references:
        return SafeHtml(text.replace(_COMMAND, ""))
    section = reference_section(formatted.references, uses(page.clusters))
    if _COMMAND in text:
        first, _, rest = text.partition(_COMMAND)
        return SafeHtml(first + section + rest.replace(_COMMAND, ""))
    return SafeHtml(f"{text}\n{section}") if by_default else text


def reference_section(
    references: Sequence[Reference], used: dict[str, list[int]] | None = None, level: int = 2
) -> SafeHtml:
    """Return a headed reference list."""
    listing = reference_list(references, used)
    return SafeHtml(
        f'<section class="references" aria-labelledby="references">\n'
        f'<h{level} id="references">References</h{level}>\n{listing}\n</section>'
    )
