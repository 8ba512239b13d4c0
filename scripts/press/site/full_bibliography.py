"""`\\full_bibliography`: every work of the publication, and where each is cited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from press.bibliography import Bibliography, Formatted, names_in_text, reference_id
from press.site.edition import Edition, Links
from press.site.views import Link, templates

# For each citekey the pages that cite it: MkDocs' path and title.
Uses = Mapping[str, Sequence[tuple[str, str]]]


def alphabetical(bibliography: Bibliography) -> tuple[str, ...]:
    """Return every citekey by author, year and title, for styles without an order of their own."""

    def order(key: str) -> tuple[str, str, str]:
        item = items[key]
        date = item.get("issued", {}).get("date-parts") or [[""]]
        title = str(item.get("title", ""))
        return (names_in_text(item).casefold(), str(date[0][0]), title.casefold())

    items = bibliography.csl()
    return tuple(sorted(items, key=order))


def full_bibliography(formatted: Formatted, edition: Edition, uses: Uses, links: Links) -> str:
    """Return the list of every work with links to the pages that cite it.

    The study of a digest that is not shown is left out, unless a page cites it. Numbers of a
    numeric style are left out: each page counts its own.
    """
    numbered = edition.style.citation_format != "numeric" or bool(formatted.citations)
    hidden = {
        digest.meta.study for digest in edition.publication.digests if not edition.shows(digest)
    }
    works = [
        {
            "id": reference_id(reference.key),
            "key": reference.key,
            "label": reference.label if numbered else "",
            "html": reference.html,
            "uses": _links(uses.get(reference.key, ()), edition, links),
            "checked": reference.checked,
        }
        for reference in formatted.references
        if reference.key not in hidden or uses.get(reference.key)
    ]
    page = templates().get_template("bibliography.html")
    return page.render(works=works, typeset=edition.typeset)


def _links(pages: Sequence[tuple[str, str]], edition: Edition, links: Links) -> list[Link]:
    found = [(title, links.to(f"{edition.folder}/{uri}")) for uri, title in pages]
    return [Link(edition.typeset(title), url) for title, url in found if url]
