"""All findings about a page or about digests, told to people and to programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from press.evidence.audit.audit import Audit, Row, audit_digests, audit_page
from press.evidence.audit.columns import COLUMNS, column, rules
from press.evidence.audit.files import audit_files
from press.evidence.audit.page import html_report
from press.evidence.audit.plain import json_report, sarif_report
from press.evidence.audit.terminal import summary, text_report

__all__ = [
    "COLUMNS",
    "REPORTS",
    "Audit",
    "Row",
    "audit_digests",
    "audit_files",
    "audit_page",
    "column",
    "html_report",
    "json_report",
    "rules",
    "sarif_report",
    "summary",
    "text_report",
]

REPORTS: Mapping[str, Callable[[Audit], str]] = {
    "html": html_report,
    "json": json_report,
    "sarif": sarif_report,
}
