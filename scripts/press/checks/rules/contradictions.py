"""What contradicts itself inside a digest; see press.evidence.contradictions."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import Context
from press.checks.rule import Rule
from press.evidence.contradictions import RULES, contradictions, of_digest
from press.publication import Problem


def _find(context: Context) -> Iterator[Problem]:
    wanted = {digest.source.path for digest in context.digests}
    entries = context.bibliography.entries
    tellings = [of_digest(digest, entries) for digest in context.publication.digests]
    for finding in contradictions(tellings):
        if finding.place.path in wanted:
            yield finding.problem()


RULE = Rule(
    id="contradictions",
    catches="A text that contradicts its own reference or itself, and what drafting left behind.",
    mend="Look the study up, and correct what is wrong.",
    find=_find,
    warns_in_drafts=True,
    notes=RULES,
)
