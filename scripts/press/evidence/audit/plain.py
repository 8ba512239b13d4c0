"""Audits for programs: JSON, and SARIF for code hosts and editors."""

from __future__ import annotations

import json
from typing import Any

from press import __version__
from press.evidence.audit.audit import Audit, Row
from press.evidence.audit.columns import column
from press.evidence.finding import Finding
from press.publication.sarif import SARIF_LEVELS, sarif_log, sarif_place, sarif_rule

VERSION = 1


def json_report(audit: Audit) -> str:
    """Return an audit as JSON.

    `{"version": 1, "audited", "counts", "studies": [{subject, title, path, line, record,
    findings: [{rule, column, severity, message, mend, place, evidence}]}], "rules"}`; the version
    grows when a key goes or changes its meaning, not when one is added.
    """
    data = {
        "version": VERSION,
        "press": __version__,
        "audited": audit.name,
        "counts": audit.counts(),
        "studies": [_study(audit, row) for row in audit.rows],
        "rules": {
            note.id: {"column": column(note.id, audit.rules), "catches": note.catches,
                      "mend": note.mend}
            for note in audit.rules.values()
        },
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2)


def _study(audit: Audit, row: Row) -> dict[str, Any]:
    return {
        "subject": row.subject,
        "title": row.title,
        "path": row.path,
        "line": row.line,
        "record": row.record,
        "findings": [
            {
                "rule": finding.rule,
                "column": column(finding.rule, audit.rules),
                "severity": finding.severity,
                "message": finding.message,
                "mend": finding.mend,
                "place": {
                    "path": finding.place.path,
                    "line": finding.place.line,
                    "column": finding.place.column,
                },
                "evidence": [value._asdict() for value in finding.evidence],
            }
            for finding in row.findings
        ],
    }


def sarif_report(audit: Audit) -> str:
    """Return an audit as SARIF 2.1.0 (OASIS standard, 27 March 2020).

    Evidence stands in each result's property bag; a rule's class is a tag of the rule.
    """
    used = {finding.rule for finding in audit.findings}
    names = sorted(used | set(audit.rules))
    rules = [_rule(audit, name) for name in names]
    index = {name: number for number, name in enumerate(names)}
    results = [
        _result(finding, index[finding.rule], row) for row in audit.rows for finding in row.findings
    ]
    return sarif_log(rules, results, tool="press audit")


def _rule(audit: Audit, name: str) -> dict[str, Any]:
    note = audit.rules.get(name)
    catches, mend = (note.catches, note.mend) if note else (name, "")
    return sarif_rule(name, catches, mend, properties={"tags": [column(name, audit.rules)]})


def _result(finding: Finding, index: int, row: Row) -> dict[str, Any]:
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": f"{finding.message}; {finding.mend}"},
        "locations": [
            {
                "physicalLocation": sarif_place(place.path, region),
                "logicalLocations": [{"name": row.subject, "kind": "member"}],
            }
        ],
        "properties": {"evidence": [value._asdict() for value in finding.evidence]},
    }
