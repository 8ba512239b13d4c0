"""The forms in which a whole import can be told, by the names that the command line has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from press.review.report.findings import Report
from press.review.report.html import html_report
from press.review.report.json import json_report
from press.review.report.markdown import markdown_report
from press.review.report.sarif import sarif_report

REPORTS: Mapping[str, Callable[[Report], str]] = {
    "md": markdown_report,
    "html": html_report,
    "json": json_report,
    "sarif": sarif_report,
}
