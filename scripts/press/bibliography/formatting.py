"""Citations and reference lists in a CSL style."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from press.bibliography.bibtex import Bibliography, Checked
from press.bibliography.engine import engine
from press.bibliography.styles import Style
from press.publication import (
    SafeHtml,
    code_fingerprint,
    keep,
    kept,
    safe_html,
    safe_id,
    sanitiser_fingerprint,
)

Mode = Literal["NormalCitation", "AuthorInText", "SuppressAuthor"]
_LINK = re.compile(r' href="#ref-([^"]*)"(?: role="doc-biblioref")?')
_MANY = 2  # a narrative citation names at most two authors, as AMA 11 does


@dataclass(frozen=True)
class Citation:
    """One cited work in a cluster; affixes as written, locator included in the suffix."""

    key: str
    mode: Mode = "NormalCitation"
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Cluster:
    """What stands in one pair of brackets, or one narrative citation; `raw` as written."""

    citations: tuple[Citation, ...]
    raw: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the citekeys in order."""
        return tuple(citation.key for citation in self.citations)


@dataclass(frozen=True)
class Reference:
    """One line of a reference list: its label (`1.` or empty), its HTML, how far it is checked."""

    key: str
    label: SafeHtml
    html: SafeHtml
    checked: Checked | None = None


@dataclass(frozen=True)
class Formatted:
    """The citations of a document in order, as HTML, and its reference list."""

    citations: tuple[SafeHtml, ...] = ()
    references: tuple[Reference, ...] = ()


def reference_id(key: str) -> str:
    """Return the id of a work in its page's reference list; safe in HTML, PDF and Word."""
    return f"ref-{safe_id(key)}"


def formatted(
    clusters: Sequence[Cluster],
    bibliography: Bibliography,
    style: Style,
    language: str = "en-US",
    also: Iterable[str] = (),
) -> Formatted:
    """Return clusters and the list of the works they cite, in a style.

    Numeric styles number by first use. Keys that the bibliography does not hold are left out:
    their citation shows the key and a question mark. `also` lists works that are in the
    reference list although no cluster cites them.
    """
    items = bibliography.csl()
    extra = [key for key in dict.fromkeys(also) if key in items]
    cited = dict.fromkeys(key for cluster in clusters for key in cluster.keys if key in items)
    keys = list(dict.fromkeys([*cited, *extra]))
    known = [[c for c in cluster.citations if c.key in items] for cluster in clusters]
    if not keys:
        return Formatted(tuple(_unknown(cluster) for cluster in clusters))
    answer = _answer(
        known, [items[key] for key in keys], style, language, bibliography.cache, every=bool(extra)
    )
    citations = [
        SafeHtml(_citation(cluster, text, items, style) + _retracted(cluster, bibliography))
        if len(present) == len(cluster.citations)
        else _unknown(cluster)
        for cluster, present, text in zip(clusters, known, answer["citations"], strict=True)
    ]
    references = tuple(
        Reference(
            item["key"],
            item["label"],
            _with_numbers(_linked(item["html"]), items[item["key"]]),
            bibliography.checked.get(item["key"]),
        )
        for item in answer["references"]
    )
    return Formatted(tuple(citations), references)


def _answer(  # noqa: PLR0913 - what pandoc is asked, and where the answer is kept
    clusters: Sequence[Sequence[Citation]],
    entries: Sequence[Mapping[str, Any]],
    style: Style,
    language: str,
    cache: Path | None,
    *,
    every: bool,
) -> Any:
    request = {
        # An unknown work leaves a cluster empty; pandoc must still answer it to keep the count.
        "clusters": [[asdict(citation) for citation in cluster] for cluster in clusters],
        "entries": json.dumps(entries, ensure_ascii=False),
        "language": language,
        "all": every,
    }
    text = json.dumps(
        [code_fingerprint("bibliography"), sanitiser_fingerprint(), style.fingerprint, request],
        ensure_ascii=False,
        sort_keys=True,
    )
    name = hashlib.sha256(text.encode()).hexdigest()[:32]
    place = cache.parent / "citations" / name[:2] / f"{name}.json" if cache else None
    answer = kept(place) if place else None
    if answer is None:
        answer = _safe(engine().ask("cite", csl=style.address, **request))
        if place:
            keep(place, answer)
    return answer


def _safe(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return pandoc's answer made safe: in it stand entries and affixes as others wrote them."""
    return {
        "citations": [safe_html(text) for text in answer["citations"]],
        "references": [
            {**item, "label": safe_html(item["label"]), "html": safe_html(item["html"])}
            for item in answer["references"]
        ],
    }


def _citation(cluster: Cluster, text: SafeHtml, items: Mapping[str, Any], style: Style) -> SafeHtml:
    first = cluster.citations[0]
    if first.mode == "AuthorInText" and style.citation_format == "numeric":
        gap = "" if text.startswith("<sup") else " "
        names = html.escape(names_in_text(items[first.key]), quote=False)
        text = SafeHtml(names + gap + text)
    if first.mode == "AuthorInText" and style.citation_format == "note":
        text = SafeHtml(re.sub(r"(?<=\w)\((?=<a )", " (", text, count=1))
    return _linked(text)


def _retracted(cluster: Cluster, bibliography: Bibliography) -> str:
    """Return the mark behind a citation of retracted works; of several works it says which."""
    keys = [key for key in dict.fromkeys(cluster.keys) if bibliography.is_retracted(key)]
    if not keys:
        return ""
    names = [names_in_text(bibliography.csl()[key]) for key in keys]
    which = "" if len(set(cluster.keys)) == 1 else f": {'; '.join(names)}"
    return f' <strong class="retracted">[retracted{html.escape(which, quote=False)}]</strong>'


def names_in_text(item: Mapping[str, Any]) -> str:
    """Return a work's authors as a sentence names them: Feder; Feder and Costi; Feder et al."""
    people = item.get("author") or item.get("editor") or []
    others = any(person.get("literal") == "others" for person in people)
    names = [_family(person) for person in people if person.get("literal") != "others"]
    if not names:
        return str(item.get("title", item["id"]))
    if len(names) > _MANY or others:
        return f"{names[0]} et al."
    return " and ".join(names)


def _family(person: Mapping[str, str]) -> str:
    if "literal" in person:
        return person["literal"]
    return " ".join(filter(None, (person.get("non-dropping-particle"), person.get("family"))))


def _unknown(cluster: Cluster) -> SafeHtml:
    shown = html.escape("; ".join(cluster.keys), quote=False)
    return SafeHtml(f'<strong class="citation-unknown">{shown}?</strong>')


def _linked(text: SafeHtml) -> SafeHtml:
    """Point links at our ids; pandoc percent-encodes nothing but HTML's own characters."""

    def link(match: re.Match[str]) -> str:
        return f' href="#{reference_id(html.unescape(match.group(1)))}"'

    return SafeHtml(_LINK.sub(link, text))


def _with_numbers(entry: SafeHtml, item: Mapping[str, Any]) -> SafeHtml:
    """Add DOI and PubMed number as links, where the style has not printed them.

    Without a DOI pandoc links the title to PubMed; the number says better where a link leads.
    """
    text: str = entry
    doi = html.escape(str(item.get("DOI", "")).strip())
    pmid = str(item.get("PMID", "")).strip()
    if doi and f">{doi}<" not in text and f"doi.org/{doi}<" not in text:
        text = re.sub(rf'<a href="https://doi\.org/{re.escape(doi)}">(.*?)</a>', r"\1", text)
        text = f'{text} doi:<a href="https://doi.org/{doi}">{doi}</a>'
    if pmid.isdigit() and f">{pmid}<" not in text:
        address = rf'<a href="https://www\.ncbi\.nlm\.nih\.gov/pubmed/{pmid}">(.*?)</a>'
        text = re.sub(address, r"\1", text)
        text = f'{text} PMID: <a href="https://pubmed.ncbi.nlm.nih.gov/{pmid}/">{pmid}</a>'
    return SafeHtml(text)
