"""Figures: what is drawn is what the front matter says, and only what may be compared.

`figures/*.yml` are pieces of front matter; the JSON file of the same name tells the figure
that comes of it. A change that is meant is taken over from the JSON beside the figure.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from press.bibliography import Bibliography, read_bibliography
from press.compile.figures import Figure, digest_forest, sizes, timeline, topic_forest
from press.compile.figures.scene import KINDS, NARROW, WIDE
from press.compile.figures.values import position
from press.publication import Digest, Publication, load
from tests.conftest import PUBLICATIONS, MakePublication
from tests.ours import ours

SAMPLES = Path(__file__).parent / "figures"
FORESTS = ("ratios", "arms", "scores", "change")
SVG = "{http://www.w3.org/2000/svg}"
# The smallest letters: 7.5 pt in print, 11 px on a phone of 340 px; both layouts are in points.
LEAST_PRINT, LEAST_PHONE = 7.5, 11 * 0.75

Load = Callable[..., Publication]


@pytest.fixture
def sampled(publication: MakePublication) -> Load:
    """Return a function that loads a tiny publication with digests made of samples."""
    text = (PUBLICATIONS / "minimal/docs/digests/short-sleep.md").read_text(encoding="utf-8")

    def made(*names: str, changes: Mapping[str, str] | None = None) -> Publication:
        base = text
        for old, new in (changes or {}).items():
            assert old in base
            base = base.replace(old, new)
        files = {
            f"docs/digests/{name}.md": base.replace("bottom_line:", f"{_sample(name)}bottom_line:")
            for name in names
        }
        found = load(publication(files))
        assert not found.problems
        return found

    return made


def _sample(name: str) -> str:
    path = SAMPLES / f"{name}.yml"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _forest(found: Publication, name: str) -> Figure | None:
    return digest_forest(found.digest_by_slug[name], found.settings)


def _data(figure: Figure) -> dict[str, Any]:
    data = json.loads(figure.svg.with_suffix(".json").read_bytes())
    assert (figure.width, figure.height) == (data.pop("width"), data.pop("height"))
    return {"caption": figure.caption, "alt": figure.alt, **data}


def _without_places(data: Any) -> Any:
    """Leave out where the axes lie on the sheet, which hangs on the width of letters."""
    if isinstance(data, dict):
        return {
            key: _without_places(value) for key, value in data.items() if key not in {"from", "to"}
        }
    return [_without_places(value) for value in data] if isinstance(data, list) else data


def _expected(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_bytes())


@pytest.mark.parametrize("name", FORESTS)
def test_a_forest_plot_shows_the_estimates_of_the_front_matter(name: str, sampled: Load) -> None:
    figure = _forest(sampled(name), name)
    assert figure is not None
    assert _expected(name) == _without_places(_data(figure))


def test_a_timeline_shows_the_events_of_the_front_matter(sampled: Load) -> None:
    found = sampled("timeline")
    figure = timeline(found.digest_by_slug["timeline"], found.settings)
    assert figure is not None
    assert _expected("timeline") == _data(figure)


def test_a_topic_shows_two_estimates_of_each_digest_in_a_panel(sampled: Load) -> None:
    found = sampled("ratios", "scores", "arms")
    bibliography = read_bibliography(found.settings)
    figure = topic_forest(found.topics[0], found.digests, bibliography, found.settings)
    assert figure is not None
    assert _expected("topic") == _without_places(_data(figure))


def test_sizes_are_listed_by_kind_of_study_and_told_where_unknown(sampled: Load) -> None:
    found = sampled("timeline", changes={"n: 120": "n: {total: 1200, studies: 9}"})
    review = sampled(
        "single", changes={"design: cohort": "design: overview of reviews", "n: 120": "n: 18"}
    )
    unknown = sampled("apart", changes={"n: 120": "n: not reported"})
    digests = (*found.digests, *review.digests, *unknown.digests)
    figure = sizes("an issue", _unique(digests), read_bibliography(found.settings), found.settings)
    assert figure is not None
    assert _expected("sizes") == _without_places(_data(figure))


def _unique(digests: tuple[Digest, ...]) -> tuple[Digest, ...]:
    return tuple({digest.slug: digest for digest in digests}.values())


@pytest.mark.parametrize("name", ["short-sleep", "single", "apart"])
def test_without_two_comparable_estimates_there_is_no_plot(name: str, sampled: Load) -> None:
    assert _forest(sampled(name), name) is None


def test_a_topic_without_two_effects_a_digest_without_events_have_no_figure(
    sampled: Load,
) -> None:
    found = sampled("single", "arms")
    bibliography = read_bibliography(found.settings)
    assert topic_forest(found.topics[0], found.digests, bibliography, found.settings) is None
    assert timeline(found.digest_by_slug["single"], found.settings) is None


def test_one_known_number_of_participants_is_no_figure(sampled: Load) -> None:
    found = sampled()
    assert sizes("one", found.digests, Bibliography(), found.settings) is None


@pytest.mark.parametrize("name", FORESTS)
@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_every_mark_lies_where_its_value_says(name: str, layout: str, sampled: Load) -> None:
    figure = _forest(sampled(name), name)
    assert figure is not None
    drawing = etree.parse(figure.svg if layout == "wide" else figure.narrow).getroot()
    for panel in _data(figure)["panels"]:
        for row_number, row in enumerate(panel["rows"], start=1):
            for number, point in enumerate(row["points"], start=1):
                mark = f"{panel['name']}-row-{row_number}-point-{number}"
                x = float(_within(drawing, mark, "use")[0].get("x"))
                assert _near(point["value"], panel) == _read(x, panel, layout)
                ends = [end for end in (point["low"], point["high"]) if end is not None]
                drawn = _ends(drawing, f"{mark}-interval") if ends else []
                for end, place in zip(ends, drawn, strict=True):
                    axis = panel["axis"]
                    visible = min(max(end, axis["low"]), axis["high"])
                    assert _near(visible, panel) == _read(place, panel, layout)


def _near(value: float, panel: Mapping[str, Any]) -> Any:
    """Return what equals a value as exactly as coordinates are printed."""
    axis = panel["axis"]
    return pytest.approx(value, rel=1e-3, abs=(axis["high"] - axis["low"]) * 1e-4)


def _within(drawing: Any, name: str, tag: str) -> list[Any]:
    return drawing.findall(f".//{SVG}g[@id='{name}']//{SVG}{tag}")


def _ends(drawing: Any, name: str) -> list[float]:
    """Return where a straight line begins and ends, from `M x y L x y`."""
    words = _within(drawing, name, "path")[0].get("d").split()
    return [float(words[1]), float(words[4])]


def _read(x: float, panel: Mapping[str, Any], layout: str) -> float:
    """Return the value that a reader finds at `x` on a panel's axis."""
    axis, left, right = panel["axis"], panel["from"][layout], panel["to"][layout]
    part = (x - left) / (right - left)
    if axis["scale"] == "log":
        return axis["low"] * (axis["high"] / axis["low"]) ** part
    return axis["low"] + part * (axis["high"] - axis["low"])


def test_files_are_the_same_bytes_for_the_same_data(sampled: Load) -> None:
    found = sampled("ratios")
    first = _forest(found, "ratios")
    assert first is not None
    files = sorted(first.svg.parent.iterdir())
    assert 5 == len(files)  # wide and narrow, for Word, its size, and the stamp that proves them
    before = [path.read_bytes() for path in files]
    for path in files:
        path.unlink()
    assert first == _forest(found, "ratios")
    assert before == [path.read_bytes() for path in files]
    assert not any(b"matplotlib" in text.lower() for text in before)


def test_another_process_draws_the_same_bytes(sampled: Load) -> None:
    found = sampled("arms")
    figure = _forest(found, "arms")
    assert figure is not None
    drawn = figure.svg.read_bytes()
    figure.svg.unlink()
    code = (
        "from pathlib import Path; from press.publication import load; "
        "from press.compile.figures import digest_forest; "
        f"found = load(Path({str(found.root)!r})); "
        "digest_forest(found.digest_by_slug['arms'], found.settings)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert drawn == figure.svg.read_bytes()


def test_what_is_in_the_cache_is_not_drawn_again(
    sampled: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sampled("ratios")
    first = _forest(found, "ratios")
    monkeypatch.setattr("press.compile.figures.forest.forest", _must_not_draw)
    assert first == _forest(found, "ratios")


def _must_not_draw(*_: object) -> None:
    raise AssertionError("drawn again")


def test_matplotlib_is_loaded_only_to_draw(sampled: Load) -> None:
    found = sampled("ratios", "single")
    _forest(found, "ratios")
    code = (
        "import sys; from pathlib import Path; from press.publication import load; "
        "from press.compile.figures import digest_forest; "
        f"found = load(Path({str(found.root)!r})); "
        "[digest_forest(digest, found.settings) for digest in found.digests]; "
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_other_data_get_another_name(sampled: Load) -> None:
    first = _forest(sampled("ratios"), "ratios")
    second = _forest(sampled("ratios", changes={"date: 2026-01-02": "date: 2026-01-03"}), "ratios")
    assert first is not None
    assert first == second
    found = sampled("change")
    path = found.root / "docs/digests/change.md"
    third = _forest(found, "change")
    path.write_text(path.read_text(encoding="utf-8").replace('"2.0"', '"2.1"'), encoding="utf-8")
    fourth = _forest(load(found.root), "change")
    assert third is not None
    assert fourth is not None
    assert third.name != fourth.name


def test_kinds_are_told_apart_without_colour() -> None:
    assert len(KINDS) == len({shape for shape, _ in KINDS})
    assert "square" not in {shape for shape, _ in KINDS}


def test_colours_stand_out_from_paper() -> None:
    """WCAG 1.4.11 asks of graphics a contrast of 3 to 1."""
    assert all(1.05 / (_luminance(colour) + 0.05) >= 3 for _, colour in KINDS)
    assert all(first != second for (_, first), (_, second) in combinations(KINDS, 2))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", FORESTS)
def test_no_letter_is_too_small_to_read(name: str, sampled: Load) -> None:
    figure = _forest(sampled(name), name)
    assert figure is not None
    for path, room, least in (
        (figure.svg, WIDE, LEAST_PRINT),
        (figure.narrow, NARROW, LEAST_PHONE),
    ):
        drawing = etree.parse(path).getroot()
        assert room == pytest.approx(float(drawing.get("width").removesuffix("pt")))
        # matplotlib draws outlines of 100 units to the em, scaled down to the size of the text.
        scales = [
            float(group.get("transform").split("scale(")[1].split()[0])
            for group in drawing.iter(f"{SVG}g")
            if "scale(" in group.get("transform", "")
        ]
        assert scales
        assert min(scales) * 100 >= least - 1e-6


def test_the_picture_for_word_is_sharp(sampled: Load) -> None:
    figure = _forest(sampled("ratios"), "ratios")
    assert figure is not None
    with Image.open(figure.png) as picture:
        assert picture.width / (WIDE / 72) >= 220
        assert figure.width / figure.height == pytest.approx(
            picture.width / picture.height, rel=0.01
        )


def test_the_svg_carries_its_words(sampled: Load) -> None:
    figure = _forest(sampled("ratios"), "ratios")
    assert figure is not None
    drawing = etree.parse(figure.svg).getroot()
    assert figure.caption == drawing.findtext(f"{SVG}title")
    description = "{http://purl.org/dc/elements/1.1/}description"
    assert figure.alt == drawing.findtext(f".//{description}")


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("\u22125.1", -5.1),
        ("-0.50", -0.5),
        ("\u20132", -2),
        ("+3", 3),
        ("1,234", 1234),
        ("1,234,567.5", 1234567.5),
        ("0,500", 0.5),
        ("3,5", 3.5),
        ("27.1%", 27.1),
        ("27.1 %", 27.1),
        ("1.2.3", None),
        ("not reported", None),
    ],
)
def test_printed_numbers_have_a_place(printed: str, value: float | None) -> None:
    assert value == position(printed)


def test_any_script_and_any_sign_can_be_drawn(sampled: Load) -> None:
    changes = {"title: Short sleep in one town": "title: 睡眠 $x$"}
    found = sampled("timeline", changes=changes)
    digest = found.digest_by_slug["timeline"]
    events = [
        event.model_copy(update={"title": f"$x^2$ {event.title} 睡眠 שינה \U0001f9e6"})
        for event in digest.meta.timeline
    ]
    meta = digest.meta.model_copy(update={"timeline": tuple(events)})
    figure = timeline(Digest("睡眠 " * 40, meta, digest.source), found.settings)
    assert figure is not None
    assert figure.svg.is_file()


def test_every_estimate_of_the_publication_that_is_drawn_is_told(tmp_path: Path) -> None:
    """The alternative text holds every outcome and every number of a figure of ours."""
    found = ours()
    settings = replace(found.settings, root=tmp_path)
    for digest in found.digests:
        figure = digest_forest(digest, settings)
        if figure is None:
            continue
        for panel in _data(figure)["panels"]:
            for row in panel["rows"]:
                assert row["label"] in figure.alt
                numbers = re.findall(r"[\d.,/]+%?", row["result"])
                assert numbers
                assert all(number in figure.alt for number in numbers)
