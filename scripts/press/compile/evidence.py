"""What a digest's data add to its text: the table of results, the forest plot, the timeline.

They stand in the body as generated blocks, in every medium alike: checks of the author's text
look at the body without them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from press.bibliography import Cluster
from press.compile.body import Body, body
from press.compile.extension import BIBLIOGRAPHY_CLASS, CITATION_CLASS
from press.compile.marks import without_marks
from press.compile.places import GENERATED
from press.compile.results.table import results_table
from press.publication import Digest, SafeHtml, Settings, escaped

if TYPE_CHECKING:
    from press.compile.figures import Figure

_RESULTS, _TIMELINE = "Results", "Summary"
_HEADING = re.compile(r"<h([12])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_END = re.compile(rf'<h[12]\b|<div class="(?:footnote|{BIBLIOGRAPHY_CLASS})">')
_CLUSTER = re.compile(rf'(<span class="{CITATION_CLASS}" data-cluster=")(\d+)(")')
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class DigestFigures:
    """The figures of a digest; a digest without the data for one has None."""

    forest: Figure | None = None
    timeline: Figure | None = None

    def __iter__(self) -> Iterator[Figure]:
        """Yield the figures that there are."""
        return (figure for figure in (self.forest, self.timeline) if figure)


# Returns the HTML of a figure's picture, which differs by medium.
Picture = Callable[["Figure"], SafeHtml]


def digest_figures(digest: Digest, settings: Settings) -> DigestFigures:
    """Return a digest's figures, drawn anew only where its data have changed."""
    from press.compile.figures import digest_forest, timeline

    return DigestFigures(
        digest_forest(digest, settings) if digest.meta.estimates else None,
        timeline(digest, settings) if digest.meta.timeline else None,
    )


def with_evidence(text: Body, digest: Digest, figures: DigestFigures, picture: Picture) -> Body:
    """Return a digest's body with its table, forest plot and timeline.

    Table and plot stand at the end of the section Results, the timeline at the end of the
    Summary; where there is no such section, at the end of the text.
    """
    table, clusters = results_table(digest)
    if figures.forest:
        table = SafeHtml(table + figure_html(figures.forest, picture, "estimates"))
    made = _spliced(text, _RESULTS, _block(table), clusters)
    if figures.timeline:
        drawn = figure_html(figures.timeline, picture, "timeline")
        made = _spliced(made, _TIMELINE, _block(drawn), ())
    return made


def figure_html(figure: Figure, picture: Picture, field: str = "") -> SafeHtml:
    """Return a figure with its caption; `field` is the front-matter key that it shows."""
    origin = f' data-field="{field}"' if field else ""
    return SafeHtml(
        f'<figure class="evidence-figure"{origin}>\n{picture(figure)}\n'
        f"<figcaption{origin}>{escaped(figure.caption)}</figcaption>\n</figure>\n"
    )


def picture_in_print(figure: Figure, settings: Settings) -> SafeHtml:
    """Return a figure's picture for PDF and Word: its file's path in the publication."""
    path = figure.svg.relative_to(settings.root).as_posix()
    return SafeHtml(f'<img src="{escaped(path)}" alt="{escaped(figure.alt)}">')


def _block(inside: SafeHtml) -> SafeHtml:
    block = f'\n<div class="evidence" {GENERATED}="">\n{inside}</div>\n' if inside else ""
    return SafeHtml(block)


def _spliced(text: Body, section: str, block: SafeHtml, clusters: tuple[Cluster, ...]) -> Body:
    """Put a block, with the clusters that its placeholders count from 0, at a section's end."""
    if not block:
        return text
    place = _end_of(section, text.html)
    first = len(text.clusters)
    numbered = _CLUSTER.sub(lambda match: f"{match[1]}{first + int(match[2])}{match[3]}", block)
    whole = SafeHtml(text.html[:place] + numbered + text.html[place:])
    made = body(whole, [*text.clusters, *clusters], text.taken)
    return replace(made, lost=text.lost)


def _end_of(section: str, text: str) -> int:
    """Return where a section ends, or the text where it has none; notes stand behind the text."""
    start = 0
    for heading in _HEADING.finditer(text):
        if html.unescape(without_marks(_TAG.sub("", heading[2]))).strip("¶ \n") == section:
            start = heading.end()
            break
    else:
        notes = [match.start() for match in _END.finditer(text) if match[0].startswith("<div")]
        return notes[0] if notes else len(text)
    end = _END.search(text, start)
    return end.start() if end else len(text)
