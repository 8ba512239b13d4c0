"""What a bibliography and a registry say about a work, in one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Registry = Literal["crossref", "pubmed", "editor"]
Confidence = Literal["record seen", "recalled", "not established"]
NoticeKind = Literal[
    "retraction",
    "partial retraction",
    "withdrawal",
    "removal",
    "expression of concern",
    "correction",
    "newer version",
    "other notice",
]

REGISTRIES: tuple[Registry, ...] = ("crossref", "pubmed")
PRECEDENCE: tuple[Registry, ...] = (*REGISTRIES, "editor")
"""Who is heard before whom: a registry's word goes before an editor's."""
REGISTRY_NAMES: Mapping[str, str] = {
    "crossref": "Crossref",
    "pubmed": "PubMed",
    "editor": "our editors",
}


@dataclass(frozen=True)
class Name:
    """A person (`family`, `given`, `suffix`), or a group of people (`group`)."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    group: str = ""

    def __str__(self) -> str:
        """Return the name as BibTeX writes it: `Zarate, Jr, Carlos A.`, groups in braces."""
        if self.group:
            return f"{{{self.group}}}"
        return ", ".join(part for part in (self.family, self.suffix, self.given) if part)


@dataclass(frozen=True)
class Authors:
    """A list of authors in order; `others` where it says that more follow."""

    names: tuple[Name, ...] = ()
    others: bool = False

    def __bool__(self) -> bool:
        """Tell whether anybody is named."""
        return bool(self.names)

    @property
    def people(self) -> tuple[Name, ...]:
        """Return those who are no groups."""
        return tuple(name for name in self.names if not name.group)

    @property
    def groups(self) -> tuple[Name, ...]:
        """Return the collective authors."""
        return tuple(name for name in self.names if name.group)


@dataclass(frozen=True)
class Work:
    """A work by its bibliographic fields; where a field has several values, the first is ours.

    `titles` are the whole title and, of a translated work, the title in its own language;
    `journals` the name in full and its abbreviations; `pages` the range and the article number;
    `years` those of the issue, `online` those of publication ahead of it.
    """

    titles: tuple[str, ...] = ()
    authors: Authors = Authors()
    journals: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    online: tuple[str, ...] = ()
    volume: str = ""
    number: str = ""
    pages: tuple[str, ...] = ()
    doi: str = ""
    pmid: str = ""
    pmcid: str = ""

    @property
    def title(self) -> str:
        """Return the title, or an empty text."""
        return self.titles[0] if self.titles else ""

    @property
    def year(self) -> str:
        """Return the year of the issue, or that of publication online, or an empty text."""
        return next(iter((*self.years, *self.online)), "")


@dataclass(frozen=True, order=True)
class Notice:
    """A notice about a work: what kind, which registry tells it, where and when it appeared.

    `source` says who told the registry: `publisher`, `retraction-watch`, `pubmed`, or `title`
    where the registry has nothing but a title that begins with RETRACTED. `where` is the DOI or
    `PMID n` of the notice, `date` is ISO 8601 and may be a year alone; both may be empty.
    """

    kind: NoticeKind
    registry: Registry
    source: str
    where: str = ""
    date: str = ""

    @property
    def is_retraction(self) -> bool:
        """Tell whether the work no longer counts: retracted, withdrawn or removed as a whole."""
        return self.kind in {"retraction", "withdrawal", "removal"}


@dataclass(frozen=True)
class Record:
    """What one registry says about one work.

    `kind` is the registry's own type (`journal-article`), `types` are the publication types of
    PubMed, `registrations` numbers of trial registers, `abstract` is plain text, `language` an
    ISO 639 code as the registry writes it; of `publisher` and `abstract` the lock keeps nothing.
    """

    registry: Registry
    work: Work
    kind: str = ""
    types: tuple[str, ...] = ()
    registrations: tuple[str, ...] = ()
    language: str = ""
    publisher: str = ""
    abstract: str = field(default="", repr=False)
    notices: tuple[Notice, ...] = ()
