"""A small digest with everything that edits meet, and what a test needs to send it round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from press.review.apply.apply import Applied, apply
from press.review.locate.located import Located, locate
from press.review.merge.items import Plan
from press.review.merge.plan import plan
from press.review.sources.base import Base
from press.review.sources.today import Today
from tests.review.hand import Hand
from tests.review.oracle import Press

PATH = "docs/digests/short-sleep.md"
FRONT = """---
title: Short sleep in one town
study: lund2021
topics: [sleep]
design: cohort
question:
  population: Adults of an invented town
  intervention: Sleep of less than six hours
  comparator: Sleep of six hours or more
  outcomes:
    - Tiredness
    - Mood
n: 120
follow_up: >-
  Eleven years, and
  then another two
funding: not reported
competing_interests: "none: so they say"
bottom_line: People who slept less were more tired.
plain: People who slept less were more tired. We do not know why.
certainty: not rated
author: A. Writer
reviewed_by: not yet reviewed
date: 2026-01-02
status: published
---
"""
BODY = """
## Summary

A **large prospective cohort** found that *short sleep* raises the risk
of diabetes [@lund2021]. The ratio was 1.28, "even after adjustment" for weight.

The authors followed 120 adults; see [the protocol](https://example.org/p?id=7) for details.[^1]

## Results

- Sensors were worn for *seven* days.
- Diabetes was taken from codes `E11.0` to `E11.9`.
- Models were adjusted for age, sex & smoking.

Table: Cases by hours of sleep

| Sleep | Cases |
|:------|------:|
| Short | 412 |
| Long | 231 |

1. First they slept.
2. Then they woke.

## Limitations

Everything is invented.

## Conclusion

More sleep may help, as @moe2019 says.

[^1]: The protocol was registered *before* enrolment.
"""
Act = Callable[[Hand], None]


@dataclass
class Sample:
    """The publication with this digest, its export, and reviews of it."""

    press: Press
    data: bytes
    base: Base

    def reviewed(self, act: Act, author: str = "Ada", seed: int = 0) -> bytes:
        """Return the export after a reviewer's edits."""
        hand = Hand(self.data, self.base, seed, author)
        act(hand)
        return hand.saved()

    def today(self, texts: Mapping[str, str] | None = None) -> Today:
        """Return today's sources, some of them with other texts."""
        return self.press.today(self.base, texts)

    def located(self, data: bytes, texts: Mapping[str, str] | None = None) -> Located:
        """Return a reviewed file against today's sources."""
        return locate(self.press.read(data), self.base, self.today(texts))

    def planned(self, *acts: Act, texts: Mapping[str, str] | None = None) -> tuple[Plan, Today]:
        """Return the plan for one review by each of several reviewers."""
        today = self.today(texts)
        many = []
        for number, act in enumerate(acts):
            name = ("Ada", "Ben", "Cleo")[number]
            document = self.press.read(self.reviewed(act, name), f"{name}.docx")
            many.append(locate(document, self.base, today))
        return plan(many), today

    def applied(self, *acts: Act, texts: Mapping[str, str] | None = None) -> Applied:
        """Return what becomes of the sources when every clean change is applied."""
        made, today = self.planned(*acts, texts=texts)
        return apply(made.items, today)

    def done(self, *acts: Act, texts: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
        """Return what is to become of each change, and why."""
        return [(one.status, one.reason) for one in self.planned(*acts, texts=texts)[0].items]

    def body(self, *acts: Act, texts: Mapping[str, str] | None = None) -> str:
        """Return the digest's text below its front matter, after every clean change."""
        applied = self.applied(*acts, texts=texts)
        reasons = [one.reason for one in applied.outcomes if not one.is_applied]
        assert reasons == []
        return applied.texts[PATH].removeprefix(FRONT)


def sample(root: Path, folder: Path) -> Sample:
    """Return the sample of a publication that holds the digest."""
    press = Press(root, folder)
    data, manifest = press.export("2026-01")
    return Sample(press, data, Base(manifest))
