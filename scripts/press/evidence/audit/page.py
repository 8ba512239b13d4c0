"""Audits as a page of HTML: a table of studies and classes of findings, then every finding."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from press.evidence.audit.audit import SEVERITIES, Audit
from press.evidence.audit.columns import COLUMNS, column
from press.evidence.audit.terminal import summary

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


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
        _environment()
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


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("press.evidence.audit"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["code"] = _with_code
    return environment


def _with_code(text: str) -> Markup:
    """Return a text escaped, what stands between backticks as code."""
    from markupsafe import Markup, escape

    parts = str(text).split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )
