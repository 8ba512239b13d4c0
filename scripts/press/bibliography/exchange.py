"""References for other people's software: BibTeX, RIS and CSL-JSON out of a bibliography."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from press.bibliography.bibtex import Bibliography
from press.bibliography.entry import Entry
from press.bibliography.writing import UnwritableError, bibtex_entry
from press.publication import PressError, Problem

# RIS types of CSL's; anything else is generic. (Research Information Systems, RIS format.)
_RIS_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "manuscript": "UNPB",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "report": "RPRT",
    "software": "COMP",
    "thesis": "THES",
    "webpage": "ELEC",
}
# rispy's names of RIS tags, and the CSL variables that go into them as they are.
_RIS_FIELDS = {
    "secondary_title": "container-title",
    "alternate_title1": "container-title-short",
    "volume": "volume",
    "number": "issue",
    "edition": "edition",
    "publisher": "publisher",
    "place_published": "publisher-place",
    "doi": "DOI",
    "accession_number": "PMID",
    "language": "language",
}
_MARKUP = re.compile(r"</?(?:i|b|sub|sup|span|em|strong|sc)\b[^<>]*>")
_PAGES = re.compile(r"(\w+)\s*[-\u2013\u2014]+\s*(\w+)")
_OTHERS = "others"  # as whom BibTeX names the authors that an entry leaves out


@dataclass(frozen=True)
class Exchange:
    """A format: its name for readers, the ending of its files, what writes it."""

    name: str
    ending: str
    write: Callable[[Bibliography, Iterable[str]], str]


def bibtex(bibliography: Bibliography, keys: Iterable[str]) -> str:
    """Return BibTeX of some works, with every field of ours; entries they inherit from follow.

    Raises PressError, with every entry that cannot be written so that it is read back as it is.
    """
    wanted = dict.fromkeys(keys)
    entries = [bibliography.entries[key] for key in _with_parents(bibliography, wanted)]
    column = max((len(name) for entry in entries for name in entry.fields), default=0)
    texts: list[str] = []
    problems: list[Problem] = []
    for entry in entries:
        try:
            texts.append(bibtex_entry(entry.kind, entry.key, _fields(entry), column, ours=True))
        except UnwritableError as error:
            message = f"the entry `{entry.key}` cannot be handed on: {error}"
            problems.append(entry.problem("bibtex", message, "correct the entry"))
    if problems:
        raise PressError(problems)
    return "\n".join(texts)


def csl_json(bibliography: Bibliography, keys: Iterable[str]) -> str:
    """Return CSL-JSON of some works; what is said of their checking stands in `note`."""
    items = [_annotated(bibliography, key) for key in dict.fromkeys(keys)]
    return json.dumps(items, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def ris(bibliography: Bibliography, keys: Iterable[str]) -> str:
    """Return RIS of some works; where authors are left out, a note says so."""
    from rispy import RisWriter

    class Writer(RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            """Leave out rispy's numbers, which are no RIS."""
            del count
            return ""

    records = [_ris_record(_annotated(bibliography, key)) for key in dict.fromkeys(keys)]
    return str(Writer().formats(records))


EXCHANGES = (
    Exchange("BibTeX", "bib", bibtex),
    Exchange("RIS", "ris", ris),
    Exchange("CSL-JSON", "json", csl_json),
)


def _with_parents(bibliography: Bibliography, keys: Iterable[str]) -> list[str]:
    """Return keys with those of the entries they inherit from, which BibTeX wants last."""
    cited = list(keys)
    parents = [bibliography.entries[key].fields.get("crossref", "") for key in cited]
    return list(dict.fromkeys([*cited, *(key for key in parents if key in bibliography.entries)]))


def _fields(entry: Entry) -> dict[str, str]:
    return {name: " ".join(value.split()) for name, value in entry.fields.items()}


def _annotated(bibliography: Bibliography, key: str) -> Mapping[str, Any]:
    """Return an item with a type, and with a note that says how far its entry is checked."""
    item, fields = bibliography.csl()[key], bibliography.entries[key].fields
    checked = bibliography.checked.get(key)
    state = checked and f"Checked against records: {checked.told}"
    told = (item.get("note"), state, fields.get("verificationnote"))
    note = " ".join(f"{' '.join(text.split()).rstrip('.')}." for text in told if text)
    kind = item.get("type") or "document"  # pandoc gives BibTeX's @misc none, which is no CSL
    return {**item, "type": kind, "note": note} if note else {**item, "type": kind}


def _ris_record(item: Mapping[str, Any]) -> dict[str, Any]:
    pages = str(item.get("page", ""))
    span = _PAGES.fullmatch(pages)
    record: dict[str, Any] = {
        "type_of_reference": _RIS_TYPES.get(str(item.get("type")), "GEN"),
        "id": item["id"],
        "authors": _names(item.get("author", ())),
        "secondary_authors": _names(item.get("editor", ())),
        "title": item.get("title", ""),
        **{tag: item.get(variable, "") for tag, variable in _RIS_FIELDS.items()},
        **_dates(item),
        "start_page": span[1] if span else pages,
        "end_page": span[2] if span else "",
        "issn": item.get("ISSN") or item.get("ISBN") or "",
        "urls": [quote(url, safe=":/?&=%#@!$'()*+,~") for url in addresses(item)],
        "notes": [note for note in _notes(item) if note],
    }
    clean = {tag: _clean(value) for tag, value in record.items()}
    return {tag: value for tag, value in clean.items() if value}


def addresses(item: Mapping[str, Any]) -> tuple[str, ...]:
    """Return where a work can be found: by DOI, by PubMed number, by an address of its own."""
    doi, pmid = str(item.get("DOI", "")).strip(), str(item.get("PMID", "")).strip()
    found = [f"https://doi.org/{doi}" if doi else ""]
    found.append(f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdigit() else "")
    found.append(str(item.get("URL", "")).strip())
    return tuple(dict.fromkeys(filter(None, found)))


def without_markup(text: str) -> str:
    """Return a text of CSL-JSON without the markup that its titles may hold."""
    return " ".join(_MARKUP.sub("", text).split())


def known_names(names: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the names that are known; BibTeX's `and others` is none."""
    return [name for name in names if name.get("literal") != _OTHERS]


def _clean(value: Any) -> Any:
    if isinstance(value, list):
        return [without_markup(str(one)) for one in value]
    return without_markup(str(value))


def _names(names: Sequence[Mapping[str, str]]) -> list[str]:
    """Return names as RIS has them: family, given, suffix."""
    found = []
    for name in known_names(names):
        particle = name.get("non-dropping-particle") or name.get("dropping-particle")
        family = " ".join(filter(None, (particle, name.get("family"))))
        parts = (family or name.get("literal"), name.get("given"), name.get("suffix"))
        found.append(", ".join(filter(None, parts)))
    return found


def _dates(item: Mapping[str, Any]) -> dict[str, str]:
    """Return year and date; RIS writes what is not known of a date as nothing."""
    parts = [str(part) for part in (item.get("issued", {}).get("date-parts") or [[]])[0]]
    if not parts:
        return {}
    month, day = [*(part.zfill(2) for part in parts[1:3]), "", ""][:2]
    return {"year": parts[0], "date": f"{parts[0]}/{month}/{day}/" if month else ""}


def _notes(item: Mapping[str, Any]) -> Iterator[str]:
    if len(known_names(item.get("author", ()))) < len(item.get("author", ())):
        yield "The list of authors is not complete."
    yield str(item.get("note", ""))
