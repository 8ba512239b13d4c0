"""PubMed's XML as records; whatever is missing is left out, and what is hostile is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from press.evidence.lock.notices import RETRACTED_TYPE, pubmed_kind
from press.evidence.registries.unpacking import GarbledError, xml_root
from press.evidence.works.folding import said
from press.evidence.works.identifiers import normal_doi
from press.evidence.works.names import person
from press.evidence.works.titles import is_marked_retracted
from press.evidence.works.work import Authors, Name, Notice, Record, Work

_ARTICLE_NUMBER = re.compile(r"[a-z]{0,3}\d[a-z0-9]*", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def records_of(body: bytes) -> tuple[Record, ...]:
    """Return the records of an answer of EFetch; raises GarbledError where it is no such XML.

    The elements are those of https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html.
    Real answers name NLM's DTD; it is not fetched, and entities are neither declared nor resolved.
    """
    root = xml_root(body)
    if root.tag != "PubmedArticleSet":
        raise GarbledError("XML that is no set of articles")
    articles = (_article(one) for one in root.iterfind("PubmedArticle"))
    books = (_book(one) for one in root.iterfind("PubmedBookArticle"))
    return (*articles, *books)


def _text(element: etree._Element | None, path: str) -> str:
    """Return the text of the first element at a path, with that of the elements in it."""
    found = None if element is None else element.find(path)
    return "" if found is None else said("".join(_strings(found)))


def _strings(element: etree._Element) -> Iterator[str]:
    for text in element.itertext():
        yield str(text)


def _article(article: etree._Element) -> Record:
    citation = article.find("MedlineCitation")
    inner = None if citation is None else citation.find("Article")
    issue = None if inner is None else inner.find("Journal/JournalIssue")
    titles = tuple(
        dict.fromkeys(
            title
            for name in ("ArticleTitle", "VernacularTitle")
            if (title := _title(_text(inner, name)))
        )
    )
    work = Work(
        titles=titles,
        authors=_authors(inner),
        journals=_distinct(
            _text(inner, "Journal/Title"),
            _text(inner, "Journal/ISOAbbreviation"),
            _text(citation, "MedlineJournalInfo/MedlineTA"),
        ),
        years=_distinct(_year(_text(issue, "PubDate/Year") or _text(issue, "PubDate/MedlineDate"))),
        online=_distinct(_year(_text(inner, "ArticleDate[@DateType='Electronic']/Year"))),
        volume=_text(issue, "Volume"),
        number=_text(issue, "Issue"),
        pages=_pages(inner),
        doi=_doi(article, inner),
        pmid=_text(citation, "PMID"),
        pmcid=_id(article, "pmc"),
    )
    types = _all(inner, "PublicationTypeList/PublicationType")
    return Record(
        "pubmed",
        work,
        types=types,
        registrations=_all(inner, "DataBankList/DataBank/AccessionNumberList/AccessionNumber"),
        language=_text(inner, "Language"),
        abstract=" ".join(_all(inner, "Abstract/AbstractText")),
        notices=_notices(citation, types, titles),
    )


def _book(article: etree._Element) -> Record:
    """Return a chapter or book, of which PubMed holds those of its own Bookshelf."""
    book = article.find("BookDocument")
    title = _title(_text(book, "ArticleTitle") or _text(book, "Book/BookTitle"))
    work = Work(
        titles=_distinct(title),
        authors=_authors(book) or _authors(None if book is None else book.find("Book")),
        journals=_distinct(_text(book, "Book/BookTitle")),
        years=_distinct(_year(_text(book, "Book/PubDate/Year"))),
        pmid=_text(book, "PMID"),
    )
    return Record(
        "pubmed",
        work,
        kind="book",
        types=_all(book, "PublicationType"),
        language=_text(book, "Language"),
        publisher=_text(book, "Book/Publisher/PublisherName"),
        abstract=" ".join(_all(book, "Abstract/AbstractText")),
    )


def _title(text: str) -> str:
    """Return a title without the full stop with which PubMed ends every one."""
    return text[:-1].rstrip() if re.search(r"[^.]\.$", text) else text


def _distinct(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _all(element: etree._Element | None, path: str) -> tuple[str, ...]:
    found = [] if element is None else element.findall(path)
    return _distinct(*(said("".join(_strings(one))) for one in found))


def _year(text: str) -> str:
    """Return the first year of a date, which may be `1998 Dec-1999 Jan`."""
    match = _YEAR.search(text)
    return match[0] if match else ""


def _authors(element: etree._Element | None) -> Authors:
    lists = [] if element is None else element.findall("AuthorList")
    # A book has its editors in a list of their own.
    chosen = next((one for one in lists if one.get("Type") != "editors"), None)
    if chosen is None:
        return Authors()
    names = tuple(
        name
        for author in chosen.iterfind("Author")
        if author.get("ValidYN") != "N"
        for name in (_name(author),)
        if name.family or name.group
    )
    return Authors(names, chosen.get("CompleteYN") == "N")


def _name(author: etree._Element) -> Name:
    if group := _text(author, "CollectiveName"):
        return Name(group=group)
    given = _text(author, "ForeName") or _text(author, "Initials")
    return person(_text(author, "LastName"), given, _text(author, "Suffix"))


def _pages(inner: etree._Element | None) -> tuple[str, ...]:
    """Return the range of pages, and the article number where that is how they are said."""
    start, end = _text(inner, "Pagination/StartPage"), _text(inner, "Pagination/EndPage")
    printed = _text(inner, "Pagination/MedlinePgn") or "-".join(filter(None, (start, end)))
    number = _text(inner, "ELocationID[@EIdType='pii'][@ValidYN='Y']")
    # Publishers' item numbers are no pages: S0140-6736(24)00001-1, bmj-2024-1.
    return _distinct(printed, number if _ARTICLE_NUMBER.fullmatch(number) else "")


def _doi(article: etree._Element, inner: etree._Element | None) -> str:
    text = _id(article, "doi") or _text(inner, "ELocationID[@EIdType='doi'][@ValidYN='Y']")
    return text if normal_doi(text) else ""


def _id(article: etree._Element, kind: str) -> str:
    # Not .//ArticleId: the works that this one cites have theirs in a ReferenceList.
    return _text(article, f"PubmedData/ArticleIdList/ArticleId[@IdType='{kind}']")


def _notices(
    citation: etree._Element | None, types: tuple[str, ...], titles: tuple[str, ...]
) -> tuple[Notice, ...]:
    listed = [] if citation is None else citation.findall("CommentsCorrectionsList/*")
    found: set[Notice] = set()
    for one in listed:
        kind = pubmed_kind(one.get("RefType", ""))
        if kind:
            source, pmid = _text(one, "RefSource"), _text(one, "PMID")
            doi = re.search(r"10\.\d{4,9}/\S+", source)
            where = f"PMID {pmid}" if pmid else normal_doi(doi[0]) if doi else ""
            found.add(Notice(kind, "pubmed", "pubmed", where, _year(source)))
    if not any(notice.is_retraction for notice in found):
        if RETRACTED_TYPE in types:
            found.add(Notice("retraction", "pubmed", "pubmed"))
        elif any(is_marked_retracted(title) for title in titles):
            found.add(Notice("retraction", "pubmed", "title"))
    return tuple(sorted(found))
