"""Finds and validates what an author wrote: digests, issues, topics and pages."""

from press.publication.abbreviations import INCLUDES, Glossary, read_glossary
from press.publication.bounded_yaml import Position, shortened
from press.publication.code import code_fingerprint
from press.publication.files import (
    folder_aside,
    keep,
    kept,
    read_bounded,
    write_file,
)
from press.publication.model import (
    DigestMeta,
    Estimate,
    IssueMeta,
    Kind,
    Measure,
    Participants,
    Status,
    TopicMeta,
)
from press.publication.names import safe_id, split_address
from press.publication.problems import PressError, Problem, errors, failure, suggestion
from press.publication.publication import (
    DIGESTS,
    ISSUES,
    TOPICS,
    Digest,
    Issue,
    Publication,
    Topic,
    load,
    long_date,
)
from press.publication.resolver import FilePath, MissingError, RefusedError, Resolver
from press.publication.settings import PythonName, Settings, read_settings
from press.publication.source import Source, parse_source, read_source
from press.publication.templating import html_templates

__all__ = [
    "DIGESTS",
    "INCLUDES",
    "ISSUES",
    "TOPICS",
    "Digest",
    "DigestMeta",
    "Estimate",
    "FilePath",
    "Glossary",
    "Issue",
    "IssueMeta",
    "Kind",
    "Measure",
    "MissingError",
    "Participants",
    "Position",
    "PressError",
    "Problem",
    "Publication",
    "PythonName",
    "RefusedError",
    "Resolver",
    "Settings",
    "Source",
    "Status",
    "Topic",
    "TopicMeta",
    "code_fingerprint",
    "errors",
    "failure",
    "folder_aside",
    "html_templates",
    "keep",
    "kept",
    "load",
    "long_date",
    "parse_source",
    "read_bounded",
    "read_glossary",
    "read_settings",
    "read_source",
    "safe_id",
    "shortened",
    "split_address",
    "suggestion",
    "write_file",
]
