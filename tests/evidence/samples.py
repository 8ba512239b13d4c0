"""Invented works in the shapes in which the registries answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from press.bibliography import Entry, parse_bibtex

DOI = "10.5555/socks.2024.1"
PMID = "90000001"

ENTRY = """\
@article{sample2024,
  author  = {Sample, Ada B. and Beispiel, K.-H. and von Muster, E.},
  title   = {Warm socks for cold feet: a randomized crossover trial},
  journal = {Journal of Invented Results},
  year    = {2024},
  volume  = {12},
  number  = {3},
  pages   = {101--109},
  doi     = {10.5555/socks.2024.1},
  pmid    = {90000001},
}
"""


def entry(text: str = ENTRY, **changes: str | None) -> Entry:
    """Return an entry with some fields changed, or taken away by None."""
    found, problems = parse_bibtex("bib/socks.bib", text)
    assert [] == problems
    first = found[0]
    fields = {name: value for name, value in {**first.fields, **changes}.items() if value}
    return Entry(first.key, first.kind, first.path, first.line, fields, first.raw)


def crossref_work(**changes: Any) -> dict[str, Any]:
    """Return a work as Crossref has it; a change to None takes a member away."""
    work: dict[str, Any] = {
        "DOI": DOI,
        "type": "journal-article",
        "title": ["Warm socks for cold feet"],
        "subtitle": ["a randomized crossover trial"],
        "author": [
            {"given": "Ada B.", "family": "Sample", "sequence": "first", "affiliation": []},
            {"given": "Karl-Heinz", "family": "Beispiel", "sequence": "additional"},
            {"given": "Eva", "family": "von Muster", "sequence": "additional"},
        ],
        "container-title": ["Journal of Invented Results"],
        "short-container-title": ["J Invent Results"],
        "published-print": {"date-parts": [[2024, 3]]},
        "published-online": {"date-parts": [[2023, 12, 20]]},
        "issued": {"date-parts": [[2023, 12, 20]]},
        "volume": "12",
        "issue": "3",
        "page": "101-109",
        "language": "en",
        "publisher": "Invented Press",
        "abstract": "<jats:p>Socks warmed feet &amp; toes.</jats:p>",
    }
    return {name: value for name, value in {**work, **changes}.items() if value is not None}


def update(kind: str, source: str = "publisher", doi: str = "10.5555/notice.1") -> dict[str, Any]:
    """Return an item of `updated-by`, which stands on the work that a notice is about."""
    return {
        "DOI": doi,
        "type": kind,
        "label": kind.replace("_", " ").capitalize(),
        "source": source,
        "updated": {"date-parts": [[2025, 2, 7]], "date-time": "2025-02-07T00:00:00Z"},
    }


AUTHORS = """\
<AuthorList CompleteYN="Y">
<Author ValidYN="Y"><LastName>Sample</LastName>
<ForeName>Ada B</ForeName><Initials>AB</Initials></Author>
<Author ValidYN="Y"><LastName>Beispiel</LastName>
<ForeName>Karl-Heinz</ForeName><Initials>KH</Initials></Author>
<Author ValidYN="Y"><LastName>von Muster</LastName>
<ForeName>Eva</ForeName><Initials>E</Initials></Author>
</AuthorList>"""


def pubmed_article(  # noqa: PLR0913 - what tests change
    pmid: str = PMID,
    *,
    doi: str = DOI,
    title: str = "Warm socks for cold feet: a randomized crossover trial.",
    authors: str = AUTHORS,
    types: tuple[str, ...] = ("Journal Article", "Randomized Controlled Trial"),
    comments: str = "",
    extra: str = "",
    pmc: str = "PMC9000001",
    date: str = "<Year>2024</Year><Month>Mar</Month>",
    pages: str = "<Pagination><MedlinePgn>101-9</MedlinePgn></Pagination>",
) -> str:
    """Return an article as EFetch writes it, with a work that it cites and its identifiers."""
    listed = "".join(f'<PublicationType UI="D0">{escape(kind)}</PublicationType>' for kind in types)
    ids = f'<ArticleId IdType="pubmed">{pmid}</ArticleId>'
    ids += f'<ArticleId IdType="doi">{escape(doi)}</ArticleId>' if doi else ""
    ids += f'<ArticleId IdType="pmc">{pmc}</ArticleId>' if pmc else ""
    return f"""
<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>
<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">0000-0000</ISSN>
<JournalIssue CitedMedium="Internet">
<Volume>12</Volume><Issue>3</Issue>
<PubDate>{date}</PubDate></JournalIssue>
<Title>Journal of invented results</Title>
<ISOAbbreviation>J Invent Results</ISOAbbreviation></Journal>
<ArticleTitle>{title}</ArticleTitle>{pages}
<ELocationID EIdType="pii" ValidYN="Y">S0000-0000(24)00001-1</ELocationID>
<Abstract><AbstractText Label="METHODS">Socks were <i>worn</i>.</AbstractText></Abstract>
{authors}<Language>eng</Language>
<DataBankList CompleteYN="Y"><DataBank><DataBankName>ClinicalTrials.gov</DataBankName>
<AccessionNumberList><AccessionNumber>NCT00000000</AccessionNumber></AccessionNumberList>
</DataBank></DataBankList>
<PublicationTypeList>{listed}</PublicationTypeList>
<ArticleDate DateType="Electronic"><Year>2023</Year><Month>12</Month><Day>20</Day></ArticleDate>
</Article>
<MedlineJournalInfo><MedlineTA>J Invent Results</MedlineTA></MedlineJournalInfo>
<CommentsCorrectionsList>{comments}</CommentsCorrectionsList>{extra}</MedlineCitation>
<PubmedData><ArticleIdList>{ids}</ArticleIdList>
<ReferenceList><Reference><Citation>Another work</Citation><ArticleIdList>
<ArticleId IdType="doi">10.5555/cited</ArticleId>
<ArticleId IdType="pmc">PMC1</ArticleId></ArticleIdList></Reference>
</ReferenceList>
</PubmedData></PubmedArticle>"""


def comment(kind: str, source: str = "J Invent Results. 2025 Feb;13(1):9", pmid: str = "") -> str:
    """Return an item of PubMed's comments and corrections."""
    number = f'<PMID Version="1">{pmid}</PMID>' if pmid else ""
    return (
        f'<CommentsCorrections RefType="{kind}"><RefSource>{source}</RefSource>{number}'
        "</CommentsCorrections>"
    )


def publication(root: Path, bibliography: str = ENTRY, extra: str = "") -> Path:
    """Write a publication with nothing but settings and a bibliography; return its folder."""
    (root / "bib").mkdir(parents=True)
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(
        "site_name: Socks\nplugins:\n  - press:\n      bib_dir: bib\n" + extra, encoding="utf-8"
    )
    (root / "bib" / "socks.bib").write_text(bibliography, encoding="utf-8")
    return root
