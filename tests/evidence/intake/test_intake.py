"""Pages brought in: read whatever their form, written as drafts, with nothing lost."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.bibliography import parse_bibtex
from press.checks import check
from press.checks.context import read_context
from press.evidence.intake import (
    LARGEST_PAGE,
    drafts,
    import_file,
    import_page,
    kind_of,
    page_text,
    read_file,
    read_page,
)
from press.evidence.intake.citations import cited
from press.evidence.intake.markup import html_lines
from press.evidence.intake.mentions import mentions
from press.evidence.intake.people import people_in
from press.evidence.works.comparison import given as fields_given
from press.evidence.works.comparison import value
from press.evidence.works.work import Name
from press.publication import PressError, errors
from tests.evidence.page.pages import PAGE, as_html, as_markdown, study
from tests.properties import examples

DAY = datetime.date(2026, 11, 21)


def _signs(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


def _drafted(text: str, kind: str) -> str:
    return "\n".join(draft.text for draft in drafts(read_page(text, kind), DAY))  # type: ignore[arg-type]


# Reading


def test_a_file_without_end_is_read_to_the_size_that_a_page_may_have(tmp_path: Path):
    with pytest.raises(PressError, match="/dev/zero:1:1: page: there is more than 20 MB of it"):
        read_file("/dev/zero")
    largest = tmp_path / "page.txt"
    largest.write_bytes(b" " * LARGEST_PAGE)
    assert LARGEST_PAGE == len(read_file(str(largest))[1])


def test_what_is_pasted_without_end_is_refused_too():
    with pytest.raises(PressError, match="<stdin>:1:1: page: there is more than 20 MB of it"):
        read_file("-", b" " * (LARGEST_PAGE + 1))


def test_a_page_has_as_many_items_as_it_tells_of_studies():
    assert 18 == len(read_page(PAGE).items)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("page.html", "Title: x", "html"),
        ("page.MD", "Title: x", "markdown"),
        ("page.txt", "Title: x", "text"),
        ("<stdin>", "<div><p>Title: x</p></div>", "html"),
        ("<stdin>", "## Title: x", "markdown"),
        ("<stdin>", "**Title:** x", "markdown"),
        ("<stdin>", "Title: x, where p < 0.05", "text"),
    ],
)
def test_what_a_page_is_written_in_is_seen_from_its_name_or_its_text(name, text, kind):
    assert kind == kind_of(text, name)


@pytest.mark.parametrize(
    "line",
    [
        "Title: Warm socks",
        "TITLE: Warm socks",
        "📄 Warm socks",
        "📄 Title: Warm socks",
        "🆕 📄 Title: Warm socks",
        "3. 📄 Title: Warm socks",
        "12) Title: Warm socks",
        "**Title:** Warm socks",
        "**Title**: Warm socks",
        "## Title: Warm socks",
        "### 4. 📄 Title: Warm socks",
        "- **Study title:** Warm socks",
        "> *Headline:* Warm socks",
        "**Study:** Warm socks",
    ],
)
def test_a_title_is_known_by_sign_or_word_numbered_or_not(line):
    (item,) = read_page(f"{line}\nAuthors: Ada Sample\n").items
    assert "Warm socks" == item.first("title").text
    assert "Ada Sample" == item.first("authors").text


@pytest.mark.parametrize(
    "line",
    [
        "Study participants slept: badly",
        "By morning: all were awake",
        "Results - which surprised us - were few",
        "The title: none",
        "Sources differ: some say so",
    ],
)
def test_a_sentence_is_no_label(line):
    (item,) = read_page(f"Title: Warm socks\nSummary: They slept.\n{line}\n").items
    assert line in item.first("summary").text


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Abstract", "summary"),
        ("Overview", "summary"),
        ("Key findings", "results"),
        ("Findings", "results"),
        ("Highlights", "results"),
        ("Bottom line", "conclusion"),
        ("Takeaways", "conclusion"),
        ("Caveats", "limitations"),
        ("Reference", "citation"),
        ("Cite as", "citation"),
        ("Full text", "link"),
        ("URL", "link"),
        ("Investigators", "authors"),
        ("Ongoing trials", "ongoing research"),
    ],
)
def test_synonyms_of_labels_are_known(label, field):
    (item,) = read_page(f"Title: Warm socks\n{label}: something\n").items
    assert "something" == item.first(field).text


@pytest.mark.parametrize(
    "order",
    [
        ("Citation", "Title", "Summary", "Authors"),
        ("Authors", "Title", "Citation", "Summary"),
        ("Summary", "Authors", "Citation", "Title"),
    ],
)
def test_labels_may_stand_in_any_order(order):
    text = "".join(f"{label}: {label} {n}\n" for n in (1, 2, 3) for label in order)
    items = read_page(text).items
    assert 3 == len(items)
    for number, item in enumerate(items, start=1):
        for label in order:
            assert f"{label} {number}" == item.first(label.lower()).text


def test_an_item_that_lacks_its_first_field_does_not_take_its_neighbours():
    text = "Citation: C1\nTitle: T1\n\n2. Title: T2\nSummary: S2\n\n3. Citation: C3\nTitle: T3\n"
    items = read_page(text).items
    assert ["C1", None, "C3"] == [
        item.first("citation").text if item.first("citation") else None for item in items
    ]


def test_a_value_may_stand_under_its_label():
    (item,) = read_page("## Title\n\nWarm socks\n\n## Results\n\nThey slept.\nAll of them.\n").items
    assert "Warm socks" == item.first("title").text
    assert "They slept.\nAll of them." == item.first("results").text


def test_a_title_over_two_lines_is_one_where_empty_lines_divide_the_fields():
    (item,) = read_page(
        "Title: Warm socks\nbefore bedtime\n\nAuthors: Ada Sample\n\nThe end.\n"
    ).items
    assert "Warm socks\nbefore bedtime" == item.first("title").text
    assert "The end." == item.all("unplaced")[0].content.text


def test_html_keeps_the_place_of_every_word_and_the_address_of_links():
    text = (
        "<p><b>Title:</b> Socks &amp;\n  shoes</p>\n<script>var x = 1</script>\n"
        '<p>Link: <a href="https://example.org/a?b=1&amp;c=2">Read <i>it</i></a> now</p>'
    )
    first, _, second, *_ = html_lines(text)
    assert "Title: Socks & shoes" == first.text
    assert (2, 3) == first.where(first.text.index("shoes"))
    assert "Link: [Read it](https://example.org/a?b=1&c=2) now" == second.text
    assert (4, 4) == second.where(0)
    assert "var x" not in first.text + second.text


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://www.google.com/url?url=https://doi.org/10.5555/x.1&ved=2ah", "10.5555/x.1"),
        ("10.1002/(SICI)1097-0258&x, see https://example.org/?b=1", "10.1002/(sici)1097-0258&x"),
    ],
)
def test_a_doi_in_the_query_of_an_address_ends_with_its_parameter(text, doi):
    assert [doi] == [found.id.value for found in mentions(text)]


def test_a_definition_list_and_a_table_are_read_as_labels_and_values():
    rows = "<tr><th>Title</th><td>Warm socks</td></tr><tr><th>Authors</th><td>Ada Sample</td></tr>"
    listing = "<dl><dt>Title</dt><dd>Warm socks</dd><dt>Authors</dt><dd>Ada Sample</dd></dl>"
    for text in (f"<table>{rows}</table>", listing):
        (item,) = read_page(text, "html").items
        assert "Warm socks" == item.first("title").text
        assert "Ada Sample" == item.first("authors").text


# Headings as titles

_SOCKS = "Authors: Ada Sample\nCitation: C1\nSummary: They wore socks.\n"
_NAPS = "Authors: Ben Example\nLink: https://example.org/naps\nSummary: They took naps.\n"


def _titles(text: str, kind: str | None = None) -> list[str]:
    items = read_page(text, kind).items  # type: ignore[arg-type]
    return [title.text if (title := item.first("title")) else "" for item in items]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("## 1. Warm socks", "## 2. Naps at noon"),
        ("### Warm socks ###", "### Naps at noon ###"),
        ("**1. Warm socks**", "**2. Naps at noon**"),
        ("1. **Warm socks**", "2. **Naps at noon**"),
        ("## **Warm socks**", "## **Naps at noon**"),
        ("## Study 1: Warm socks", "## Study 2: Naps at noon"),
        ("## 🛌 Warm socks", "## 🛌 Naps at noon"),
        ("1. Warm socks", "2. Naps at noon"),
        ("1) Warm socks", "2) Naps at noon"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_heading_above_labels_is_the_title_of_a_study(first, second, gap):
    text = f"Notes on sleep.\n\n{first}{gap}{_SOCKS}\n{second}{gap}{_NAPS}"
    assert ["Warm socks", "Naps at noon"] == _titles(text)
    socks, naps = read_page(text).items
    assert "They wore socks." == socks.first("summary").text
    assert "Ben Example" == naps.first("authors").text


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_a_heading_of_a_website_is_the_title_of_a_study(tag):
    studies = "".join(
        f"<{tag}>{title}</{tag}>{''.join(f'<p>{line}</p>' for line in fields.splitlines())}"
        for title, fields in (("1. Warm <i>socks</i>", _SOCKS), ("Naps at noon", _NAPS))
    )
    assert ["Warm socks", "Naps at noon"] == _titles(f"<h1>Notes</h1>{studies}<p>The end.</p>")


@pytest.mark.parametrize("style", ["## {}", "**{}**", "**7. {}**", "7. {}"])
@pytest.mark.parametrize("every", [1, 2])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_page_with_headings_has_the_studies_of_one_with_labels(style, every, gap):
    def heading(match: re.Match[str]) -> str:
        count = PAGE.count("Title:", 0, match.end())
        return match[0] if count % every else style.format(match[1])

    text = re.sub(r"^\W*(?:\d+\. )?\W*Title: (.*)$", heading, PAGE, flags=re.MULTILINE)
    assert text.count("Title:") < PAGE.count("Title:")
    assert _titles(PAGE, "text") == _titles(text.replace("\n", gap), "text")


@pytest.mark.parametrize("heading", ["## Warm socks", "**3. Warm socks**", "3. Warm socks"])
def test_studies_with_a_heading_and_with_a_title_label_are_not_merged(heading):
    labelled = f"Title: Naps at noon\n{_NAPS}"
    headed = f"{heading}\n\n{_SOCKS}"
    assert ["Warm socks", "Naps at noon"] == _titles(f"{headed}\n{labelled}")
    assert ["Naps at noon", "Warm socks"] == _titles(f"{labelled}\n{headed}")
    assert ["Naps at noon", "Warm socks", "Naps at noon"] == _titles(
        f"{labelled}\n{headed}\n2. {labelled}"
    )


@pytest.mark.parametrize(
    "text",
    [
        f"## Title: Warm socks\n\n{_SOCKS}\n## Results\n\nThey slept.\n",
        f"# Sleep\n\n## Feet\n\nSome words.\n\n### Warm socks\n\n{_SOCKS}",
        f"## Warm socks\n\n{_SOCKS}\n## Closing words\n\nSleep well.\n",
        f"## Warm socks\n\n{_SOCKS}\n### Methods\n\nThey slept.\n\n### Results\n\nMuch.\n",
        f"## Feet\n\nTitle: Warm socks\n{_SOCKS}",
        "## Feet\n\nAuthors: Ada Sample\nTitle: Warm socks\nCitation: C1\nSummary: S\n",
        "Title: Warm socks\nAuthors: A\nResults:\n\n1. They slept\n2. They woke\n\nCitation: C\n",
        "1. Warm socks\nAuthors: A\nResults:\n1. They slept\n2. They woke\nCitation: C\n",
        "**Note well**\n\nTitle: Warm socks\nAuthors: A\n",
    ],
)
def test_a_heading_of_a_group_or_a_section_is_no_study(text):
    assert ["Warm socks"] == _titles(text, "markdown")


@pytest.mark.parametrize(
    "text",
    [
        "## Feet\n\nThey were cold.\n\n## Results\n\nThey slept.\n",
        "1. Socks are warm.\n2. Naps are short.\n",
        f"## Warm socks\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\n{_SOCKS}",
        f"They slept in 1. Warm socks\n{_SOCKS}",
        f"**Warm socks** are warm\n{_SOCKS}",
    ],
)
def test_a_page_whose_headings_are_above_no_labels_tells_of_no_study(text):
    assert () == read_page(text, "markdown").items


def test_the_line_below_a_heading_is_no_more_of_the_title():
    (item,) = read_page(f"## Warm socks\nA word on feet.\n{_SOCKS}").items
    assert "Warm socks" == item.first("title").text
    assert "A word on feet." == item.all("unplaced")[0].content.text


def test_the_place_of_a_title_in_a_heading_is_known():
    (item,) = read_page(f"Notes.\n\n## **1. Warm socks**\n{_SOCKS}").items
    assert (3, 9) == item.first("title").where()


_MIXED = st.sampled_from(
    [
        "## 1. Warm socks",
        "**Naps at noon** ",
        "__2. Naps at noon__",
        "### Feet #",
        "2. Naps",
        "**a** b **c**",
        "## 🛌 Beds",
        "",
        *(_SOCKS + _NAPS).splitlines(),
        "Title: Straw beds",
    ]
)


@examples(40)
@given(lines=st.lists(_MIXED, max_size=20), kind=st.sampled_from(["text", "markdown"]))
def test_no_sign_is_lost_of_a_page_with_headings(lines, kind):
    text = "\n".join(["## Warm socks", _SOCKS, *lines])
    assert Counter() == _signs(text) - _signs(_drafted(text, kind))


# Nothing is lost


@pytest.mark.parametrize(
    ("text", "kind"),
    [(PAGE, "text"), (as_markdown(), "markdown"), (PAGE.replace("\n", "\r\n"), "text")],
)
def test_every_sign_of_the_page_stands_in_some_draft(text, kind):
    assert Counter() == _signs(text) - _signs(_drafted(text, kind))


def test_every_word_of_a_website_stands_in_some_draft():
    shown = "".join(line.text for line in html_lines(as_html()))
    assert Counter() == _signs(shown) - _signs(_drafted(as_html(), "html"))


_LABELS = st.sampled_from(
    [
        "Title: ",
        "📄 Title: ",
        "Authors: ",
        "🔗 ",
        "Summary:",
        "📊 Results",
        "Citation: ",
        "📚 Us",
        "",
    ]
)
_LINES = st.lists(
    st.tuples(
        _LABELS,
        st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn")), max_size=30),
    )
)


@given(lines=_LINES, kind=st.sampled_from(["text", "markdown"]))
@examples(50)
def test_no_sign_is_lost_of_any_page_with_a_title(lines, kind):
    text = "\n".join(["Title: Socks", *(label + value for label, value in lines)])
    page = read_page(text, kind)
    assert Counter() == _signs(page.text) - _signs(_drafted(text, kind))


@given(lines=_LINES)
@examples(50)
def test_any_page_can_be_written_as_drafts_and_read_again(lines, tmp_path_factory):
    text = "\n".join(["Title: Socks", *(label + value for label, value in lines)])
    made = import_page(text, tmp_path_factory.mktemp("into"), DAY, kind="text")
    bib = next(file for file in made.files if file.suffix == ".bib")
    entries, problems = parse_bibtex("x.bib", bib.read_text())
    assert [] == problems
    assert [draft.key for draft in made.drafts] == [entry.key for entry in entries]


def test_what_fits_no_field_goes_under_a_heading_of_its_own():
    text = study() + "\n⭐ About us\nWe like naps.\n"
    (draft,) = drafts(read_page("A word before.\n" + text), DAY)
    unplaced = draft.text.partition("## Unplaced")[2]
    assert "A word before." in unplaced
    assert "⭐ About us" in unplaced
    assert "We like naps." in unplaced
    assert "## Unplaced" not in drafts(read_page(study()), DAY)[0].text


def test_a_label_that_we_do_not_know_ends_a_list_of_authors():
    text = "**Title:** Naps\n\n**Authors:** Ada Sample, Zed Nobody\n**Funding:** Sock Makers\n"
    (item,) = read_page(text).items
    authors = item.first("authors")
    assert authors
    assert "Ada Sample, Zed Nobody" == authors.text.strip()
    (draft,) = drafts(read_page(text), DAY)
    assert "Sock Makers" in draft.text.partition("## Unplaced")[2]


# Drafts


def test_an_import_writes_a_draft_for_each_study_and_one_bibtex_file(tmp_path):
    made = import_page(PAGE, tmp_path, DAY, path="page.txt")
    assert 18 == len(list(tmp_path.glob("*.md")))
    assert [tmp_path / "page.bib"] == list(tmp_path.glob("*.bib"))
    assert () == made.replaced
    text = (tmp_path / "feather-beds-and-straw-beds-a-randomized-crossover-trial.md").read_text()
    assert "\nstatus: draft\n" in text
    assert "\ndesign: crossover trial " in text
    assert "- Authors: Hal Muster; Ida Example, PhD" in text


def test_drafts_pass_the_checks_of_a_publication(publication):
    root = publication()
    import_page(
        PAGE,
        root / "docs" / "digests",
        DAY,
        path="page.txt",
        bibliography=root / "bib" / "page.bib",
        topics={"sleep": "Sleep"},
    )
    told = {problem.rule for problem in errors(check(root))}
    # An author who is not named cannot be made up; the bibliography says so.
    assert told <= {"bibtex"}


def test_a_bibtex_entry_says_only_what_the_page_says_and_that_it_does():
    (draft,) = drafts(read_page(study(Citation=None, Authors="Zoe Paradeigma, et al. (2021)")), DAY)
    (entry,), _ = parse_bibtex("x.bib", draft.entry)
    assert "Paradeigma, Zoe and others" == entry.fields["author"]
    assert "2021" == entry.fields["year"]
    assert "10.5555/aim.2021.66" == entry.fields["doi"]
    assert {"journal", "volume", "pages"} & set(entry.fields) == set()
    assert "not established" == entry.fields["verification"]
    assert entry.fields["verificationnote"].startswith(
        "As given on the page (pasted, lines 1 to 6)"
    )


def test_no_draft_takes_the_place_of_a_folders_own_page():
    page = read_page(study(Title="Index"))
    assert ["index-2"] == [draft.slug for draft in drafts(page, DAY)]


def test_a_file_name_keeps_words_apart_whatever_the_hyphen():
    page = read_page(study(Title="Low‑dose, double‐blind − a trial"))
    assert ["low-dose-double-blind-a-trial"] == [draft.slug for draft in drafts(page, DAY)]


def test_a_year_that_is_not_given_stays_unknown():
    (draft,) = drafts(read_page(study(Citation=None)), DAY)
    assert "n.d." == parse_bibtex("x.bib", draft.entry)[0][0].fields["year"]


def test_citekeys_and_file_names_that_are_taken_are_not_used_again():
    made = drafts(read_page(study() + study()), DAY, keys=["paradeigma2021"])
    assert ["paradeigma2021a", "paradeigma2021b"] == [draft.key for draft in made]
    assert 2 == len({draft.slug for draft in made})


def test_marks_of_a_title_become_marks_of_the_digest():
    (draft,) = drafts(read_page("🆕 🎖️ 📄 Title: Socks for veterans\n"), DAY)
    assert "\nmarks: [new, veterans]\n" in draft.text


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_imported_text_cannot_run_or_cite(publication, kind):
    hostile = (
        "See @nobody2020. <script>alert(1)</script>\n<img src=x onerror=alert(1)> <!-- gone -->\n"
        "[go](javascript:alert(1)) [away] {: onclick=alert(1) }\n[away]: javascript:alert(1)\n"
        "# Ours\n> It was p < 0.05 &lt;b&gt;"
    )
    page = read_page(study(Results=hostile), kind)
    (draft,) = drafts(page, DAY)
    root = publication(
        {
            "docs/digests/hostile.md": draft.text.replace("[to-do]", "[sleep]"),
            "bib/hostile.bib": draft.entry,
        }
    )
    assert () == errors(check(root))
    context = read_context(root)
    digest = next(one for one in context.digests if one.slug == "hostile")
    body = context.body(digest.source)
    assert re.search(r"<(?:script|img|b>|!--)", body.html) is None
    assert "<h1" not in body.html
    assert re.search(r"<[^>]*(?:javascript|onclick)", body.html) is None
    assert ("paradeigma2021",) == tuple(body.keys)
    assert "@nobody2020" in body.html


def test_signs_that_markdown_would_read_are_shown_as_they_were(publication):
    (draft,) = drafts(
        read_page(study(Results="Use *stars*, `code`, a_b_c, [x](y) and {: #z }.")), DAY
    )
    root = publication(
        {
            "docs/digests/signs.md": draft.text.replace("[to-do]", "[sleep]"),
            "bib/signs.bib": draft.entry,
        }
    )
    context = read_context(root)
    digest = next(one for one in context.digests if one.slug == "signs")
    assert "Use *stars*, `code`, a_b_c, [x](y) and {: #z }." in context.body(digest.source).html


def test_files_that_exist_are_named_and_nothing_is_written(tmp_path):
    import_page(study(), tmp_path, DAY, path="naps.txt")
    before = {file: file.read_text() for file in tmp_path.iterdir()}
    with pytest.raises(PressError) as raised:
        import_page(study(Results="Another."), tmp_path, DAY, path="naps.txt")
    assert 2 == len(raised.value.problems)
    assert all("exists already" in problem.message for problem in raised.value.problems)
    assert before == {file: file.read_text() for file in tmp_path.iterdir()}


def test_files_are_replaced_where_that_is_allowed_and_it_is_said(tmp_path):
    import_page(study(), tmp_path, DAY, path="naps.txt")
    made = import_page(study(Results="Another."), tmp_path, DAY, path="naps.txt", replace=True)
    assert 2 == len(made.replaced)
    assert any("Another." in file.read_text() for file in tmp_path.glob("*.md"))


def test_a_page_without_a_study_is_refused(tmp_path):
    with pytest.raises(PressError, match="no study was found on the page; begin each study"):
        import_page("Nothing to see.\n", tmp_path / "into", DAY)
    assert not (tmp_path / "into").exists()


def test_a_page_that_is_not_utf8_is_refused_with_its_line():
    with pytest.raises(PressError, match=r"p\.txt:2:1: page: the page is not UTF-8"):
        page_text(b"Title: x\nna\xefve\n", "p.txt")
    assert "Title: x" == page_text(b"\xef\xbb\xbfTitle: x")


def test_a_failed_write_leaves_what_was_there(tmp_path):
    (tmp_path / "into").write_text("a file, no folder")
    with pytest.raises(PressError, match="cannot write"):
        import_page(study(), tmp_path / "into", DAY)
    assert "a file, no folder" == (tmp_path / "into").read_text()


# Citations and names

_APA = (
    "Sample, A., & Example, B. C. (2025). Warm socks: A trial. J Invent Results, 12(3), "
    "101–109. https://doi.org/10.5555/jir.2025.1"
)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Sample A, Example B. Warm socks: a trial. J Invent Res. 2025;12(3):101-109.",
            {"author": "Sample A; Example B", "title": "Warm socks: a trial",
             "journal": "J Invent Res", "year": "2025", "volume": "12", "number": "3",
             "pages": "101-109"},
        ),
        (
            _APA,
            {"author": "Sample A; Example BC", "title": "Warm socks: A trial",
             "journal": "J Invent Results", "year": "2025", "volume": "12",
             "number": "3", "pages": "101–109", "doi": "10.5555/jir.2025.1"},
        ),
        (
            "Sample A, et al. Do socks help? Ann. Invent. Med. 2020 Mar;4:e77. PMID: 999000101",
            {"author": "Sample A; et al.", "title": "Do socks help?",
             "journal": "Ann. Invent. Med", "year": "2020", "volume": "4", "pages": "e77",
             "pmid": "999000101"},
        ),
        (
            "Sample A. Socks. Pretend J. 2020;4(Supplement A):S1-S9.",
            {"author": "Sample A", "title": "Socks", "journal": "Pretend J", "year": "2020",
             "volume": "4", "number": "Supplement A", "pages": "S1-S9"},
        ),
    ],
)  # fmt: skip
def test_a_citation_is_read_into_its_fields(text, fields):
    read = cited(text)
    assert fields == {name: value(read.work, name) for name in fields_given(read.work)}
    for name, (start, end) in read.spans.items():
        assert text[start:end].strip(), name


@pytest.mark.parametrize("text", ["A talk by V. Anders", "", "See above", "2020"])
def test_what_is_no_citation_is_not_made_one(text):
    assert not cited(text).is_read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Reif A, Di Legge C", [("Reif", "A"), ("Di Legge", "C")]),
        ("Adam Janik Jr., Anna von Holt", [("Janik", "Adam"), ("von Holt", "Anna")]),
        ("Poppe, C., & Vogt, J. C.", [("Poppe", "C."), ("Vogt", "J. C.")]),
        ("Ada Sample, PhD; Ben C. Example, MD, MPH", [("Sample", "Ada"), ("Example", "Ben C.")]),
        ("Sample A. and Example B-C.", [("Sample", "A."), ("Example", "B-C.")]),
        ("Ada Sample & Ben Example (2019)", [("Sample", "Ada"), ("Example", "Ben")]),
    ],
)
def test_authors_are_told_apart_whatever_their_form(text, names):
    read = people_in(text)
    assert names == [(name.family, name.given) for name in read.names]
    assert not read.others


def test_others_and_groups_are_no_people():
    assert people_in("Sample A, et al.").others
    assert (Name(group="The Sleep Study Group"),) == people_in("The Sleep Study Group").names


def test_the_name_of_a_machine_folder_stays_out_of_drafts(tmp_path):
    made = import_page(study(), tmp_path / "into", DAY, path=str(tmp_path / "secret" / "naps.txt"))
    text = "".join(Path(file).read_text() for file in made.files)
    assert "secret" not in text
    assert "naps.txt" in text


# Files


def test_a_page_is_brought_into_a_publication_beside_what_it_has(publication, tmp_path):
    root = publication()
    file = tmp_path / "Naps.txt"
    file.write_text(study(), encoding="utf-8")
    digests = root / "docs" / "digests"
    made = import_file(root, str(file), digests, DAY)
    assert root.resolve() / "bib" / "naps.bib" in [path.resolve() for path in made.files]
    assert "topics: [sleep]" in made.drafts[0].text
    again = import_file(root, str(file), digests, DAY, replace=True)
    assert made.drafts == again.drafts
    other = import_file(root, "-", root / "drafts", DAY, pasted=study().encode())
    assert "paradeigma2021a" == other.drafts[0].key


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(PressError, match=r"nowhere\.txt:1:1: page: cannot read the file"):
        read_file(str(tmp_path / "nowhere.txt"))
