"""Finds and validates what an author wrote: digests, issues, topics and pages."""

from press.publication.abbreviations import INCLUDES, Glossary, read_glossary
from press.publication.addresses import ADDRESS_MEND, is_foreign, is_safe_address, split_address
from press.publication.bounded_yaml import Position, shortened
from press.publication.code import code_fingerprint
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
from press.publication.names import safe_id
from press.publication.problems import MACHINE, PressError, Problem, errors, failure, suggestion
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
from press.publication.sanitiser import (
    NO_HTML,
    TOO_DEEP,
    SafeHtml,
    Taken,
    escaped,
    safe_html,
    sanitised,
    sanitiser_fingerprint,
)
from press.publication.settings import PythonName, Settings, read_settings
from press.publication.source import Source, parse_source, read_source
from press.publication.storage.asides import is_aside
from press.publication.storage.caches import CACHE, keep, keep_files, kept, kept_files
from press.publication.storage.files import (
    folder_aside,
    read_bounded,
    write_file,
    write_files,
)
from press.publication.storage.recovery import put_right
from press.publication.storage.resolver import FilePath, MissingError, RefusedError, Resolver
from press.publication.templating import html_templates

__all__ = [
    "ADDRESS_MEND",
    "CACHE",
    "DIGESTS",
    "INCLUDES",
    "ISSUES",
    "MACHINE",
    "NO_HTML",
    "TOO_DEEP",
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
    "SafeHtml",
    "Settings",
    "Source",
    "Status",
    "Taken",
    "Topic",
    "TopicMeta",
    "code_fingerprint",
    "errors",
    "escaped",
    "failure",
    "folder_aside",
    "html_templates",
    "is_aside",
    "is_foreign",
    "is_safe_address",
    "keep",
    "keep_files",
    "kept",
    "kept_files",
    "load",
    "long_date",
    "parse_source",
    "put_right",
    "read_bounded",
    "read_glossary",
    "read_settings",
    "read_source",
    "safe_html",
    "safe_id",
    "sanitised",
    "sanitiser_fingerprint",
    "shortened",
    "split_address",
    "suggestion",
    "write_file",
    "write_files",
]
