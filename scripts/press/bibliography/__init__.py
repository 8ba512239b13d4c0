"""BibTeX to CSL-JSON, CSL styles, and citations formatted by pandoc's citeproc."""

from press.bibliography.bibtex import Bibliography, Entry, parse_bibtex, read_bibliography
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
from press.bibliography.styles import Style, style

__all__ = [
    "Bibliography",
    "Citation",
    "Cluster",
    "Entry",
    "Formatted",
    "Mode",
    "Reference",
    "Style",
    "formatted",
    "names_in_text",
    "parse_bibtex",
    "read_bibliography",
    "reference_id",
    "style",
]
