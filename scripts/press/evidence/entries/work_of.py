"""Entries of the bibliography as works: BibTeX's braces and commands read away."""

from __future__ import annotations

import re
from functools import lru_cache

from press.bibliography import Entry, decoded
from press.evidence.works.identifiers import normal_doi, normal_pmcid, normal_pmid
from press.evidence.works.names import person
from press.evidence.works.work import Authors, Name, Work

# Kinds of entry that Crossref and PubMed hold no records of.
WEB_KINDS = frozenset({"online", "www", "electronic"})
_OTHERS = frozenset({"others", "et al", "et al."})


def work_of(entry: Entry) -> Work:
    """Return an entry as a work; identifiers are read from `doi`, `pmid`, `pmcid`, `url`, `eprint`.

    An identifier that is malformed is kept as it stands, so that no record will have it.
    """
    fields = {name: decoded(value) for name, value in entry.fields.items()}
    pages = [fields.get(name, "") for name in ("pages", "eid", "articleno")]
    year = fields.get("year") or fields.get("date", "")
    names = entry.fields.get("author") or entry.fields.get("editor") or ""
    title = _joined(fields.get("title", ""), fields.get("subtitle", ""))
    journal = fields.get("journal") or fields.get("journaltitle") or ""
    short = fields.get("shortjournal", "")
    return Work(
        titles=(title,) if title else (),
        authors=authors_of(names),
        journals=tuple(filter(None, (_joined(journal, fields.get("journalsubtitle", "")), short))),
        years=(year,) if re.search(r"\d", year) else (),  # `n.d.` and `in press` are none
        volume=fields.get("volume", ""),
        number=fields.get("number") or fields.get("issue", ""),
        pages=tuple(text.replace("--", "-") for text in pages if text),
        doi=normal_doi(fields.get("doi", "")) or fields.get("doi", ""),
        pmid=normal_pmid(fields.get("pmid", "") or _eprint(fields, "pubmed"))
        or fields.get("pmid", ""),
        pmcid=normal_pmcid(fields.get("pmcid", "") or _eprint(fields, "pmc"))
        or fields.get("pmcid", ""),
    )


@lru_cache(maxsize=8192)
def authors_of(value: str) -> Authors:
    """Return the authors of a BibTeX field; a name in braces of its own is a group's."""
    text = " ".join(value.split())
    people = text.split(" and ") if "{" not in text else _divided(text)
    others = any(name.lower() in _OTHERS for name in people)
    names = tuple(_name(name) for name in people if name.lower() not in _OTHERS)
    return Authors(tuple(name for name in names if name.family or name.group), others)


def _divided(text: str) -> list[str]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    return split_multiple_persons_names(text)


def _name(text: str) -> Name:
    if text.startswith("{") and text.endswith("}") and "}" not in text[:-1].rstrip("}"):
        return Name(group=decoded(text))
    if "{" not in text and "\\" not in text and text.count(",") == 1:
        family, _, given = text.partition(",")
        return person(family.strip(), given.strip())
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    parts = parse_single_name_into_parts(text, strict=False)
    family = decoded(" ".join([*parts.von, *parts.last]))
    return person(family, decoded(" ".join(parts.first)), decoded(" ".join(parts.jr)))


def _eprint(fields: dict[str, str], scheme: str) -> str:
    kind = fields.get("eprinttype", "").lower().removesuffix("med")
    return fields.get("eprint", "") if kind and scheme.startswith(kind) else ""


def _joined(title: str, subtitle: str) -> str:
    return f"{title}: {subtitle}" if title and subtitle else title
