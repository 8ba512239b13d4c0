"""Citations as a reader sees them, in every style that has a fixture file."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml.html import fragment_fromstring

from press.bibliography import Bibliography, formatted, parse_bibtex, style
from press.compile import Renderer, page_html
from press.publication import PressError, Settings, parse_source
from tests.samples import Sample, samples

FIXTURES = Path(__file__).parent / "citations"
EXTENSIONS = (
    ("attr_list", {}),
    ("footnotes", {}),
    ("smarty", {}),
    ("tables", {}),
    ("fenced_code", {}),
)
CASES = [case for path in sorted(FIXTURES.glob("*.md")) for case in samples(path)]
RAISED = str.maketrans(
    "0123456789()-abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁻ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
)


@pytest.fixture(scope="module")
def library() -> Bibliography:
    entries, problems = parse_bibtex(
        "library.bib", (FIXTURES / "library.bib").read_text(encoding="utf-8")
    )
    assert problems == []
    return Bibliography({entry.key: entry for entry in entries})


def rendered(text: str, library: Bibliography, name: str, root: Path) -> str:
    """Return a page as plain text: raised signs raised, references as lines."""
    settings = Settings(root=root, name="Test", extensions=EXTENSIONS)
    source, _ = parse_source("page.md", text)
    body = Renderer(settings).body(source)
    html = page_html(body, formatted(body.clusters, library, style(name, FIXTURES)))
    tree = fragment_fromstring(html, create_parent="div")
    for raised in tree.iterfind(".//span[@class='citation']//sup"):
        for part in raised.iter():
            part.text = (part.text or "").translate(RAISED)
            if part is not raised:
                part.tail = (part.tail or "").translate(RAISED)
    for unwanted in [*tree.iter("hr"), *tree.find_class("reference-uses"), *tree.iter("h2")]:
        unwanted.drop_tree()
    lines: list[str] = []
    for block in tree.iter("p", "li", "pre"):
        if block.tag == "li" and block.find("p") is not None:
            continue
        is_reference = block.getparent().get("class") == "reference-list"
        gap = "\n" if is_reference and block.getprevious() is not None else "\n\n"
        lines.append(gap + " ".join(block.text_content().split()))
    return "".join(lines).strip()


@pytest.mark.parametrize("sample", CASES)
def test_a_citation_reads_as_its_style_wants(
    sample: Sample, library: Bibliography, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    name = request.node.callspec.id.partition(".md")[0]
    assert sample.expected.strip() == rendered(sample.given, library, name, tmp_path)


def test_the_reference_list_stands_where_the_command_stands(
    library: Bibliography, tmp_path: Path
) -> None:
    source, _ = parse_source("page.md", "Cones [@fir2017].\n\n\\bibliography\n\nThe end.\n")
    body = Renderer(Settings(root=tmp_path, name="Test")).body(source)
    html = page_html(body, formatted(body.clusters, library, style("apa", FIXTURES)))
    assert html.index("Cones") < html.index("reference-list") < html.index("The end.")


def test_references_link_back_to_each_place_of_use(library: Bibliography, tmp_path: Path) -> None:
    source, _ = parse_source("page.md", "A [@fir2017]. B [@ash2020]. C [@fir2017].\n")
    body = Renderer(Settings(root=tmp_path, name="Test")).body(source)
    style_ = style("american-medical-association", FIXTURES)
    tree = fragment_fromstring(
        page_html(body, formatted(body.clusters, library, style_)), create_parent="div"
    )
    uses = tree.xpath(".//li[@id='ref-fir2017']//span[@class='reference-uses']/a/@href")
    assert ["#cite-1", "#cite-3"] == uses
    assert all(tree.xpath(f".//*[@id='{href[1:]}']") for href in uses)


def test_links_lead_to_doi_and_pubmed(library: Bibliography, tmp_path: Path) -> None:
    source, _ = parse_source("page.md", "A [@ash2020; @cedar2018].\n")
    body = Renderer(Settings(root=tmp_path, name="Test")).body(source)
    result = formatted(body.clusters, library, style("american-medical-association", FIXTURES))
    assert 'href="https://doi.org/10.5555/ash"' in result.references[0].html
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/11111111/"' in result.references[1].html


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("vancouver-ama", "numeric"),  # a dependent style, resolved to its parent without a network
        ("nature", "numeric"),
        ("chicago-author-date", "author-date"),
        ("chicago-notes-bibliography", "note"),
    ],
)
def test_styles_are_found_by_name(
    name: str, kind: str, library: Bibliography, tmp_path: Path
) -> None:
    found = style(name, FIXTURES)
    assert found.citation_format == kind
    source, _ = parse_source("page.md", "A [@fir2017].\n")
    body = Renderer(Settings(root=tmp_path, name="Test")).body(source)
    assert formatted(body.clusters, library, found).citations[0]


def test_a_misspelt_style_is_an_error_with_the_nearest_name() -> None:
    with pytest.raises(PressError, match="did you mean `american-medical-association`"):
        style("american-medical-asociation", FIXTURES)
