"""How many took part in each study, on one logarithmic axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from press.bibliography import Bibliography
from press.compile.figures.axis import Axis, log_axis
from press.compile.figures.canvas import width, wrapped
from press.compile.figures.figure import Figure, Plan, made
from press.compile.figures.forest import study_name
from press.compile.figures.plotting import Strip, add_ticks
from press.compile.figures.scene import (
    HAIR,
    INK,
    KINDS,
    NARROW,
    QUIET,
    WIDE,
    Drawing,
    Line,
    Mark,
    Scene,
    Text,
    Type,
)
from press.compile.figures.words import counted, sentence
from press.publication import Digest, Settings
from press.publication.model import NOT_REPORTED, Design

_FEWEST = 2  # numbers that make a figure
_GUTTER = 14.0
_FAMILIES: tuple[tuple[str, tuple[Design, ...]], ...] = (
    (
        "Trials",
        (
            Design.RANDOMISED_TRIAL,
            Design.CROSSOVER_TRIAL,
            Design.NON_RANDOMISED_TRIAL,
            Design.SECONDARY_ANALYSIS,
        ),
    ),
    (
        "Observational studies",
        (
            Design.COHORT,
            Design.CASE_CONTROL,
            Design.CROSS_SECTIONAL,
            Design.CASE_SERIES,
            Design.CASE_REPORT,
        ),
    ),
    ("Reviews", (Design.SYSTEMATIC_REVIEW, Design.OVERVIEW, Design.NARRATIVE_REVIEW)),
    ("Perspectives and news", (Design.PERSPECTIVE, Design.NEWS)),
)
_KIND = {family: kind for (family, _), kind in zip(_FAMILIES, KINDS, strict=False)}


@dataclass(frozen=True)
class _SizedStudy:
    """One line of the figure; `count` is None where the number is not reported."""

    name: str
    design: str
    family: str
    count: int | None
    studies: int | None

    @property
    def printed(self) -> str:
        """Return the number as printed: `1,234`, or `not reported`."""
        return NOT_REPORTED if self.count is None else f"{self.count:,}"

    @property
    def remark(self) -> str:
        """Return the design, with the number of studies of a review."""
        if self.studies is None:
            return self.design
        return f"{self.design}, {counted(self.studies, 'study', 'studies')}"


@dataclass(frozen=True)
class _SizesStyle:
    """Letters, line spacing, and whether the design stands on a line of its own."""

    head: Type
    label: Type
    detail: Type
    leading: float
    stacked: bool


_PRINT = _SizesStyle(Type(9, bold=True), Type(9), Type(8.2, colour=QUIET), 13.2, stacked=False)
_PHONE = _SizesStyle(Type(10, bold=True), Type(9.8), Type(8.8, colour=QUIET), 12.4, stacked=True)


def sizes(
    slug: str, digests: Sequence[Digest], bibliography: Bibliography, settings: Settings
) -> Figure | None:
    """Return the numbers of participants of the studies that digests are about, by design.

    None where fewer than two numbers are reported.
    """
    studies = sorted((_study(digest, bibliography) for digest in digests), key=_order)
    known = [study for study in studies if study.count]
    if len(known) < _FEWEST:
        return None
    data = [asdict(study) for study in studies]
    caption = "Number of participants in each study, by kind of study, on a logarithmic scale."
    plan = Plan("sizes", slug, data, _alt(studies), caption)
    return made(plan, settings, lambda: _drawing(studies))


def _study(digest: Digest, bibliography: Bibliography) -> _SizedStudy:
    meta = digest.meta
    people = meta.participants
    family = next(family for family, designs in _FAMILIES if meta.design in designs)
    count = people.total if isinstance(people.total, int) else None
    name = study_name(meta.study, bibliography)
    return _SizedStudy(name, meta.design.value, family, count, people.studies)


def _order(study: _SizedStudy) -> tuple[int, bool, int, str]:
    """Return what sorts studies by family, then from large to small, unknown sizes last."""
    family = [name for name, _ in _FAMILIES].index(study.family)
    return family, study.count is None, -(study.count or 0), study.name


def _alt(studies: Sequence[_SizedStudy]) -> str:
    parts = ["Dot plot of the number of participants."]
    for family in dict.fromkeys(study.family for study in studies):
        told = [
            f"{study.name}, {study.remark}: {study.printed}"
            for study in studies
            if study.family == family
        ]
        parts.append(sentence(f"{family}: {'; '.join(told)}"))
    return " ".join(parts)


def _drawing(studies: Sequence[_SizedStudy]) -> Drawing:
    axis = log_axis([study.count for study in studies if study.count])
    wide, narrow = Scene(WIDE), Scene(NARROW)
    strips = {
        "wide": _add_all(wide, studies, axis, _PRINT),
        "narrow": _add_all(narrow, studies, axis, _PHONE),
    }
    groups = [
        {
            "heading": family,
            "shape": _KIND[family][0],
            "rows": [_row_data(study) for study in studies if study.family == family],
        }
        for family in dict.fromkeys(study.family for study in studies)
    ]
    ends: Mapping[str, Any] = {
        "from": {name: round(strip.left, 2) for name, strip in strips.items()},
        "to": {name: round(strip.right, 2) for name, strip in strips.items()},
    }
    return Drawing(wide, narrow, {"axis": axis.data(), **ends, "groups": groups})


def _row_data(study: _SizedStudy) -> dict[str, Any]:
    return {
        "label": study.name,
        "detail": study.remark,
        "result": study.printed,
        "value": study.count,
    }


def _add_all(scene: Scene, studies: Sequence[_SizedStudy], axis: Axis, style: _SizesStyle) -> Strip:
    """Draw rows by family and the axis below; return where the axis lies."""
    strip = Strip("studies", axis, *_span(scene, studies, style))
    number = 0
    for family in dict.fromkeys(study.family for study in studies):
        scene.y += 5 if number else 1
        scene.paragraph(0, (family,), style.head, style.leading)
        scene.y += 1.5
        scene.rule(0.75, INK)
        scene.y += 1.5
        for study in studies:
            if study.family == family:
                number += 1
                _add_row(scene, study, style, strip, number)
    scene.y += 3
    add_ticks(scene, strip, Type(style.detail.size), style.leading - 2)
    words = "Participants (logarithmic scale)"
    half = width(words, style.detail) / 2
    middle = min((strip.left + strip.right) / 2, scene.width - half)
    scene.paragraph(middle - half, (words,), style.detail, style.leading - 2)
    return strip


def _span(scene: Scene, studies: Sequence[_SizedStudy], style: _SizesStyle) -> tuple[float, float]:
    numbers = max(width(study.printed, _face(study, style)) for study in studies)
    labels = max(_label_width(study, style) for study in studies)
    most = scene.width * (0.42 if style.stacked else 0.56)
    return min(labels, most) + _GUTTER, scene.width - numbers - _GUTTER


def _face(study: _SizedStudy, style: _SizesStyle) -> Type:
    return style.detail if study.count is None else style.label


def _label_width(study: _SizedStudy, style: _SizesStyle) -> float:
    name, remark = width(study.name, style.label), width(study.remark, style.detail)
    return max(name, remark) if style.stacked else name + 6 + remark


def _add_row(
    scene: Scene, study: _SizedStudy, style: _SizesStyle, strip: Strip, number: int
) -> None:
    base = scene.y + 0.74 * style.leading
    middle = base - 0.31 * style.label.size
    scene.add(Text(scene.width, base, study.printed, _face(study, style), "right"))
    if study.count:
        shape, colour = _KIND[study.family]
        name = f"{strip.name}-row-{number}"
        scene.add(Line((strip.left, middle), (strip.right, middle), 0.5, HAIR))
        scene.add(Mark(strip.x(study.count), middle, shape, colour, 7, name=name))
    room = strip.left - _GUTTER
    names = wrapped(study.name, style.label, room)
    scene.paragraph(0, names, style.label, style.leading)
    beside = width(names[-1], style.label) + 6
    if not style.stacked and beside + width(study.remark, style.detail) <= room + 1:
        scene.add(Text(beside, base, study.remark, style.detail))
        return
    lines = wrapped(study.remark, style.detail, room)
    scene.paragraph(0, lines, style.detail, style.leading - 1.6)
    scene.y += 2
