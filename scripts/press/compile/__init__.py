"""Markdown, citations and source positions: documents from which every output is made."""

from press.compile.alignment import ATOM, Segment, segments
from press.compile.body import (
    FULL_COMMAND,
    Body,
    body,
    page_html,
    reference_ids,
    reference_list,
    reference_section,
    use_id,
    uses,
)
from press.compile.card import participants
from press.compile.digest import digest_html
from press.compile.extension import BIBLIOGRAPHY_CLASS
from press.compile.issue import IssueDocument, compose, issue_problems, issue_text
from press.compile.renderer import Renderer, press_extension
from press.compile.unknown import key_places, unknown_citations

__all__ = [
    "ATOM",
    "BIBLIOGRAPHY_CLASS",
    "FULL_COMMAND",
    "Body",
    "IssueDocument",
    "Renderer",
    "Segment",
    "body",
    "compose",
    "digest_html",
    "issue_problems",
    "issue_text",
    "key_places",
    "page_html",
    "participants",
    "press_extension",
    "reference_ids",
    "reference_list",
    "reference_section",
    "segments",
    "unknown_citations",
    "use_id",
    "uses",
]
