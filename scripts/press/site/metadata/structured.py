"""Pages as data of schema.org: a digest cites a study, an issue holds digests; known facts only.

An author's name is given as text, because front matter does not say whether it is a person's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from press.bibliography import addresses, known_names, without_markup
from press.publication import Digest, Issue
from press.site.edition import Links, Web, is_published

Node = Mapping[str, Any]

# schema.org's types of CSL's; anything else is a creative work.
_WORKS = {
    "article": "ScholarlyArticle",
    "article-journal": "ScholarlyArticle",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "paper-conference": "ScholarlyArticle",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
_PAGE_UNSAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def script(node: Node) -> str:
    """Return a node as a script of a page; no text in it can end the script."""
    data = json.dumps({"@context": "https://schema.org", **node}, ensure_ascii=False)
    return f'<script type="application/ld+json">{data.translate(_PAGE_UNSAFE)}</script>'


def digest_node(digest: Digest, cited: Iterable[str], links: Links) -> Node:
    """Return a digest: an article that cites its study first, and then what else it cites."""
    meta, edition = digest.meta, links.edition
    known = edition.publication.topic_by_slug
    topics = [known[slug] for slug in meta.topics if slug in known]
    items = edition.bibliography.csl()
    works = [key for key in dict.fromkeys([meta.study, *cited]) if key in items]
    return _known(
        **_headline(digest, links),
        abstract=meta.bottom_line,
        author=meta.author,
        datePublished=meta.date.isoformat() if is_published(digest) else "",
        creativeWorkStatus="" if is_published(digest) else meta.status.value,
        inLanguage=edition.publication.settings.language,
        keywords=list(meta.tags),
        about=[
            _known(**{"@type": "Thing"}, name=topic.meta.title, url=links.address_of(topic))
            for topic in topics
        ],
        isPartOf=[
            *(_issue_headline(issue, links) for issue in edition.issues_with(digest.slug)),
            _periodical(links),
        ],
        publisher=_publisher(links),
        citation=[work_node(items[key]) for key in works],
    )


def issue_node(issue: Issue, links: Links) -> Node:
    """Return an issue: a part of the publication that holds digests, and its PDF where built."""
    meta, edition = issue.meta, links.edition
    known = edition.publication.digest_by_slug
    pdf = links.export(f"{issue.slug}.pdf")
    file = {"@type": "MediaObject", "encodingFormat": "application/pdf"}
    return _known(
        **_issue_headline(issue, links),
        description=meta.summary,
        inLanguage=edition.publication.settings.language,
        isPartOf=_periodical(links),
        publisher=_publisher(links),
        hasPart=[_headline(known[slug], links) for slug in issue.digests],
        encoding=_known(**file, contentUrl=edition.address(pdf.url)) if pdf else None,
    )


def home_node(links: Links) -> Node:
    """Return the publication: a website, and a periodical of issues."""
    settings = links.edition.publication.settings
    about = {
        "description": settings.description,
        "inLanguage": settings.language,
        "publisher": _publisher(links),
    }
    site = {"@type": "WebSite", "name": settings.name, "url": links.edition.address("")}
    issues = [_issue_headline(issue, links) for issue in links.edition.issues]
    return {
        "@graph": [
            _known(**site, **about),
            _known(**_periodical(links), **about, hasPart=issues),
        ]
    }


def work_node(item: Mapping[str, Any]) -> Node:
    """Return a cited work, from CSL-JSON; by its DOI and PubMed number it is the same elsewhere."""
    found = addresses(item)
    journal = item.get("container-title", "")
    kind = {"@type": _WORKS.get(str(item.get("type")), "CreativeWork")}
    return _known(
        **kind,
        **{"@id": found[0] if found else ""},
        name=without_markup(str(item.get("title", ""))),
        author=[_person(name) for name in known_names(item.get("author", ()))],
        datePublished=_date(item),
        isPartOf=_known(**{"@type": "Periodical"}, name=without_markup(journal))
        if journal and item.get("type") == "article-journal"
        else None,
        sameAs=list(found),
    )


def _headline(digest: Digest, web: Web) -> dict[str, Any]:
    url = web.address_of(digest)
    return _known(**{"@type": "ScholarlyArticle", "@id": url}, headline=digest.meta.title, url=url)


def _issue_headline(issue: Issue, web: Web) -> dict[str, Any]:
    url = web.address_of(issue)
    return _known(
        **{"@type": "PublicationIssue", "@id": url},
        name=issue.meta.title,
        issueNumber=str(issue.meta.number),
        datePublished=issue.meta.date.isoformat() if is_published(issue) else "",
        url=url,
    )


def _periodical(web: Web) -> dict[str, Any]:
    home = web.edition.address("")
    name = web.edition.publication.settings.name
    identifier = f"{home}#periodical" if home else ""
    return _known(**{"@type": "Periodical", "@id": identifier}, name=name, url=home)


def _publisher(web: Web) -> Node:
    return {"@type": "Organization", "name": web.edition.publication.settings.name}


def _person(name: Mapping[str, str]) -> Node | str:
    """Return an author; a name that stands as one text may be a group's, and stays a text."""
    if "family" not in name:
        return name.get("literal", "")
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    given = name.get("given", "")
    whole = " ".join(filter(None, (given, family, name.get("suffix"))))
    return _known(**{"@type": "Person"}, name=whole, familyName=family, givenName=given)


def _date(item: Mapping[str, Any]) -> str:
    """Return a work's date as far as it is known: 2023, 2023-05 or 2023-05-24."""
    parts = (item.get("issued", {}).get("date-parts") or [[]])[0]
    return "-".join(str(part).zfill(2) for part in parts)


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
