"""What PubMed's XML says of a work, and how PubMed is asked."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from press.evidence.registries.clients import opened
from press.evidence.registries.pubmed_record import records_of
from press.evidence.registries.unpacking import GarbledError
from press.evidence.registries.web import UnansweredError
from press.evidence.works.identifiers import Identifier
from press.evidence.works.work import Name, Notice, Record, Work
from tests.evidence.fakes import Fakes
from tests.evidence.samples import DOI, PMID, comment, pubmed_article
from tests.evidence.server import Reply, article_set, ids_reply, xml_reply


def record(**changes: Any) -> Record:
    (found,) = records_of(article_set(pubmed_article(**changes)))
    return found


def test_the_fields_are_read():
    found = record()
    work = found.work
    assert ("Warm socks for cold feet: a randomized crossover trial",) == work.titles
    assert ("Journal of invented results", "J Invent Results") == work.journals
    assert (("2024",), ("2023",)) == (work.years, work.online)
    assert ("12", "3", ("101-9",)) == (work.volume, work.number, work.pages)
    assert (DOI, PMID, "PMC9000001") == (work.doi, work.pmid, work.pmcid)
    assert ("Journal Article", "Randomized Controlled Trial") == found.types
    assert (("NCT00000000",), "eng") == (found.registrations, found.language)
    assert "Socks were worn." == found.abstract


def test_identifiers_of_cited_works_are_not_taken_for_its_own():
    found = record(doi="", pmc="").work
    assert ("", "") == (found.doi, found.pmcid)


def test_an_article_number_among_the_elocations_counts_as_pages():
    pages = '<ELocationID EIdType="pii" ValidYN="Y">24m15257</ELocationID>'
    assert ("24m15257",) == record(pages=pages).work.pages


def test_first_and_last_page_apart_are_a_range():
    pages = "<Pagination><StartPage>7</StartPage><EndPage>9</EndPage></Pagination>"
    assert ("7-9",) == record(pages=pages).work.pages


@pytest.mark.parametrize(
    ("date", "years"),
    [
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", ("1998",)),
        ("<MedlineDate>Winter 2003</MedlineDate>", ("2003",)),
        ("<Year>2024</Year>", ("2024",)),
        ("", ()),
    ],
)
def test_a_date_may_be_a_season(date: str, years: tuple[str, ...]):
    assert years == record(date=date).work.years


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (
            "<LastName>Zarate</LastName><ForeName>Carlos A</ForeName><Suffix>Jr</Suffix>",
            Name("Zarate", "Carlos A", "Jr"),
        ),
        ("<LastName>Krüger</LastName><Initials>S</Initials>", Name("Krüger", "S")),
        ("<LastName>D&#39;Souza</LastName><ForeName>Deepak</ForeName>", Name("D'Souza", "Deepak")),
        ("<LastName>Madonna</LastName>", Name("Madonna")),
        ("<CollectiveName>Sock Group</CollectiveName>", Name(group="Sock Group")),
    ],
)
def test_unusual_names_are_read(author: str, name: Name):
    authors = f'<AuthorList CompleteYN="Y"><Author ValidYN="Y">{author}</Author></AuthorList>'
    assert (name,) == record(authors=authors).work.authors.names


def test_an_incomplete_list_of_authors_says_so():
    authors = '<AuthorList CompleteYN="N"><Author><LastName>A</LastName></Author></AuthorList>'
    assert record(authors=authors).work.authors.others


def test_a_name_that_was_corrected_since_is_left_out():
    authors = (
        '<AuthorList><Author ValidYN="N"><LastName>Wrong</LastName></Author>'
        '<Author ValidYN="Y"><LastName>Right</LastName></Author></AuthorList>'
    )
    assert ["Right"] == [one.family for one in record(authors=authors).work.authors.names]


def test_markup_in_a_title_is_read_through():
    title = "Effects of <i>S</i>-ketamine on CO<sub>2</sub>."
    assert ("Effects of S-ketamine on CO2",) == record(title=title).work.titles


def test_the_title_in_its_own_language_is_read():
    (found,) = records_of(
        article_set(
            pubmed_article(title="[Warm socks].").replace(
                "<Language>", "<VernacularTitle>Warme Socken</VernacularTitle><Language>"
            )
        )
    )
    assert ("[Warm socks]", "Warme Socken") == found.work.titles


def test_a_book_is_read():
    book = """<PubmedBookArticle><BookDocument><PMID>31</PMID><Book><Publisher>
    <PublisherName>Invented</PublisherName></Publisher><BookTitle>Socks</BookTitle><PubDate>
    <Year>2020</Year></PubDate><AuthorList Type="editors"><Author><LastName>Ed</LastName></Author>
    </AuthorList></Book><ArticleTitle>Cold feet</ArticleTitle><AuthorList Type="authors"><Author>
    <LastName>Au</LastName></Author></AuthorList></BookDocument></PubmedBookArticle>"""
    (found,) = records_of(article_set(book))
    assert ("Cold feet", "31", "2020") == (found.work.title, found.work.pmid, found.work.year)
    assert ["Au"] == [name.family for name in found.work.authors.names]


def test_an_article_with_nothing_in_it_is_an_empty_record():
    (found,) = records_of(article_set("<PubmedArticle></PubmedArticle>"))
    assert Work() == found.work


@pytest.mark.parametrize(
    ("kind", "notice"),
    [
        ("RetractionIn", "retraction"),
        ("RetractedandRepublishedIn", "retraction"),
        ("PartialRetractionIn", "partial retraction"),
        ("ExpressionOfConcernIn", "expression of concern"),
        ("ErratumIn", "correction"),
        ("CorrectedandRepublishedIn", "correction"),
        ("UpdateIn", "newer version"),
    ],
)
def test_comments_on_the_work_are_notices(kind: str, notice: str):
    found = record(comments=comment(kind, pmid="90000009")).notices
    assert (Notice(notice, "pubmed", "pubmed", "PMID 90000009", "2025"),) == found  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["RetractionOf", "ErratumFor", "CommentIn", "CommentOn", "Cites"])
def test_comments_about_others_are_none(kind: str):
    assert () == record(comments=comment(kind)).notices


def test_a_notice_without_number_is_found_by_its_doi():
    source = "J Invent Results. 2025 Feb 7. doi: 10.5555/notice.2."
    (found,) = record(comments=comment("RetractionIn", source)).notices
    assert "10.5555/notice.2" == found.where


def test_the_publication_type_alone_tells_of_a_retraction():
    found = record(types=("Journal Article", "Retracted Publication")).notices
    assert (Notice("retraction", "pubmed", "pubmed"),) == found


def test_the_type_of_a_notice_itself_is_none():
    assert () == record(types=("Retraction of Publication", "Published Erratum")).notices


def test_type_and_comment_are_one_retraction():
    found = record(types=("Retracted Publication",), comments=comment("RetractionIn", pmid="5"))
    assert ["PMID 5"] == [one.where for one in found.notices]


@pytest.mark.parametrize(
    "body",
    [
        article_set(pubmed_article())[:900],
        b"",
        b"<html><body>Down for maintenance</body></html>",
        b'<?xml version="1.0"?><eFetchResult><ERROR>x</ERROR></eFetchResult>',
        b'<!DOCTYPE a [<!ENTITY e "x">]><PubmedArticleSet>&e;</PubmedArticleSet>',
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><PubmedArticleSet>&e;</PubmedArticleSet>',
        '<!DOCTYPE a [<!ENTITY e "x">]><PubmedArticleSet>&e;</PubmedArticleSet>'.encode("utf-16"),
    ],
    ids=["cut off", "empty", "web page", "an error", "entity", "external entity", "in UTF-16"],
)
def test_what_is_no_set_of_articles_is_refused(body: bytes):
    with pytest.raises(GarbledError):
        records_of(body)


def ask(fakes: Fakes, identifier: Identifier, **changes: Any) -> Record | None:
    async def asked() -> Record | None:
        async with opened(fakes.with_access(**changes)) as registries:
            return await registries.pubmed.record(identifier)

    return asyncio.run(asked())


def test_a_record_is_fetched_by_its_pmid(fakes: Fakes):
    fakes.pubmed.on("efetch.fcgi", xml_reply(pubmed_article()))
    found = ask(fakes, Identifier("pmid", PMID))
    assert found
    assert PMID == found.work.pmid
    params = fakes.pubmed.asked[0].params
    assert {
        "db": "pubmed",
        "id": PMID,
        "retmode": "xml",
        "tool": "press",
        "email": "editor@example.org",
        "api_key": "key",
    } == params


@pytest.mark.parametrize(
    "reply", [xml_reply(), Reply(400, b'{"error":"no such id"}'), xml_reply(pubmed_article("7"))]
)
def test_a_pmid_that_pubmed_lacks_has_no_record(fakes: Fakes, reply: Reply):
    fakes.pubmed.on("efetch.fcgi", reply)
    assert None is ask(fakes, Identifier("pmid", PMID))


def test_a_wrong_key_is_not_taken_for_a_missing_record(fakes: Fakes):
    fakes.pubmed.on("efetch.fcgi", Reply(400, b'{"error":"API key invalid","api-key":"key"}'))
    with pytest.raises(UnansweredError, match="refused the question"):
        ask(fakes, Identifier("pmid", PMID))


@pytest.mark.parametrize(
    ("identifier", "term"),
    [
        (Identifier("doi", DOI), f'"{DOI}"[AID]'),
        (Identifier("pmcid", "PMC9000001"), '"PMC9000001"[pmcid]'),
    ],
)
def test_a_record_is_searched_by_doi_and_pmcid(fakes: Fakes, identifier: Identifier, term: str):
    fakes.pubmed.on("esearch.fcgi", ids_reply(PMID))
    fakes.pubmed.on("efetch.fcgi", xml_reply(pubmed_article()))
    found = ask(fakes, identifier)
    assert found
    assert (term, PMID) == (fakes.pubmed.asked[0].params["term"], found.work.pmid)


def test_a_search_that_pubmed_widened_is_not_believed(fakes: Fakes):
    fakes.pubmed.on("esearch.fcgi", ids_reply("7"))
    fakes.pubmed.on("efetch.fcgi", xml_reply(pubmed_article("7", doi="10.5555/another")))
    assert None is ask(fakes, Identifier("doi", DOI))


@pytest.mark.parametrize(
    "body", [b'{"esearchresult": {"ERROR": "busy"}}', b"{", b"<html>", b'{"error": "x"}']
)
def test_a_search_that_fails_is_told_of(fakes: Fakes, body: bytes):
    fakes.pubmed.on("esearch.fcgi", Reply(200, body))
    with pytest.raises(UnansweredError, match=r"asked 3 times"):
        ask(fakes, Identifier("doi", DOI))
    assert 3 == len(fakes.pubmed.asked)


@pytest.mark.parametrize(("key", "per_second"), [("key", 9.0), ("", 2.7)])
def test_a_key_makes_us_faster(fakes: Fakes, key: str, per_second: float):
    async def interval() -> float:
        async with opened(fakes.with_access(api_key=key)) as registries:
            return registries.pubmed._web.pace.interval

    assert pytest.approx(1 / per_second) == asyncio.run(interval())
