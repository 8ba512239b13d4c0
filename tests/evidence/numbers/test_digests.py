"""The numbers of whole digests: ours hold, and a digest with faults has them at their lines."""

from __future__ import annotations

import pytest

from press.evidence.numbers import RULES, check_digest
from press.publication import Digest, DigestMeta
from press.publication.source import parse_source
from tests.ours import ours

DIGESTS = ours().digests

PAGE = """---
title: Warm socks
study: sample2026
topics: [pain]
design: randomised trial
question:
  population: Adults with cold feet
  intervention: Woollen socks
  comparator: No socks
  outcomes: [Cold feet]
n:
  total: 60
  arms:
    - name: Wool
      n: 30
    - name: Cotton
      n: 31
estimates:
  - outcome: Cold feet
    time_point: Bedtime
    arms:
      - name: Wool
        n: "30"
        events: "12"
        value: "45%"
    measure: proportion
    better: lower
    source: {cite: sample2026}
    note: Of the 30 people 33 of 30 people came.
funding: not reported
competing_interests: not reported
bottom_line: With wool 41% had cold feet.
plain: Socks are warm.
certainty: not rated
author: Editorial desk
reviewed_by: not yet reviewed
date: 2026-11-21
status: draft
---

## Results

Feet were cold in 12 of 30 people (45%).
"""


def test_every_number_of_a_digest_is_looked_at():
    source, problems = parse_source("docs/digests/socks.md", PAGE)
    assert [] == problems
    digest = Digest("socks", DigestMeta.model_validate(dict(source.meta)), source)
    findings = check_digest(digest)
    assert {"socks"} == {finding.place.subject for finding in findings}
    expected = [
        (15, "number-arms-over"),
        (25, "number-percent-events"),
        (29, "number-events-total"),
        (32, "number-grim-percent"),
        (43, "number-percent-events"),
    ]
    assert expected == [(finding.place.line, finding.rule) for finding in findings]


@pytest.mark.parametrize("digest", DIGESTS, ids=lambda digest: digest.slug)
def test_no_digest_of_ours_has_an_impossible_number(digest: Digest):
    assert [] == [str(one) for one in check_digest(digest) if one.severity == "error"]


def test_every_finding_of_ours_is_of_a_rule_in_the_table():
    findings = [finding for digest in DIGESTS for finding in check_digest(digest)]
    assert {finding.rule for finding in findings} <= set(RULES)
