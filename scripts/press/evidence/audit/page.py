"""Audits as a page of HTML: a table of studies and classes of findings, then every finding."""

from __future__ import annotations

from press.evidence.audit.audit import SEVERITIES, Audit
from press.evidence.audit.columns import COLUMNS, column
from press.evidence.audit.terminal import summary
from press.publication import html_templates


def html_report(audit: Audit) -> str:
    """Return an audit as one HTML file that needs nothing beside it, in light and in dark."""
    used = [name for name in COLUMNS if any(audit.cell(row, name) for row in audit.rows)]
    rows = [
        {
            "id": f"study-{number}",
            "row": row,
            "cells": [{"name": name, "found": audit.cell(row, name)} for name in used],
            "findings": [
                {"finding": finding, "column": column(finding.rule, audit.rules)}
                for finding in row.findings
            ],
        }
        for number, row in enumerate(audit.rows, start=1)
    ]
    reported = {finding.rule for finding in audit.findings}
    return (
        html_templates("press.evidence.audit")
        .get_template("audit.html")
        .render(
            audit=audit,
            rows=rows,
            columns=used,
            severities=SEVERITIES,
            summary=summary(audit),
            rules=[note for name, note in sorted(audit.rules.items()) if name in reported],
        )
    )
