"""Patterns of numbers in prose: counts of totals, intervals, p values, sizes, percentages."""

from __future__ import annotations

import re

from press.publication.model import Measure

N = r"(?:\d{1,3}(?:,\d{3}){1,4}(?:[.·]\d{1,9})?|\d{1,12}(?:[.·]\d{1,12})?|[.·]\d{1,12})(?!\d)"
"""A number without sign: `1,250`, `27.1`, `.031`; what is longer is no number of a study."""
INT = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?![.·,]?\d)"
SIGNED = rf"(?:(?<![\w.)])[+\-\u2013])?{N}"
_ABOUT = (
    r"(?:(?:about|around|roughly|nearly|almost|approximately|over|under|some|up\s+to|at\s+least"
    r"|at\s+most|(?:more|less|fewer)\s+than)\s+|[~≈∼<>≤≥]\s?)?"
)
SHARE = rf"{_ABOUT}{N}\s?(?:%|per\s?cent(?!\w))"
"""A percentage, with the word or sign that makes it an approximation or a limit."""
PEOPLE = (
    r"(?:people|patients|participants|persons|adults|adolescents|children|women|men|subjects"
    r"|volunteers|veterans|in-?patients|out-?patients|individuals|students|respondents|controls)"
)

_STOP = r"(?=\s*[);,.\]]|\s*$|\s+\()"
_EVENTS = rf"(?<![\w.,/-])(?P<events>{INT})"
_OF = r"(?:out\s+of|of)\s+(?:the\s+|all\s+)?"
COUNTS = tuple(
    re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    for pattern in (
        # 12 of 30 (40%); 12 of the 30 patients, or 40%; 162 sober days out of 180, or 87%
        (
            rf"{_EVENTS}(?:\s+[a-z-]+){{0,2}}?\s+{_OF}(?P<total>{INT})(?:\s+[a-z-]+){{0,4}}?"
            rf"\s*(?:[(\[]\s*|,?\s+or\s+|,\s+)(?P<share>{SHARE}){_STOP}"
        ),
        # 12/30 (40%)
        (
            rf"{_EVENTS}\s?/\s?(?P<total>{INT})"
            rf"\s*(?:[(\[,]\s*|,?\s+or\s+)(?P<share>{SHARE}){_STOP}"
        ),
        # 40% (12/30); 40% of patients (n = 12 of 30)
        (
            rf"(?P<share>{SHARE})(?:\s+[a-z-]+){{0,3}}?\s*[(\[]\s*(?:n\s*=\s*)?(?P<events>{INT})"
            rf"\s*(?:/|\s{_OF})\s*(?P<total>{INT})(?=\s*[);,\]]|\s+[a-z]+\s*[)\]])"
        ),
        # 12 (40%) of 30
        rf"(?<!of\s){_EVENTS}\s*[(\[]\s*(?P<share>{SHARE})\s*[)\]]\s+{_OF}(?P<total>{INT})(?!/)",
    )
)
# What a number of people does, and not one of their doses, weeks or visits.
_DID = (
    r"(?:had|have|were|was|did|met|got|died|left|felt|achieved|responded|remitted|relapsed|reported"
    r"|developed|experienced|completed|withdrew|discontinued|dropped|received|showed|remained"
    r"|improved|recovered|suffered|became|reached|needed|stopped)"
)
_NOT_THEIRS = (
    r"aged?|age|for|after|before|within|over|under|at|by|to|than|least|most|about|and|or|plus|mean"
    r"|median|each|per|versus|vs|compared|whom|week|weeks|day|days|month|months"
)
_OF_A_GROUP = (
    r"with|without|in|on|of|for|after|among|during|under|from|by|given|receiving|taking|versus|vs"
    r"|compared|against|who|whom"
)
COUNTED_OF_ALL = re.compile(
    # Of 30 patients with wool 12 had warm feet (40%); of the 30 people, 12 (40%) slept
    rf"\bof\s+(?:the\s+|all\s+)?(?P<total>{INT})\s+(?:[a-z-]+\s+){{0,2}}?{PEOPLE}"
    rf"(?:\s+(?!(?:{_NOT_THEIRS})\b)[a-z-]+){{0,6}}?,?\s+{_EVENTS}"
    rf"(?:\s+(?:of\s+(?:them|these|those)\s+|patients\s+|participants\s+|people\s+)?{_DID}"
    rf"(?:\s+(?!(?:{_OF_A_GROUP}|and|or|per|each|than|while)\b)[a-z-]+){{0,5}}?)?"
    rf"\s*[(\[]\s*(?P<share>{SHARE})"
    # Behind the bracket neither a group nor the number of another: the share may be theirs.
    rf"(?=\s*[);,\]])(?![^()\[\]\n]{{0,60}}[)\]],?\s+(?:and\s+)?(?:\d|(?:{_OF_A_GROUP})\b))",
    re.IGNORECASE,
)
"""A count whose total was told before it; that the percentage is of that total, is not certain."""
MORE_THAN_ALL = re.compile(
    rf"(?<![\w.,/-])(?P<events>{INT})\s+(?:out\s+)?of\s+(?:the\s+|all\s+)?(?P<total>{INT})\s+{PEOPLE}\b",
    re.IGNORECASE,
)
SHARE_OF_PEOPLE = re.compile(
    rf"(?<![\w.,-])(?P<share>{N}\s?(?:%|per\s?cent))\s+of\s+(?:the\s+|all\s+)?(?:[a-z-]+\s+){{0,2}}"
    rf"{PEOPLE}\b",
    re.IGNORECASE,
)

P_VALUE = re.compile(
    rf"(?<![\w.-])[pP](?:[\s-]?values?)?\s*(?:(?P<p>(?:<=|>=|[<>=≤≥])\s*-?{N})|of\s+(?P<p_of>{N}))"
    r"(?![\d%]|\s?%)"
)
CORRELATION = re.compile(
    r"(?<![\w.])r\s*(?:\(\s*(?P<df>\d+)\s*\))?\s*=\s*(?P<r>[-\u2013+]?(?:\d+[.·]\d+|[.·]\d+|[01](?!\d)))"
    r"(?!\s?%)"
)
SIZE = re.compile(rf"(?<!\w)[nN]\s*=\s*(?P<n>{INT})(?!\s?%)")
NNT = re.compile(
    rf"\b(?:NNT|numbers?\s+needed\s+to\s+treat)\b(?P<gap>[^.;\d]{{0,30}}?)(?P<nnt>(?<![\w.]){N})"
)

# What stands before an estimate, and the measure it means; longer names come first.
LABELS: tuple[tuple[str, Measure], ...] = (
    (r"(?i:relative\s+risk|risk\s+ratio)|\bRR\b", Measure.RISK_RATIO),
    (r"(?i:odds\s+ratio)|\ba?OR\b", Measure.ODDS_RATIO),
    (r"(?i:hazard\s+ratio)|\ba?HR\b", Measure.HAZARD_RATIO),
    (r"(?i:rate\s+ratio)|\bIRR\b", Measure.RATE_RATIO),
    (
        r"(?i:standardi[sz]ed\s+mean\s+difference)|\bSMD\b|Cohen['’]?s\s+d|Hedges['’]?s?\s+g",
        Measure.STANDARDISED_MEAN_DIFFERENCE,
    ),
    (r"(?i:risk\s+difference)|\bRD\b", Measure.RISK_DIFFERENCE),
    (r"(?i:mean\s+difference)|\bMD\b", Measure.MEAN_DIFFERENCE),
)
_LABEL = "|".join(pattern for pattern, _ in LABELS)
_LEVEL = r"(?:(?P<level>\d+(?:\.\d+)?)\s?(?:%|per\s?cent)\s+)"
_CI = r"(?:C[IrR]I?\b|(?:confidence|credible)\s+intervals?(?:\s+\([A-Z][A-Za-z]+\))?|interval\b)"
# A semicolon divides the limits only where the level is printed: `95% CI 1.0; 2.0`.
_RANGE = (
    rf"(?P<low>{SIGNED})\s?%?\s*(?:to|,|[-\u2013\u2014]|through|(?(level);|(?!)))"
    rf"\s*(?P<high>{SIGNED})"
)

_UNIT = r"(?:\s?(?:%|per\s?cent|(?:percentage\s+)?points?|mm|mg|kg|days?|hours?|units?)(?!\w))?"

LABELLED = re.compile(
    rf"(?P<label>{_LABEL})\s*(?:\([A-Z]+\)\s*)?(?:of|was|is|=|:|,)?\s*(?P<estimate>{SIGNED}){_UNIT}"
    rf"(?:\s*[,;(\[]\s*(?:{_LEVEL}?{_CI}\s*(?:of|was|is|=|:|,)?\s*[(\[]?\s*)?{_RANGE}(?!\s?(?:%\s+CI|\d)))?",
)
INTERVAL = re.compile(
    rf"(?<![\w.]){_LEVEL}?{_CI}\s*(?:of|was|is|=|:|,|from)?\s*[(\[]?\s*{_RANGE}(?![\d])"
)
DIFFERENCE = re.compile(
    rf"(?P<estimate>{SIGNED})\s?(?P<unit>%|per\s?cent|percentage\s+points?|points?)"
    r"(?=[^.;()\n]{0,80}\b(?:difference|more|less|lower|higher|fewer|greater)\b)"
)


def measure_of(label: str) -> Measure:
    """Return the measure that a label of the table means, such as `OR`."""
    for pattern, measure in LABELS:
        if re.fullmatch(rf"(?:{pattern})", label):
            return measure
    raise ValueError(label)
