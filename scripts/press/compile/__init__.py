"""Markdown, citations and source positions: documents from which every output is made."""

from press.compile.alignment import ATOM, Segment, segments
from press.compile.body import Body, body, page_html, reference_ids, reference_list, uses
from press.compile.digest import digest_html
from press.compile.issue import IssueDocument, compose, issue_problems, issue_text
from press.compile.renderer import Renderer, press_extension
from press.compile.unknown import key_places, unknown_citations

__all__ = [
    "ATOM",
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
    "press_extension",
    "reference_ids",
    "reference_list",
    "segments",
    "unknown_citations",
    "uses",
]
