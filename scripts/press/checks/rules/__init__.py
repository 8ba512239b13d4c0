"""The rules, one module each."""

from press.checks.rule import Rule
from press.checks.rules import (
    alt_missing,
    bibtex,
    citation_missing,
    citation_unknown,
    disclaimer_missing,
    foreign_resource,
    issue_reference,
    link_broken,
    markup_lost,
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
    disclaimer_missing.RULE,
)
