"""Markdown, citations and source positions: documents from which every output is made."""

from press.compile.abbreviations import SLOT, with_note
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
from press.compile.cost.budget import TooCostlyError
from press.compile.digest import digest_html
from press.compile.evidence import (
    DigestFigures,
    Picture,
    digest_figures,
    figure_html,
    with_evidence,
)
from press.compile.extension import ALIGNED, BIBLIOGRAPHY_CLASS
from press.compile.includes import guarded_snippets, include_problems
from press.compile.issue import IssueDocument, compose, issue_text
from press.compile.issue_faults import issue_problems
from press.compile.overview import issue_figure, overview_html
from press.compile.pictures import file_at, issue_picture, picture_problems
from press.compile.release import open_count, open_references
from press.compile.renderer import Renderer, press_extension
from press.compile.results.estimates import result_line
from press.compile.typeface import EM, advance, fair_share
from press.compile.typography import Typeset, typesetter, with_typeset_fields
from press.compile.unknown import key_places, unknown_citations
from press.compile.unsafe import unsafe_markup, unsafe_settings

__all__ = [
    "ALIGNED",
    "ATOM",
    "BIBLIOGRAPHY_CLASS",
    "EM",
    "FULL_COMMAND",
    "SLOT",
    "Body",
    "DigestFigures",
    "IssueDocument",
    "Picture",
    "Renderer",
    "Segment",
    "TooCostlyError",
    "Typeset",
    "advance",
    "body",
    "compose",
    "digest_figures",
    "digest_html",
    "fair_share",
    "figure_html",
    "file_at",
    "guarded_snippets",
    "include_problems",
    "issue_figure",
    "issue_picture",
    "issue_problems",
    "issue_text",
    "key_places",
    "open_count",
    "open_references",
    "overview_html",
    "page_html",
    "participants",
    "picture_problems",
    "press_extension",
    "reference_ids",
    "reference_list",
    "reference_section",
    "result_line",
    "segments",
    "typesetter",
    "unknown_citations",
    "unsafe_markup",
    "unsafe_settings",
    "use_id",
    "uses",
    "with_evidence",
    "with_note",
    "with_typeset_fields",
]
