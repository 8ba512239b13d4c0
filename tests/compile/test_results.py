"""Results at a glance: the table, the line for lists and the numbers of an issue are the data.

`figures/*.yml` are pieces of front matter; `results/<name>.txt` tells the table that
comes of each, a row a line and its notes below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import html

from press.bibliography import read_bibliography
from press.compile.issue_numbers import issue_numbers
from press.compile.results.estimates import people, percentage, result_line
from press.compile.results.table import results_table
from press.publication import Digest, Estimate, load
from tests.conftest import PUBLICATIONS, MakePublication

FIGURES = Path(__file__).parent / "figures"
TABLES = Path(__file__).parent / "results"
NAMES = sorted(path.stem for path in TABLES.glob("*.txt"))

Make = Callable[..., Digest]


@pytest.fixture
def digest(publication: MakePublication) -> Make:
    """Return a function that loads a digest with a piece of front matter, changed as asked."""
    base = (PUBLICATIONS / "minimal/docs/digests/short-sleep.md").read_text(encoding="utf-8")

    def made(sample: str = "", changes: Mapping[str, str] | None = None) -> Digest:
        text = base.replace("bottom_line:", f"{sample}bottom_line:")
        for old, new in (changes or {}).items():
            assert old in text
            text = text.replace(old, new)
        found = load(publication({"docs/digests/sample.md": text}))
        assert not found.problems
        return found.digest_by_slug["sample"]

    return made


def sample(name: str) -> str:
    return (FIGURES / f"{name}.yml").read_text(encoding="utf-8")


def words(element: html.HtmlElement) -> str:
    for broken in element.iter("br", "p"):
        broken.tail = f" / {(broken.tail or '').lstrip()}"
    return " ".join((element.text_content() or "").split()).removesuffix(" /")


def table_text(digest: Digest) -> str:
    """Return a table of results as people may read it, its clusters by citekey and locator."""
    made, clusters = results_table(digest)
    tree = html.fromstring(f"<div>{made}</div>")
    for place in tree.findall(".//span[@data-cluster]"):
        item = clusters[int(place.get("data-cluster"))].citations[0]
        place.text = f"[{' '.join(filter(None, [item.key, item.suffix]))}]"
    lines = [" | ".join(words(cell) for cell in row.iter("th", "td")) for row in tree.iter("tr")]
    notes = [words(note) for note in tree.find_class("results-note")]
    return "\n".join([*lines, "", *notes, ""]).replace("\u00a0", " ")


@pytest.mark.parametrize("name", NAMES)
def test_the_table_says_what_the_front_matter_says(name: str, digest: Make) -> None:
    expected = (TABLES / f"{name}.txt").read_text(encoding="utf-8")
    assert expected == table_text(digest(sample(name)))


def test_a_digest_without_estimates_has_no_table(digest: Make) -> None:
    assert ("", ()) == results_table(digest())
    assert "" == result_line(digest())


def test_every_cell_names_the_key_that_it_shows(digest: Make) -> None:
    made, _ = results_table(digest(sample("ratios")))
    fields = set(re.findall(r'data-field="([^"]*)"', made))
    shown = {"outcome", "time_point", "measure", "estimate", "ci.low", "ci.high"}
    assert {f"estimates.0.{key}" for key in shown} <= fields


def test_what_stands_in_a_table_is_text_and_never_markup(digest: Make) -> None:
    made, _ = results_table(digest(sample("ratios").replace("Cold feet", "Cold <b>feet</b>")))
    assert "<b>" not in made
    assert "Cold &lt;b&gt;feet&lt;/b&gt;" in made


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (
            "ratios",
            (
                "Cold feet, bedtime: risk ratio 0.22 (95% CI 0.06 to 0.82), p = 0.02, with woollen"
                " socks vs no socks"
            ),
        ),
        ("arms", "Slept through, week 2: 67% with ketamine vs 20% (3 of 15) with midazolam"),
    ],
)
def test_the_line_for_lists_tells_the_first_estimate(name: str, line: str, digest: Make) -> None:
    assert line == result_line(digest(sample(name))).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("events", "of", "share"),
    [
        ("3", "15", "20%"),
        ("2", "3", "67%"),
        ("1", "200", "0.5%"),
        ("1,000", "3,000", "33.3%"),
        ("3", "0", None),
        ("16", "15", None),
        ("3", "15.5", None),
        ("3", "", None),
    ],
)
def test_a_percentage_is_as_exact_as_the_number_of_people_allows(
    events: str, of: str, share: str | None
) -> None:
    assert share == percentage(events, of)


@pytest.mark.parametrize(("sizes", "total"), [(["12", "1,012"], "1,024"), (["12", None], None)])
def test_people_are_counted_only_where_every_arm_tells_them(
    sizes: list[str | None], total: str | None
) -> None:
    estimate = Estimate.model_validate(
        {
            "outcome": "Cold feet",
            "time_point": "Bedtime",
            "arms": [{"name": f"Arm {number}", "n": size} for number, size in enumerate(sizes)],
            "measure": "risk ratio",
            "better": "lower",
            "source": {"cite": "lund2021"},
        }
    )
    assert total == people(estimate)


def test_the_numbers_of_an_issue_count_each_study_once(digest: Make) -> None:
    again = digest(changes={"n: 120": "n: 118\nregistration: NCT00000001"})
    larger = digest(changes={"n: 120": "n: 1200\nregistration: NCT00000001"})
    review = digest(changes={"n: 120": "n: 90", "design: cohort": "design: systematic review"})
    silent = digest(changes={"n: 120": "n: not reported", "lund2021\ntopics": "moe2019\ntopics"})
    bibliography = read_bibliography(load(PUBLICATIONS / "minimal").settings)
    facts = {
        fact.label: fact for fact in issue_numbers([again, larger, review, silent], bibliography)
    }
    assert "4" == facts["Digests"].value
    assert "0" == facts["Randomised trials"].value
    assert "1,200" == facts["Participants"].value
    assert "in 1 study that reports them; 1 study does not; each study counted once" == (
        facts["Participants"].note
    )
    assert "1" == facts["Reviews"].value
    assert "0 of 4" == facts["Rated for certainty (GRADE)"].value
    assert "4 of 4" == facts["Not yet reviewed"].value
