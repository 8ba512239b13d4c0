"""BibTeX to CSL-JSON, CSL styles, and citations formatted by pandoc's citeproc."""

from press.bibliography.bibtex import (
    Bibliography,
    Checked,
    parse_bibtex,
    read_bibliography,
)
from press.bibliography.engine import PANDOC
from press.bibliography.entry import Entry
from press.bibliography.exchange import (
    EXCHANGES,
    Exchange,
    addresses,
    bibtex,
    csl_json,
    known_names,
    ris,
    without_markup,
)
from press.bibliography.formatting import (
    Citation,
    Cluster,
    Formatted,
    Mode,
    Reference,
    formatted,
    names_in_text,
    reference_id,
)
from press.bibliography.latex import decoded, escaped, is_readable
from press.bibliography.styles import Style, style
from press.bibliography.writing import UnwritableError, bibtex_entry, identifier_fault

__all__ = [
    "EXCHANGES",
    "PANDOC",
    "Bibliography",
    "Checked",
    "Citation",
    "Cluster",
    "Entry",
    "Exchange",
    "Formatted",
    "Mode",
    "Reference",
    "Style",
    "UnwritableError",
    "addresses",
    "bibtex",
    "bibtex_entry",
    "csl_json",
    "decoded",
    "escaped",
    "formatted",
    "identifier_fault",
    "is_readable",
    "known_names",
    "names_in_text",
    "parse_bibtex",
    "read_bibliography",
    "reference_id",
    "ris",
    "style",
    "without_markup",
]
