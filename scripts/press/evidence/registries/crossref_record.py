"""A work in Crossref's JSON as a record; whatever is missing or of another type is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from press.evidence.lock.notices import crossref_kind
from press.evidence.works.folding import folded, said
from press.evidence.works.identifiers import normal_doi
from press.evidence.works.names import person
from press.evidence.works.titles import is_marked_retracted
from press.evidence.works.work import Authors, Name, Notice, Record, Work

Json = Mapping[str, Any]

_DATE_PARTS = ((1000, 9999), (1, 12), (1, 31))
_MOST = 20_000  # items of a list; a work of physics has five thousand authors


def record_of(message: Json) -> Record:
    """Return a work's record.

    The fields are those of https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md.
    Notices are read from `updated-by`, which stands on the work, and never from `update-to`,
    which stands on the notice about another.
    """
    titles = _titles(message)
    issue = message.get("journal-issue")
    prints = [message, issue] if isinstance(issue, Mapping) else [message]
    years = _years(prints, "published-print", "published-other")
    online = _years(prints, "published-online")
    if not years and not online:
        years = _years([message], "issued", "published")
    work = Work(
        titles=titles,
        authors=_authors(message),
        journals=_texts(message, "container-title", "short-container-title"),
        years=years,
        online=online,
        volume=_text(message, "volume"),
        number=_text(message, "issue"),
        pages=tuple(filter(None, (_text(message, "page"), _text(message, "article-number")))),
        doi=_text(message, "DOI"),
    )
    return Record(
        "crossref",
        work,
        kind=_text(message, "type"),
        registrations=_registrations(message),
        language=_text(message, "language"),
        abstract=_text(message, "abstract"),
        publisher=_text(message, "publisher"),
        notices=_notices(message, titles),
    )


def _items(message: Json, name: str) -> list[Json]:
    value = message.get(name)
    listed = value[:_MOST] if isinstance(value, list) else []
    return [item for item in listed if isinstance(item, Mapping)]


def _text(message: Json, name: str) -> str:
    value = message.get(name)
    return said(value) if isinstance(value, str) else ""


def _texts(message: Json, *names: str) -> tuple[str, ...]:
    found: list[str] = []
    for name in names:
        value = message.get(name)
        found += (
            [said(text) for text in value[:_MOST] if isinstance(text, str)]
            if isinstance(value, list)
            else []
        )
    return tuple(dict.fromkeys(text for text in found if text))


def _titles(message: Json) -> tuple[str, ...]:
    """Return the title with its subtitle, which Crossref keeps apart, and the original title."""
    titles = list(_texts(message, "title"))
    subtitle = next(iter(_texts(message, "subtitle")), "")
    if titles and subtitle and folded(subtitle) not in folded(titles[0]):
        joint = " " if titles[0][-1] in ":?!.—–" else ": "
        titles[0] = titles[0] + joint + subtitle
    return tuple(dict.fromkeys((*titles, *_texts(message, "original-title"))))


def _authors(message: Json) -> Authors:
    people = _items(message, "author") or _items(message, "editor")
    names = tuple(name for name in map(_name, people) if name.family or name.group)
    return Authors(names, others=len(people) == _MOST)


def _name(author: Json) -> Name:
    family, given = _text(author, "family"), _text(author, "given")
    if family:
        return person(family, given, _text(author, "suffix"))
    # A group has a `name`; now and then a person has nothing but a given name.
    return Name(group=_text(author, "name")) if _text(author, "name") else Name(family=given)


def _years(sources: Iterable[Json], *names: str) -> tuple[str, ...]:
    dates = (_date(source.get(name)) for source in sources for name in names)
    return tuple(dict.fromkeys(date[:4] for date in dates if date))


def _date(value: Any) -> str:
    """Return `{"date-parts": [[2024, 3]]}` as `2024-03`; what is no date is an empty text."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    numbers = first if isinstance(first, list) else []
    if not numbers or not all(isinstance(number, int) for number in numbers):
        return ""
    # A month alone is no date of ISO 8601 as the lock keeps it; 2024-03 is.
    found: list[str] = []
    for number, (first_one, last_one), width in zip(numbers, _DATE_PARTS, (4, 2, 2), strict=False):
        if not first_one <= number <= last_one:
            break
        found.append(f"{number:0{width}}")
    return "-".join(found)


def _registrations(message: Json) -> tuple[str, ...]:
    numbers = [
        _text(one, "clinical-trial-number") for one in _items(message, "clinical-trial-number")
    ]
    return tuple(dict.fromkeys(number.upper() for number in numbers if number))


def _notices(message: Json, titles: tuple[str, ...]) -> tuple[Notice, ...]:
    found = {
        Notice(
            crossref_kind(_text(one, "type")),
            "crossref",
            source=_text(one, "source") or "publisher",
            where=_text(one, "DOI") if normal_doi(_text(one, "DOI")) else "",
            date=_date(one.get("updated")),
        )
        for one in _items(message, "updated-by")
    }
    marked = any(is_marked_retracted(title) for title in titles)
    if marked and not any(notice.is_retraction for notice in found):
        found.add(Notice("retraction", "crossref", "title"))
    return tuple(sorted(found))
