"""Forest plots: of a digest's estimates, and of a topic's studies side by side."""

from __future__ import annotations

from collections.abc import Sequence

from press.bibliography import Bibliography, names_in_text
from press.compile.figures.comparable import EFFECTS, ForestRow, Panel, Point, panels
from press.compile.figures.figure import Figure, Plan, made
from press.compile.figures.layouts import forest
from press.compile.figures.words import counted, listed, mid_sentence, sentence
from press.publication import Digest, Estimate, Measure, Settings, Topic
from press.publication.model import NOT_REPORTED

_FEWEST = 2  # estimates that make a figure
_PER_DIGEST = 2  # rows of one digest in a topic's panel


def digest_forest(digest: Digest, settings: Settings) -> Figure | None:
    """Return the plot of a digest's estimates; None where no two of them are comparable.

    The main result is shown even where it stands alone under its axis.
    """
    found = panels(("", estimate) for estimate in digest.meta.estimates)
    main = digest.meta.estimates[:1]
    chosen = [
        panel for panel in found if len(panel.rows) >= _FEWEST or panel.rows[0].estimate in main
    ]
    if all(len(panel.rows) < _FEWEST for panel in chosen):
        return None
    return _plot("forest", digest.slug, chosen, _digest_caption(chosen), settings)


def topic_forest(
    topic: Topic, digests: Sequence[Digest], bibliography: Bibliography, settings: Settings
) -> Figure | None:
    """Return the plot of a topic's effect estimates; None where there are fewer than two.

    Of each digest a panel shows at most two estimates, the first ones.
    """
    found = panels(
        (study_name(estimate.source.cite, bibliography), estimate)
        for digest in digests
        for estimate in _first_effects(digest)
    )
    found = tuple(sorted(found, key=lambda panel: EFFECTS.index(Measure(panel.group.key[0]))))
    rows = [row for panel in found for row in panel.rows]
    if len(rows) < _FEWEST:
        return None
    studies = len({row.study for row in rows})
    ending = ", side by side and not pooled" if studies > 1 else ""
    caption = sentence(
        f"{topic.meta.title}: effect estimates from {counted(studies, 'study', 'studies')}{ending}"
    )
    return _plot("topic", topic.slug, found, caption, settings)


def _first_effects(digest: Digest) -> list[Estimate]:
    """Return of each comparable group of a digest's effect estimates the first two."""
    reported = [
        estimate
        for estimate in digest.meta.estimates
        if estimate.measure in EFFECTS and estimate.estimate != NOT_REPORTED
    ]
    return [
        row.estimate
        for panel in panels(("", estimate) for estimate in reported)
        for row in panel.rows[:_PER_DIGEST]
    ]


def study_name(key: str, bibliography: Bibliography) -> str:
    """Return a work as a figure names it: `Janik et al., 2025`; its citekey where unknown."""
    item = bibliography.csl().get(key)
    if item is None:
        return key
    year = str((item.get("issued", {}).get("date-parts") or [[""]])[0][0])
    return ", ".join(filter(None, [names_in_text(item), year]))


def _plot(kind: str, slug: str, found: Sequence[Panel], caption: str, settings: Settings) -> Figure:
    data = [
        [
            panel.group.heading,
            [[row.study, row.estimate.model_dump(mode="json")] for row in panel.rows],
        ]
        for panel in found
    ]
    plan = Plan(kind, slug, data, _alt(found), caption)
    return made(plan, settings, lambda: forest(found))


def _digest_caption(found: Sequence[Panel]) -> str:
    """Return what a digest's plot shows: measures, arms if they are the same, intervals."""
    rows = [row for panel in found for row in panel.rows]
    what = listed(list(dict.fromkeys(_plural(panel) for panel in found)))
    arms = {tuple(arm.name for arm in row.estimate.arms) for row in rows}
    is_one = len(arms) == 1 and len(rows[0].estimate.arms) == len(rows[0].arms)
    compared = " against ".join(map(mid_sentence, rows[0].arms)) if is_one else ""
    about = f" for {compared}" if compared else ""
    levels = {row.estimate.ci.level for row in rows if row.estimate.ci}
    if not levels:
        return sentence(f"{what}{about}, reported without confidence intervals")
    level = f"{min(levels)}% " if len(levels) == 1 else ""
    every = "" if all(row.estimate.ci for row in rows) else " where they are reported"
    return sentence(f"{what}{about}, with {level}confidence intervals{every}")


def _plural(panel: Panel) -> str:
    measure = panel.group.key[0]
    return f"{measure}s"


def _alt(found: Sequence[Panel]) -> str:
    parts = []
    for panel in found:
        estimates = counted(len(panel.rows), "estimate", "estimates")
        parts.append(sentence(f"{panel.group.heading}, {estimates}"))
        parts += [sentence(_told(row, panel)) for row in panel.rows]
    return " ".join(["Forest plot.", *parts])


def _told(row: ForestRow, panel: Panel) -> str:
    """Return a row as a sentence: outcome, arms, estimate, interval, direction."""
    estimate = row.estimate
    study = f"{row.study}: " if row.study else ""
    about = f"{study}{estimate.outcome}, {mid_sentence(estimate.time_point)}"
    if len(row.points) > 1:
        values = [f"{mid_sentence(point.arm)} {point.value.printed}" for point in row.points]
        return "; ".join([f"{about}: {listed(values)}", _interval(row), _better(row)])
    point = row.points[0]
    compared = " against ".join(map(mid_sentence, [point.arm] if point.arm else row.arms))
    arms = f"{compared}, " if compared else ""
    measure = mid_sentence(estimate.measure.value)
    told = f"{about}: {arms}{measure} {point.value.printed} ({_interval(row)})"
    return "; ".join(filter(None, [told, *_direction(row, point, panel)]))


def _interval(row: ForestRow) -> str:
    interval = row.points[0].interval
    level = row.estimate.ci.level if row.estimate.ci else ""
    return f"{level}% confidence interval {interval}" if interval else "interval not reported"


def _better(row: ForestRow) -> str:
    return f"{row.estimate.better} is better"


def _direction(row: ForestRow, point: Point, panel: Panel) -> list[str]:
    """Return whom an estimate favours, and whether its interval leaves that open."""
    null = panel.group.no_effect
    if not panel.group.is_effect or null is None:
        return [] if row.estimate.measure is Measure.CORRELATION else [_better(row)]
    if point.value.at == null:
        return ["no difference"]
    is_better = (point.value.at < null) == (row.estimate.better == "lower")
    if len(row.arms) == 1:
        found = ["a change for the better" if is_better else "a change for the worse"]
    else:
        first, second = row.arms or ("the intervention", "the comparator")
        found = [f"favours {mid_sentence(first if is_better else second)}"]
    if point.low is not None and point.high is not None and point.low <= null <= point.high:
        found.append("the interval includes no effect")
    return found
