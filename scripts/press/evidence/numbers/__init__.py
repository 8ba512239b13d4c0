"""Numbers that must be possible: rules over estimates and prose, on rounding intervals."""

from press.evidence.numbers.catalogue import NOTES, RULES, NumberRule
from press.evidence.numbers.digests import check_digest
from press.evidence.numbers.estimates import Where, check_estimates
from press.evidence.numbers.prose.check import check_prose

__all__ = [
    "NOTES",
    "RULES",
    "NumberRule",
    "Where",
    "check_digest",
    "check_estimates",
    "check_prose",
]
