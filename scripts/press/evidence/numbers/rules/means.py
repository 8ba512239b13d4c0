"""Means of whole scores: which means a group can have at all.

Brown NJL, Heathers JAJ. The GRIM Test: a simple technique detects numerous anomalies in the
reporting of results in psychology. Soc Psychol Personal Sci 2017;8:363-369.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from press.evidence.finding import Evidence, Finding
from press.evidence.numbers.bounds import shown
from press.evidence.numbers.catalogue import computed, found
from press.evidence.numbers.effect import Effect
from press.evidence.numbers.printed import Printed
from press.evidence.numbers.rules.percentages import GRIM

_SLACK = 1e-9


def mean_findings(effect: Effect) -> Iterator[Finding]:
    """Yield means of groups that no sum of whole scores gives; nothing where a model gave them."""
    if not effect.scores or effect.is_modelled:
        return
    for group in effect.groups:
        if group.mean is not None and group.size:
            yield from grim_mean_findings(group.mean, group.size, group.name)


def grim_mean_findings(mean: Printed, size: int, name: str) -> Iterator[Finding]:
    """Yield a finding where no whole number divided by `size` rounds to the printed mean."""
    if not mean.is_exact or size < 1:
        return
    first = math.ceil(size * mean.bounds.low - _SLACK * size)
    if first <= size * mean.bounds.high + _SLACK * size:
        return
    below = math.floor(size * mean.value)
    digits = mean.decimals + 1
    near = f"{below / size:.{digits}f} and {(below + 1) / size:.{digits}f}".replace("-", "−")
    message = (
        f"no whole scores of {size} people have the mean {mean.text} ({name}): the nearest are "
        f"{near}; missing people, an adjusted mean, or scores that are no whole numbers would "
        "explain it"
    )
    yield found(
        "number-grim-mean",
        message,
        mean.place,
        mean.evidence("mean"),
        Evidence("group", f"{name}: {size}", GRIM),
        computed(f"sums {shown(below)} and {shown(below + 1)} give {near}", GRIM),
    )
