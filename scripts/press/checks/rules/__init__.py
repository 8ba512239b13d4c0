"""The rules, one module each."""

from press.checks.rule import Rule
from press.checks.rules import (
    abbreviation,
    alt_missing,
    bibtex,
    citation_missing,
    citation_unknown,
    claim_strength,
    contradictions,
    disclaimer_missing,
    foreign_resource,
    issue_reference,
    link_broken,
    markup_lost,
    numbers,
    plain_reading,
    records,
    schema,
    section_missing,
)

RULES: tuple[Rule, ...] = (
    schema.RULE,
    bibtex.RULE,
    citation_unknown.RULE,
    citation_missing.RULE,
    section_missing.RULE,
    issue_reference.RULE,
    link_broken.RULE,
    alt_missing.RULE,
    markup_lost.RULE,
    foreign_resource.RULE,
    claim_strength.RULE,
    abbreviation.RULE,
    plain_reading.RULE,
    numbers.RULE,
    contradictions.RULE,
    records.RULE,
    disclaimer_missing.RULE,
)
