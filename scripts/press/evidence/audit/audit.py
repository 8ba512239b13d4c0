"""Everything that is wrong with a page of summaries, or with digests of ours, study by study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from press.bibliography import Entry
from press.evidence.audit.claims import claim_findings
from press.evidence.audit.columns import column, rules
from press.evidence.audit.prose import number_findings
from press.evidence.audit.records import recorded
from press.evidence.contradictions import Telling, contradictions, of_digest, of_page
from press.evidence.finding import Finding, RuleNote
from press.evidence.intake import Page
from press.evidence.lock.entry import Locked
from press.evidence.numbers import check_digest
from press.evidence.states.references import Index, Match
from press.evidence.states.state import state
from press.evidence.states.words import state_findings
from press.publication import Digest
from press.publication.problems import Severity
from press.publication.wording import counted

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")
_CITED = re.compile(r"(?<![\w\\])-?@\{?([^\s\]\[;,}@]+[\w])")


@dataclass(frozen=True)
class Row:
    """One study that was audited: what it is called, where it begins, what was found.

    `record` says which record of the lock it was compared with and how that was found.
    """

    subject: str
    title: str
    path: str
    line: int
    record: str
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity == severity for finding in self.findings)


@dataclass(frozen=True)
class Audit:
    """An audit: of what, its rows, and the rules that were asked, by id."""

    name: str
    rows: tuple[Row, ...]
    rules: Mapping[str, RuleNote]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return all findings, row by row."""
        return tuple(finding for row in self.rows for finding in row.findings)

    @property
    def has_errors(self) -> bool:
        """Tell whether anything cannot be right."""
        return any(finding.severity == "error" for finding in self.findings)

    def counts(self) -> dict[Severity, int]:
        """Return the number of findings by severity, all three always."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    def cell(self, row: Row, name: str) -> dict[Severity, int]:
        """Return what a row has in a column, by severity, without what is none."""
        found = Counter(
            finding.severity for finding in row.findings if column(finding.rule, self.rules) == name
        )
        return {severity: found[severity] for severity in SEVERITIES if found[severity]}


def audit_page(page: Page, lock: Mapping[str, Locked]) -> Audit:
    """Return all findings of a page that was read in, item by item."""
    tellings = of_page(page)
    numbers = {telling.subject: list(number_findings(telling)) for telling in tellings}
    return _audit(page.path, tellings, lock, numbers)


def audit_digests(
    digests: Iterable[Digest], entries: Mapping[str, Entry], lock: Mapping[str, Locked]
) -> Audit:
    """Return all findings of digests of ours, and of the entries that they cite."""
    chosen = tuple(digests)
    numbers = {digest.slug: check_digest(digest) for digest in chosen}
    cited = {digest.slug: _cited(digest, entries) for digest in chosen}
    name = counted(len(chosen), "digest")
    tellings = [of_digest(digest, entries) for digest in chosen]
    return _audit(name, tellings, lock, numbers, cited)


def _audit(
    name: str,
    tellings: Sequence[Telling],
    lock: Mapping[str, Locked],
    numbers: Mapping[str, Iterable[Finding]],
    cited: Mapping[str, Sequence[Entry]] = MappingProxyType({}),
) -> Audit:
    found: dict[str, list[Finding]] = {telling.subject: [] for telling in tellings}
    matched: dict[str, Match | None] = {}
    index = Index(lock)
    for telling in tellings:
        record = recorded(telling, lock, index)
        matched[telling.subject] = record.match
        mine = found[telling.subject]
        mine += record.findings
        mine += numbers[telling.subject]
        mine += claim_findings(telling)
        for entry in cited.get(telling.subject, ()):
            mine += state_findings(entry, state(entry, lock.get(entry.key)))
    confirmed = {one.subject for one in tellings if _has_its_authors(matched, found, one)}
    for finding in contradictions(tellings):
        # Authors whom a record confirms did write this study too.
        if finding.rule != "authors-same" or finding.place.subject not in confirmed:
            found[finding.place.subject].append(finding)
    rows = tuple(_row(one, matched[one.subject], found[one.subject]) for one in tellings)
    return Audit(name, rows, rules())


def _has_its_authors(
    matched: Mapping[str, Match | None], found: Mapping[str, Sequence[Finding]], one: Telling
) -> bool:
    differing = any(finding.rule == "record-author" for finding in found[one.subject])
    return matched[one.subject] is not None and not differing


def _row(telling: Telling, match: Match | None, found: Iterable[Finding]) -> Row:
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    line, _ = telling.title.where()
    how = ""
    if match:
        by = match.by if match.by in {"title", "citekey"} else match.by.upper()
        how = f"`{match.key}` by its {by}"
    return Row(
        subject=telling.subject,
        title=telling.title.text,
        path=telling.path,
        line=line,
        record=how,
        findings=tuple(
            sorted(dict.fromkeys(found), key=lambda one: (order[one.severity], one.place, one.rule))
        ),
    )


def _cited(digest: Digest, entries: Mapping[str, Entry]) -> tuple[Entry, ...]:
    """Return the entries that a digest cites, its study first."""
    keys = [digest.meta.study, *_CITED.findall(digest.source.body)]
    return tuple(entries[key] for key in dict.fromkeys(keys) if key in entries)
