"""What a record says never becomes more than the fields of one entry, whatever it says."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from press.bibliography import (
    Bibliography,
    UnwritableError,
    bibtex,
    bibtex_entry,
    decoded,
    escaped,
    parse_bibtex,
    read_bibliography,
)
from press.evidence.entries.add import add
from press.evidence.entries.bibtex import entry_text
from press.evidence.entries.work_of import authors_of
from press.evidence.intake.entries import bibtex as given_bibtex
from press.evidence.lock.file import lock_path, read_lock
from press.evidence.registries.crossref_record import record_of
from press.evidence.registries.pubmed_record import records_of
from press.evidence.registries.unpacking import GarbledError
from press.evidence.works.folding import clean
from press.evidence.works.work import Authors, Name, Record, Work
from press.publication import PressError, Problem, read_settings
from tests.evidence.fakes import Fakes
from tests.evidence.samples import (
    DOI,
    ENTRY,
    PMID,
    crossref_work,
    publication,
    pubmed_article,
)
from tests.evidence.server import Reply, article_set, ids_reply, work_reply, xml_reply

TODAY = date(2026, 11, 21)
THERE = ENTRY.replace("sample2024", "other2020").replace("Warm socks", "Cold tea")
THERE = THERE.replace(DOI, "10.5555/tea").replace(PMID, "90000002")
FORGED = "\n@article{forged2020, title={F}, author={E, V}, journal={J}, year={2020}}"
FORGERIES = [
    "4}, note={INJECTED",
    "4},\n}" + FORGED,
    "4\\}, note={INJECTED",
    "4\\\\}, note={INJECTED",
    '4"}, note="INJECTED',
    "4\\",
    "{4",
    "}4{",
    "4} # {INJECTED",
    "4}\r}" + FORGED,
    "4}\u2028}" + FORGED,
    "4}}" + FORGED,
    "4\N{FULLWIDTH RIGHT CURLY BRACKET}, note={INJECTED",
    "@comment{4}",
    "4, note = {INJECTED}",
    "&#125;, note=&#123;INJECTED",
]
PLACES = ["title", "subtitle", "volume", "issue", "page", "publisher", "language", "type",
          "container-title", "family", "given", "suffix", "name", "article-number"]  # fmt: skip


def with_text(place: str, text: str) -> dict[str, Any]:
    if place in {"title", "subtitle", "container-title"}:
        return crossref_work(**{place: [text]})
    if place in {"family", "given", "suffix"}:
        return crossref_work(author=[{"family": "Sample", "given": "A.", place: text}])
    if place == "name":
        return crossref_work(author=[{"name": text}])
    return crossref_work(**{place: text})


def require_one_entry(text: str) -> dict[str, str]:
    """Require that a text is one entry without a fault, by our reader and as BibTeX counts."""
    (entry,), problems = parse_bibtex("x.bib", text)
    assert [] == problems
    assert "note" not in entry.fields
    assert 0 == text.count("{") - text.count("}")
    assert all(unicodedata.category(sign) not in {"Cc", "Cs"} for sign in text.replace("\n", ""))
    return dict(entry.fields)


@pytest.mark.parametrize(
    "page", ["/", "-", "--/", "\u2013", "pp. -", ", ;", "[]", "and", "n/a", "."]
)
def test_pages_that_are_only_signs_are_no_traceback(page: str):
    require_one_entry(entry_text("sample2024", record_of(crossref_work(page=page))))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", FORGERIES)
def test_no_field_forges_another(place: str, text: str):
    require_one_entry(entry_text("sample2024", record_of(with_text(place, text))))


IDENTIFIERS = {
    "doi": ["10.5555/x},\n note={INJ}", "10.5555/x}@article{f,title={F}}", "10.5555/x{y", "10.5555",
            "10.5555/\\x", '10.5555/x"y', "11.5555/x", "10.5555/x y", "<script>", "x" * 60_000,
            "10.5555/x\\"],
    "pmid": ["777},note={x", "0", "-1", "1e5", "777 778", "²", "9999999999", "x", "07", "7.0"],
    "pmcid": ["PMC1},\n note={INJ}", "PMC", "PMC0", "1", "PMC1 PMC2", "PMC²", "PMCx", "PMC1.",
              "PMC" + "9" * 20, "x"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"), [(name, one) for name, values in IDENTIFIERS.items() for one in values]
)
def test_an_identifier_that_is_none_is_refused_with_a_sentence(name: str, value: str):
    work = replace(record_of(crossref_work()).work, **{name: value})
    with pytest.raises(UnwritableError, match=r" is no (?:DOI|PMID|PMCID)$") as caught:
        entry_text("sample2024", Record("crossref", work))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("doi", "10.1002/(sici)1097-0258(19980415)17:7<797::aid-sim777>3.0.co;2-n"),
        ("doi", "10.1016/S0140-6736(24)00001-1"),
        ("doi", "10.1000/a_b%20c#d&e~f^g$h"),
        ("doi", "10.1000.10/123456"),
        ("pmid", "1"),
        ("pmid", "37224232"),
        ("pmcid", "PMC10500000"),
        ("pmcid", "PMC10500000.2"),
    ],
)
def test_an_identifier_is_written_as_it_is(name: str, value: str):
    work = replace(record_of(crossref_work()).work, **{name: value})
    assert value == require_one_entry(entry_text("a2024", Record("crossref", work)))[name]


def lay_down(fakes: Fakes, work: Reply, article: str = "") -> None:
    fakes.crossref.on(f"works/{DOI}", work)
    fakes.pubmed.on("esearch.fcgi", ids_reply(*([PMID] if article else [])))
    fakes.pubmed.on("efetch.fcgi", xml_reply(*([article] if article else [])))


def added(fakes: Fakes, root: Path, *texts: str) -> tuple[str, tuple[Problem, ...]]:
    """Return what a BibTeX file holds after adding works to it, and what was told."""
    found = read_settings(publication(root, THERE))
    problems: tuple[Problem, ...] = ()
    try:
        add(found, read_bibliography(found), fakes.access, TODAY, texts or (DOI,))
    except PressError as error:
        problems = error.problems
    lacking = [one for one in read_bibliography(found).problems if " has no " not in one.message]
    assert [] == lacking
    assert () == read_lock(lock_path(found))[1]
    text = (root / "bib/socks.bib").read_text(encoding="utf-8")
    assert text.startswith(THERE)
    return text[len(THERE) :], problems


@pytest.mark.parametrize("doi", IDENTIFIERS["doi"])
def test_a_doi_of_a_registry_forges_no_entry(fakes: Fakes, tmp_path: Path, doi: str):
    lay_down(fakes, work_reply(crossref_work(DOI=doi)))
    text, problems = added(fakes, tmp_path / "socks")
    assert "note " not in text
    assert "forged" not in text
    assert not text or [] == list(problems)
    if problems:
        told = f"{DOI}:1:1: cite: its record cannot be written into the bibliography: "
        assert str(problems[0]).startswith(told)


@pytest.mark.parametrize("pmc", ["PMC1},\n note={INJ}", *IDENTIFIERS["pmcid"]])
def test_a_number_of_pubmed_forges_no_entry(fakes: Fakes, tmp_path: Path, pmc: str):
    lay_down(fakes, Reply(404), pubmed_article(pmc=pmc))
    text, problems = added(fakes, tmp_path / "socks", PMID)
    assert ("", 1) == (text, len(problems))


def test_one_work_that_cannot_be_written_leaves_nothing_written(fakes: Fakes, tmp_path: Path):
    lay_down(fakes, work_reply(crossref_work()))
    fakes.crossref.on(
        "works/10.5555/evil", work_reply(crossref_work(DOI="10.5555/x},", title=["X"]))
    )
    text, problems = added(fakes, tmp_path / "socks", DOI, "10.5555/evil")
    assert ("", ["10.5555/evil"]) == (text, [problem.path for problem in problems])


SIGNS = ["\x00", "\x1b[31mred\x1b[0m", "\x07", "\x9b31m", "\x7f", "\ud800", "\udfff x", "\u202e",
         "\u2066x\u2069", "\u200b", "\ufeff", "\ufffe", "\uffff", "\U0010ffff", "\U000f1000",
         "\U000e0041", "\u2028", "\x85", "\r\n@article{x,", "&#27;[2J", "&#x202e;",
         "\u00ad"]  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_that_steer_are_taken_out(fakes: Fakes, tmp_path: Path, sign: str):
    work = crossref_work(
        title=[f"Warm {sign} socks"],
        author=[{"family": f"Sam{sign}ple", "given": f"A{sign}"}, {"name": f"Group{sign}"}],
        **{"container-title": [f"Jour{sign}nal"], "volume": f"1{sign}2"},
    )
    lay_down(fakes, work_reply(work))
    text, problems = added(fakes, tmp_path / "socks")
    assert () == problems
    assert text.replace("\n", "").isprintable()
    title = require_one_entry(text.strip() + "\n")["title"]
    assert title.startswith("Warm ")
    assert title.isprintable()


@pytest.mark.parametrize(
    "text", ["Ærø", "e\u0301", "می\u200cخواهم", "👩\u200d⚕", "x\u00a0y", "中文"]
)
def test_letters_and_what_joins_them_stay(text: str):
    assert " ".join(text.split()) == clean(text)


SHAPES: list[Any] = [
    {"title": {"a": 1}, "DOI": 5, "author": "x", "issued": [1], "container-title": 7},
    {"title": ["T"], "author": [None, 1, [], {"family": None}], "page": [1], "volume": {}},
    {"title": ["T"], "issued": {"date-parts": [[None]]}, "updated-by": "x"},
    {"title": ["T"], "issued": {"date-parts": [[10**4000]]}, "updated-by": [{"updated": 1}]},
    {"title": ["T"], "issued": {"date-parts": [[2020, 10**30, -5]]}},
    {"title": ["T"], "updated-by": [{"type": "retraction", "DOI": "10.1/<script>\n"}]},
    {"title": ["T"], "updated-by": [{"source": "\x1b", "updated": {"date-parts": [[2020, 99]]}}]},
    {"title": ["x" * 200_000]},
    {"title": [""] * 100_000},
    {"title": ["T"], "author": [{"family": f"A{n}", "given": "B"} for n in range(30_000)]},
    {"title": ["T"], "author": [{"family": "A" * 40_000, "given": "B" * 40_000}]},
    {"title": ["T"], "clinical-trial-number": [{"clinical-trial-number": "NCT01\nx: y"}]},
    {"title": ["T"], "volume": float("inf"), "issue": float("nan"), "page": True},
    {"title": [["T"]], "subtitle": ["S"]},
    {},
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=range(len(SHAPES)))
def test_a_record_of_any_shape_is_an_entry_or_told_of(fakes: Fakes, tmp_path: Path, shape: Any):
    body = json.dumps({"message": {"DOI": DOI, "type": "journal-article", **shape}})
    lay_down(fakes, Reply(200, body.encode()))
    text, problems = added(fakes, tmp_path / "socks")
    assert bool(text) != bool(problems)
    if text:
        require_one_entry(text.strip() + "\n")


def declared(subset: str, title: str = "&a;") -> bytes:
    head = f'<?xml version="1.0"?><!DOCTYPE PubmedArticleSet {subset}>'
    return f"{head}<PubmedArticleSet>{pubmed_article(title=title)}</PubmedArticleSet>".encode()


BILLIONS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
XML = {
    "a billion laughs": declared(f'[<!ENTITY a0 "ha">{BILLIONS}]', "&a9;"),
    "one laugh": declared('[<!ENTITY a "ha">]'),
    "a file": declared('[<!ENTITY a SYSTEM "file:///etc/passwd">]'),
    "an address": declared('[<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]'),
    "a parameter": declared('[<!ENTITY % a SYSTEM "http://127.0.0.1:9/x">%a;]', "x"),
    "an attribute": declared('[<!ATTLIST PMID Version CDATA "9">]', "x"),
    "a comment in the subset": declared("[<!-- x -->]", "x"),
    "deep": b"<PubmedArticleSet>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</PubmedArticleSet>",
    "many": b"<PubmedArticleSet>" + b"<a/>" * 3_000_000 + b"</PubmedArticleSet>",
    "many attributes": b"<PubmedArticleSet>"
    + b"<a %s/>" % b" ".join(b'a%d=""' % n for n in range(1_500_000))
    + b"</PubmedArticleSet>",
    "UTF-16": declared("", "x").decode().replace("?>", ' encoding="UTF-16"?>', 1).encode("utf-16"),
    "UTF-7": b'<?xml version="1.0" encoding="UTF-7"?>+ADw-PubmedArticleSet/+AD4-',
    "another root": b"<x/>",
    "a page": b"<!DOCTYPE html><html></html>",
    "half": article_set(pubmed_article())[:-30],
    "nothing": b"",
}


@pytest.mark.parametrize("body", XML.values(), ids=XML)
def test_xml_that_means_harm_is_refused(body: bytes):
    with pytest.raises(GarbledError, match="XML"):
        records_of(body)


def test_a_dtd_that_is_only_named_is_not_fetched():
    for title in ("x", "&undeclared;"):
        (record,) = records_of(declared('SYSTEM "http://127.0.0.1:9/x.dtd"', title))
        assert record.work.title in {"x", "&undeclared;"}


def test_comments_are_no_text():
    (record,) = records_of(article_set(pubmed_article(title="Warm<!-- x --><?y z?> socks")))
    assert "Warm socks" == record.work.title


@pytest.mark.parametrize(
    "there",
    [
        "@article{open2020,\n title = {Never closed,\n",
        '@article{open2020,\n title = "Never closed,\n',
        "@article{open2020,\n",
        "@comment{ never closed\n",
        "@string{a = {never closed\n",
        "@article{open2020, title = {x}\n",
        "@article(open2020,\n title = {x},\n",
        "@preamble{ never closed\n",
        "@article{sample2024x, title = {a {b}\n",
        "@article{open2020,\n title = {A \\} B,\n",
    ],
)
def test_an_entry_that_would_be_swallowed_is_not_written(fakes: Fakes, tmp_path: Path, there: str):
    lay_down(fakes, work_reply(crossref_work()))
    found = read_settings(publication(tmp_path / "socks", there))
    path = found.root / "bib/socks.bib"
    try:
        add(found, Bibliography(), fakes.access, TODAY, (DOI,))
    except PressError as error:
        assert "would swallow the new entry; nothing was written" in str(error)  # noqa: PT017
        assert there == path.read_text(encoding="utf-8")
    else:
        assert "sample2024" in [one.key for one in parse_bibtex("x", path.read_text())[0]]


TEXT = some.text(max_size=40) | some.lists(
    some.sampled_from(["{", "}", "\\", '"', ",", "=", "@a{b,", "%", "#", "\n", " and ", "x", "$"]),
    max_size=12,
).map("".join)
NAMES = some.builds(Name, TEXT, TEXT, TEXT, some.just("") | TEXT)
WORKS = some.builds(
    Work,
    titles=some.tuples(TEXT),
    authors=some.builds(Authors, some.lists(NAMES, max_size=3).map(tuple), some.booleans()),
    journals=some.lists(TEXT, max_size=1).map(tuple),
    years=some.tuples(TEXT),
    volume=TEXT,
    number=TEXT,
    pages=some.lists(TEXT, max_size=1).map(tuple),
    doi=some.just("") | some.just(DOI) | TEXT,
    pmid=some.just("") | TEXT,
    pmcid=some.just("") | TEXT,
)


@given(WORKS, TEXT, TEXT)
@settings(deadline=None, max_examples=400)
def test_any_record_is_one_entry_or_refused(work: Work, kind: str, publisher: str):
    record = Record("crossref", work, kind=kind, publisher=publisher)
    try:
        text = entry_text("key2024", record)
    except UnwritableError as error:
        assert str(error).isprintable()  # noqa: PT017
        return
    before, after = (parse_bibtex("x", one)[0] for one in (THERE, f"{THERE}\n{text}"))
    assert before == after[:-1]
    require_one_entry(text)


@given(WORKS, TEXT)
@settings(deadline=None, max_examples=300)
def test_any_work_of_a_page_is_one_entry(work: Work, note: str):
    years = ("2024",)
    cleaned = replace(work, years=years, authors=Authors())
    require_one_entry(given_bibtex("key2024", cleaned, note))


@given(some.dictionaries(some.from_regex(r"[a-z]{1,8}", fullmatch=True), TEXT, max_size=5))
@settings(deadline=None, max_examples=300)
def test_any_text_in_any_field_is_read_back_as_it_was(texts: dict[str, str]):
    values = {name: escaped(clean(text)) for name, text in texts.items()}
    try:
        entry = bibtex_entry("article", "key2024", values)
    except UnwritableError:
        assert {"doi", "pmid", "pmcid"} & set(values)
        return
    (found,), problems = parse_bibtex("x", entry)
    assert ([], {n: v for n, v in values.items() if v}) == (problems, dict(found.fields))


@given(some.text(max_size=60).map(clean))
@settings(deadline=None, max_examples=300)
def test_a_text_is_the_same_after_it_was_written(text: str):
    # Braces protect, a tilde is a blank, and a circumflex is read as a letter of its own.
    text = "".join(sign for sign in text if sign not in "{}~^")
    assert " ".join(text.split()) == decoded(escaped(text))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Lund, title={x", "Anna"), "{Lund, title=\\textbraceleft{}x}, A."),
        (Name("Lund and Berg", "Anna"), "{Lund and Berg}, A."),
        (Name("others", ""), "{others}"),
        (Name("Lund", "and"), "Lund, A."),
        (Name(group="A and B"), "{A and B}"),
    ],
)
def test_a_name_stays_one_name(name: Name, written: str):
    text = entry_text("a2024", Record("crossref", Work(titles=("T",), authors=Authors((name,)))))
    fields = require_one_entry(text)
    again = authors_of(fields["author"])
    assert (written, 1, False) == (fields["author"], len(again.names), again.others)


@pytest.mark.parametrize(
    "raw",
    [
        '@article{a2020, title = "A } B", author = {X, Y}, year = 2020}',
        "@article{a 2020, title = {A}, author = {X, Y}, year = 2020}",
        "@article{a2020, title = {A \\} B}, author = {X, Y}, year = 2020}",
        "@article{a2020, title = {A}, doi = {10.1/x y}, year = 2020}",
        "@article{a2020, title = {A}, pmid = {PMID 7}, year = 2020}",
        '@article{a2020, title = "A { B", year = 2020}',
        "@article{a=b, title = {A}, year = 2020}",
        "@article{a2020, title = {A \x1b B}, year = 2020}",
        "@article{a2020, 1x = {A}, year = 2020}",
        "@article{a2020, title = {A\\\\}, note = {x \\}, year = 2020}",
    ],
)
def test_what_is_handed_on_is_one_entry_or_a_problem_with_its_line(raw: str):
    entries = {entry.key: entry for entry in parse_bibtex("bib/x.bib", f"\n{raw}\n")[0]}
    try:
        text = bibtex(Bibliography(entries), entries)
    except PressError as error:
        assert [("bib/x.bib", 2)] == [(one.path, one.line) for one in error.problems]  # noqa: PT017
    else:
        again, problems = parse_bibtex("x", text)
        assert ([], list(entries)) == (problems, [entry.key for entry in again])
