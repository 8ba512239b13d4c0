"""What the rules look at: an effect as printed, whether in front matter or in prose."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from press.evidence.finding import Place
from press.evidence.numbers.bounds import Bounds
from press.evidence.numbers.printed import Printed
from press.publication.model import Measure

RATIOS = frozenset(
    {Measure.RISK_RATIO, Measure.ODDS_RATIO, Measure.HAZARD_RATIO, Measure.RATE_RATIO}
)
DIFFERENCES = frozenset(
    {Measure.MEAN_DIFFERENCE, Measure.STANDARDISED_MEAN_DIFFERENCE, Measure.RISK_DIFFERENCE}
)

_MODELLED = re.compile(
    r"kaplan|surviv|imput|weighted|adjust|model|least.squares|estimated|bayes|posterior|ancova"
    r"|geometric|propensity",
    re.IGNORECASE,
)
_OTHER_TEST = re.compile(
    r"non.?inferior|equivalen|one.sided|one.tailed|interaction|trend|posterior|bayes|\btime by\b"
    r"|by time|surviv|log.rank|wilcoxon|mann|permutation|bootstrap|correct(?:ed|ion) for",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Group:
    """One group of people: its size, and what was counted or measured in it."""

    name: str
    n: Printed | None = None
    events: Printed | None = None
    percent: Printed | None = None
    mean: Printed | None = None
    sd: Printed | None = None

    @property
    def size(self) -> int | None:
        """Return the number of people, or None where it is not printed as one."""
        return None if self.n is None else self.n.count

    @property
    def count(self) -> int | None:
        """Return the number of people with the outcome, or None where it is not printed."""
        return None if self.events is None else self.events.count

    @property
    def risk(self) -> Bounds | None:
        """Return the share of people with the outcome, from 0 to 1, as exactly as it is printed."""
        if self.size and self.count is not None:
            share = self.count / self.size
            return Bounds(share, share)
        if self.percent is not None and self.percent.is_exact:
            return self.percent.bounds.times(0.01).clipped(0.0, 1.0)
        return None


@dataclass(frozen=True)
class Effect:
    """An estimate with everything that was printed about it.

    `level` is the interval's in per cent. `words` is the text around the estimate: a note, a
    sentence. `is_paired` says that the groups are the same people. `scores` says that every
    person's value is a whole number.
    """

    measure: Measure | None
    what: str
    place: Place
    estimate: Printed | None = None
    low: Printed | None = None
    high: Printed | None = None
    level: float = 95.0
    p: Printed | None = None
    groups: tuple[Group, ...] = ()
    unit: str = ""
    words: str = ""
    is_paired: bool = False
    scores: bool = False

    @property
    def is_modelled(self) -> bool:
        """Tell whether the text says that a model, not plain counting, gave the numbers."""
        return _MODELLED.search(self.words) is not None

    @property
    def has_other_test(self) -> bool:
        """Tell whether the text says that the p value asks something else than "no effect"."""
        return _OTHER_TEST.search(self.words) is not None

    @property
    def null(self) -> float | None:
        """Return the value of no effect: 1 for ratios, 0 for differences and correlations."""
        if self.measure in RATIOS:
            return 1.0
        return 0.0 if self.measure in DIFFERENCES or self.measure is Measure.CORRELATION else None

    @property
    def pair(self) -> tuple[Group, Group] | None:
        """Return the two groups that are compared, or None where there are not two."""
        return (self.groups[0], self.groups[1]) if len(self.groups) == 2 else None  # noqa: PLR2004

    @property
    def per_cent(self) -> float:
        """Return what a share of 1 is in the units of the estimate: 100 or 1; 0 if unknown."""
        said = f"{self.unit} {self.estimate.text if self.estimate else ''}".lower()
        if "%" in said or "percent" in said or "per cent" in said:
            return 100.0
        if self.estimate is None or self.estimate.value == 0:
            return 0.0
        is_fraction = abs(self.estimate.value) < 1 and self.estimate.decimals
        return 1.0 if is_fraction else 100.0 if abs(self.estimate.value) > 1 else 0.0

    def scaled(self, bounds: Bounds) -> Bounds | None:
        """Return bounds on the scale where their measure is symmetric, or None where it has none.

        Ratios on the log scale and correlations on Fisher's z scale (Cochrane Handbook 6.5,
        sections 6.3 and 6.5; Fisher 1921, Metron 1:3).
        """
        if self.measure in RATIOS:
            return bounds.mapped(math.log) if bounds.low > 0 else None
        if self.measure is Measure.CORRELATION:
            inside = bounds.low > -1 and bounds.high < 1
            return bounds.mapped(math.atanh) if inside else None
        return bounds if self.measure in DIFFERENCES or self.measure is Measure.MEAN else None
